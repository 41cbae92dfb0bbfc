"""Judge the reading of date expressions on the English examples of Recognizers-Text.

Taken are the expressions of a day or of an interval whose every resolution ends on or before the day of reference. Their ends are
excluded, ours are not; where theirs has no start, ours is the first day of the calendar.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rowback.dates import past_date

Days = tuple[date, date]
FILE = Path("dates", "recognizers-english.json.gz")


def evaluate(path: Path) -> tuple[int, int, list[str]]:
    """Judge all expressions of a file: how many are right, of how many, and a line on each wrong one."""
    right, wrong = 0, []
    for text, reference, wanted in expressions(path):
        got = past_date(text, reference)
        if got in wanted:
            right += 1
        else:
            told = " or ".join(f"{start}..{end}" for start, end in wanted)
            wrong.append(f"{text!r} on {reference}: {f'{got[0]}..{got[1]}' if got else None}, wanted {told}")
    return right, right + len(wrong), wrong


def expressions(path: Path) -> Iterator[tuple[str, date, list[Days]]]:
    """The expressions of the past with their day of reference and the days each resolution means."""
    for item in json.loads(gzip.decompress(path.read_bytes()).decode("utf-8-sig")):
        if not item.get("Context"):
            continue
        reference = date.fromisoformat(item["Context"]["ReferenceDateTime"][:10])
        for result in item["Results"]:
            if result.get("TypeName", "").removeprefix("datetimeV2.") not in ("date", "daterange"):
                continue
            wanted = _wanted((result.get("Resolution") or {}).get("values") or [], reference)
            if wanted:
                yield result["Text"], reference, wanted


def _wanted(values: Sequence[dict[str, Any]], reference: date) -> list[Days]:
    """The days of each resolution, empty if one is not of the past or means no days."""
    found: list[Days] = []
    for value in values:
        if "end" in value:
            start = date.fromisoformat(value["start"]) if "start" in value else date.min
            end = date.fromisoformat(value["end"])
            last = end - timedelta(1)
        elif value.get("value", "not resolved") != "not resolved":
            start = end = last = date.fromisoformat(value["value"])
        else:
            return []
        if end > reference:
            return []
        found.append((start, last))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Print the share of right expressions and, on request, the wrong ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DIR", help=f"the folder that holds {FILE}")
    parser.add_argument("--details", action="store_true", help="list the wrong ones")
    options = parser.parse_args(argv)
    path = options.data / FILE
    if not path.is_file():
        parser.error(f"{path} is not there: give the folder that holds it")
    right, of, wrong = evaluate(path)
    if options.details:
        print(*wrong, sep="\n")
    print(f"date expressions  {right / of if of else 0.0:.3f}  {right}/{of}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
