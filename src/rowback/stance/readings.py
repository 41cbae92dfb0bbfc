"""What one clause says of an issue: the firmest word of stance in it, its negation, and which way the words about the issue point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rowback.core.span import Span
from rowback.stance.clauses import Clause
from rowback.stance.lexicon import FamilyKind, Hit, hits, scope
from rowback.wording.directions import Direction, Move, alignment, moves
from rowback.wording.propositions import Proposition, refers
from rowback.wording.tokens import Token

NEGATION_REACH = 7  # words over which "not" holds
POLARITY_REACH = 8  # words between a word of stance and the verb that tells which way it points
SHORT = 12  # words of a clause that need not name what is weighed
EVENT_REACH = 9  # words between a modal and the verb it gives strength to
BELIEF_REACH = 14  # words over which it holds where a verb of believing carries it on
_RANK = {
    FamilyKind.VERDICT: 5,
    FamilyKind.EXISTENCE: 4,
    FamilyKind.OPEN: 3,
    FamilyKind.ATTITUDE: 4,
    FamilyKind.UNDOING: 2,
    FamilyKind.MODAL: 2,
    FamilyKind.VALUE: 1,
}


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
    anchored = any(_inside(t, subject.anchors) for t in listed)
    best: ClauseReading | None = None
    for hit in found:
        reading = _of_hit(hit, found, clause, subject, anchored)
        if reading is not None and (best is None or reading.rank > best.rank):
            best = reading
    return best or _bare(clause, found, subject, anchored)


_THEM = frozenset({"them", "they", "one", "ones"})  # stand for what the statement has named


def _of_hit(hit: Hit, found: Sequence[Hit], clause: Clause, subject: Subject, anchored: bool) -> ClauseReading | None:
    listed, family = clause.tokens, hit.family
    if family.kind is FamilyKind.UNDOING and not subject.proposition.undoes or _is_anothers(hit, listed):
        return None
    if family.kind is FamilyKind.BELIEF or _takes_complement(hit, listed):
        return None
    if family.kind is FamilyKind.ATTITUDE and subject.is_other(listed, hit):
        return None
    step = family.step
    negated = is_negated(listed, hit.start, hit.end, found) ^ _negated_inside(listed, hit)
    if family.kind is FamilyKind.MODAL:
        negated ^= any(t.word in scope().negators for t in listed[hit.end : hit.end + 2])
    if negated:
        step = family.negated if family.negated is not None else step
    spans = [Span(listed[hit.start].start, listed[hit.end - 1].end)]
    rules = [family.id]
    near = anchored or refers(listed) or bool(subject.anchors) and any(t.word in _THEM for t in listed)
    if family.id == "prefer":
        side = _preferred(listed, hit, subject)
        if side == 0:
            return None
        return ClauseReading(step * side, (family.id,), tuple(spans), _RANK[family.kind], clause, anchored)
    if family.kind is FamilyKind.MODAL:
        event = _event(listed, hit, subject)
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


_COMPLEMENTS = frozenset({"as", "to"})


def _takes_complement(hit: Hit, listed: Sequence[Token]) -> bool:
    """True for "consider X to be", "see it as": a verb of believing, not of weighing."""
    if listed[hit.end - 1].stem != "consider":
        return False
    rest = listed[hit.end : hit.end + EVENT_REACH]
    return any(a.word == "to" and b.stem == "be" or a.word == "as" for a, b in zip(rest, rest[1:], strict=False))


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


def is_negated(listed: Sequence[Token], start: int, end: int, found: Sequence[Hit]) -> bool:
    """True under an odd number of negations that no pattern has taken in; "neither" and "nothing" negate from behind too."""
    negators = scope().negators
    taken = {
        n
        for h in found
        if h.family.id != "do_not" and not _takes_complement(h, listed)
        for n in range(h.start, h.end)
        if h.end - h.start > 1
    }
    count = 0
    beliefs = {h.start for h in found if h.family.kind is FamilyKind.BELIEF} | {
        h.start for h in found if _takes_complement(h, listed)
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


def _negated_inside(listed: Sequence[Token], hit: Hit) -> bool:
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


def polarity(listed: Sequence[Token], hit: Hit, found: Sequence[Hit], subject: Subject, anchored: bool) -> tuple[int, Span | None]:
    """1 where the thing that a word of stance is said of is the proposition, -1 where it is its opposite, with the words that turn it."""
    inside = {n for h in found for n in range(h.start, h.end)}
    for at in (*_reach(listed, hit.end, 1), *_reach(listed, hit.start - 1, -1)):
        if at not in inside and (own := _own_verb(listed, at, subject)) is not None:
            return (-1 if _turned(listed, hit, at) else 1), own
    free = [m for m in moves(listed) if not inside.intersection(range(m.start, m.end))]
    after = [m for m in free if m.start in _reach(listed, hit.end, 1)]
    before = [m for m in free if m.end - 1 in _reach(listed, hit.start - 1, -1)]
    for move in (*after, *reversed(before)):
        if towards := _towards(listed, move, subject):
            return (-towards if _turned(listed, hit, move.start) else towards), Span(
                listed[move.start].start, listed[move.end - 1].end
            )
    if subject.proposition.undoes and (hit.family.kind is FamilyKind.VALUE or hit.family.id == "defend"):
        return -1, None
    if subject.proposition.direction is Direction.LESS and anchored and hit.family.kind in {FamilyKind.ATTITUDE, FamilyKind.VALUE}:
        if not any(t.word in scope().proposals for t in listed):
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


def _towards(listed: Sequence[Token], move: Move, subject: Subject) -> int:
    stems = tuple(t.stem for t in listed[move.start : move.end])
    if stems in subject.proposition.verbs:
        return 1
    if any(t.word in scope().projects - {"ban", "closure"} for t in listed[move.end : move.end + 6]):
        return alignment(Direction.MORE, move.direction)
    if (inner := _nested(listed, move)) is not None:
        return alignment(Direction.MORE, move.direction) * _towards(listed, inner, subject)
    return alignment(subject.proposition.direction, move.direction)


_BEFORE_NOUN = frozenset("the a an this that any its their our his her all no of further another".split())


def _nested(listed: Sequence[Token], move: Move) -> Move | None:
    """The noun for a move that is the object of another one: "ban" in "lift the ban"."""
    for inner in moves(listed[move.end : move.end + 5]):
        at = move.end + inner.start
        if listed[at - 1].word in _BEFORE_NOUN and at > move.end - 1 and inner.direction not in {Direction.ACT, Direction.ACT_LESS}:
            return Move(at, move.end + inner.end, inner.direction)
    return None


_SKIPPED = frozenset(
    """not never also be been being have has had now again still only soon then finally indeed certainly always ever no
    longer simply just both have to instead therefore thus even already once more ultimately eventually""".split()
)


def _event(listed: Sequence[Token], hit: Hit, subject: Subject) -> tuple[int, bool, Span] | None:
    """The verb that a modal gives strength to: which way it points, whether it is the proposition's own, its words; None where it is neither."""
    done = hit.family.id == "done"
    at = hit.end
    while at < len(listed) and at < hit.end + EVENT_REACH and (listed[at].word in _SKIPPED or listed[at].word.endswith("ly")):
        at += 1
    if at >= len(listed) or done and not _participle(listed[at]):
        return None
    if (own := _own_verb(listed, at, subject)) is not None:
        return 1, True, own
    if not done and (own := _second_verb(listed, at, subject)) is not None:
        return 1, True, own
    for move in moves(listed[at : at + 5]):
        if move.start == 0 and (towards := _towards(listed, Move(at, at + move.end, move.direction), subject)):
            goes_on = move.start == 0 and move.direction is Direction.SAME and listed[at].word.endswith("ing")
            return (
                None
                if done and towards < 0 and not goes_on
                else (towards, False, Span(listed[at].start, listed[at + move.end - 1].end))
            )
    return None


