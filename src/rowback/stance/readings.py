"""What one clause says of an issue: the firmest word of stance in it, its negation, and which way the words about the issue point."""

from __future__ import annotations

from collections.abc import Sequence

from rowback.core.span import Span
from rowback.stance.clauses import Clause
from rowback.stance.facts import ClauseReading, bare_reading, is_base
from rowback.stance.lexicon import FamilyKind, Hit, hits, scope
from rowback.stance.negation import BELIEF_REACH, is_negated, negated_inside, takes_complement
from rowback.stance.polarity import Subject, inside, own_verb, polarity, preferred, towards_of
from rowback.wording.classes import is_common, refers
from rowback.wording.directions import Direction, Move, moves
from rowback.wording.tokens import Token

SHORT = 12  # words of a clause that need not name what is weighed
VALUE_REACH = 3  # words before praise or blame in which a negation holds for it ("not such a bad idea")
EVENT_REACH = 9  # words between a modal and the verb it gives strength to
_RANK = {
    FamilyKind.VERDICT: 5,
    FamilyKind.EXISTENCE: 4,
    FamilyKind.OPEN: 3,
    FamilyKind.ATTITUDE: 4,
    FamilyKind.UNDOING: 2,
    FamilyKind.MODAL: 2,
    FamilyKind.VALUE: 1,
}


def read_clause(clause: Clause, subject: Subject) -> ClauseReading | None:
    """The stance of a clause, None where it tells none."""
    listed = clause.tokens
    found = hits(listed)
    anchored = any(inside(t, subject.anchors) for t in listed)
    best: ClauseReading | None = None
    for hit in found:
        reading = _of_hit(hit, found, clause, subject, anchored)
        if reading is not None and (
            best is None or reading.rank > best.rank or hit.family.kind is FamilyKind.VALUE and reading.rank == best.rank
        ):
            best = reading
    return best or bare_reading(clause, found, subject, anchored)


_THEM = frozenset({"them", "they", "one", "ones"})  # stand for what the statement has named


def _of_hit(hit: Hit, found: Sequence[Hit], clause: Clause, subject: Subject, anchored: bool) -> ClauseReading | None:
    listed, family = clause.tokens, hit.family
    if all(inside(t, subject.anchors) for t in listed[hit.start : hit.end]):
        return None  # the issue's own words: "benefit", "support"
    if family.kind is FamilyKind.UNDOING and not subject.proposition.undoes or _is_anothers(hit, listed):
        return None
    if family.kind in {FamilyKind.BELIEF, FamilyKind.CUE} or takes_complement(hit, listed):
        return None
    if family.kind is FamilyKind.ATTITUDE and subject.is_other(listed, hit):
        return None
    step = family.step
    negated = is_negated(listed, hit.start, hit.end, found) ^ negated_inside(listed, hit)
    if family.kind is FamilyKind.VALUE and not any(
        t.word in scope().negators for t in listed[max(0, hit.start - VALUE_REACH) : hit.end + 2]
    ):
        negated = False  # "will not pay for this madness"
    if family.kind is FamilyKind.MODAL:
        negated ^= any(t.word in scope().negators for t in listed[hit.end : hit.end + 2])
    if negated:
        step = family.negated if family.negated is not None else step
    spans = [Span(listed[hit.start].start, listed[hit.end - 1].end)]
    rules = [family.id]
    near = (
        anchored
        or refers(listed)
        or (not subject.anchors and (family.kind is FamilyKind.VALUE or _is_speakers(listed, hit)))
        or bool(subject.anchors)
        and any(t.word in _THEM for t in listed)
    )
    if family.id == "prefer":
        side = preferred(listed, hit, subject)
        if side == 0 or hit.end < len(listed) and listed[hit.end].word[0].isdigit():
            return None
        return ClauseReading(step * side, (family.id,), tuple(spans), _RANK[family.kind], clause, anchored)
    if family.kind is FamilyKind.MODAL:
        event = _event(listed, hit, found, subject)
        if event is None and family.id == "must" and _is_subject(listed, hit, subject):
            step = -2 if any(t.word in scope().negators for t in listed[hit.end : hit.end + 2]) else 2
            return ClauseReading(step, ("ought",), tuple(spans), _RANK[FamilyKind.VALUE], clause, anchored)
        if event is None or listed[hit.start].word == "had" and not event[1] or not (near or event[1]):
            return None
        step *= event[0]
        if _believed(listed, hit, found):
            step = max(-1, min(1, step))
            rules.append("belief")
        spans.append(event[2])
    elif family.id == "weigh" and len(listed) > SHORT and not (anchored or refers(listed)):
        return None
    elif family.kind is FamilyKind.EXISTENCE:
        step *= -1 if subject.proposition.direction is Direction.LESS else 1
    elif family.kind not in {FamilyKind.OPEN, FamilyKind.UNDOING}:
        towards, span = polarity(listed, hit, found, subject, anchored)
        if not near and (family.kind is not FamilyKind.VERDICT or towards < 0):
            return None
        step *= towards
        if towards < 0:
            rules.append("against")
        spans += [span] if span else []
    return ClauseReading(step, tuple(rules), tuple(spans), _RANK[family.kind], clause, anchored)


