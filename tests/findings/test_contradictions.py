"""Who contradicts whom within one side, clause by clause."""

from __future__ import annotations

import pytest

from rowback.core.attribution import Kind
from rowback.findings import find_changes
from tests.findings.told import ISSUE, brief, claim, told

NO = "same_side_contradiction"

CASES = {
    "two actors of one side on two signs": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 4)], [f"{NO} a>b"]),
    "one sign is no contradiction": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "rules_out", 4)], []),
    "two sides are no contradiction": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 4, side="Norway")], []),
    "who speaks for no side is in none": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 4, side=None)], []),
    "who speaks for himself is in none": ([told("a", "Aro", "opposes", 1), told("b", "Reed", "supports", 4, role="political analyst")], []),
    "who held a post before is in none": ([told("a", "Aro", "opposes", 1), told("b", "Reed", "supports", 4, role="former minister")], []),
    "fourteen days apart": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 15)], [f"{NO} a>b"]),
    "fifteen days apart": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 16)], []),
    "an inferred day must surely be near enough": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 16, weak=True)], []),
    "without a day it is none": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", None, published=3)], []),
    "on one day": ([told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 1)], [f"{NO} a>b"]),
    "on one day in the order of the texts": ([told("a", "Aro", "opposes", 1, after="b"), told("b", "Bell", "supports", 1)], [f"{NO} b>a"]),
    # moving to the other's sign
    "who had moved to the other's sign before does not contradict": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 3), told("c", "Bell", "supports", 5)],
        ["reversal a>b"],
    ),
    "who moves on the later day contradicts": (
        [told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 5), told("c", "Bell", "supports", 5)],
        [f"{NO} a>c", "reversal a>b"],
    ),
    "what comes afterwards never removes a contradiction": (
        [told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 3), told("c", "Aro", "supports", 4), told("d", "Bell", "supports", 5)],
        [f"{NO} a>b", "reversal a>c"],
    ),
    # the voice
    "the voice counts as one actor": (
        [told("a", "Pine", "opposes", 1), told("b", "Voss", "opposes", 2), told("c", "Aro", "supports", 4)],
        [f"{NO} b>c"],
    ),
    "the voice does not contradict itself": ([told("a", "Pine", "opposes", 4), told("b", "Voss", "supports", 4)], []),
    "a spokesperson of a ministry is not the voice": (
        [told("a", "Pine", "opposes", 4), told("b", "Reed", "supports", 4, role="foreign ministry spokeswoman")],
        [f"{NO} b>a"],
    ),
    "one utterance of the voice, told of two of its members": (
        [
            told("a", "Voss", "opposes", 4, utterance="u"), told("b", "the government", "opposes", 4, utterance="u", kind=Kind.INDIRECT),
            told("c", "Aro", "supports", 4),
        ],
        [f"{NO} c>a"],
    ),
    # against "open"
    "against open the side's line counts": (
        [told("a", "Pine", "opposes", 1), told("b", "Aro", "open", 3), told("c", "Bell", "supports", 3)],
        [f"{NO} a>b", f"{NO} a>c"],
    ),
    "the line is the voice's latest position": (
        [told("a", "Pine", "opposes", 1), told("b", "Pine", "supports", 6), told("c", "Aro", "open", 8), told("d", "Bell", "opposes", 8)],
        [f"{NO} b>c", f"{NO} b>d", "reversal a>b"],
    ),
    "the line of later days is not looked at": (
        [told("a", "Pine", "opposes", 1), told("b", "Aro", "open", 3), told("c", "Pine", "supports", 20)],
        [f"{NO} a>b", "reversal a>c"],
    ),
    "where the voice leaves it open nobody contradicts it": ([told("a", "Pine", "open", 1), told("b", "Aro", "opposes", 3)], []),
    "without a voice every position counts against open": (
        [told("a", "Aro", "open", 1), told("b", "Bell", "opposes", 3)],
        [f"{NO} a>b"],
    ),
    "refusing to answer starts no contradiction": (
        [told("a", "Aro", "open", 1, rules=("refusal.comment",)), told("b", "Bell", "opposes", 3)],
        [],
    ),
    "what others make of a refusal starts none either": (
        [
            told("a", "Aro", "open", 1, rules=("refusal.comment",), utterance="u"),
            told("c", "Aro", "open", 1, kind=Kind.INDIRECT, utterance="u"), told("b", "Bell", "opposes", 3),
        ],
        [],
    ),
    "unless the very words are no refusal": (
        [
            told("a", "Aro", "open", 1, kind=Kind.INDIRECT, rules=("refusal.comment",), utterance="u"),
            told("c", "Aro", "open", 1, utterance="u"), told("b", "Bell", "opposes", 3),
        ],
        [f"{NO} c>b"],
    ),
    # counting
    "one finding a pair of actors and signs": (
        [told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 2), told("c", "Aro", "opposes", 4), told("d", "Bell", "supports", 6)],
        [f"{NO} a>b"],
    ),
    "two signs of one actor are two findings": (
        [told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 2), told("c", "Bell", "open", 3)],
        [f"{NO} a>b", f"{NO} a>c", "softening b>c"],
    ),
    "the pair that most articles tell stands for it": (
        [
            told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 2),
            told("c", "Aro", "opposes", 8, article="x"), told("d", "Bell", "supports", 10, article="x"),
        ],
        [f"{NO} c>d"],
    ),
    "then the nearest in days": (
        [told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 9), told("c", "Aro", "opposes", 8)],
        [f"{NO} c>b"],
    ),
    "two unnamed officials can contradict": (
        [told("a", "official", "opposes", 1, role="senior official"), told("b", "Bell", "supports", 2)],
        [f"{NO} a>b"],
    ),
    "an unnamed one who says what a named one says that day is no further one": (
        [told("a", "Aro", "opposes", 1), told("b", "official", "opposes", 1), told("c", "Bell", "supports", 2)],
        [f"{NO} a>c"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "expected"), CASES.values(), ids=CASES.keys())
