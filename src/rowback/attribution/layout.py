"""An article's layout as the attribution stage needs it: paragraphs, sentences, quotations, words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rowback.core.article import SILENT, Article, BlockKind
from rowback.core.paragraphs import paragraphs, sentences
from rowback.core.quotation import Quotation, find_quotations
from rowback.core.span import Span

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Layout:
    """Where things stand in the text; all tuples are sorted."""

    text: str
    paragraphs: tuple[Span, ...]
    titles: tuple[Span, ...]
    silent: tuple[Span, ...]

    @classmethod
    def of(cls, article: Article) -> Layout:
        """The layout of an article; where its blocks are not known, of its bare text."""
        spans = tuple(b.span for b in article.blocks) or paragraphs(article.text)
        titles = tuple(b.span for b in article.blocks if b.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD))
        return cls(article.text, spans, titles, tuple(b.span for b in article.blocks if b.kind in SILENT))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outermost quotations."""
        return tuple(q for q in find_quotations(self.text, self.paragraphs) if q.depth == 0)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """All sentences, none across paragraphs."""
        return tuple(s for p in self.paragraphs for s in sentences(self.text, p))

    @cached_property
    def _word_starts(self) -> list[int]:
        return [m.start() for m in _WORD.finditer(self.text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.outer.start for q in self.quotations]

    def words_between(self, first: int, last: int) -> int:
        """How many words start in text[first:last]."""
        return bisect_left(self._word_starts, last) - bisect_left(self._word_starts, first)

    def words_in(self, span: Span) -> int:
        """How many words start in the span."""
        return self.words_between(span.start, span.end)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds the offset or ends before it."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds the offset or ends before it."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The outermost quotation whose marks enclose the offset."""
        n = bisect_right(self._quotation_starts, offset) - 1
        return self.quotations[n] if n >= 0 and offset < self.quotations[n].outer.end else None

    def quotations_in(self, span: Span) -> Sequence[Quotation]:
        """The outermost quotations that share a character with the span."""
        first = max(0, bisect_right(self._quotation_starts, span.start) - 1)
        last = bisect_left(self._quotation_starts, span.end)
        return [q for q in self.quotations[first:last] if q.outer.overlaps(span)]

    def quoted_words(self, span: Span) -> int:
        """How many words of the span stand between quotation marks."""
        return sum(self.words_between(max(q.inner.start, span.start), min(q.inner.end, span.end)) for q in self.quotations_in(span))

    def in_title(self, offset: int) -> bool:
        """True in a headline or subhead."""
        return any(t.start <= offset < t.end for t in self.titles)

    def is_silent(self, offset: int) -> bool:
        """True in bylines, datelines, links and notices, which are never speech."""
        return any(t.start <= offset < t.end for t in self.silent)
