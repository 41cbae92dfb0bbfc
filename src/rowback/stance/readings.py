"""What one clause says of an issue: the firmest word of stance in it, its negation, and which way the words about the issue point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rowback.core.span import Span
from rowback.stance.clauses import Clause
from rowback.stance.lexicon import FamilyKind, Hit, hits, scope
from rowback.wording.directions import Direction, Move, alignment, moves
from rowback.wording.propositions import Proposition
from rowback.wording.tokens import Token

NEGATION_REACH = 7  # words over which "not" holds
EVENT_REACH = 9  # words between a modal and the verb it gives strength to
_RANK = {FamilyKind.VERDICT: 4, FamilyKind.OPEN: 3, FamilyKind.ATTITUDE: 4, FamilyKind.MODAL: 2, FamilyKind.VALUE: 1}


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """The step of a clause, the rules and words it rests on; ``rank`` is how firm the kind of word is."""

    step: int
    rules: tuple[str, ...]
    evidence: tuple[Span, ...]
    rank: int
    clause: Clause
    anchored: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause is read for: the issue taken apart, the words that name it, and who counts as the speaker."""

    proposition: Proposition
    anchors: tuple[Span, ...]
    is_other: Callable[[Sequence[Token], Hit], bool]
    direct: bool


def read_clause(clause: Clause, subject: Subject) -> ClauseReading | None:
    """The stance of a clause, None where it tells none."""
    listed = clause.tokens
    found = hits(listed)
    anchored = any(a.start <= t.start < a.end for t in listed for a in subject.anchors)
    best: ClauseReading | None = None
    for hit in found:
        reading = _of_hit(hit, found, clause, subject, anchored)
        if reading is not None and (best is None or reading.rank > best.rank):
            best = reading
    return best or _bare(clause, found, subject, anchored)


def _of_hit(hit: Hit, found: Sequence[Hit], clause: Clause, subject: Subject, anchored: bool) -> ClauseReading | None:
    listed, family = clause.tokens, hit.family
    if family.kind is FamilyKind.ATTITUDE and subject.is_other(listed, hit):
        return None
    step = family.step
    if is_negated(listed, hit.start, hit.end, found):
        step = family.negated if family.negated is not None else step
    spans = [Span(listed[hit.start].start, listed[hit.end - 1].end)]
    rules = [family.id]
    if family.kind is FamilyKind.MODAL:
        event = _event(listed, hit, found, subject)
        if event is None or not (anchored or event[1]):
            return None
        step *= event[0]
        spans.append(event[2])
    elif family.kind is not FamilyKind.OPEN:
        towards, span = polarity(listed, hit, found, subject, anchored)
        step *= towards
        if towards < 0:
            rules.append("against")
        spans += [span] if span else []
        if family.kind is FamilyKind.VALUE and not (anchored or _refers(listed)):
            return None
    return ClauseReading(step, tuple(rules), tuple(spans), _RANK[family.kind], clause, anchored)


def is_negated(listed: Sequence[Token], start: int, end: int, found: Sequence[Hit]) -> bool:
    """True under an odd number of negations that no pattern has taken in; "neither" and "nothing" negate from behind too."""
    negators = scope().negators
    taken = {n for h in found for n in range(h.start, h.end) if h.end - h.start > 1}
    count = 0
    for n in range(start - 1, max(-1, start - 1 - NEGATION_REACH), -1):
        if listed[n].word in {",", "because", "since"} and not any(t.word in {"neither", "nor"} for t in listed[max(0, n - 3) : n]):
            break
        count += listed[n].word in negators and n not in taken and not _only(listed, n)
    count += any(t.word in {"neither", "nothing", "none"} for t in listed[end : end + 2])
    return count % 2 == 1


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


