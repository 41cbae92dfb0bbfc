"""Files, folders, globs, standard input, and all that is refused."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.reading import Given, read_paths, sources

NOTHING = Given()
TODAY = date(2025, 12, 31)
TEXT = "Minister quits\n\nThe minister said on Friday that he would go.\n\nHe gave no reason.\n"
LINE = json.dumps({"text": TEXT, "url": "https://a.example/"}).encode() + b"\n"


def read(*paths: Path | str, stdin: bytes | None = None, given: Given = NOTHING) -> list[Article | InputError]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(read_paths([str(path) for path in paths], given, stream, today=TODAY))


def article(found: list[Article | InputError]) -> Article:
    (only,) = found
    assert isinstance(only, Article), only
    return only


def refusal(found: list[Article | InputError]) -> InputError:
    (only,) = found
    assert isinstance(only, InputError), only
    return only


def test_folder_is_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "b" / "2.TXT").write_text("Two said no. " * 5)
    (tmp_path / "a.txt").write_text("One said no. " * 5)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(LINE))
    (tmp_path / "notes.md").write_text("no article")
    (tmp_path / ".git" / "x.txt").write_text("no article")
    (tmp_path / ".hidden.txt").write_text("no article")
    found = [item.text[:4] if isinstance(item, Article) else str(item) for item in read(tmp_path)]
    assert found == ["One ", "Mini", "Two "]


def test_named_file_of_another_kind_is_tried_by_its_content(tmp_path: Path) -> None:
    for name, content in (
        ("a.md", TEXT.encode()),
        ("b", LINE),
        ("c.dat", b"<html><body><h1>T</h1><p>" + TEXT.encode() + b"</p></body></html>"),
    ):
        (tmp_path / name).write_bytes(content)
        assert "The minister said" in article(read(tmp_path / name)).text


def test_glob(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(TEXT)
    (tmp_path / "a2.txt").write_text(TEXT)
    assert len(read(f"{tmp_path}/a*.txt")) == 2
    assert refusal(read(f"{tmp_path}/b*.txt")).reason == "no file matches this pattern"


def test_file_with_the_letters_of_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT)
    assert article(read(tmp_path / "a[1].txt")).title == "Minister quits"


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(read(tmp_path / "none.txt")).reason == "no such file or folder"


def test_folder_without_articles(tmp_path: Path) -> None:
    assert "holds no articles" in refusal(read(tmp_path)).reason


@pytest.mark.parametrize(
    "content",
    [TEXT.encode(), gzip.compress(TEXT.encode()), LINE, gzip.compress(LINE), json.dumps({"text": TEXT}, indent=1).encode(), b"\xef\xbb\xbf" + LINE,
     TEXT.encode("utf-16"), json.dumps([{"text": TEXT}]).encode()],
    ids=["text", "text packed", "lines", "lines packed", "document", "lines with mark", "UTF-16", "list"],
)  # fmt: skip
def test_standard_input(content: bytes) -> None:
    assert "The minister said" in article(read("-", stdin=content)).text


def test_standard_input_stays_open() -> None:
    stream = io.BytesIO(TEXT.encode())
    assert len(list(read_paths(["-"], stdin=stream, today=TODAY))) == 1
    assert not stream.closed


def test_lines_in_utf16(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((LINE.decode() * 2).encode("utf-16"))
    assert len(read(tmp_path / "a.jsonl")) == 2


def test_one_bad_line_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINE + b"\n{broken\r\n" + LINE + b'{"text": 1}\n' + LINE.rstrip())
    found = read(tmp_path / "a.jsonl")
    assert [item.where[-10:] if isinstance(item, InputError) else "" for item in found] == ["", "/a.jsonl:3", "", "/a.jsonl:5", ""]


def test_lines_are_read_lazily(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        for _ in range(100):
            stream.write(json.dumps({"text": "The minister said no. " * 5000, "language": "en"}).encode() + b"\n")
    tracemalloc.start()
    assert sum(isinstance(item, Article) for item in read_paths([str(path)], today=TODAY)) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 10_000_000
    assert peak < 4_000_000


def test_long_line_is_refused_and_the_rest_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 100_000)
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + b"a" * 350_000 + b'"}\n' + LINE)
    first, second = read(tmp_path / "a.jsonl")
    assert isinstance(first, InputError)
    assert first.where.endswith("a.jsonl:1")
    assert isinstance(second, Article)


def test_large_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST", 100_000)
    (tmp_path / "a.txt").write_text("He said no. " * 10_000)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"He said no. " * 10_000))
    for name in ("a.txt", "b.txt.gz"):
        assert "too large for one article" in refusal(read(tmp_path / name)).reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b" \n ", "the file is empty"),
        ("a.jsonl", b"\n\n", "the file is empty"),
        ("a.txt", b"%PDF-1.7 text", "not text but a PDF"),
        ("a.txt", b"PK\x03\x04 text", "not text but a ZIP archive or office document"),
        ("a.txt", b"text \0\0\0\0 text", "not text but binary data"),
        ("a.txt", bytes(range(256)) * 8, "not text but binary data"),
        ("a.txt", "Он сказал нет и ушел".encode("cp1251"), "its encoding cannot be told"),
        ("a.txt", "“He” said “no” — and left".encode()[:-1] + b"\xe2\x80 \xe2", "broken UTF-8 at byte"),
        ("a.txt", b"\xff\xfe\x00\xd8", "broken utf-16"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[]", "the list holds no article"),
        ("a.txt.gz", gzip.compress(TEXT.encode() * 90)[:-20], "damaged gzip file"),
        ("a.txt.gz", b"\x1f\x8b\x08nonsense", "damaged gzip file"),
        ("a.html", b"<html><body></body></html>", "no article found"),
        ("a.html", b"<?xml version='1.0'?><rss><channel><title>T</title></channel></rss>", "no article found"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_refused(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    error = refusal(read(tmp_path / name))
    assert reason in error.reason
    assert name in error.where


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Der Präsident sagte „nein“ – und ging.".encode("cp1252"), "Präsident sagte „nein“ –"),
        (b"\xef\xbb\xbfHe said no.", "He said no."),
        ("Он сказал нет.".encode("utf-16-le"), None),
        (b"\xff\xfe" + "Он сказал нет.".encode("utf-16-le"), "Он сказал нет."),
        (b"He said\0no.", "He said no."),
        ("He said: cafe\u0301.".encode(), "cafe\u0301."),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, words: str | None) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    found = read(tmp_path / "a.txt")
    if words is None:
        refusal(found)
    else:
        assert words in article(found).text


def test_given_date_overrides_only_a_single_text(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("date 2025-02-14 " + TEXT)
    given = Given(published="2025-03-01")
    assert article(read(tmp_path / "a.txt", given=given)).published == "2025-03-01"
    assert {item.published for item in read(tmp_path, given=given) if isinstance(item, Article)} == {"2025-02-14"}


def test_future_given_date_is_raised_at_once() -> None:
    with pytest.raises(InputError, match="lies in the future"):
        read_paths([], Given(published="2026-03-01"), today=TODAY)
