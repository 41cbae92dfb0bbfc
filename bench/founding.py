"""Score a single article with gold kept beside it: a folder with article.txt and gold.json, whose gold is complete and flat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import own_gold
import rowback
from figures import Figure, Figures
from gold_files import GoldArticle
from rowback.core.statement import Reading

FOLDER = Path("seed")
Gold = dict[str, Any]


def measure(folder: Path, details: list[str] | None = None) -> Figures:
    """The figures of the article; `details`, where given, gets the lines of own_gold.py --details."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    source = (folder / gold["source"]).read_text(encoding="utf-8")
    reading = next(rowback.read(folder / gold["source"]))
    result = own_gold.score(placed(gold, source, reading), reading, flat=True)
    if details is not None:
        details += result.lines
    figures = {name: Figure.of(*rate) for name, rate in result.rates().items() if rate[1]}
    return {**figures, "translated": Figure.of(int(reading.article.translated is gold["translated"]), 1)}


def placed(gold: Gold, source: str, reading: Reading) -> GoldArticle:
    """The gold with its offsets moved from the file to the text that was read, which lacks the file's header."""
    to_text = _offsets(source, reading.article.text)

    def moved(start: int, end: int) -> list[int]:
        places = [to_text[n] for n in range(start, end) if n in to_text]
        return [places[0], places[-1] + 1] if places else [0, 0]

    def spans(item: Gold) -> Gold:
        start, end = moved(item["start"], item["end"])
        alternatives = [[moved(*part) for part in parts] for parts in item.get("span_alt") or []]
        return {**item, "start": start, "end": end, "span_alt": alternatives}

    statements = [spans(_as_own(statement, gold)) for statement in gold["statements"]]
    article = {"text": reading.article.text, "published": gold["published"], "url": gold["url"]}
    genre = "machine translated" if gold["translated"] else "article"
    return GoldArticle("founding", genre, article, statements, [spans(n) for n in gold["not_statements"]])


def _as_own(statement: Gold, gold: Gold) -> Gold:
    """The statement with the keys of the project's own gold."""
    aliases = {key: gold.get(f"{key}_aliases", {}).get(statement[key], []) for key in ("speaker", "side")}
    return {
        **statement,
        **{f"{key}_alt": names for key, names in aliases.items()},
        "speaker_kind": "person",
        "occasion": statement["addressee_or_occasion"],
        "addressee": None,
        **{key: statement.get(key) for key in ("aligned_to", "continues", "nested_in")},
    }


def _offsets(source: str, text: str) -> dict[int, int]:
    """Offsets of the file to offsets of the text."""
    at = source.find(text)
    if at >= 0:
        return {at + n: n for n in range(len(text))}
    blocks: Sequence[Any] = SequenceMatcher(None, source, text, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}
