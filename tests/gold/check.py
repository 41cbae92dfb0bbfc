"""Checks the gold articles beside this file and prints what they hold; exit status 1 on an error."""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

KINDS = {"direct", "indirect", "mixed"}
SPEAKER_KINDS = {"person", "organisation", "government", "group", "unnamed", "unknown"}
ASIDES = {"question", "outlet_voice", "unattributed", "attitude", "notice"}
REQUIRED = {
    *("id", "start", "end", "quote", "kind", "speaker", "speaker_alt", "speaker_kind", "role", "role_alt", "side"),
    *("side_alt", "said_on", "said_on_null_ok", "via", "occasion", "addressee", "aligned_to", "continues", "nested_in"),
}
Statement = dict[str, Any]
MARKS = frozenset('“”„«»"')


def span_errors(text: str, item: Statement) -> list[str]:
    """Say what is wrong with a span and with its alternatives."""
    start, end, quote = item["start"], item["end"], item["quote"]
    errors = [] if text[start:end] == quote and quote else [f"text[{start}:{end}] is not the quote {quote!r}"]
    if quote != quote.strip():
        errors.append(f"outer white space in {quote!r}")
    for parts in item.get("span_alt", []):
        flat = [offset for part in parts for offset in part]
        if len(flat) % 2 or flat != sorted(flat) or flat[-1] > len(text) or any(b >= e for b, e in parts):
            errors.append(f"span_alt {parts} is not a list of ordered spans")
    return errors


def day_errors(statement: Statement, published: str) -> list[str]:
    """Say what is wrong with the days of a statement: none may lie after publication."""
    errors = []
    interval = statement.get("said_on_interval")
    if interval and statement["said_on"]:
        errors.append("both said_on and said_on_interval")
    spans = [interval, statement.get("said_on_long"), *statement.get("said_on_alt", [])]
    days = [statement["said_on"], *(day for span in spans if span for day in span)]
    last = datetime.date.fromisoformat(published)
    return errors + [f"{day} lies after publication" for day in days if day and datetime.date.fromisoformat(day) > last]


def statement_errors(text: str, statement: Statement, known: dict[str, Statement], published: str) -> list[str]:
    """Say what is wrong with one statement of an article."""
    if missing := REQUIRED - statement.keys():
        return [f"lacks {', '.join(sorted(missing))}"]
    errors = span_errors(text, statement) + day_errors(statement, published)
    if statement["kind"] not in KINDS or statement["speaker_kind"] not in SPEAKER_KINDS:
        errors.append("unknown kind or speaker_kind")
    if (statement["speaker"] is None) != (statement["speaker_kind"] == "unknown"):
        errors.append("a speaker is null exactly where speaker_kind is unknown")
    if statement["kind"] == "indirect" and MARKS & set(statement["quote"]):
        errors.append("an indirect statement with quotation marks")
    nested, aligned = statement["nested_in"], statement["aligned_to"]
    for other in [nested, aligned, *(statement["continues"] or [])]:
        if other is not None and (other not in known or other == statement["id"]):
            errors.append(f"points at {other}, which is not another statement")
    if nested in known:
        outer = known[nested]
        if not outer["start"] <= statement["start"] < statement["end"] <= outer["end"]:
            errors.append(f"lies outside {nested}")
        if outer["speaker"] == statement["speaker"]:
            errors.append(f"nested in {nested} of the same speaker")
    for key in ("said_on", "via"):
        if aligned in known and statement[key] != known[aligned][key]:
            errors.append(f"differs from {aligned}, to which it is aligned, in {key}")
    return errors


def main() -> int:
    """Check every article; print errors and counts."""
    failures, counts, words = 0, Counter[str](), 0
    for path in sorted(Path(__file__).parent.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text, published = gold["article"]["text"], gold["article"]["published"]
        known = {statement["id"]: statement for statement in gold["statements"]}
        errors = [] if len(known) == len(gold["statements"]) else ["an id occurs twice"]
        for statement in gold["statements"]:
            errors += [f"{statement['id']}: {error}" for error in statement_errors(text, statement, known, published)]
            links = (key for key in ("aligned_to", "continues", "nested_in") if statement[key])
            counts.update([statement["kind"], *(f"with {key}" for key in links)])
        for aside in gold["not_statements"]:
            errors += span_errors(text, aside) + ([] if aside["type"] in ASIDES else [f"unknown type {aside['type']}"])
        words += len(text.split())
        counts.update(articles=1, statements=len(known), not_statements=len(gold["not_statements"]))
        for error in errors:
            print(f"{path.name}: {error}", file=sys.stderr)
        failures += len(errors)
    print(f"{words} words, " + ", ".join(f"{name} {number}" for name, number in sorted(counts.items())))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
