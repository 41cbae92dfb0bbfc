"""Contents put right by quotation marks: a quotation is content as a whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import lexicon
from rowback.attribution.markers import add_missed, freed_cues
from rowback.core.attribution import Part, Tags
from rowback.core.quotation import Quotation
from rowback.core.span import Span, strip

SPEECH_WORDS = 5  # a quotation of fewer words that the tagger passed over may be a title, a nickname or scare quotes
GAP_WORDS = 2  # untagged words that a content bridges within its sentence
_SENTENCE_LIKE = re.compile(r"[,.!?…]$|^(?:I|We|It|You|They|He|She|There|This|That|No|Yes)\b")
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Material:
    """What linking works on, and the quotations that look like speech but have neither cue nor source beside them."""

    contents: tuple[Part, ...]
    cues: tuple[Part, ...]
    sources: tuple[Part, ...]
    bare: tuple[Quotation, ...]


def prepare(layout: Layout, tags: Tags) -> Material:
    """Repair the tagger's contents by the quotation marks; cues and sources inside a quoted content are dropped."""
    contents = [
        p
        for whole in tags.contents
        for p in _split(layout, whole)
        if not layout.is_silent(p.span.start) and _LETTERS.search(p.span.of(layout.text))
    ]
    cues = [p for p in tags.cues if not layout.is_silent(p.span.start)]
    sources = [
        p
        for whole in tags.sources
        for p in _by_paragraph(layout, whole)
        if not layout.is_silent(p.span.start) and _LETTERS.search(p.span.of(layout.text))
    ]
    contents, freed = freed_cues(layout, contents, sources)
    cues, sources = add_missed(layout, sorted(cues + freed), sources)
    contents = [p for p in contents if not _is_hearer(layout, p, cues, contents)]
    bare: list[Quotation] = []
    quoted: list[Part] = []
    markers = sorted([p.span for p in cues] + [p.span for p in sources])
    for quotation in layout.quotations:
        words = layout.words_in(quotation.inner)
        if not words or layout.is_silent(quotation.inner.start):
            continue
        inside = _overlapping(contents, quotation.outer)
        if not quotation.closed and _near_many(markers, quotation.inner):
            continue  # a mark without its partner, with cues inside: the tagger knows better
        covered = sum(
            layout.words_between(max(p.span.start, quotation.inner.start), min(p.span.end, quotation.inner.end)) for p in inside
        )
        if 2 * covered >= words:
            quoted.append(Part(quotation.outer, max(p.score for p in inside)))
        elif not _is_title(quotation.inner.of(layout.text)) and (
            words >= SPEECH_WORDS
            or (words >= 2 and layout.in_title(quotation.inner.start))  # kept only where it shortens words of the body
            or (words >= 2 and _SENTENCE_LIKE.search(quotation.inner.of(layout.text)))
        ):
            if _beside(layout, quotation, markers, inside):
                quoted.append(Part(quotation.outer, 0.5))
            else:
                bare.append(quotation)
    blocked = [p.span for p in quoted]
    cues = [p for p in cues if not any(b.covers(p.span) for b in _near(blocked, p.span))]
    sources = [p for p in sources if not any(b.covers(p.span) for b in _near(blocked, p.span))]
    return Material(tuple(_merged(layout, contents + quoted, cues + sources)), tuple(cues), tuple(sources), tuple(bare))


def _by_paragraph(layout: Layout, part: Part) -> list[Part]:
    """A part cut where it reaches over the end of a paragraph, which no source does."""
    first, last = layout.paragraph_at(part.span.start), layout.paragraph_at(part.span.end - 1)
    cuts = [p.start for p in layout.paragraphs[first + 1 : last + 1]]
    edges = [part.span.start, *cuts, part.span.end]
    spans = [strip(layout.text, Span(a, b)) for a, b in zip(edges, edges[1:], strict=False)]
    return [Part(s, part.score) for s in spans if s.start < s.end]


_CLAUSE = re.compile(r"\s*,?\s*(?:that|whether|how|why)\s")


