"""The example articles as they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rowback.core.article import Article, BlockKind
from rowback.reading import read_paths

EXAMPLES = Path(__file__).parents[2] / "examples"


def read(name: str) -> list[Article]:
    found = list(read_paths([str(EXAMPLES / name)], today=date(2025, 12, 31)))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def words(article: Article, kind: BlockKind) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.kind is kind]


def test_founding_article() -> None:
    (article,) = read("ua_nato/founding.txt")
    assert article.title == "Washington changes its tone again: Door to NATO for Ukraine “still lies on the table”"
    assert article.text.startswith("Washington changes its tone again:\nDoor to NATO")
    assert (article.published, article.published_basis, article.published_precision) == ("2025-02-14", "header", "day")
    assert (article.language, article.translated) == ("en", True)
    assert words(article, BlockKind.SUBHEAD) == ["Trump: Russia would not “permit” it", "“Some chattered before their turn”"]
    assert words(article, BlockKind.NOTICE) == ["This text was translated by a machine,\nthe original article can be read here."]
    assert words(article, BlockKind.LEAD)[0].startswith("Ukraine as a NATO country")


def test_json_lines() -> None:
    articles = read("debt_brake/articles.jsonl")
    assert len(articles) == 6
    first = articles[0]
    assert first.text.startswith("CDU general secretary digs in on the debt brake\n\nBERLIN - The general")
    assert words(first, BlockKind.HEADLINE) == [first.title]
    assert words(first, BlockKind.DATELINE) == ["BERLIN -"]
    assert {article.translated for article in articles} == {False}


def test_pages() -> None:
    facts = {
        "ua_nato/white_house.html": (
            "The Potomac Ledger",
            "2025-02-13T19:42:00-05:00",
            "json-ld",
            ["“Biden shouldn’t have said that”"],
        ),
        "ua_nato/munich_zelensky.html": ("Harbour Times", "2025-02-15T18:40:00+01:00", "time", ["Rutte: ‘never promised’"]),
        "ua_nato/kremlin.html": ("Eastern Wire", "2025-04-21", "url", ["Two answers from NATO"]),
        "ua_nato/translated.html": (
            "Rheinblick International",
            "2025-02-14T07:15:00+01:00",
            "meta",
            ["US representative: “Not decided yet”"],
        ),
        "debt_brake/u_turn.html": ("Harbour Times", "2025-03-05T06:00:00Z", "json-ld", []),
    }
    for name, expected in facts.items():
        (article,) = read(name)
        assert (article.outlet, article.published, article.published_basis, words(article, BlockKind.SUBHEAD)) == expected
        assert words(article, BlockKind.HEADLINE) == [article.title]
        assert article.language == "en"
        for stray in ("Sign up", "ADVERTISEMENT", "cookies", "Comments", "Subscribe", "Share", "Topics:"):
            assert stray not in article.text


def test_translated_page() -> None:
    (article,) = read("ua_nato/translated.html")
    assert article.translated is True
    assert article.original_url == "https://www.rheinblick.example/politik/pistorius-washington-nato-8841207"
    (notice,) = words(article, BlockKind.NOTICE)
    assert notice == "This article was created with the help of automatic translation. Read the original article"
