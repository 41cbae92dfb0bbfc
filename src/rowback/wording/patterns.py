"""Patterns over stems: a small language for word lists.

A pattern is words separated by blanks, each matched by its stem. ``a|b`` is one of several, ``word?`` may be missing, ``*`` stands
for up to three words, ``**`` for up to seven, ``=word`` for that very form. A gap never runs over a mark that ends a clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rowback.wording.stems import stem
from rowback.wording.tokens import Token

T = TypeVar("T")
GAPS = {"*": 3, "**": 7}
_STOPS = frozenset(",;:.!?()[]")


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: stems or very forms that fit, or a gap of up to ``gap`` words."""

    stems: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    optional: bool = False
    gap: int = 0

    def fits(self, token: Token) -> bool:
        """True for a token that may stand here."""
        return token.stem in self.stems or token.word in self.words


Pattern = tuple[Element, ...]


def compiled(pattern: str) -> Pattern:
    """The elements of a pattern; raises ValueError where it is empty or opens with a gap."""
    result = tuple(_element(part) for part in pattern.split())
    if not result or result[0].gap or result[0].optional:
        raise ValueError(f"pattern {pattern!r} must open with a word")
    return result


def _element(part: str) -> Element:
    if part in GAPS:
        return Element(gap=GAPS[part])
    optional = part.endswith("?") and len(part) > 1
    choices = (part[:-1] if optional else part).split("|")
    return Element(
        frozenset(stem(c.lower()) for c in choices if not c.startswith("=")),
        frozenset(c[1:].lower() for c in choices if c.startswith("=")),
        optional,
    )


def end_of(pattern: Pattern, tokens: Sequence[Token], at: int, element: int = 0) -> int | None:
    """The index after the last token of the pattern where it matches at ``at``, else None; gaps are as short as they can be."""
    while element < len(pattern):
        place = pattern[element]
        if place.gap:
            for skipped in range(place.gap + 1):
                if (end := end_of(pattern, tokens, at + skipped, element + 1)) is not None:
                    return end
                if at + skipped >= len(tokens) or tokens[at + skipped].word in _STOPS:
                    return None
            return None
        if at < len(tokens) and place.fits(tokens[at]):
            if place.optional and (end := end_of(pattern, tokens, at + 1, element + 1)) is not None:
                return end
            if not place.optional:
                at, element = at + 1, element + 1
                continue
        if not place.optional:
            return None
        element += 1
    return at


class Index(Generic[T]):
    """Patterns with what each stands for, found by the first word."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        """Compile the patterns; raises ValueError for one that is malformed."""
        self._by_stem: dict[str, list[tuple[Pattern, T]]] = {}
        self._by_word: dict[str, list[tuple[Pattern, T]]] = {}
        for written, meaning in entries:
            pattern = compiled(written)
            for first in pattern[0].stems:
                self._by_stem.setdefault(first, []).append((pattern, meaning))
            for first in pattern[0].words:
                self._by_word.setdefault(first, []).append((pattern, meaning))

    def found(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, T]]:
        """Every match as first token, token after the last, meaning."""
        for at, token in enumerate(tokens):
            for pattern, meaning in (*self._by_stem.get(token.stem, ()), *self._by_word.get(token.word, ())):
                if (end := end_of(pattern, tokens, at)) is not None:
                    yield at, end, meaning
