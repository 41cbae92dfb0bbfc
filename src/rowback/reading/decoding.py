"""Bytes to text: which encoding, and when to refuse."""

from __future__ import annotations

import codecs
import re

from rowback.core.errors import InputError

UNREADABLE = "RB102"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_MAGIC = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive or office document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
          b"GIF8": "a picture", b"\xd0\xcf\x11\xe0": "an old office document", b"BZh": "compressed with bzip2",
          b"\xfd7zXZ": "compressed with xz", b"(\xb5/\xfd": "compressed with zstd", b"SQLite format 3": "an SQLite file",
          b"\x7fELF": "a program", b"PAR1": "a Parquet file", b"{\\rtf": "an RTF document"}  # fmt: skip
_FEW_NULS = 3
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)|^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:.-]+)""", re.IGNORECASE
)
# the web reads these labels as their Windows supersets (WHATWG Encoding Standard, section 4.2)
_AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}


def refuse_binary(raw: bytes, where: str) -> None:
    """InputError if the bytes are no text."""
    kind = next((name for magic, name in _MAGIC.items() if raw.startswith(magic)), None)
    if kind is not None:
        raise InputError(UNREADABLE, where, f"not text but {kind}: convert it to plain text, HTML or JSON Lines first")
    if has_bom(raw):
        return
    sample = raw[:65536]
    if raw.count(b"\0") > _FEW_NULS or len(_CONTROL.findall(sample)) > 0.02 * len(sample) + 2:
        raise InputError(UNREADABLE, where, "not text but binary data")


def has_bom(raw: bytes) -> bool:
    """True if the bytes begin with a byte order mark."""
    return any(raw.startswith(bom) for bom, _ in _BOMS)


def decode_text(raw: bytes, where: str) -> str:
    """The words of a plain text: by its byte order mark, as UTF-8, as Windows-1252 where that reads as Western prose.

    InputError for all else: a wrong guess would change words that somebody said. Nothing is replaced but the few NULs of
    damaged files, which become spaces so that offsets stay.
    """
    text = _by_mark_or_utf8(raw, where)
    if text is None:
        text = _western(raw, where)
    return text.replace("\0", " ")


def decode_page(raw: bytes, where: str) -> str:
    """The source of a page: by its byte order mark, as UTF-8, by what it declares, else as Windows-1252.

    Where a page of another encoding is declared UTF-8 and only few bytes are broken, those become U+FFFD and stay visible.
    """
    text = _by_mark_or_utf8(raw, where)
    if text is None:
        declared = _declared(raw)
        try:
            text = raw.decode(declared) if declared else None
        except UnicodeDecodeError:
            text = None
    if text is None and len(_MULTIBYTE.findall(raw)) > 3:
        text = raw.decode("utf-8", errors="replace")
        if text.count("\ufffd") > 5 + len(text) // 2000:
            text = None
    return (text if text is not None else _western(raw, where)).replace("\0", "\ufffd")


def _by_mark_or_utf8(raw: bytes, where: str) -> str | None:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(UNREADABLE, where, f"broken {encoding} at byte {error.start + 1}") from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    if found is None:
        return None
    label = (found.group(1) or found.group(2)).decode("ascii", "replace")
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _AS_WINDOWS.get(name, name)


def _western(raw: bytes, where: str) -> str:
    """The bytes as Windows-1252; InputError where they are broken UTF-8 or prose of another script."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start + 1
    if len(_MULTIBYTE.findall(raw)) > 1:
        raise InputError(UNREADABLE, where, f"broken UTF-8 at byte {broken}: a character is cut or damaged there")
    letters = sum(97 <= (byte | 32) <= 122 for byte in raw)
    high = sum(byte >= 0x80 for byte in raw)
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError(
            UNREADABLE, where, f"neither UTF-8 nor Windows-1252 (byte {error.start + 1}): convert it to UTF-8"
        ) from error
    if high > 0.2 * (letters + high):
        raise InputError(UNREADABLE, where, "not UTF-8, and its encoding cannot be told: convert it to UTF-8")
    return text
