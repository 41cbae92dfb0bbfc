"""Negation: which words of a clause a "not" holds for."""

from __future__ import annotations

from collections.abc import Sequence

from rowback.stance.lexicon import FamilyKind, Hit, scope
from rowback.wording.tokens import Token

COMPLEMENT_REACH = 9  # words in which "to be" or "as" follows a verb of believing
NEGATION_REACH = 7  # words over which "not" holds
BELIEF_REACH = 14  # words over which it holds where a verb of believing carries it on


def takes_complement(hit: Hit, listed: Sequence[Token]) -> bool:
    """True for "consider X to be", "see it as": a verb of believing, not of weighing."""
    if listed[hit.end - 1].stem != "consider":
        return False
    if hit.end < len(listed) and listed[hit.end].word.endswith("ing"):
        return False
    rest = listed[hit.end : hit.end + COMPLEMENT_REACH]
    return any(a.word == "to" and b.stem == "be" or a.word == "as" for a, b in zip(rest, rest[1:], strict=False))


def is_negated(listed: Sequence[Token], start: int, end: int, found: Sequence[Hit]) -> bool:
    """True under an odd number of negations that no pattern has taken in; "neither" and "nothing" negate from behind too."""
    negators = scope().negators
    taken = {
        n
        for h in found
        if h.family.id != "do_not" and not takes_complement(h, listed)
        for n in range(h.start, h.end)
        if h.end - h.start > 1
    }
    count = 0
    beliefs = {h.start for h in found if h.family.kind is FamilyKind.BELIEF} | {
        h.start for h in found if takes_complement(h, listed)
    }
    for n in range(start - 1, max(-1, start - 1 - BELIEF_REACH), -1):
        if start - n > NEGATION_REACH and not beliefs & {n, n + 1, n + 2}:
            continue
        if listed[n].word in {",", "because", "since", "and", "so", "which"} and not any(
            t.word in {"neither", "nor"} for t in listed[max(0, n - 3) : n]
        ):
            break
        count += listed[n].word in negators and n not in taken and not _only(listed, n)
    count += any(t.word in {"neither", "nothing", "none"} for t in listed[end : end + 2])
    return count % 2 == 1


def negated_inside(listed: Sequence[Token], hit: Hit) -> bool:
    """True for a negation in the gap of a pattern that has none itself ("has no future")."""
    return not hit.negating and any(t.word in scope().negators for t in listed[hit.start : hit.end])


def _only(listed: Sequence[Token], at: int) -> bool:
    """True for "not only", "no longer than", "no doubt": words that negate nothing."""
    return at + 1 < len(listed) and listed[at + 1].word in {
        "only",
        "just",
        "least",
        "doubt",
        "matter",
        "fewer",
        "less",
        "wonder",
        "surprise",
    }
