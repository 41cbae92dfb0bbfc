"""Issues that statements suggest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from rowback.core.finding import Entry, Source
from rowback.issues import suggest
from tests.stance.sentences import statement

QUOTES = [
    ("a", "The congestion charge will come in May."),
    ("b", "We oppose the congestion charge."),
    ("c", "Without a congestion charge the centre will choke."),
    ("a", "Parking fees are another story."),
    ("b", "It rained all day."),
]


def entries(quotes: list[tuple[str, str]]) -> list[Entry]:
    result = []
    for number, (who, quote) in enumerate(quotes):
        one = statement(quote)
        one = replace(one, id=f"s{number}", speaker=replace(one.speaker, id=who))
        source = Source("a1", None, None, None, "2025-01-01")
        result.append(Entry(one, source, one.id, datetime(2025, 1, 1, tzinfo=UTC)))
    return result


def test_what_several_speak_of_is_suggested_with_examples() -> None:
    found = suggest(entries(QUOTES))
    assert [(s.label, s.examples, s.speakers) for s in found] == [("Congestion charge", ("s0", "s1", "s2"), 3)]


def test_one_speaker_makes_no_issue() -> None:
    assert suggest(entries([("a", quote) for _, quote in QUOTES])) == []


def test_the_order_of_entries_does_not_matter() -> None:
    assert suggest(entries(QUOTES)) == suggest(entries(QUOTES)[::-1])


def test_nothing_suggests_nothing() -> None:
    assert suggest([]) == []
