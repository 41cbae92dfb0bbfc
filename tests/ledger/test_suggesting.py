"""Issues that a ledger's own statements suggest, asked for as a function and as a command."""

from __future__ import annotations

from datetime import date

from tests.ledger.asking import put
from tests.ledger.story import Said, article

TOLD = (
    article(Said("Anna Berg", "we will widen the canal lock by spring", "2025-02-10"), published="2025-02-11"),
    article(Said("Bo Lund", "nobody needs a wider canal lock", "2025-02-12"), published="2025-02-13", outlet="Quay News"),
    article(Said("Ida Holm", "the canal lock is a matter for the town", "2025-02-20"), published="2025-02-21"),
    article(Said("Bo Lund", "the ferry is late", "2025-02-20"), published="2025-02-22"),
)


def test_what_several_speak_of_is_suggested_with_examples(filled):
    put(filled, *TOLD)
    (one,) = filled.issues.suggest()
    assert one.suggestion.label.lower() == "canal lock"
    assert (one.suggestion.statements, one.suggestion.speakers) == (3, 3)
    assert [entry.statement.speaker.name for entry in one.examples] == ["Anna Berg", "Bo Lund", "Ida Holm"]


def test_what_came_later_suggests_nothing(filled):
    put(filled, *TOLD)
    assert filled.issues.suggest(as_of=date(2025, 2, 14)) == []
