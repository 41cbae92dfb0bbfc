"""Plain texts: header line, headline, blocks."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.reading import Given
from rowback.reading.plain import article_from_plain

NOTHING = Given()
TODAY = date(2025, 12, 31)
CASES = tomllib.loads((Path(__file__).parent / "cases" / "layouts.toml").read_text(encoding="utf-8"))["case"]


def read(text: str, given: Given = NOTHING, *, overrides: bool = True) -> Article:
    return article_from_plain(text, given, "a.txt", TODAY, overrides=overrides)


def check_spans(article: Article) -> None:
    """Blocks are in order, apart, stripped, and leave no word out."""
    at = 0
    for block in article.blocks:
        words = block.span.of(article.text)
        assert words == words.strip() != ""
        assert not article.text[at : block.span.start].strip()
        at = block.span.end
    assert not article.text[at:].strip()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_layout(case: dict[str, Any]) -> None:
    article = read(case["text"])
    check_spans(article)
    found = [(block.kind.value, block.span.of(article.text)) for block in article.blocks]
    assert [kind for kind, _ in found] == [kind for kind, _ in case["blocks"]], found
    for (_, words), (_, opening) in zip(found, case["blocks"], strict=True):
        assert words.startswith(opening)
    assert article.title == case.get("title")
    assert article.translated is case.get("translated", False)
    assert article.text == case["text"].split("date 2025-02-14", 1)[-1].removeprefix(" ")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("date 2025-02-14 Title\n\nText that goes on.", "2025-02-14"),
        ("\ufeff\n  date 2025-02-14 Title\n\nText that goes on.", "2025-02-14"),
        ("date\t2025-02-14\tTitle\n\nText that goes on.", "2025-02-14"),
        ("date 2025-02-14T07:15+01:00 Title\n\nText that goes on.", "2025-02-14T07:15+01:00"),
        ("The date 2025-02-14 stands. Text.", None),
        ("dates 2025-02-14 stand. Text.", None),
    ],
)
def test_header_date(text: str, published: str | None) -> None:
    assert read(text).published == published


@pytest.mark.parametrize("day", ["2025-02-31", "2025-13-01", "0000-01-01", "2026-02-01", "0001-01-01", "2025-2-3"])
def test_bad_header_date_is_refused(day: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt:2: in the header line"):
        read(f"\ndate {day} Title\n\nText.")


def test_given_date_overrides_a_single_text_and_fills_others() -> None:
    text, given = "date 2025-02-14 Title\n\nText that goes on.", Given(published="2025-03-01")
    assert read(text, given).published == "2025-03-01"
    assert read(text, given).published_basis == "option"
    assert read(text, given, overrides=False).published == "2025-02-14"
    assert read("No header. Text.", given, overrides=False).published == "2025-03-01"


def test_line_ends_become_newlines() -> None:
    assert read("date 2025-02-14 Title\r\n\r\nText.\r\rMore text.\r\n").text == "Title\n\nText.\n\nMore text.\n"


@pytest.mark.parametrize("text", ["", " \n\t ", "date 2025-02-14", "date 2025-02-14 \n\n", "…\n—", "\ufeff"])
def test_empty_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="the text is empty"):
        read(text)


def test_one_long_line() -> None:
    article = read("word said. " * 100_000)
    check_spans(article)
    assert len(article.blocks) == 1


@hypothesis_given(st.lists(st.sampled_from(["Title", "\n", "\n\n", "A sentence that ends. ", "“Quoted”", " ", "This article was translated by AI", ",",
                                            "BERLIN (Reuters) - ", "By Jane Doe", "\u00a0", "Read more: this", "é", "🙂", "\r\n", "\u2028"]), max_size=30))  # fmt: skip
def test_blocks_cover_every_word(parts: list[str]) -> None:
    try:
        article = read("".join(parts))
    except InputError:
        return
    check_spans(article)
