"""Articles made worse: each input is one of the project's own texts, cut, bent and broken in a way that its number decides."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import gold_files

ROOT = Path(__file__).resolve().parent.parent
_QUOTES = "\"“”„‟«»‹›‘’‚'`「」『』＂"
_RTL = ("שלום עולם", "قال الوزير", "\u202e", "\u202b", "\u2067", "\u200f", "\u061c")
_MARKS = ("e\u0301", "a\u0308\u0323\u0330", "\u0301", "n\u0303" * 9, "\u20dd", "\ufe0f", "\u0e49" * 40, "ß", "İ", "ﬁ")
_EMOJI = ("😀", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇺🇦🇺🇸", "👍🏽", "\U0001f600" * 50, "1️⃣")
_ODD_SPACES = (
    "\u00a0",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\r",
    "\r\n",
    "\t" * 30,
    "\u200b",
    "\ufeff",
    " " * 500,
    "\n" * 200,
    "\x1f",
    "\x7f",
)
_NULS = ("\x00", "\x00\x00\x00", "a\x00b")
_DATES = (
    "on February 30", "on 99/99/9999", "last Friday week", "31 September 0000", "in the year 99999", "on Thursday on Thursday", "tomorrow",
    "9999-99-99", "yesterday’s yesterday", "12 February 12 February 2025", "the 0th of March", "two million years ago", "at 25:61",
)  # fmt: skip
_SPEECH = (
    ' said "', ", he said, ", " according to ", " told that ", ": ", " — said — ", "He said she said he said that ", " asked whether ", "Q: ",
    "SMITH: ", "“", "” said ‘", " said.", " denies having denied that ", " Advertisement ", "Read more: ",
)  # fmt: skip
_TAGS = (
    "<p>", "</div>", "<!--", "-->", "<script>if (a<b) {'", "</script>", "&#0;", "&#xffffffff;", "&nbsp", "&amp;amp;", "<![CDATA[", "<p <p",
    "<table><tr>", "<html><body>", "</html>", '<meta property="article:published_time" content="2025-13-45">', "<time datetime='x'>",
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":[{"x":1}],', "<base href=':::'>", "<meta charset=utf-99>",
)  # fmt: skip
_JSON = (
    "{", "}", "[", '"', ",", ":", "null", "NaN", "-Infinity", "1e999", '"text": 5,', '"text": null,', '"published": [],', '"url": {"a": 1},',
    '"title": "\\u0000",', '"text": "\\ud83d", ', "\\ud800", "\\udc00\\ud800", "\\u0000", "\\x", '"language": "xx-yy-zz",', "9" * 400,
    '"published": "2025-02-30",', '"published": "2999-01-01",', '"published": "yesterday",', "\ufeff", '{"text": "a said b."}\n',
)  # fmt: skip


@dataclass(frozen=True)
class Input:
    """Bytes for the reader, and the day of publication given with them, if any."""

    raw: bytes
    published: str | None


def make(seed: int, number: int) -> Input:
    """The input with that number, the same on every machine."""
    rng = random.Random(f"{seed}:{number}")
    form, words = rng.choice(_seeds())
    if rng.random() < 0.7 and form == "text":
        words = _excerpt(words, rng)
    for _ in range(rng.choice((1, 1, 2, 2, 3, 5))):
        words = rng.choice(_TEXT + _FORMS[form])(words, rng)
    words = _DRESSES[form](words, rng)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):  # more of the form's own tricks where the dress shows
        words = rng.choice(_FORMS[form] or _TEXT)(words, rng)
    raw = _encoded(words, rng)
    while rng.random() < 0.3:
        raw = rng.choice(_BYTES)(raw, rng)
    return Input(raw, rng.choice((None, None, "2025-02-14", "2024-02-29T23:59:00+14:00")))


@lru_cache(maxsize=1)
def _seeds() -> tuple[tuple[str, str], ...]:
    """Form and words of the examples and of the gold articles; these as texts and as records."""
    forms = {".txt": "text", ".html": "page", ".jsonl": "record"}
    examples = sorted(path for path in (ROOT / "examples").rglob("*") if path.suffix in forms)
    result = [(forms[path.suffix], path.read_text(encoding="utf-8")) for path in examples]
    for path in gold_files.files():
        gold = gold_files.load(path)
        result += [("text", f"date {gold.article['published']}\n{gold.text}"), ("bare", gold.text)]
    return tuple(result)


def _excerpt(words: str, rng: random.Random) -> str:
    lines = words.split("\n")
    first = rng.randrange(len(lines))
    return "\n".join([*(lines[:1] if rng.random() < 0.5 else ()), *lines[first : first + rng.randint(1, 6)]])


def _as_record(words: str, rng: random.Random) -> str:
    """One line of JSON Lines, or a few."""
    record = {
        "url": rng.choice((None, "https://example.org/a", "x" * 3000)),
        "title": rng.choice((None, words[:40], "A title of its own", "")),
        "published": rng.choice((None, "2025-02-14", "2025-02-14T10:00:00Z")),
        "language": rng.choice((None, "en", "de")),
        "text": words,
    }
    return (json.dumps(record, ensure_ascii=rng.random() < 0.7) + "\n") * rng.choice((1, 1, 1, 3))


def _same(words: str, _: random.Random) -> str:
    return words


def _insert(words: str, pieces: Sequence[str], rng: random.Random, most: int = 6) -> str:
    for _ in range(rng.randint(1, most)):
        at = rng.randint(0, len(words))
        words = words[:at] + rng.choice(pieces) + words[at:]
    return words


def _inserter(pieces: Sequence[str], most: int = 6) -> Callable[[str, random.Random], str]:
    return lambda words, rng: _insert(words, pieces, rng, most)


def _cut(words: str, rng: random.Random) -> str:
    a, b = sorted((rng.randint(0, len(words)), rng.randint(0, len(words))))
    return words[:a] if rng.random() < 0.5 else words[:a] + words[b:]


def _lines_again(words: str, rng: random.Random) -> str:
    lines = words.split("\n")
    n = rng.randrange(len(lines))
    return "\n".join(lines[:n] + [lines[n]] * rng.choice((2, 3, 20)) + lines[n:])


def _lines_shuffled(words: str, rng: random.Random) -> str:
    lines = words.split("\n")
    rng.shuffle(lines)
    return rng.choice(("\n", "\n\n", " ", "\r\n", "")).join(lines)


def _other_marks(words: str, rng: random.Random) -> str:
    """Each kind of quotation mark replaced by another one or by none."""
    table = {ord(mark): rng.choice([*_QUOTES, ""]) for mark in _QUOTES}
    return words.translate(table)


def _unclosed(words: str, rng: random.Random) -> str:
    return words.replace(rng.choice('”’"»'), "")


def _enormous_word(words: str, rng: random.Random) -> str:
    return _insert(
        words,
        (rng.choice(("a", "A", "ä", "\u0301", "1", ".", "-", "…", "“", "’s")) * rng.choice((500, 500, 500, 3000, 20000)),),
        rng,
        1,
    )


def _cased(words: str, rng: random.Random) -> str:
    return rng.choice((str.upper, str.lower, str.title, str.swapcase))(words)


def _without_spaces(words: str, rng: random.Random) -> str:
    return words.replace(rng.choice((" ", "\n", ". ")), rng.choice(("", "\t", "\u00a0")))


def _encoded(words: str, rng: random.Random) -> bytes:
    encoding = rng.choice(("utf-8",) * 12 + ("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-8-sig", "cp1251", "shift_jis"))
    return words.encode(encoding, errors="surrogatepass" if encoding.startswith("utf-8") else "replace")


def _flip(raw: bytes, rng: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(rng.choice((1, 1, 3, 30))):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _truncate(raw: bytes, rng: random.Random) -> bytes:
    return raw[: rng.randint(0, len(raw))]


def _splice(raw: bytes, rng: random.Random) -> bytes:
    a, b = sorted((rng.randint(0, len(raw)), rng.randint(0, len(raw))))
    at = rng.randint(0, len(raw))
    return raw[:at] + raw[a : min(b, a + 2000)] + raw[at:]


def _packed(raw: bytes, rng: random.Random) -> bytes:
    packed = gzip.compress(raw, mtime=0)
    return packed if rng.random() < 0.5 else packed[: rng.randint(0, len(packed))]


Bend = Callable[[str, random.Random], str]
_TEXT: tuple[Bend, ...] = (
    *(_cut, _lines_again, _lines_shuffled, _other_marks, _unclosed, _enormous_word, _cased, _without_spaces),
    *(_inserter(list(_QUOTES), 12), _inserter(["“", '"', "‘"], 3), _inserter(["”", "’", "»"], 3)),
    *(_inserter(pieces) for pieces in (_RTL, _MARKS, _EMOJI, _ODD_SPACES, _DATES, _SPEECH)),
    _inserter(_NULS, 1),
)  # fmt: skip
_FORMS: dict[str, tuple[Bend, ...]] = {
    "text": (),
    "bare": (),
    "page": (_inserter(_TAGS, 8),) * 6,
    "record": (_inserter(_JSON, 3),) * 6,
}
_DRESSES: dict[str, Bend] = {"text": _same, "bare": _as_record, "page": _same, "record": _same}
_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _flip, _truncate, _splice, _packed)
