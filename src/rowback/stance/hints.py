"""What a statement gives to understand without a word of stance: answers, ellipses, rhetorical questions, announced dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rowback.core.span import Span
from rowback.stance.clauses import Clause
from rowback.stance.facts import ClauseReading
from rowback.stance.lexicon import FamilyKind, hits, scope
from rowback.stance.polarity import Subject, inside, towards_of
from rowback.wording.directions import moves
from rowback.wording.tokens import Token

ANSWER, ELLIPSIS, HINT = 4, 2, 1  # ranks among the kinds of words
_ANSWERS = {"no": -3, "never": -3, "nope": -3, "nonsense": -2, "yes": 2, "absolutely": 2, "certainly": 2, "gladly": 2}


def hinted(parts: Sequence[Clause], subject: Subject) -> Iterator[ClauseReading]:
    """The readings of clauses that need no word of stance."""
    for number, clause in enumerate(parts):
        anchored = any(inside(t, subject.anchors) for t in clause.tokens)
        before = [t for c in parts[:number] for t in c.tokens]
        told = (
            _answer(clause, parts[:number])
            or _ellipsis(clause, before, subject)
            or (_question(clause, parts[number + 1 :]) if subject.direct else None)
            or (_announced(clause, subject) if anchored else None)
            or _conditional(clause, subject)
            or _not_until(clause)
            or _intent(clause, subject)
            or (_order(clause, subject) if subject.direct else None)
        )
        if told is not None:
            step, rule, words, rank = told
            span = Span(words[0].start, words[-1].end)
            yield ClauseReading(step, (rule,), (span,), rank, clause, anchored)


_Told = tuple[int, str, Sequence[Token], int]


def _answer(clause: Clause, before: Sequence[Clause]) -> _Told | None:
    """A plain "No" to a question that the speaker has just put himself."""
    words = [t for t in clause.tokens if t.word[0].isalnum()]
    if len(words) != 1 or clause.asks or words[0].word not in _ANSWERS or not before or not before[-1].asks:
        return None
    return _ANSWERS[words[0].word], "answer", words, ANSWER


_MODALS = frozenset({"will", "would", "shall"})
_BEFORE_NOUN = frozenset({"own", "free", "good", "ill", "the", "political"})  # "will" is a noun
_RELATIVE = frozenset("how what whether who which than as where when whatever whoever".split())
_NOBODY = frozenset({"not", "never", "nobody", "none", "neither", "nor", "no"})


def _ellipsis(clause: Clause, before: Sequence[Token], subject: Subject) -> _Told | None:
    """A clause that ends in its modal: "… and nobody will", "we are not going to", "I think we will be"."""
    words = [t for t in clause.tokens if t.word[0].isalnum()]
    tail = [t.word for t in words]
    while tail and tail[-1] in {"be", "either", "again", "too", "do", "so"}:
        tail.pop()
    end = len(tail)
    if end and tail[-1] == "not":
        end -= 1
    going = tail[max(0, end - 2) : end] == ["going", "to"]
    if (
        end < 2
        or clause.asks
        or not (tail[end - 1] in _MODALS or going)
        or tail[end - 2] in _BEFORE_NOUN
        or _RELATIVE & set(tail[-5:])
    ):
        return None
    start = max(0, end - 5)
    negative = any(w in _NOBODY for w in tail[start:])
    step = -3 if negative else 3
    if any(h.family.kind is FamilyKind.BELIEF for h in hits(words)):
        step = -1 if negative else 1
    told = [*before, *words[:start]]
    towards = next((w for m in reversed(moves(told)) if (w := towards_of(told, m, subject))), 1)
    return step * towards, "would" if tail[end - 1] == "would" else "will", words[max(0, end - 2) : len(tail)], ELLIPSIS


_ASKING_FOR = (("why", "not"), ("waiting", "for"), ("who", "else"), ("what", "else"), ("if", "not"), ("not", "it", "time"), ("how", "many", "more"), ("how", "much", "longer"))  # fmt: skip


def _question(clause: Clause, after: Sequence[Clause]) -> _Told | None:
    """A question that wants no answer is an objection, "what are we waiting for?" the contrary."""
    if not clause.asks or any(c.asks for c in after) or clause.tokens[0].word == "or":
        return None
    words = [t.word for t in clause.tokens]
    if after and len(words) <= TOPIC:
        return None  # "The tax on bread? Scrap it."
    if words[-3:] == ["you", "know", "what"]:
        return None
    for asked in _ASKING_FOR:
        if any(tuple(words[n : n + len(asked)]) == asked for n in range(len(words))):
            return 2, "rhetorical", clause.tokens, HINT
    return -2, "rhetorical", clause.tokens, HINT


def _conditional(clause: Clause, subject: Subject) -> _Told | None:
    """What would be under a condition: inclined where it would, against where it would not."""
    if not clause.conditions or clause.asks:
        return None
    at = next((n for n, t in enumerate(clause.tokens) if t.word in _MODALS | {"could", "can", "may"}), None)
    if (
        at is None
        or clause.tokens[at - 1].word == "you"
        or any(towards_of(clause.tokens, m, subject) < 0 for m in moves(clause.tokens))
    ):
        return None
    negative = any(t.word in _NOBODY for t in clause.tokens)
    return (-2 if negative else 1), "conditional", clause.tokens[at : at + 1], HINT


def _not_until(clause: Clause) -> _Told | None:
    """What is refused until something else has come."""
    at = next((n for n, t in enumerate(clause.tokens) if t.word in _NOBODY), None)
    runs = any(not any(inside(t, (limit,)) for t in clause.tokens) for limit in clause.limits)  # "until …" is left out of them
    if at is None or clause.asks or not runs:
        return None
    return -2, "not_until", clause.tokens[at : at + 1], HINT


_SELF = frozenset({"i", "we", "he", "she"})


def _intent(clause: Clause, subject: Subject) -> _Told | None:
    """What the speaker will not do."""
    listed = clause.tokens
    if clause.asks or clause.conditions:
        return None
    for n in range(len(listed) - 2):
        if listed[n].word in _SELF and listed[n + 1].word in _MODALS and (subject.direct or listed[n].word in {"he", "she"}):
            if any(towards_of(listed, m, subject) < 0 for m in moves(listed)):
                return None
            if listed[n + 2].word in {"not", "never"}:
                return -3, "intent", listed[n : n + 3], HINT
    return None


def _order(clause: Clause, subject: Subject) -> _Told | None:
    """A short order ("Open it", "Put them together")."""
    words = [t for t in clause.tokens if t.word[0].isalnum()]
    if not 2 <= len(words) <= 4 or words[1].word not in {"it", "them"} or clause.asks or words[0].word.endswith(("s", "ed", "ing")):
        return None
    if words[0].word in {"is", "was", "are", "were", "of", "for", "about", "with", "to", "i", "we", "so", "and"}:
        return None
    return 2, "order", words, HINT


_BEFORE_DAY = frozenset({"from", "by", "on", "in", "of", "before", "at"})
TOPIC = 6  # words of a question that only names what is spoken of
_DAY_REACH = 5  # words between the preposition and what names the day
_UNSURE = frozenset(
    "could may might should must ought can have need if unless not no never nobody none nothing without perhaps maybe whether how what".split()
)


def _announced(clause: Clause, subject: Subject) -> _Told | None:
    """What is told for a day to come ("From January they pay eight percent", "would be on the streets by Christmas")."""
    listed = clause.tokens
    if clause.asks or clause.conditions or any(t.stem in _UNSURE or t.word in _UNSURE for t in listed):
        return None
    when = next((n for n, t in enumerate(listed) if t.word in _BEFORE_DAY and _names_day(listed[n + 1 : n + 1 + _DAY_REACH])), None)
    if when is None or any(t.word in scope().past for t in listed):
        return None
    firm = any(t.word in _MODALS for t in listed) or any(
        a.stem == "be" and b.word == "to" for a, b in zip(listed, listed[1:], strict=False)
    )
    begins = (
        listed[when].word == "from" or listed[when - 1 : when + 1] and listed[when].word == "of" and listed[when - 1].word == "as"
    )
    if not firm and (not begins or any(t.word.endswith("ed") for t in listed)):
        return None
    if any(towards_of(listed, m, subject) < 0 for m in moves(listed)):
        return None
    return 3, "announced", listed[when : when + 2], HINT


def _names_day(listed: Sequence[Token]) -> bool:
    return any(t.word in scope().days or len(t.word) == 4 and t.word.isdigit() and t.word[:2] in {"20", "21"} for t in listed)
