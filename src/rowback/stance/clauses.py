"""Clauses of a statement: where they part, which stretches are conditions and limits in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rowback.core.span import Span
from rowback.stance.lexicon import scope
from rowback.wording.tokens import Token

_HARD = frozenset(".!?;:…—–")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without its conditions; ``turn`` is the contrast that opens it ("but"), None where none does."""

    tokens: tuple[Token, ...]
    turn: str | None
    asks: bool
    conditions: tuple[Span, ...]
    limits: tuple[Span, ...]


def clauses(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a statement's own tokens in their order; those without a word are left out."""
    result: list[Clause] = []
    part: list[Token] = []
    turn: str | None = None
    for token in [*tokens, None]:
        contrast = token is not None and token.word in scope().contrasts and _opens(token, part)
        if token is not None and token.word not in _HARD and not contrast:
            part.append(token)
            continue
        if any(t.word[0].isalnum() for t in part):
            result.append(_clause(part, turn, token is not None and token.word == "?"))
            turn = None
        part = []
        if contrast and token is not None:
            turn = token.word
    return result


def _opens(token: Token, before: Sequence[Token]) -> bool:
    """True for a contrast that opens a clause; "still" and "yet" within one are time words, "while" and "though" open anywhere."""
    if token.word in {"still", "yet", "instead", "except"}:
        return not before or before[-1].word == ","
    return not (token.word == "but" and before and before[-1].word in _BEFORE_BUT)


_BEFORE_BUT = frozenset("choice nothing anything all option alternative everything none nobody not".split())


def _clause(part: Sequence[Token], turn: str | None, asks: bool) -> Clause:
    conditions = _stretches(part, _condition_starts(part))
    kept = [t for n, t in enumerate(part) if not any(a <= n < b for a, b in conditions)]
    limits = _limits(kept)
    told = [t for n, t in enumerate(kept) if not any(a <= n < b and _runs(kept[a]) for a, b in limits)]
    return Clause(tuple(told), turn, asks, _spans(part, conditions), _spans(kept, limits))


_SUBJECTS = frozenset({"there", "i", "we", "he", "she", "it", "they"})
_FINITE = frozenset({"will", "would", "be", "can", "could", "must", "should", "may", "have"})


def _resumes(part: Sequence[Token], at: int, n: int) -> bool:
    """True where the main clause begins after a condition that no comma ends ("as long as she held office there would be …")."""
    return n > at + 3 and part[n].word in _SUBJECTS and n + 1 < len(part) and part[n + 1].stem in _FINITE


def _spans(part: Sequence[Token], stretches: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(part[a].start, part[b - 1].end) for a, b in stretches)


def _runs(token: Token) -> bool:
    return token.word in {"until", "till", "as", "so"}


_NOT_CONDITIONS = frozenset({"even", "as", "ask", "wonder", "know", "what", "see", "sure", "whether", "say", "or", "question"})


def _condition_starts(part: Sequence[Token]) -> list[int]:
    starts = []
    for at, _, pattern in scope().conditions.found(part):
        before = part[at - 1].stem if at else ""
        if before in _NOT_CONDITIONS or pattern.startswith(("should", "were")) and at and part[at - 1].word not in {",", "and"}:
            continue
        starts.append(at - 1 if before == "only" else at)
    return starts


def _stretches(part: Sequence[Token], starts: Sequence[int]) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    for at in sorted(starts):
        if result and at < result[-1][1]:
            continue
        end = next((n for n in range(at + 1, len(part)) if part[n].word == "," or at < 2 and _resumes(part, at, n)), len(part))
        result.append((at, end))
    return result


def _limits(part: Sequence[Token]) -> list[tuple[int, int]]:
    """Limits in time; those opened by "until", "before", "as long as" and the like run to the next comma."""
    found: list[tuple[int, int]] = []
    for at, end, _ in sorted(scope().limits.found(part), key=lambda f: (f[0], -f[1])):
        if found and at < found[-1][1]:
            continue
        if (
            part[at].word in {"until", "till", "before", "while"}
            and [t.word for t in part[at + 1 : at + 2]] != ["then"]
            or part[at : at + 1]
            and part[at].word in {"as", "so"}
            and end - at == 3
        ):
            end = next((n for n in range(end, len(part)) if part[n].word == ","), len(part))
        found.append((at, end))
    return found
