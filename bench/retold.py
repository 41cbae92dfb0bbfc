"""Score statements on stories with gold: folders with articles.jsonl and gold.json, told by many outlets, English ones.

The gold holds the statements on the story's issues, not all: recall means something, precision does not. A gold statement is
found by the predicted quote of its article with the best Jaccard of words, of at least 0.5; or by one that holds 80 % of its
words and is at most three times as long, or holds them all in one run and is at most eight times as long.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gold_files
import sameness
import verdicts
from figures import Figure, Figures
from rowback.core.saidon import SaidOn
from rowback.core.statement import Reading, Statement

FOLDER = Path("stories")
Gold = dict[str, Any]


def measure(folder: Path, details: list[str] | None = None) -> Figures:
    """The figures over all stories in a folder; `details`, where given, gets a line on each fault."""
    counts: Counter[str] = Counter()
    sides: list[float] = []
    for story in sorted(path.parent for path in folder.glob("*/gold.json")):
        gold = json.loads((story / "gold.json").read_text(encoding="utf-8"))
        rows = [json.loads(line) for line in (story / "articles.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        rows = [row for row in rows if row["language"] == "en"]
        readings = gold_files.read_rows([{key: row.get(key) for key in gold_files.FIELDS} for row in rows])
        by_id = {row["id"]: readings.get(row["url"]) for row in rows}
        sides.append(score(gold, by_id, counts, details if details is not None else []))
    return {
        "recall": Figure.of(counts["found"], counts["gold"]),
        **{key: Figure.of(counts[key], counts["found"]) for key in ("speaker", "known", "kind", "side")},
        "side macro": Figure(sum(sides) / len(sides) if sides else 0.0, counts["found"]),
        **{key: Figure.of(counts[key], counts[f"{key} of"]) for key in ("said_on", "explicit")},
    }


def score(gold: Gold, readings: Mapping[str, Reading | None], counts: Counter[str], details: list[str]) -> float:
    """Add a story to the counts; returns the mean F1 of its sides."""
    by_side: Counter[tuple[str, str]] = Counter()
    classes = _side_classes(gold)
    for statement in gold["statements"]:
        if statement["article"] not in readings:
            continue
        counts["gold"] += 1
        wanted_side = classes[_plain(statement["side"])]
        by_side[wanted_side, "gold"] += 1
        reading = readings[statement["article"]]
        got = _best(statement["quote"], reading.statements if reading else ())
        if got is None:
            details.append(f"missed  {statement['label']}: {statement['speaker']}: {statement['quote']!r}")
            continue
        counts["found"] += 1
        wrong = _judge(statement, got, gold, counts)
        if wrong:
            details.append(f"wrong   {statement['label']} {statement['quote'][:60]!r}: {'; '.join(wrong)}")
        by_side[wanted_side, "found"] += 1
        if told := classes.get(_plain(got.speaker.side)):
            by_side[told, "predicted"] += 1
            by_side[told, "right"] += told == wanted_side
    wanted = {side for side, what in by_side if what == "gold"}
    f1 = [2 * by_side[s, "right"] / max(1, by_side[s, "found"] + by_side[s, "predicted"]) for s in wanted]
    return sum(f1) / len(f1) if f1 else 0.0


def _judge(statement: Gold, got: Statement, gold: Gold, counts: Counter[str]) -> list[str]:
    names = [statement["speaker"], *gold.get("speaker_aliases", {}).get(statement["speaker"], [])]
    sides = [statement["side"], *gold.get("side_aliases", {}).get(statement["side"], [])]
    known = not verdicts.is_unknown(got)
    checks = [
        ("speaker", known and any(sameness.same_name(got.speaker.name, n) for n in names), statement["speaker"], got.speaker.name),
        ("known", known, statement["speaker"], got.speaker.name),
        ("kind", got.kind == statement["kind"], statement["kind"], got.kind),
        (
            "side",
            bool(got.speaker.side) and any(sameness.same_side(got.speaker.side, s) for s in sides),
            statement["side"],
            got.speaker.side,
        ),
    ]
    if wanted := statement["said_on"]:
        said, right = got.said_on, day_right(got.said_on, statement)
        counts["said_on of"] += 1
        checks.append(("said_on", right, wanted, f"{said.start}..{said.end}" if said else None))
        if said is not None and not said.inferred and (said.days <= sameness.MOST_DAYS or len(wanted) < len("2025-01-01")):
            counts["explicit of"] += 1
            counts["explicit"] += right
    for what, right, _, _ in checks:
        counts[what] += right
    return [f"{what} {told}, gold {wanted}" for what, right, wanted, told in checks if not right]


def day_right(said: SaidOn | None, gold: Gold) -> bool:
    """True for an interval of at most two days that holds the gold day, or that lies in the gold year or month."""
    wanted = gold["said_on"]
    if said is not None and len(wanted) < len("2025-01-01"):
        return said.start.isoformat().startswith(wanted) and said.end.isoformat().startswith(wanted)
    told = sameness.told_day(said)
    if told is None:
        return gold.get("said_on_null_ok") is True
    return sameness.covers(told, date.fromisoformat(wanted), date.fromisoformat(wanted))


def _best(quote: str, statements: Sequence[Statement]) -> Statement | None:
    likeness = [(same_quote(quote, s.quote), -n) for n, s in enumerate(statements)]
    best, n = max(likeness, default=(0.0, 0))
    return statements[-n] if best else None


def same_quote(gold: str, predicted: str) -> float:
    """The Jaccard of the two bags of words where they count as the same quote, else 0."""
    a, b = sameness.words(gold), sameness.words(predicted)
    common = sum((Counter(a) & Counter(b)).values())
    if not common:
        return 0.0
    jaccard = common / (len(a) + len(b) - common)
    held = common >= 0.8 * len(a) and len(b) <= 3 * len(a)
    run = len(b) <= 8 * len(a) and any(b[n : n + len(a)] == a for n in range(len(b) - len(a) + 1))
    return jaccard if jaccard >= 0.5 or held or run else 0.0


def _plain(side: str | None) -> tuple[str, ...]:
    return tuple(word for word in sameness.words(side) if word != "the")


def _side_classes(gold: Gold) -> dict[tuple[str, ...], str]:
    """The words of each name of a side to the side; sides that share a name are one."""
    classes: list[tuple[set[str], set[tuple[str, ...]]]] = []
    for side in sorted({s["side"] for s in gold["statements"]}):
        members, names = {side}, {_plain(n) for n in [side, *gold.get("side_aliases", {}).get(side, [])]}
        for other in [c for c in classes if c[1] & names]:
            classes.remove(other)
            members, names = members | other[0], names | other[1]
        classes.append((members, names))
    return {name: " | ".join(sorted(members)) for members, names in classes for name in names}
