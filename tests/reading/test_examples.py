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
