"""Attributions while they are being made: mutable, and tied to each other by reference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rowback.attribution.layout import Layout
from rowback.core.attribution import AsideType, Attribution, Kind
from rowback.core.span import Span, hull


@dataclass(eq=False)
class Draft:
    """An attribution in the making; the fields are those of Attribution, with drafts in place of indexes."""

    content: list[Span]
    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    score: float = 1.0
    continues: Draft | None = None
    aligned_to: Draft | None = None
    nested_in: Draft | None = None
    aside: AsideType | None = None
    reports_position: bool = False
    spoken: bool = False  # a turn of an interview: direct without quotation marks

    @property
    def span(self) -> Span:
        """From the first to the last character of the content."""
        return hull(self.content)

    @property
    def extent(self) -> Span:
        """From the first to the last character of content, cue and source."""
        return hull([*self.content, *self.cue, *self.source])


def kind_of(layout: Layout, content: Iterable[Span]) -> Kind:
    """Direct where every word stands between quotation marks, indirect where none does, else mixed."""
    words = quoted = 0
    for span in content:
        words += layout.words_in(span)
        quoted += layout.quoted_words(span)
    return Kind.INDIRECT if not quoted else Kind.DIRECT if quoted >= words else Kind.MIXED


def finished(layout: Layout, drafts: Sequence[Draft]) -> list[Attribution]:
    """The drafts as attributions in the order of the text: without those that hold no word, and each content once."""
    worded: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        draft.content = [span for span in draft.content if layout.words_in(span)]
        if draft.content:
            worded.setdefault(tuple(draft.content), draft)
    ordered = sorted(worded.values(), key=lambda d: (d.span.start, -d.span.end, d.nested_in is not None))
    place = {id(draft): n for n, draft in enumerate(ordered)}

    def index(draft: Draft | None) -> int | None:
        return None if draft is None else place.get(id(draft))

    return [
        Attribution(
            tuple(d.content), tuple(d.cue), tuple(d.source), Kind.DIRECT if d.spoken else kind_of(layout, d.content), index(d.continues), index(d.aligned_to),
            index(d.nested_in), d.aside, d.reports_position, round(min(1.0, max(0.0, d.score)), 3),
        )
        for d in ordered
    ]  # fmt: skip
