"""A sample that people judge, as an object and as CSV rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rowback.export.csv_rows import row_of
from rowback.ledger import Judgement, precision

SAMPLE_COLUMNS = ("of", "seed", "place", "id", "verdict", "by", "note")


def sample_rows(of: str, seed: int, drawn: Sequence[str], judged: Mapping[str, Judgement]) -> Iterator[str]:
    """One row a thing drawn; of those that nobody judged the last fields are empty."""
    for place, ident in enumerate(drawn, 1):
        told = judged.get(ident)
        said = (told.verdict.value, told.by, told.note) if told is not None else (None, None, None)
        yield row_of((of, seed, place, ident, *said))


def sample_object(drawn: Sequence[str], judged: Mapping[str, Judgement]) -> dict[str, Any]:
    """The things drawn with what was said of them, and the precision that follows; None before any is judged."""
    found = precision(drawn, judged)
    return {
        "items": [{"id": ident, "verdict": judged[ident].verdict.value if ident in judged else None} for ident in drawn],
        "next": None,
        "right": found.right,
        "wrong": found.wrong,
        "unsure": found.unsure,
        "precision": found.share,
        "interval": None if found.interval is None else list(found.interval),
    }
