"""Polarity: whether what a word of stance is said of is the proposition or its opposite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rowback.core.span import Span
from rowback.stance.lexicon import FamilyKind, Hit, scope
from rowback.wording.directions import Direction, Move, alignment, moves
from rowback.wording.propositions import Proposition
from rowback.wording.tokens import Token

POLARITY_REACH = 8  # words between a word of stance and the verb that tells which way it points


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause is read for: the issue taken apart, the words that name it, and who counts as the speaker."""

    proposition: Proposition
    anchors: tuple[Span, ...]
    is_other: Callable[[Sequence[Token], Hit], bool]
    direct: bool


def polarity(listed: Sequence[Token], hit: Hit, found: Sequence[Hit], subject: Subject, anchored: bool) -> tuple[int, Span | None]:
    """1 where the thing that a word of stance is said of is the proposition, -1 where it is its opposite, with the words that turn it."""
    used = {n for h in found for n in range(h.start, h.end)}
    for at in (*_reach(listed, hit.end, 1), *_reach(listed, hit.start - 1, -1)):
        if at not in used and (own := own_verb(listed, at, subject, heads=False)) is not None:
            return (-1 if _turned(listed, hit, at) else 1), own
    free = [m for m in moves(listed) if not used.intersection(range(m.start, m.end))]
    after = [m for m in free if m.start in _reach(listed, hit.end, 1)]
    before = [m for m in free if m.end - 1 in _reach(listed, hit.start - 1, -1)]
    near = [*after, *reversed(before)]
    # words that name the issue tell more than others: "membership is no part of a solution to end the war"
    for move in sorted(near, key=lambda m: not inside(listed[m.start], subject.anchors)):
        if towards := towards_of(listed, move, subject):
            return (-towards if _turned(listed, hit, move.start) else towards), Span(
                listed[move.start].start, listed[move.end - 1].end
            )
    if subject.proposition.undoes and (hit.family.kind is FamilyKind.VALUE or hit.family.id == "defend"):
        return -1, None
    if subject.proposition.direction is Direction.LESS and anchored and hit.family.kind in {FamilyKind.ATTITUDE, FamilyKind.VALUE}:
        heads = {stems for c in subject.proposition.concepts if c.specific or c.name for stems in c.stems}
        named = any((t.stem,) in heads and inside(t, subject.anchors) for t in listed)
        if named and not any(t.word in scope().proposals and not inside(t, subject.anchors) for t in listed):
            return -1, None
    return 1, None


def _reach(listed: Sequence[Token], start: int, step: int) -> range:
    """The tokens from a word of stance on, or back from it, up to a comma or the reach of polarity."""
    end = start
    while 0 <= end < len(listed) and abs(end - start) < POLARITY_REACH and listed[end].word not in {",", "and", "because"}:
        end += step
    return range(start, end, step)


def _turned(listed: Sequence[Token], hit: Hit, at: int) -> bool:
    """True for a negation between the word of stance and what it is said of ("promised not to cut", "without cutting")."""
    return any(listed[n].word in {"not", "never", "without"} for n in range(hit.end, at))


def towards_of(listed: Sequence[Token], move: Move, subject: Subject) -> int:
    """1 where a move brings the proposition about, -1 where it keeps it from coming true, 0 where it does neither."""
    stems = tuple(t.stem for t in listed[move.start : move.end])
    if stems in subject.proposition.verbs:
        return 1
    if any(t.word in scope().projects for t in listed[move.end : move.end + 6]):
        return alignment(Direction.MORE, move.direction)
    if (inner := _nested(listed, move)) is not None:
        outer = -1 if move.direction is Direction.UNDO else alignment(Direction.MORE, move.direction)
        return outer * towards_of(listed, inner, subject)
    if move.direction is Direction.UNDO and not subject.proposition.undoes:
        return alignment(subject.proposition.direction, Direction.LESS)
    return alignment(subject.proposition.direction, move.direction)


_BEFORE_NOUN = frozenset("the a an this that any its their our his her all no of further another".split())


def _nested(listed: Sequence[Token], move: Move) -> Move | None:
    """The noun for a move that is the object of another one: "ban" in "lift the ban"."""
    for inner in moves(listed[move.end : move.end + 5]):
        at = move.end + inner.start
        if listed[at - 1].word in _BEFORE_NOUN and at > move.end - 1 and inner.direction not in {Direction.ACT, Direction.ACT_LESS}:
            return Move(at, move.end + inner.end, inner.direction)
    return None


def preferred(listed: Sequence[Token], hit: Hit, subject: Subject) -> int:
    """1 where the issue is what is preferred, -1 where it is what something else is preferred to, 0 where neither can be told."""
    split = next(
        (n for n in range(hit.start, len(listed)) if listed[n].word in {"than", "to", "over", "of"} and n >= hit.end - 1), None
    )
    if split is None:
        return 0
    before = any(inside(t, subject.anchors) for t in listed[:split])
    after = any(inside(t, subject.anchors) for t in listed[split:])
    return before - after


def own_verb(listed: Sequence[Token], at: int, subject: Subject, *, heads: bool = True) -> Span | None:
    """The words at a token that repeat the proposition's verb, or what it is about as a verb ("conceding")."""
    for length in (3, 2, 1):
        stems = tuple(t.stem for t in listed[at : at + length])
        as_verb = heads and length == 1 and stems in subject.proposition.heads and listed[at].word.endswith(("ing", "ed"))
        if len(stems) == length and (stems in subject.proposition.verbs or as_verb):
            return Span(listed[at].start, listed[at + length - 1].end)
    return None


def inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(s.start <= token.start < s.end for s in spans)
