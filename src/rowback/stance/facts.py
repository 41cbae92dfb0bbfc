"""Facts, orders and denials: what a clause says of an issue without any word of stance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rowback.core.span import Span
from rowback.stance.clauses import Clause
from rowback.stance.lexicon import Hit
from rowback.stance.negation import is_negated
from rowback.stance.polarity import Subject, inside, towards_of
from rowback.wording.classes import refers
from rowback.wording.directions import Move, moves
from rowback.wording.tokens import Token


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """The step of a clause, the rules and words it rests on; ``rank`` is how firm the kind of word is."""

    step: int
    rules: tuple[str, ...]
    evidence: tuple[Span, ...]
    rank: int
    clause: Clause
    anchored: bool


def bare_reading(clause: Clause, found: Sequence[Hit], subject: Subject, anchored: bool) -> ClauseReading | None:
    """A past or present verb, an imperative or a denial, without any word of stance."""
    listed = clause.tokens
    for at, token in enumerate(listed):
        own = (token.stem,) in subject.proposition.heads | subject.proposition.verbs
        if own and _denied(listed, at):
            return ClauseReading(-3, ("denial",), (token.span,), 2, clause, anchored)
        if (
            at
            and (token.stem,) in subject.proposition.heads
            and token.word != token.stem
            and listed[at - 1].word in {"they", "it", "we"}
            and not _is_noun(token)
        ):
            return ClauseReading(2, ("fact",), (listed[at - 1].span, token.span), 2, clause, anchored)
        if at and (token.stem,) in subject.proposition.verbs and _follows_subject(listed, at, subject, own=True):
            return ClauseReading(3, ("fact",), (listed[at - 1].span, token.span), 2, clause, anchored)
    for move in moves(listed):
        first = listed[move.start]
        span = Span(first.start, listed[move.end - 1].end)
        towards = towards_of(listed, move, subject)
        if not towards:
            continue
        if subject.direct and not clause.asks and _orders(listed, move, subject):
            negative = any(t.word in {"never", "not"} for t in listed[: move.start])
            return ClauseReading(-2 * towards if negative else 2 * towards, ("imperative",), (span,), 2, clause, anchored)
        if towards > 0 and _has_done(listed, move, subject):
            return ClauseReading(3, ("fact",), (span,), 2, clause, anchored)
        if move.start and anchored and (_follows_subject(listed, move.start, subject) or _stays(listed, move, subject)):
            step = -3 if is_negated(listed, move.start, move.end, found) else 3
            before = [m for m in moves(listed[: move.start]) if towards_of(listed, m, subject)]
            if before and _stays(listed, move, subject):  # "leaving out the rich still stands"
                towards = towards_of(listed, before[-1], subject)
            return ClauseReading(step * towards, ("fact",), (listed[move.start - 1].span, span), 2, clause, anchored)
    return None


_FRAGMENT = 4  # words of a clause without a verb ("no fracking")


def _denied(listed: Sequence[Token], at: int) -> bool:
    """True for "is not a", "there is no", "had no": the thing itself is denied."""
    if at == 1 and listed[0].word == "no" and len(listed) <= _FRAGMENT:
        return True
    for n in range(at - 1, max(-1, at - 4), -1):
        if listed[n].word in {"no", "not", "any"}:
            if listed[n].word == "any" and not any(t.word in {"not", "never"} for t in listed[:n]):
                return False
            return any(t.stem in {"be", "have", "see", "know"} for t in listed[max(0, n - 2) : n])
    return False


_OPENS_ORDER = frozenset({"please", "just", "do", "not", "never", "let", "us", "so", "now", "then"})
_ORDER_OBJECTS = frozenset("it them this that the a an these those our your his her its their him us".split())


def _orders(listed: Sequence[Token], move: Move, subject: Subject) -> bool:
    """True for an imperative that opens a clause and has an object ("Scrap it")."""
    if not is_base(listed[move.start]) or not all(t.word in _OPENS_ORDER for t in listed[: move.start]) or move.end >= len(listed):
        return False
    return listed[move.end].word in _ORDER_OBJECTS or inside(listed[move.end], subject.anchors)


def _follows_subject(listed: Sequence[Token], at: int, subject: Subject, *, own: bool = False) -> bool:
    """True for a verb in the present or past right after the words that name the issue ("Payments return")."""
    token = listed[at]
    following = listed[at + 1].stem if at + 1 < len(listed) else ""
    return (
        not _is_noun(token) and (own or not inside(token, subject.anchors)) and inside(listed[at - 1], subject.anchors)
        and following not in {"be", "will", "would", "have", "can", "could", "of", "may", "must", "should"}
    )  # fmt: skip


def _has_done(listed: Sequence[Token], move: Move, subject: Subject) -> bool:
    """True for a verb in the past with the issue as its object close behind ("On Friday the council approved the plan")."""
    first, before = listed[move.start], listed[max(0, move.start - 3) : move.start]
    if not before or not first.word.endswith(("ed", "ught", "gave")) or any(t.stem in _HELPING for t in before):
        return False
    return any(inside(t, subject.anchors) for t in listed[move.end : move.end + 6])


_HELPING = frozenset("be have will would can could may might must should do to not never get let no who which".split())
_GOING_ON = frozenset({"stay", "remain", "stand", "continu", "persist"})


def _stays(listed: Sequence[Token], move: Move, subject: Subject) -> bool:
    """True for "the tax stays": said of the issue, or of what refers to it, in the same part of the clause."""
    verb = listed[move.start]
    if (
        verb.stem not in _GOING_ON
        or verb.word == verb.stem
        or verb.word.endswith("ing")
        and (not move.start or listed[move.start - 1].stem != "be")
    ):
        return False
    parts = [n for n in range(move.start) if listed[n].word in {",", "and", "or"}]
    own = listed[parts[-1] + 1 if parts else 0 : move.start]
    return not own or any(inside(t, subject.anchors) for t in own) or refers(own)


def _is_noun(token: Token) -> bool:
    return token.word.endswith(("ing", "ion", "ment", "al", "ure", "ance", "cy", "ship"))


def is_base(token: Token) -> bool:
    return not token.word.endswith(("s", "ed", "ing", "ion", "ment"))