def _is_hearer(layout: Layout, part: Part, cues: Sequence[Part], contents: Sequence[Part]) -> bool:
    """True for what stands between a cue and its clause: "told {allies} that …"."""
    if _CLAUSE.match(layout.text, part.span.end) is None or layout.quotations_in(part.span):
        return False
    cue = next((c.span for c in reversed(cues) if c.span.end <= part.span.start), None)
    clause = next((p.span for p in contents if p.span.start >= part.span.end), None)
    if cue is None or clause is None:
        return False
    return not layout.words_between(cue.end, part.span.start) and not layout.words_between(part.span.end, clause.start)


def _split(layout: Layout, part: Part) -> list[Part]:
    """A content cut between paragraphs, and where a whole quotation ends with its sentence and unquoted speech begins, or vice versa."""
    first, last = layout.paragraph_at(part.span.start), layout.paragraph_at(part.span.end - 1)
    cuts = [p.start for p in layout.paragraphs[first + 1 : last + 1]]
    for quotation in layout.quotations_in(part.span):
        text = layout.text
        if part.span.start < quotation.outer.end < part.span.end and text[quotation.inner.end - 1] in ".!?…" and quotation.closed:
            if text[quotation.outer.end : part.span.end].lstrip()[:1].isupper():
                cuts.append(quotation.outer.end)
        sentence = layout.sentences[layout.sentence_at(quotation.outer.start)]
        if part.span.start < quotation.outer.start == sentence.start:
            cuts.append(quotation.outer.start)
    edges = [part.span.start, *sorted(set(cuts)), part.span.end]
    spans = [strip(layout.text, Span(a, b)) for a, b in zip(edges, edges[1:], strict=False)]
    return [Part(s, part.score) for s in spans if s.start < s.end]


def _is_title(words: str) -> bool:
    """True for the name of a book or a programme: every longer word is capitalised."""
    longer = [w for w in _LETTERS.findall(words) if len(w) > 3]
    return bool(longer) and all(w[0].isupper() for w in longer) and not words.rstrip(",").endswith((".", "!", "?"))


