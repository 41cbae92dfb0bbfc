"""What stands around a statement: its own words, the rest of its sentences, what was told before, the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rowback.core.article import SILENT, Article, BlockKind
from rowback.core.paragraphs import index_at, paragraphs, sentences
from rowback.core.span import Span, hull
from rowback.core.statement import Statement
from rowback.wording.tokens import Token, tokens

BEFORE = 3  # sentences before a statement that it may refer to
Grams = frozenset[tuple[str, ...]]
_GRAM = 4  # words of the longest name or phrase that is looked for


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of tokens with all runs of up to four stems in it."""

    tokens: tuple[Token, ...]
    grams: Grams


@dataclass(frozen=True, slots=True)
class Scene:
    """A statement's own words, the words of its sentences that are not its own, earlier sentences (nearest first), title and what follows."""

    own: Region
    frame: Region
    before: tuple[Region, ...]
    title: Region
    after: Region


EMPTY = Region((), frozenset())


def scene_of(article: Article, statement: Statement, by_id: Mapping[str, Statement]) -> Scene:
    """The scene of a statement; ``by_id`` holds the statements of the article."""
    layout = _layout(article.text, tuple(b.span for b in article.blocks if b.kind in SILENT))
    content = statement.content
    whole = hull(content)
    first = index_at(layout.sentences, whole.start)
    last = index_at(layout.sentences, max(whole.start, whole.end - 1))
    own = [t for n in range(first, last + 1) for t in layout.tokens(n) if any(s.start <= t.start < s.end for s in content)]
    frame = [t for n in range(first, last + 1) for t in layout.tokens(n) if not any(s.start <= t.start < s.end for s in content)]
    before = [layout.region(n) for n in range(first - 1, max(-1, first - 1 - BEFORE), -1)]
    for other in (statement.continues, statement.aligned_to, statement.nested_in):
        if other is not None and other in by_id:
            before.insert(0, region_of(tuple(t for span in by_id[other].content for t in tokens(article.text, span))))
    after = layout.region(last + 1) if last + 1 < len(layout.sentences) else EMPTY
    return Scene(region_of(tuple(own)), region_of(tuple(frame)), tuple(before), _title(article), after)


def sentences_of(article: Article, content: Sequence[Span]) -> tuple[Span, ...]:
    """The sentences that hold a content, after the two that stand before them, where there are any."""
    layout = _layout(article.text, tuple(b.span for b in article.blocks if b.kind in SILENT))
    whole = hull(content)
    first = index_at(layout.sentences, whole.start)
    last = index_at(layout.sentences, max(whole.start, whole.end - 1))
    return layout.sentences[max(0, first - 2) : last + 1]


def region_of(listed: tuple[Token, ...]) -> Region:
    """Tokens with their grams."""
    stems = [t.stem for t in listed]
    grams = {tuple(stems[at : at + n]) for n in range(1, _GRAM + 1) for at in range(len(stems) - n + 1)}
    return Region(listed, frozenset(grams))


def _title(article: Article) -> Region:
    heads = tuple(b.span for b in article.blocks if b.kind is BlockKind.HEADLINE)
    return _heading(article.text, heads) if heads or not article.title else _heading(article.title, (Span(0, len(article.title)),))


@lru_cache(maxsize=4)
def _heading(text: str, spans: tuple[Span, ...]) -> Region:
    return region_of(tuple(t for span in spans for t in tokens(text, span)))


class _Layout:
    """The sentences of a text, taken apart when they are asked for."""

    def __init__(self, text: str, silent: Sequence[Span]) -> None:
        self._text = text
        spoken = [p for p in paragraphs(text) if not any(s.covers(p) for s in silent)]
        self.sentences = tuple(s for paragraph in spoken for s in sentences(text, paragraph)) or (Span(0, len(text)),)
        self._regions: dict[int, Region] = {}

    def region(self, number: int) -> Region:
        if number not in self._regions:
            self._regions[number] = region_of(tokens(self._text, self.sentences[number]))
        return self._regions[number]

    def tokens(self, number: int) -> tuple[Token, ...]:
        return self.region(number).tokens


@lru_cache(maxsize=4)
def _layout(text: str, silent: tuple[Span, ...]) -> _Layout:
    return _Layout(text, silent)
