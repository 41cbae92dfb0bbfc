"""Records of JSON Lines and of Python callers."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from rowback.core.article import Article, BlockKind
from rowback.core.errors import InputError
from rowback.reading import Given, article_from_text
from rowback.reading.records import article_from_line, articles_from_document

NOTHING = Given()
TODAY = date(2025, 12, 31)
REFUSED = tomllib.loads((Path(__file__).parent / "cases" / "records.toml").read_text(encoding="utf-8"))["refused"]
ENGLISH = "The minister said on Friday that he would go and that it was over."


def read(record: dict[str, Any], given: Given = NOTHING) -> Article:
    return article_from_line(json.dumps(record).encode(), given, "a.jsonl:1", TODAY)


@pytest.mark.parametrize("case", REFUSED, ids=[case["line"] for case in REFUSED])
def test_refused(case: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        article_from_line(case["line"].encode(), Given(), "a.jsonl:7", TODAY)
    assert caught.value.where == "a.jsonl:7"
    assert case["reason"] in caught.value.reason


def test_broken_utf8_is_refused() -> None:
    with pytest.raises(InputError, match=r"not UTF-8 .byte 11 of the line"):
        article_from_line(b'{"text": "\xff"}', Given(), "a.jsonl:1", TODAY)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(InputError, match=r"nested too deeply|not JSON"):
        article_from_line(b'{"text": ' + b"[" * 200_000, Given(), "a.jsonl:1", TODAY)


def test_text_is_kept_as_given() -> None:
    text = " \r\n" + ENGLISH + "\u00a0\r\n\r\nHe  left. \n"
    assert read({"text": text}).text == text


@pytest.mark.parametrize(
    ("title", "text", "whole"),
    [
        ("Minister quits", ENGLISH, f"Minister quits\n\n{ENGLISH}"),
        ("Minister quits", f"Minister quits\n{ENGLISH}", f"Minister quits\n{ENGLISH}"),
        ("Minister quits", f"\n Minister quits\n\n{ENGLISH}", f"\n Minister quits\n\n{ENGLISH}"),
        ("", ENGLISH, ENGLISH),
        ("  ", ENGLISH, ENGLISH),
        (None, ENGLISH, ENGLISH),
        ("Minister quits", f" {ENGLISH} ", f"Minister quits\n\n {ENGLISH} "),
    ],
)
def test_title(title: str | None, text: str, whole: str) -> None:
    article = read({"title": title, "text": text})
    assert article.text == whole
    headlines = [block.span.of(whole) for block in article.blocks if block.kind is BlockKind.HEADLINE]
    assert headlines == (["Minister quits"] if title and title.strip() else [])


def test_title_inside_the_first_sentence_is_no_headline() -> None:
    article = read({"title": "The minister", "text": ENGLISH})
    assert article.text == ENGLISH
    assert [block.kind for block in article.blocks] == [BlockKind.BODY]


def test_text_without_title_may_open_with_a_headline() -> None:
    article = read({"text": f"Minister quits\n\n{ENGLISH}"})
    assert (article.title, article.blocks[0].kind) == (None, BlockKind.HEADLINE)


def test_plain_text_with_header_line_in_a_record() -> None:
    text = f" date 2025-02-14 Minister quits:\n“I have had enough”\n{ENGLISH}\nHe left."
    article = read({"text": text, "published": "2025-02-14"})
    assert (article.text, article.title) == (text, None)
    assert [(block.kind.value, block.span.of(text)) for block in article.blocks] == [
        ("byline", "date 2025-02-14"),
        ("headline", "Minister quits:\n“I have had enough”"),
        ("lead", ENGLISH),
        ("body", "He left."),
    ]


def test_given_fills_what_is_missing() -> None:
    given = Given(published="2025-02-01", url="https://a.example/", outlet="The Daily", language="de")
    bare = read({"text": ENGLISH}, given)
    assert (bare.published, bare.url, bare.outlet, bare.language) == ("2025-02-01", "https://a.example/", "The Daily", "de")
    full = read(
        {"text": ENGLISH, "published": "2025-02-14", "url": "https://b.example/", "outlet": "X", "language": "en-GB"}, given
    )
    assert (full.published, full.url, full.outlet, full.language) == ("2025-02-14", "https://b.example/", "X", "en")


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("2025-02-14", "2025-02-14", "day"),
        ("2025-02-14T07:15", "2025-02-14T07:15", "minute"),
        ("2025-02-14T07:15Z", "2025-02-14T07:15Z", "minute"),
        ("2025-02-14 07:15:30", "2025-02-14T07:15:30", "second"),
        ("2025-02-14T07:15:30.123+0100", "2025-02-14T07:15:30+01:00", "second"),
        ("2025-02-14T07:15:30-05:00", "2025-02-14T07:15:30-05:00", "second"),
        (" 2025-02-14 ", "2025-02-14", "day"),
        ("2026-01-02", "2026-01-02", "day"),
    ],
)
def test_published(written: str, value: str, precision: str) -> None:
    article = read({"text": ENGLISH, "published": written})
    assert (article.published, article.published_basis, article.published_precision) == (value, "record", precision)


def test_no_published() -> None:
    article = read({"text": ENGLISH, "published": ""})
    assert (article.published, article.published_basis, article.published_precision, article.day) == (None, None, None, None)


def test_ids() -> None:
    text = ENGLISH
    assert read({"text": text}).id == "a" + hashlib.sha256(text.encode()).hexdigest()[:16]
    assert read({"text": text, "url": "u"}).id == "a" + hashlib.sha256(f"u\n{text}".encode()).hexdigest()[:16]
    assert read({"text": text, "url": "u", "outlet": "X"}).id == read({"url": "u", "text": text}).id


@pytest.mark.parametrize(
    ("record", "language"),
    [
        ({"text": "The minister said no."}, "en"),
        ({"text": "Der Minister hat am Freitag gesagt, dass er nicht mehr im Amt bleiben will."}, "de"),
        ({"text": "Міністр сказав у п’ятницю, що він не залишиться на посаді."}, "uk"),
        ({"text": "12 345"}, None),
        ({"text": ENGLISH, "language": "eng"}, "en"),
        ({"text": ENGLISH, "language": "German"}, "de"),
        ({"text": ENGLISH, "language": " "}, "en"),
    ],
)
def test_language(record: dict[str, str], language: str | None) -> None:
    assert read(record).language == language


def test_python_callers() -> None:
    zone = timezone(timedelta(hours=1))
    article = article_from_text(ENGLISH, title="T", published=datetime(2025, 2, 14, 7, 15, tzinfo=zone), today=TODAY)
    assert (article.title, article.published, article.published_precision) == ("T", "2025-02-14T07:15:00+01:00", "second")
    assert article_from_text(ENGLISH, published=date(2025, 2, 14), today=TODAY).published == "2025-02-14"
    with pytest.raises(InputError, match="text: the text is empty"):
        article_from_text(" ")


def test_document_with_a_list() -> None:
    found = list(articles_from_document(json.dumps([{"text": ENGLISH}, 3, {"text": ENGLISH}]), Given(), "a.json", TODAY))
    assert [isinstance(item, Article) for item in found] == [True, False, True]
    assert isinstance(found[1], InputError)
    assert found[1].where == "a.json, record 2"


def test_empty_list() -> None:
    assert [str(item) for item in articles_from_document("[]", Given(), "a.json", TODAY)] == [
        "a.json: the list holds no article [RB105]"
    ]


@pytest.mark.parametrize("published", ["2025-02-30", "soon", "0000-00-00"])
def test_impossible_given_date(published: str) -> None:
    with pytest.raises(InputError, match="the date of publication given"):
        Given(published=published)


def test_unknown_given_language() -> None:
    with pytest.raises(InputError, match="ISO 639-1"):
        Given(language="Klingonish")


@hypothesis_given(st.text(), st.text() | st.none())
def test_any_text_is_read_or_refused(text: str, title: str | None) -> None:
    try:
        article = article_from_text(text, title=title, language="en")
    except InputError:
        return
    assert text in article.text
    assert title is None or not title.strip() or title.strip() in article.text
    assert [block.span for block in article.blocks] == sorted(block.span for block in article.blocks)
