"""Datelines: "BERLIN (Reuters) -", "WASHINGTON, Feb 13 —" before the first sentence."""

from __future__ import annotations

import re
from functools import cache

from rowback.core.span import Span
from rowback.reading.tables import table

_PLACE = r"[^\W\d_][\w.’'-]*(?:[ /][^\W\d_][\w.’'-]*){0,3}"
_DASH = r"(?:--|[-–—―])"
_LONGEST = 90


def dateline_span(text: str, paragraph: Span) -> Span | None:
    """The dateline that opens the paragraph, its dash included; None if it opens with none."""
    head = text[paragraph.start : min(paragraph.end, paragraph.start + _LONGEST)]
    found = _pattern().match(head)
    if found is None or not head[found.end() :].strip():
        return None
    place, agency, day = found.group("place"), found.group("agency"), found.group("day")
    if place is None:
        return Span(paragraph.start, paragraph.start + len(found.group().rstrip())) if agency else None
    word = place.split(",")[0]
    if word.upper() in table("furniture.toml")["not_places"]:
        return None
    capitals = word == word.upper() and sum(map(str.isalpha, word)) >= 3
    # in mixed case only an agency or a day shows that "Berlin –" is no apposition
    if not (capitals or agency or day):
        return None
    if found.group("end") == ":" and not (agency or day or len(word) >= 5):
        return None
    return Span(paragraph.start, paragraph.start + len(found.group().rstrip()))


@cache
def _pattern() -> re.Pattern[str]:
    names = table("furniture.toml")
    agencies = _any_of(names["agencies"])
    month = rf"(?:{_any_of([*names['months'], *(name.upper() for name in names['months'])])})\.?"
    day = rf"{month} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}\.? {month}(?: \d{{4}})?|\d{{1,2}}\.\d{{1,2}}\.?(?:\d{{4}})?"
    agency = rf"[(/](?P<agency>{agencies})(?:[/ ,]+[^()/]{{1,30}})?[)/]"
    return re.compile(
        rf"(?P<place>{_PLACE}(?:, {_PLACE}){{0,2}}?)?(?:[,.]? ?(?P<day>{day}))?[.,]?\s*(?:{agency})?\s*"
        rf"(?P<end>{_DASH}\s+(?:{agencies})\.|{_DASH}|:|(?<=/)\.?)\s+"
    )


def _any_of(names: list[str]) -> str:
    """An alternation of the names, longer ones first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