def polarity(listed: Sequence[Token], hit: Hit, found: Sequence[Hit], subject: Subject, anchored: bool) -> tuple[int, Span | None]:
    """1 where the thing that a word of stance is said of is the proposition, -1 where it is its opposite, with the words that turn it."""
    inside = {n for h in found for n in range(h.start, h.end)}
    free = [m for m in moves(listed) if not inside.intersection(range(m.start, m.end))]
    after = [m for m in free if m.start >= hit.end]
    before = [m for m in free if m.end <= hit.start]
    for move in (*after, *reversed(before)):
        towards = _towards(listed, move, subject)
        if (
            is_negated(listed, move.start, move.end, found)
            and move in after
            and any(listed[n].word in {"not", "never"} for n in range(hit.end, move.start))
        ):
            towards = -towards
        return towards, Span(listed[move.start].start, listed[move.end - 1].end)
    if subject.proposition.direction is Direction.LESS and anchored and hit.family.kind in {FamilyKind.ATTITUDE, FamilyKind.VALUE}:
        if not any(t.word in scope().proposals for t in listed):
            return -1, None
    return 1, None


def _towards(listed: Sequence[Token], move: Move, subject: Subject) -> int:
    stems = tuple(t.stem for t in listed[move.start : move.end])
    return 1 if stems in subject.proposition.verbs else alignment(subject.proposition.direction, move.direction)


def _event(listed: Sequence[Token], hit: Hit, found: Sequence[Hit], subject: Subject) -> tuple[int, bool, Span] | None:
    """The event that a modal gives strength to: which way it points, whether it is the proposition's own verb, its words."""
    done = hit.family.id == "done"
    for at in range(hit.end, min(len(listed), hit.end + EVENT_REACH)):
        if listed[at].word in {",", "because", "when", "which", "who"}:
            return None
        for length in (3, 2, 1):
            if at + length <= len(listed) and tuple(t.stem for t in listed[at : at + length]) in subject.proposition.verbs:
                if done and not _participle(listed[at]):
                    return None
                return 1, True, Span(listed[at].start, listed[at + length - 1].end)
        for move in moves(listed[at : at + 4]):
            if move.start == 0:
                if done and not _participle(listed[at]):
                    return None
                return (
                    _towards(listed, Move(at, at + move.end, move.direction), subject),
                    False,
                    Span(listed[at].start, listed[at + move.end - 1].end),
                )
    return None


def _participle(token: Token) -> bool:
    return token.word.endswith(("ed", "en", "ing", "wn", "ne", "ut", "lt", "nt", "ht", "ld", "id")) and token.word != token.stem


def _refers(listed: Sequence[Token]) -> bool:
    return any(t.word in scope().referring or t.word in scope().proposals for t in listed)


def _bare(clause: Clause, found: Sequence[Hit], subject: Subject, anchored: bool) -> ClauseReading | None:
    """A past or present verb, or an imperative, without any word of stance."""
    listed = clause.tokens
    for move in moves(listed):
        first = listed[move.start]
        span = Span(first.start, listed[move.end - 1].end)
        towards = _towards(listed, move, subject)
        stems = tuple(t.stem for t in listed[move.start : move.end])
        if move.start <= 1 and subject.direct and first.word == listed[move.start].word and _is_base(first) and not clause.asks:
            negative = move.start == 1 and listed[0].word in {"never", "not"}
            return ClauseReading(2 * towards * (-1 if negative else 1), ("imperative",), (span,), 2, clause, anchored)
        if not anchored or move.start == 0:
            continue
        if move.direction is Direction.SAME and first.word.endswith("s") or stems in subject.proposition.verbs and _past(first):
            step = -3 if is_negated(listed, move.start, move.end, found) else 3
            return ClauseReading(step * towards, ("fact",), (span,), 2, clause, anchored)
    return None


def _is_base(token: Token) -> bool:
    return not token.word.endswith(("s", "ed", "ing", "ion", "ment"))


def _past(token: Token) -> bool:
    return token.word.endswith(("ed", "ew", "nt", "ut", "lt", "ht", "ld"))
