"""The gold articles of tests/gold, and their readings."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rowback
from rowback.core.span import Span
from rowback.core.statement import Reading

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
FIELDS = ("url", "outlet", "title", "published", "language", "text")
Characters = frozenset[int]


@dataclass(frozen=True)
class GoldArticle:
    """One file of gold; statements are as the file has them."""

    name: str
    genre: str
    article: dict[str, Any]
    statements: list[dict[str, Any]]
    not_statements: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """The text that all offsets point into."""
        return str(self.article["text"])

    @property
    def translated(self) -> bool:
        """Whether the article is a machine translation and says so."""
        return "translat" in self.genre


def load(path: Path) -> GoldArticle:
    """Read one file of gold."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    return GoldArticle(path.stem, gold["kind"], gold["article"], gold["statements"], gold["not_statements"])


def files() -> list[Path]:
    """The gold files of the project, in the order of their names."""
    return sorted(GOLD.glob("*.json"))


def read_rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, Reading]:
    """The readings by URL; the articles go in as JSON Lines, as a user's would. What is refused is not there."""
    with tempfile.TemporaryDirectory(prefix="rowback-bench-") as folder:
        path = Path(folder, "articles.jsonl")
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return {str(reading.article.url): reading for reading in rowback.read(path, on_refused=lambda _: None)}


def read_all(golds: Sequence[GoldArticle]) -> list[Reading | None]:
    """The reading of each article, None where it was refused."""
    rows = [{**{key: gold.article.get(key) for key in FIELDS}, "url": gold.article["url"] or f"gold:{gold.name}"} for gold in golds]
    readings = read_rows(rows)
    return [readings.get(str(row["url"])) for row in rows]


def characters(spans: Sequence[Span | Sequence[int]]) -> Characters:
    """The offsets that the spans cover."""
    return frozenset(offset for start, end in spans for offset in range(start, end))


def gold_spans(statement: dict[str, Any]) -> list[Characters]:
    """The contents that are right, as sets of offsets."""
    return [characters(parts) for parts in [[(statement["start"], statement["end"])], *statement.get("span_alt", [])]]
