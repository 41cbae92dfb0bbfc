"""What a change is, clause by clause."""

from __future__ import annotations

import pytest

from rowback.core.article import BlockKind
from rowback.core.attribution import Kind
from rowback.core.finding import FindingKind
from rowback.core.stance import Stance
from rowback.findings import find_changes, kind_of
from tests.findings.told import ISSUE, brief, claim, told

LEAD, HEADLINE = BlockKind.LEAD, BlockKind.HEADLINE

CASES = {
    # kinds
    "minus to plus is a reversal": ([told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4)], ["reversal a>b"]),
    "plus to minus is a reversal": ([told("a", "Aro", "commits", 1), told("b", "Aro", "doubts", 4)], ["reversal a>b"]),
    "towards nought is a softening": ([told("a", "Aro", "rules_out", 1), told("b", "Aro", "open", 4)], ["softening a>b"]),
    "away from nought is a hardening": ([told("a", "Aro", "open", 1), told("b", "Aro", "commits", 4)], ["hardening a>b"]),
    # what is no change
    "repeating is no change": ([told("a", "Aro", "opposes", 1), told("b", "Aro", "opposes", 4)], []),
    "silence is no change": ([told("a", "Aro", "opposes", 1), told("b", "Aro", None, 4)], []),
    "one statement is no change": ([told("a", "Aro", "opposes", 1)], []),
    "a step within a sign is none where no outlet calls it one": ([told("a", "Aro", "leans", 1), told("b", "Aro", "commits", 4)], []),
    "two actors of two sides change nothing": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 4, side="Norway")], []),
    "another issue is another matter": ([told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4, issue="port")], []),
    # the latest earlier one, never all
    "compared with the latest earlier position only": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "open", 4), told("c", "Aro", "supports", 8)],
        ["hardening b>c", "softening a>b"],
    ),
    "back again is a change of its own": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4), told("c", "Aro", "opposes", 8)],
        ["reversal a>b", "reversal b>c"],
    ),
    # one utterance is one position
    "ten outlets give no more findings than one": (
        [told(f"a{n}", "Aro", "opposes", 1, utterance="a0") for n in range(10)] + [told(f"b{n}", "Aro", "supports", 4, utterance="b0") for n in range(10)],
        ["reversal a0>b0"],
    ),
    "direct words outrank retellings, however many": (
        [told("a", "Aro", "open", 1)]
        + [told("b0", "Aro", "open", 4)]
        + [told(f"b{n}", "Aro", "opposes", 4, utterance="b0", kind=Kind.INDIRECT) for n in range(1, 5)],
        [],
    ),
    "one utterance told with two signs is no change in itself": (
        [told("a0", "Aro", "opposes", 1), told("a1", "Aro", "supports", 1, utterance="a0", kind=Kind.INDIRECT)],
        [],
    ),
    # one day is one appearance
    "nothing is compared inside an appearance": ([told("a", "Aro", "doubts", 2), told("b", "Aro", "open", 2)], []),
    "unlikely but not excluded, in one article": ([told("a", "Aro", "doubts", 2, article="x"), told("b", "Aro", "open", 2, article="x")], []),
    "an appearance stands where it is most told": (
        [told("a", "Aro", "open", 1), told("b", "Aro", "opposes", 4), told("c1", "Aro", "open", 4), told("c2", "Aro", "open", 4, utterance="c1")],
        [],
    ),
    "a headline weighs more than a body": (
        [told("a", "Aro", "open", 1), told("b1", "Aro", "open", 4), told("b2", "Aro", "open", 4, utterance="b1"), told("c", "Aro", "opposes", 4, block=HEADLINE)],
        ["hardening a>c"],
    ),
    "told as much, the firmest position stands": (
        [told("a", "Aro", "open", 1), told("b", "Aro", "open", 4), told("c", "Aro", "rules_out", 4)],
        ["hardening a>c"],
    ),
    "the texts can order a day: then took it back": (
        [told("a", "Aro", "opposes", 2), told("b", "Aro", "supports", 2, after="a")],
        ["reversal a>b"],
    ),
    "three parts of a day": (
        [told("a", "Aro", "opposes", 2), told("b", "Aro", "supports", 2, after="a"), told("c", "Aro", "opposes", 2, after="b")],
        ["reversal a>b", "reversal b>c"],
    ),
    "a circle of orders orders nothing": (
        [told("a", "Aro", "opposes", 2, after="b"), told("b", "Aro", "supports", 2, after="a")],
        [],
    ),
    "an order after words on another issue holds for what was said on this one": (
        [
            told("a", "Aro", "opposes", 2, article="x", at=100),
            told("n", "Aro", None, 2, article="x", at=200),
            told("b", "Aro", "supports", 2, article="x", at=300, after="n"),
        ],
        ["reversal a>b"],
    ),
    # days that are only inferred
    "an inferred day yields to the one that another article tells": (
        [told("a", "Aro", "opposes", 4), told("b1", "Aro", "supports", 5, weak=True), told("b2", "Aro", "supports", 6, utterance="b1")],
        ["reversal a>b2"],
    ),
    "an inferred day is compared with positions three days away": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 5, weak=True)],
        ["reversal a>b"],
    ),
    "an inferred day is not compared with positions nearer than that": (
        [told("a", "Aro", "opposes", 2), told("b", "Aro", "supports", 5, weak=True)],
        [],
    ),
    "an inferred position too near leaves the one before it to compare with": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 9, weak=True), told("c", "Aro", "opposes", 10)],
        ["reversal a>b"],
    ),
    "an inferred day that can be a known one adds nothing": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "opposes", 8), told("c", "Aro", "supports", 9, weak=True)],
        [],
    ),
    "two days told are compared with days outside them": (
        [told("a", "Aro", "opposes", 2), told("b", "Aro", "supports", 4, days=2)],
        ["reversal a>b"],
    ),
    "two days told are not compared with one of them": (
        [told("a", "Aro", "opposes", 3), told("b", "Aro", "supports", 4, days=2)],
        [],
    ),
    "more than two days count as none": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 8, days=3)],
        [],
    ),
    # no day at all
    "without a day it is never the later end": ([told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", None, published=9)], []),
    "without a day it is the earlier end where nothing dated was said before": (
        [told("a", "Aro", "opposes", None, article="x"), told("b", "Aro", "supports", 4, article="x")],
        ["reversal a>b"],
    ),
    "without a day it yields to what was said on one": (
        [told("a", "Aro", "opposes", None, article="x", published=7), told("b", "Aro", "supports", 3), told("c", "Aro", "supports", 6, article="x")],
        [],
    ),
    "without a day and told only afterwards it is no earlier end": (
        [told("a", "Aro", "opposes", None, published=20), told("b", "Aro", "supports", 4)],
        [],
    ),
    # what does not count
    "a report that the article denies is no position": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4, denied=True)],
        [],
    ),
    "what another one says of it is no position": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4, nested="z")],
        [],
    ),
    "a headline that quotes nothing is no end": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4, block=HEADLINE, kind=Kind.INDIRECT)],
        [],
    ),
    "a headline that quotes is one": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4, block=HEADLINE)],
        ["reversal a>b"],
    ),
    "a headline alone is no end": ([told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 4, aligned="z")], []),
    "a refusal to answer is no later end where no outlet reports a change": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "open", 4, rules=("refusal",))],
        [],
    ),
    "a refusal to answer is never the earlier end": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "open", 4, rules=("refusal",)), told("c", "Aro", "opposes", 8)],
        [],
    ),
    "behind a refusal the position before it is compared": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "open", 4, rules=("refusal",)), told("c", "Aro", "supports", 8)],
        ["reversal a>c"],
    ),
    # a side through its voice
    "a side changes through another member of its voice": (
        [told("a", "Voss", "rules_out", 1), told("b", "Pine", "supports", 8)],
        ["reversal a>b"],
    ),
    "the body itself is of the voice": (
        [told("a", "the government", "rules_out", 1), told("b", "Pine", "open", 8)],
        ["softening a>b"],
    ),
    "a member of the voice is compared with himself once he has spoken": (
        [told("a", "Pine", "opposes", 1), told("b", "Voss", "supports", 4), told("c", "Pine", "opposes", 8)],
        ["reversal a>b"],
    ),
    "a minister is no voice": ([told("a", "Aro", "opposes", 1), told("b", "Pine", "supports", 30)], []),
    "a leader is the voice of a party": (
        [told("a", "Lund", "opposes", 1, side="Liberal Democrats"), told("b", "the party", "supports", 20, side="Liberal Democrats")],
        ["reversal a>b"],
    ),
    "an unnamed official whose words are a named one's is that one": (
        [told("a", "Aro", "opposes", 1), told("b", "official", "supports", 9, utterance="u"), told("c", "Aro", "supports", 9, utterance="u")],
        ["reversal a>c"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES.keys())
def test_changes(entries, expected):
    assert brief(find_changes(ISSUE, entries, [])) == sorted(expected)


def test_a_side_that_changed_names_no_actor():
    (found,) = find_changes(ISSUE, [told("a", "Voss", "rules_out", 1), told("b", "Pine", "supports", 8)], [])
    assert (found.actor, found.actor_name, found.side) == (None, None, "Canada")
    (own,) = find_changes(ISSUE, [told("a", "Pine", "rules_out", 1), told("b", "Pine", "supports", 8)], [])
    assert (own.actor, own.actor_name, own.side) == ("p-Pine", "Pine", "Canada")


@pytest.mark.parametrize("earlier", list(Stance))
@pytest.mark.parametrize("later", list(Stance))
def test_every_step_has_the_kind_that_its_signs_and_distance_give(earlier, later):
    kind = kind_of(earlier, later)
    if earlier.sign * later.sign < 0:
        assert kind is FindingKind.REVERSAL
    elif abs(later.step) < abs(earlier.step):
        assert kind is FindingKind.SOFTENING
    elif abs(later.step) > abs(earlier.step):
        assert kind is FindingKind.HARDENING
    else:
        assert kind is None


STEPS = [told("a", "Aro", "leans", 1), told("b", "Aro", "commits", 4, article="x")]
REPORTED = {
    "an outlet that calls the step a change": (STEPS, [claim("x", "Aro hardened his stance", "Aro")], ["hardening a>b"]),
    "an outlet's words in the other direction": (STEPS, [claim("x", "Aro softened his stance", "Aro")], []),
    "an outlet's words about somebody else": (STEPS, [claim("x", "Bell hardened his stance", "Bell")], []),
    "an outlet's words about nobody": (STEPS, [claim("x", "the line has been firmed up", None)], []),
    "an outlet's words far from the statement": (STEPS, [claim("x", "Aro hardened his stance", "Aro", at=3000)], []),
    "an outlet's words beside another statement of his": (
        [*STEPS, told("n", "Aro", None, 4, article="x", at=300)],
        [claim("x", "Aro hardened his stance", "Aro", at=320)],
        [],
    ),
    "an article that does not tell the later words": (STEPS, [claim("y", "Aro hardened his stance", "Aro")], []),
    "a refusal to answer that an outlet calls a change": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "open", 4, rules=("refusal",), article="x")],
        [claim("x", "Aro backtracked", "Aro")],
        ["softening a>b"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "claims", "expected"), REPORTED.values(), ids=REPORTED.keys())
def test_a_step_within_a_sign_counts_where_an_outlet_reports_it(entries, claims, expected):
    assert brief(find_changes(ISSUE, entries, claims)) == expected