def test_contradictions(entries, expected):
    assert brief(find_changes(ISSUE, entries, [])) == sorted(expected)


def test_further_pairs_are_named():
    entries = [
        told("a", "Aro", "opposes", 1),
        told("b", "Bell", "supports", 2),
        told("c", "Aro", "opposes", 4),
        told("d", "Bell", "supports", 6),
    ]
    (found,) = find_changes(ISSUE, entries, [])
    assert set(found.also) == {("c", "d"), ("b", "c"), ("a", "d")}


def test_a_finding_keeps_its_id_whichever_came_first():
    entries = [told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 1)]
    ordered = [told("a", "Aro", "opposes", 1, after="b"), told("b", "Bell", "supports", 1)]
    assert find_changes(ISSUE, entries, [])[0].id == find_changes(ISSUE, ordered, [])[0].id


SAID = [told("a", "Pine", "opposes", 1, article="x", kind=Kind.INDIRECT, at=400), told("b", "Aro", "open", 2, article="x", at=500)]
EVIDENCE = {
    "one speaker contradicts the other": (SAID, claim("x", "Aro contradicted the prime minister", "Aro"), True),
    "words of the side": (SAID, claim("x", "the Canadian government appears to be backtracking", "the Canadian government"), True),
    "its officials": (SAID, claim("x", "Canadian officials do not agree about the canal", "Canadian officials"), True),
    "about nobody, in an article that tells both": (SAID, claim("x", "a different message came from the ministry", None), True),
    "of another article": (SAID, claim("y", "Aro contradicted the prime minister", "Aro"), False),
    "of one who changed his own mind": (SAID, claim("x", "Aro softened his stance", "Aro"), False),
    "of another side": (SAID, claim("x", "the Norwegian government appears to be backtracking", "the Norwegian government"), False),
    "beside words of others": (
        [*SAID, told("c", "Reed", "supports", 2, article="x", side="Norway", at=900)],
        claim("x", "a different message came from Oslo", None, at=940),
        False,
    ),
    "a side that takes back cannot have become firmer": (
        [told("a", "Aro", "open", 1, article="x"), told("b", "Pine", "opposes", 2, article="x", at=500)],
        claim("x", "the Canadian government appears to be backtracking", "the Canadian government"),
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "words", "reported"), EVIDENCE.values(), ids=EVIDENCE.keys())
def test_which_words_of_an_outlet_report_a_contradiction(entries, words, reported):
    (found,) = find_changes(ISSUE, entries, [words])
    assert found.reported_by == ((words,) if reported else ())


OWN = [told("a", "Pine", "opposes", 1, article="w"), told("b", "Pine", "open", 4, article="x")]
CHANGES = {
    "by name": (claim("x", "Pine rowed back", "Pine"), True),
    "by full name": (claim("x", "Ada Pine rowed back", "Ada Pine"), True),
    "by post": (claim("x", "Canada’s prime minister rowed back", "Canada’s prime minister"), True),
    "the side, where he is its voice": (claim("x", "Ottawa rowed back", "Ottawa"), True),
    "in an article that is older than the later words": (claim("w", "Pine rowed back", "Pine"), False),
    "an aide of his": (claim("x", "Pine’s aide rowed back", "Pine’s aide"), False),
    "somebody else": (claim("x", "Voss rowed back", "Voss"), False),
    "in the other direction": (claim("x", "Pine hardened her line", "Pine"), False),
    "of a contradiction": (claim("x", "Pine contradicted the minister", "Pine"), False),
    "about nobody, where the article tells only one end": (claim("x", "the climbdown was swift", None), False),
}  # fmt: skip


@pytest.mark.parametrize(("words", "reported"), CHANGES.values(), ids=CHANGES.keys())
def test_which_words_of_an_outlet_report_a_change(words, reported):
    (found,) = find_changes(ISSUE, OWN, [words])
    assert found.reported_by == ((words,) if reported else ())