def _preferred(listed: Sequence[Token], hit: Hit, subject: Subject) -> int:
    """1 where the issue is what is preferred, -1 where it is what something else is preferred to, 0 where neither can be told."""
    split = next(
        (n for n in range(hit.start, len(listed)) if listed[n].word in {"than", "to", "over", "of"} and n >= hit.end - 1), None
    )
    if split is None:
        return 0
    before = any(_inside(t, subject.anchors) for t in listed[:split])
    after = any(_inside(t, subject.anchors) for t in listed[split:])
    return before - after


def _second_verb(listed: Sequence[Token], at: int, subject: Subject) -> Span | None:
    """The proposition's verb as the second of two ("would not follow its neighbour and ban it")."""
    for n in range(at + 1, min(len(listed) - 1, at + EVENT_REACH)):
        if listed[n].word == "and" and (own := _own_verb(listed, n + 1, subject)) is not None and _is_base(listed[n + 1]):
            return own
    return None


def _own_verb(listed: Sequence[Token], at: int, subject: Subject) -> Span | None:
    """The words at a token that repeat the proposition's verb, or what it is about as a verb ("conceding")."""
    for length in (3, 2, 1):
        stems = tuple(t.stem for t in listed[at : at + length])
        if len(stems) == length and (
            stems in subject.proposition.verbs
            or length == 1
            and stems in subject.proposition.heads
            and listed[at].word.endswith(("ing", "ed"))
        ):
            return Span(listed[at].start, listed[at + length - 1].end)
    return None


