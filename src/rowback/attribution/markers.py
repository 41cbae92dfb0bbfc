"""Cues and sources right behind a quotation that the tagger passed over ("…," Warren said; "…" – Maria Ruiz)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import lexicon
from rowback.core.attribution import Part
from rowback.core.quotation import Quotation
from rowback.core.span import Span

SCORE = 0.5  # of a part that a pattern found, not the tagger
SHORTEST = 3  # a quotation of fewer words may be a title or scare quotes

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Sir|St)\.?\s)?[^\W\d_a-z][\w’'-]*(?:\s(?:(?:de|van|von|al|bin|of|der|la)\s)?[^\W\d_a-z][\w’'.-]*){0,3}"
_SOURCE = rf"(?P<source>(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|{_NAME}))"
_BEHIND = re.compile(rf"\s+(?:{_SOURCE}\s(?:[a-z]+ly\s)?(?P<cue>[a-z]+)\b|(?P<verb>[a-z]+)\s(?P<named>{_NAME}))")
_SIGNED = re.compile(rf"\s*(?P<cue>[―—–-])\s*(?P<source>{_NAME})\.?\s*$")


def add_missed(layout: Layout, cues: Sequence[Part], sources: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The cues and sources with those added that a quotation's tail shows plainly where the tagger marked no cue."""
    more_cues, more_sources = list(cues), list(sources)
    taken = sorted([p.span for p in cues] + [p.span for p in sources])
    for quotation in layout.quotations:
        if not quotation.closed or layout.words_in(quotation.inner) < SHORTEST or layout.in_title(quotation.inner.start):
            continue
        pair = _behind(layout, quotation) or _signed(layout, quotation)
        if pair is None:
            continue
        source, cue = pair
        if not any(cue.overlaps(p) for p in taken):
            more_cues.append(Part(cue, SCORE))
            if not any(source.overlaps(p) for p in taken):
                more_sources.append(Part(source, SCORE))
        elif not any(source.overlaps(p) for p in taken):
            more_sources.append(Part(source, SCORE))
    return sorted(more_cues), sorted(more_sources)


def _behind(layout: Layout, quotation: Quotation) -> tuple[Span, Span] | None:
    """Source and cue of "…," Warren said / said Warren, in the quotation's own paragraph."""
    text = layout.text
    if text[quotation.inner.end - 1] not in ",?!…" and text[quotation.outer.end : quotation.outer.end + 1] != ",":
        return None
    start = quotation.outer.end + (text[quotation.outer.end : quotation.outer.end + 1] == ",")
    found = _BEHIND.match(text, start, layout.paragraphs[layout.paragraph_at(quotation.outer.start)].end)
    if found is None:
        return None
    verb, source = ("cue", "source") if found["cue"] else ("verb", "named")
    return (Span(*found.span(source)), Span(*found.span(verb))) if lexicon().is_saying(found[verb]) else None


def _signed(layout: Layout, quotation: Quotation) -> tuple[Span, Span] | None:
    """Source and dash of a quotation that is signed at the end of its paragraph: "…" – Maria Ruiz."""
    found = _SIGNED.match(layout.text, quotation.outer.end, layout.paragraphs[layout.paragraph_at(quotation.outer.start)].end)
    return (Span(*found.span("source")), Span(*found.span("cue"))) if found else None
