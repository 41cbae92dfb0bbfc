"""Spans: places in a text, in Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of Unicode code points; ``text[start:end]`` is exactly what it names."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words the span names in its text."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True if the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True if the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def hull(spans: Sequence[Span]) -> Span:
    """The smallest span that covers all of them; they must not be empty.

    >>> hull([Span(4, 9), Span(1, 2)])
    Span(start=1, end=9)
    """
    if len(spans) == 1:
        return spans[0]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def strip(text: str, span: Span, characters: str | None = None) -> Span:
    """The span without outer white space (or without the given characters); empty at its start if nothing is left."""
    words = span.of(text)
    left = len(words) - len(words.lstrip(characters))
    return Span(span.start + left, max(span.start + left, span.start + len(words.rstrip(characters))))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted spans, those that touch or overlap made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
