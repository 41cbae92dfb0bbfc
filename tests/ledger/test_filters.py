"""Which statements are asked for; nothing in a question is a command."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rowback import ActorKind, Kind
from rowback.core.stance import Stance
from rowback.ledger import Filter
from tests.ledger.asking import all_of, put
from tests.ledger.story import Said, article


@pytest.fixture
def told(filled):
    put(
        filled,
        article(
            Said("Anna Berg", "harbour never", "2025-02-10", role="mayor"),
            Said("Bengt Dahl", "bridge for", "2025-02-12", side="Sudland"),
            Said("a senior official", "bridge never", None, kind=ActorKind.UNNAMED),
        ),
        article(Said("Berg", "harbour for and bridge perhaps", "2025-02-20"), published="2025-02-21", outlet="Quay 100% News"),
        article(Said(None, "weather nice"), published="2025-02-22", outlet="Köln Heute"),
    )
    filled.refresh()
    return filled


CASES = {
    "nothing": (Filter(), 5),
    "a name": (Filter(actor="anna berg"), 2),
    "a part of a name": (Filter(actor="BERG"), 2),
    "an unnamed one": (Filter(actor="senior official"), 1),
    "nobody": (Filter(actor="Carl"), 0),
    "no name": (Filter(actor=""), 0),
    "side": (Filter(side="norland"), 3),
    "issue": (Filter(issue="bridge"), 3),
    "stance": (Filter(stances=(Stance.RULES_OUT,)), 2),
    "stances on an issue": (Filter(issue="bridge", stances=(Stance.OPEN, Stance.SUPPORTS)), 2),
    "kind": (Filter(kind=Kind.INDIRECT), 5),
    "another kind": (Filter(kind=Kind.DIRECT), 0),
    "from": (Filter(since=date(2025, 2, 12)), 2),
    "to": (Filter(until=date(2025, 2, 12)), 2),
    "from and to": (Filter(since=date(2025, 2, 11), until=date(2025, 2, 19)), 1),
    "outlet": (Filter(outlet="the pier"), 3),
    "outlet with a mark": (Filter(outlet="quay 100% news"), 1),
    "outlet is no pattern": (Filter(outlet="%"), 0),
    "outlet in other letters": (Filter(outlet="KÖLN heute"), 1),
    "words": (Filter(words="harbour"), 2),
    "words in any order": (Filter(words="for HARBOUR"), 1),
    "phrase": (Filter(words='"harbour never"'), 1),
    "phrase that is not there": (Filter(words='"never harbour"'), 0),
    "all at once": (Filter(actor="Berg", side="Norland", issue="harbour", stances=(Stance.SUPPORTS,), words="for"), 1),
}


@pytest.mark.parametrize(("wanted", "count"), CASES.values(), ids=CASES)
def test_filter(told, wanted, count):
    found = told.entries(wanted)
    assert len(found) == count
    as_of = told.entries(wanted, as_of=date(2026, 1, 1))
    assert [entry.id for entry in as_of] == [entry.id for entry in found]  # worked out from the facts, the same


def test_an_id_is_an_actor(told):
    (profile,) = told.actors.list("Anna Berg")
    assert len(told.entries(Filter(actor=profile.id))) == 2
    for entry in told.entries(Filter(actor=profile.id)):
        assert len(told.entries(Filter(actor="p" + entry.id[1:]))) == 2  # any id that the actor ever had


HOSTILE = [
    "'; DROP TABLE statements; --", '" OR 1=1', "NEAR(a b)", "quote:harbour", "harbour*", "^harbour", "AND", "OR", "NOT harbour", "(",
    '"', '""', "*", "-", "a\0b", "\ud800", "{harbour}", "a\ud800b", "harbour AND NOT never", "%", "_", "\\", "🙂", "x" * 10000, "'", "harbour +never",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:20])
@pytest.mark.parametrize("key", ["words", "actor", "side", "outlet"])
def test_questions_hold_no_commands(told, key, words):
    before = all_of(told)
    told.entries(Filter(**{key: words}))
    told.entries(Filter(**{key: words}), as_of=date(2025, 2, 21))
    assert all_of(told) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_any_words_can_be_asked_for(told, words):
    for key in ("words", "actor", "side", "outlet"):
        told.entries(Filter(**{key: words}))
