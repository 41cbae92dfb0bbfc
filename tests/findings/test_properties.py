"""What holds for every ledger: the order of entries changes nothing, and every finding is one by its own numbers."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rowback.core.attribution import Kind
from rowback.core.finding import FindingKind
from rowback.core.stance import Stance
from rowback.findings import find_changes, group_utterances
from tests.findings.told import ISSUE, claim, told

PEOPLE = ("Aro", "Bell", "Pine", "Voss", "official", "the government")
QUOTES = (
    "We will not sell the forest to anyone.", "We won't sell the forest.", "The forest stays open to all.", "it would not be sold", "a sale was possible after all",
    "We sell 400 acres for now.", "We sell 90 acres.", "No.",
)  # fmt: skip
DAYS = st.one_of(st.none(), st.integers(1, 24))


@st.composite
def ledgers(draw):
    count = draw(st.integers(1, 14))
    return [
        told(
            f"s{n:02}", draw(st.sampled_from(PEOPLE)), draw(st.sampled_from([None, *Stance])), draw(DAYS), quote=draw(st.sampled_from(QUOTES)),
            article=f"x{draw(st.integers(0, 5))}", side=draw(st.sampled_from(["Canada", "Canada", "Norway", None])), kind=draw(st.sampled_from(list(Kind))),
            weak=draw(st.booleans()), utterance=f"s{draw(st.integers(0, n)):02}", after=draw(st.sampled_from([None, None, "s00", "s01", "s03"])),
            denied=draw(st.integers(0, 9)) == 0, rules=draw(st.sampled_from([("r",), ("refusal",)])), at=400 * (n + 1), published=draw(st.integers(1, 28)),
        )
        for n in range(count)
    ]  # fmt: skip


CLAIMS = [
    claim("x0", "Aro softened his stance", "Aro"), claim("x1", "the Canadian government appears to be backtracking", "the Canadian government", at=420),
    claim("x2", "Bell hardened her line", "Bell"), claim("x3", "a different message came from the ministry", None),
]  # fmt: skip


@given(ledgers(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_entries_changes_nothing(entries, chance):
    shuffled, claims = list(entries), list(CLAIMS)
    chance.shuffle(shuffled)
    chance.shuffle(claims)
    assert group_utterances(shuffled) == group_utterances(entries)
    assert find_changes(ISSUE, shuffled, claims) == find_changes(ISSUE, entries, CLAIMS)


@given(ledgers())
@settings(max_examples=150, deadline=None)
def test_every_utterance_is_named_by_its_smallest_statement(entries):
    grouped = group_utterances(entries)
    assert grouped.keys() == {e.id for e in entries}
    assert all(grouped[name] == name and name <= ident for ident, name in grouped.items())


@given(ledgers())
@settings(max_examples=150, deadline=None)
def test_every_finding_is_one_by_its_own_numbers(entries):
    found = find_changes(ISSUE, entries, CLAIMS)
    assert len({f.id for f in found}) == len(found)
    by_id = {e.id: e for e in entries}
    for f in found:
        signs = [e.position(ISSUE).stance.sign for e in (f.earlier, f.later)]
        assert 0 <= f.score <= 1
        assert f.explanation.endswith(".")
        assert all(e.statement.nested_in is None and e.statement.aligned_to is None and not e.denied for e in (f.earlier, f.later))
        assert (f.earlier.id, f.later.id) not in f.also
        assert {ident for pair in f.also for ident in pair} <= by_id.keys()
        assert f.later.statement.said_on is not None or any(
            e.utterance == f.later.utterance and e.statement.said_on for e in entries
        )
        if f.kind in (FindingKind.REVERSAL, FindingKind.SAME_SIDE_CONTRADICTION):
            assert signs[0] != signs[1]
        if f.kind is FindingKind.SAME_SIDE_CONTRADICTION:
            assert f.earlier.statement.speaker.id != f.later.statement.speaker.id
            assert f.actor is None


def test_a_shuffled_ledger_of_some_size_is_the_same():
    chance = random.Random(3)
    entries = [
        told(f"s{n:04}", chance.choice(PEOPLE), chance.choice(list(Stance)), chance.randint(1, 28), quote=chance.choice(QUOTES), article=f"x{n // 3}", at=400 + n % 3 * 300)
        for n in range(600)
    ]  # fmt: skip
    grouped = group_utterances(entries)
    findings = find_changes(ISSUE, entries, CLAIMS)
    chance.shuffle(entries)
    assert group_utterances(entries) == grouped
    assert find_changes(ISSUE, entries, CLAIMS) == findings