def _overlapping(parts: Sequence[Part], span: Span) -> list[Part]:
    """Those of the sorted parts that share a character with the span."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high) // 2
        if parts[middle].span.end <= span.start:
            low = middle + 1
        else:
            high = middle
    result = []
    while low < len(parts) and parts[low].span.start < span.end:
        result.append(parts[low])
        low += 1
    return result


def _near(spans: Sequence[Span], span: Span) -> list[Span]:
    return [p.span for p in _overlapping([Part(s, 0) for s in spans], span)] if len(spans) < 8 else _near_many(spans, span)


def _near_many(spans: Sequence[Span], span: Span) -> list[Span]:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    return [s for s in spans[low : low + 2] if s.start < span.end]


def _beside(layout: Layout, quotation: Quotation, markers: Sequence[Span], inside: Sequence[Part]) -> bool:
    """True if a tagged cue or source stands right before or after the quotation, or a verb of saying does."""
    if inside:
        return True
    before = next((m for m in reversed(markers) if m.end <= quotation.outer.start), None)
    after = next((m for m in markers if m.start >= quotation.outer.end), None)
    for marker in (before, after):
        if marker is not None:
            low, high = sorted((marker, quotation.outer))
            same = layout.paragraph_at(low.end - 1) == layout.paragraph_at(high.start)
            if same and layout.words_between(low.end, high.start) <= 3 and not layout.quotations_in(Span(low.end, high.start)):
                return True
    return _verb_beside(layout, quotation)


_NEXT_WORDS = re.compile(r"[\s,:–—-]*((?:[^\W\d_]+[\s]+){0,3}[^\W\d_]+)")


def _verb_beside(layout: Layout, quotation: Quotation) -> bool:
    words = lexicon()
    after = _NEXT_WORDS.match(layout.text, quotation.outer.end)
    if after and any(words.is_saying(w) for w in after.group(1).split()[:4]) and layout.text[quotation.inner.end - 1] in ",?!.…":
        return True
    before = layout.text[max(0, quotation.outer.start - 40) : quotation.outer.start].rstrip()
    return before.endswith((":", ",")) and any(words.is_saying(w) for w in re.findall(r"[^\W\d_]+", before)[-3:])


def _merged(layout: Layout, parts: list[Part], markers: Sequence[Part]) -> list[Part]:
    """Contents that overlap made one, and those that only a small untagged gap within a sentence keeps apart."""
    spots = sorted(p.span for p in markers)
    result: list[Part] = []
    for part in sorted(parts):
        if result:
            last = result[-1]
            overlap = part.span.start < last.span.end
            gap = Span(last.span.end, part.span.start)
            if overlap or _bridged(layout, last.span, part.span, gap, spots):
                score = max(last.score, part.score) if overlap else (last.score + part.score) / 2
                result[-1] = Part(Span(last.span.start, max(last.span.end, part.span.end)), score)
                continue
        result.append(part)
    return result


def _bridged(layout: Layout, a: Span, b: Span, gap: Span, spots: Sequence[Span]) -> bool:
    text = layout.text
    if layout.words_between(gap.start, gap.end) > GAP_WORDS or "\n" in gap.of(text) or _near_many(spots, gap):
        return False
    first, second = layout.quotation_at(a.end - 1), layout.quotation_at(b.start)
    if (
        first is not None
        and second is not None
        and first != second
        and layout.sentence_at(a.end - 1) != layout.sentence_at(b.start)
    ):
        # one whole quotation right after another; words that only end in one are a statement of their own
        return first == layout.quotation_at(a.start) and layout.words_between(gap.start, gap.end) == 0
    return layout.sentence_at(max(a.start, a.end - 1)) == layout.sentence_at(b.start) and not re.search(r"[;:]", gap.of(text))


_THAT = re.compile(r"(?:that|That|how|, that)\s+")


def _bared(words: str) -> str:
    """Words without white space and marks at their end; stripped by turns, since a pattern would try every run of spaces inside."""
    while (shorter := words.rstrip().rstrip(",;:–—-")) != words:
        words = shorter
    return words


def trimmed(layout: Layout, span: Span) -> Span:
    """The content's borders by the contract: no leading "that", no enclosing marks, no outer white space, no trailing comma."""
    text = layout.text
    for _ in range(3):
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip(" \t\n\r\u00a0,;:–—"))
        end = start + len(_bared(text[start : span.end]))
        if text[start : start + 5].lower() == "that " and end - start > 8 and layout.quotation_at(start) is None:
            start += 5
        span = _unmarked(layout, Span(start, max(start, end)))
    last = text[span.end - 1 : span.end]
    if last == "." and layout.quotation_at(span.end - 1) is None and not _is_whole_sentence(layout, span):
        span = Span(span.start, span.end - 1)
    return span


def _unmarked(layout: Layout, span: Span) -> Span:
    """Without the marks of a quotation that encloses the whole span, and without a mark that has its partner outside."""
    start, end = span
    for quotation in layout.quotations_in(span):
        opening = quotation.inner.start - quotation.outer.start
        closing = quotation.outer.end - quotation.inner.end
        rest = layout.text[quotation.outer.end : span.end] if quotation.outer.end <= span.end else ""
        if quotation.outer.start <= start <= quotation.inner.start and not rest.strip(" .,!?;:"):
            start, end = quotation.inner.start, min(end, quotation.inner.end)
        elif quotation.outer.start < start and quotation.inner.end < end <= quotation.outer.end and closing:
            end = quotation.inner.end
        elif quotation.outer.start <= start < quotation.inner.start and end < quotation.outer.end and opening:
            start = quotation.inner.start
    return Span(start, max(start, end))


def _is_whole_sentence(layout: Layout, span: Span) -> bool:
    sentence = layout.sentences[layout.sentence_at(span.start)]
    return span.start <= sentence.start + 1 and layout.text[span.start : span.start + 1].isupper()


_HEAD = re.compile(r"(?:From|from)\s(?=\w)")
_TAIL = re.compile(r"(?:\s+[a-z]+ly|,?\s+(?:as|who|which|that|and|but|in|at|on|to))+$")


def trimmed_source(layout: Layout, span: Span) -> Span:
    """A source without the comma that closes its apposition and without an adverb or a loose word that belongs to what follows."""
    words = span.of(layout.text)
    kept = _TAIL.sub("", words.rstrip(" ,;:"))
    found = _HEAD.match(kept)
    start = found.end() if found else 0
    return Span(span.start + start, span.start + len(kept)) if start < len(kept) else span
