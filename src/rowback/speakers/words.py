"""Words of a text: the units in which this stage reads noun phrases."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from rowback.core.span import Span

# abbreviations with dots, the possessive s, words with inner hyphens or apostrophes, any other sign
_WORD = re.compile(
    r"""(?:[^\W\d_]\.){2,}|['’ʼ`](?:[sS]|ll|re|ve|[dm])\b"""
    r"""|[^\W_]+(?:(?:[-‐‑&·]|['’ʼ`](?!(?:[sS]|ll|re|ve|[dm])\b)|\.(?=\d))[^\W_]+)*|[^\w\s]|_""",
)
POSSESSIVE = frozenset({"'s", "’s", "ʼs", "`s", "'S", "’S"})


def _without_prefix(word: str) -> str:
    """A role noun without "co-", "ex-" and the like: what is left is the noun that the tables list."""
    prefix, rest = word.split("-", 1)
    return rest if prefix.lower() in ("co", "ex", "vice", "then", "deputy", "chief") and rest else word


class Word(NamedTuple):
    """A word or sign with its place."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """True if it begins with a capital letter."""
        return self.text[0].isupper()


def split_words(text: str) -> tuple[str, ...]:
    """The words of a short text; curly apostrophes are made straight, so that tables match both."""
    return tuple(m.group().replace("’", "'").replace("ʼ", "'") for m in _WORD.finditer(text))


@dataclass(frozen=True)
class Words:
    """All words of a text in order, found by place."""

    items: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text; linear in its length."""
        return cls(tuple(Word(m.start(), m.end(), m.group().replace("’", "'").replace("ʼ", "'")) for m in _WORD.finditer(text)))

    @cached_property
    def lows(self) -> list[str]:
        """The words in small letters."""
        return [w.text.lower() for w in self.items]

    @cached_property
    def starts(self) -> list[int]:
        """The places at which the words start."""
        return [w.start for w in self.items]

    def at(self, offset: int) -> int:
        """The index of the first word that starts at or after the offset."""
        return bisect_left(self.starts, offset)

    def inside(self, span: Span) -> range:
        """The indexes of the words that lie in the span, those cut by its start included."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.items) and self.items[first].end <= span.start:
            first += 1
        return range(first, max(first, bisect_left(self.starts, span.end)))

    def span(self, first: int, last: int) -> Span:
        """From the start of the first word to the end of the one before ``last``."""
        return Span(self.items[first].start, self.items[last - 1].end)

    def match(self, index: Mapping[str, Any], at: int, until: int, lower: bool = False) -> tuple[int, Any] | None:
        """The longest entry of an index of word sequences that begins at a word: (index after it, what it stands for)."""
        until = min(until, len(self.items))
        if not 0 <= at < until:
            return None
        first = self.lows[at] if lower else self.items[at].text
        found = index.get(first)
        if found is None and lower and "-" in first:
            found = index.get(_without_prefix(self.items[at].text).lower())
        for words, value in found or ():
            end = at + len(words)
            if end <= until and (
                end == at + 1 or all((self.lows[n] if lower else self.items[n].text) == words[n - at] for n in range(at + 1, end))
            ):
                return end, value
        return None