def _is_subject(listed: Sequence[Token], hit: Hit, subject: Subject) -> bool:
    """True where the issue stands right before a modal and nothing in the clause moves it ("The bypass ought to come first")."""
    before = listed[max(0, hit.start - 3) : hit.start]
    return any(inside(t, subject.anchors) for t in before) and not any(towards_of(listed, m, subject) < 0 for m in moves(listed))


def _is_speakers(listed: Sequence[Token], hit: Hit) -> bool:
    """True for wishes and duties that no name stands before as their subject ("the Europeans want peace")."""
    if hit.family.kind is not FamilyKind.ATTITUDE:
        return hit.family.id == "must"
    return not hit.start or not listed[hit.start - 1].capital or is_common(listed[hit.start - 1])


_SAYING = frozenset({"say", "tell", "claim", "argue", "insist", "promis", "warn"})


def _is_anothers(hit: Hit, listed: Sequence[Token]) -> bool:
    """True for words that the speaker reports of somebody else ("Because he went out and said they could")."""
    for at in range(hit.start - 1, max(0, hit.start - 6), -1):
        if listed[at].stem in _SAYING:
            return not any(t.word in scope().first_persons for t in listed[max(0, at - 4) : at])
    return False


def _believed(listed: Sequence[Token], hit: Hit, found: Sequence[Hit]) -> bool:
    """True where a verb of believing stands before the modal: "I think it will" foretells and does not promise."""
    return any(h.family.kind is FamilyKind.BELIEF and hit.start - BELIEF_REACH <= h.start < hit.start for h in found)


_SKIPPED = frozenset(
    """not never also be been being have has had now again still only soon then finally indeed certainly always ever no
    longer simply just both have to instead therefore thus even already once more ultimately eventually""".split()
)


def _event(listed: Sequence[Token], hit: Hit, found: Sequence[Hit], subject: Subject) -> tuple[int, bool, Span] | None:
    """The verb that a modal gives strength to: which way it points, whether it is the proposition's own, its words; None where it is neither."""
    done = hit.family.id == "done"
    at = hit.end
    while at < len(listed) and at < hit.end + EVENT_REACH and (listed[at].word in _SKIPPED or listed[at].word.endswith("ly")):
        at += 1
    if at >= len(listed) or done and not _participle(listed[at]):
        return None
    if (own := own_verb(listed, at, subject)) is not None:
        return 1, True, own
    if not done and (own := _second_verb(listed, at, subject)) is not None:
        return 1, True, own
    if any(h.family.kind is FamilyKind.VALUE and h.start <= at < h.end for h in found):
        return None  # "will finish off the rest": what it does, not that it is done
    for move in moves(listed[at : at + 5]):
        if move.start == 0 and (towards := towards_of(listed, Move(at, at + move.end, move.direction), subject)):
            if done and towards < 0 and listed[hit.start].word == "had":
                return None  # what had ended before may have begun again
            return towards, False, Span(listed[at].start, listed[at + move.end - 1].end)
    return None


def _second_verb(listed: Sequence[Token], at: int, subject: Subject) -> Span | None:
    """The proposition's verb as the second of two ("would not follow its neighbour and ban it")."""
    for n in range(at + 1, min(len(listed) - 1, at + EVENT_REACH)):
        if listed[n].word == "and" and (own := own_verb(listed, n + 1, subject)) is not None and is_base(listed[n + 1]):
            return own
    return None


def _participle(token: Token) -> bool:
    return token.word.endswith(("ed", "en", "ing", "wn", "ne", "ut", "lt", "nt", "ht", "ld", "id")) and token.word != token.stem