def _participle(token: Token) -> bool:
    return token.word.endswith(("ed", "en", "ing", "wn", "ne", "ut", "lt", "nt", "ht", "ld", "id")) and token.word != token.stem


def _bare(clause: Clause, found: Sequence[Hit], subject: Subject, anchored: bool) -> ClauseReading | None:
    """A past or present verb, an imperative or a denial, without any word of stance."""
    listed = clause.tokens
    for at, token in enumerate(listed):
        if (token.stem,) in subject.proposition.heads and _denied(listed, at):
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
        towards = _towards(listed, move, subject)
        if not towards:
            continue
        if subject.direct and not clause.asks and _orders(listed, move, subject):
            negative = any(t.word in {"never", "not"} for t in listed[: move.start])
            return ClauseReading(-2 * towards if negative else 2 * towards, ("imperative",), (span,), 2, clause, anchored)
        if towards > 0 and _has_done(listed, move, subject):
            return ClauseReading(3, ("fact",), (span,), 2, clause, anchored)
        if move.start and anchored and (_follows_subject(listed, move.start, subject) or _stays(listed, move)):
            step = -3 if is_negated(listed, move.start, move.end, found) else 3
            before = [m for m in moves(listed[: move.start]) if _towards(listed, m, subject)]
            if before and _stays(listed, move):  # "leaving out the rich still stands"
                towards = _towards(listed, before[-1], subject)
            return ClauseReading(step * towards, ("fact",), (listed[move.start - 1].span, span), 2, clause, anchored)
    return None


_FRAGMENT = 4  # words of a clause without a verb ("no fracking")


def _denied(listed: Sequence[Token], at: int) -> bool:
    """True for "is not a", "there is no", "had no": the thing itself is denied."""
    if at == 1 and listed[0].word == "no" and len(listed) <= _FRAGMENT:
        return True
    for n in range(at - 1, max(-1, at - 4), -1):
        if listed[n].word in {"no", "not", "any"}:
            return any(t.stem in {"be", "have", "see", "know"} for t in listed[max(0, n - 2) : n])
    return False


_OPENS_ORDER = frozenset({"please", "just", "do", "not", "never", "let", "us", "so", "now", "then"})
_ORDER_OBJECTS = frozenset("it them this that the a an these those our your his her its their him us".split())


def _orders(listed: Sequence[Token], move: Move, subject: Subject) -> bool:
    """True for an imperative that opens a clause and has an object ("Scrap it")."""
    if not _is_base(listed[move.start]) or not all(t.word in _OPENS_ORDER for t in listed[: move.start]) or move.end >= len(listed):
        return False
    return listed[move.end].word in _ORDER_OBJECTS or _inside(listed[move.end], subject.anchors)


def _follows_subject(listed: Sequence[Token], at: int, subject: Subject, *, own: bool = False) -> bool:
    """True for a verb in the present or past right after the words that name the issue ("Payments return")."""
    token = listed[at]
    following = listed[at + 1].stem if at + 1 < len(listed) else ""
    return (
        not _is_noun(token) and (own or not _inside(token, subject.anchors)) and _inside(listed[at - 1], subject.anchors)
        and following not in {"be", "will", "would", "have", "can", "could", "of", "may", "must", "should"}
    )  # fmt: skip


def _has_done(listed: Sequence[Token], move: Move, subject: Subject) -> bool:
    """True for a verb in the past with the issue as its object close behind ("On Friday the council approved the plan")."""
    first, before = listed[move.start], listed[max(0, move.start - 3) : move.start]
    if not before or not first.word.endswith(("ed", "ught", "gave")) or any(t.stem in _HELPING for t in before):
        return False
    return any(_inside(t, subject.anchors) for t in listed[move.end : move.end + 6])


_HELPING = frozenset("be have will would can could may might must should do to not never get let no who which".split())


_GOING_ON = frozenset({"stay", "remain", "stand", "continu", "persist"})


def _stays(listed: Sequence[Token], move: Move) -> bool:
    return listed[move.start].stem in _GOING_ON and listed[move.start].word != listed[move.start].stem


def _is_noun(token: Token) -> bool:
    return token.word.endswith(("ing", "ion", "ment", "al", "ure", "ance", "cy", "ship"))


def _inside(token: Token, spans: Sequence[Span]) -> bool:
    return any(s.start <= token.start < s.end for s in spans)


def _is_base(token: Token) -> bool:
    return not token.word.endswith(("s", "ed", "ing", "ion", "ment"))
