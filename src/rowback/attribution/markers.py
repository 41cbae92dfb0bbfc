"""Cues and sources that the tagger passed over and that stand in plain places.

Right behind a quotation ("…," Warren said; "…" – Maria Ruiz), and as the subject of a cue without a source: before a finite verb
("the president said"), after a participle that opens the sentence ("Citing …, Trump refused").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import CueClass, lexicon
from rowback.core.attribution import Part
from rowback.core.quotation import Quotation
from rowback.core.span import Span

SCORE = 0.5  # of a part that a pattern found, not the tagger
SHORTEST = 3  # a quotation of fewer words may be a title or scare quotes
REACH = 80  # characters before a cue in which its subject is looked for

_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Sir|St)\.?\s)?[^\W\d_a-z][\w’'-]*(?:\s(?:(?:de|van|von|al|bin|of|der|la)\s)?[^\W\d_a-z][\w’'.-]*){0,3}"
# "a visibly tired Mr Poole": an article and what somebody is like before a name
_MOOD = r"(?:an?\s(?:[a-z]+ly\s)?[a-z-]+\s)?"
_SOURCE = rf"{_MOOD}(?P<source>(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|{_NAME}))"
_BEHIND = re.compile(rf"\s+(?:{_SOURCE}\s(?:[a-z]+ly\s)?(?P<cue>[a-z]+(?:\sback)?)\b|(?P<verb>[a-z]+)\s{_MOOD}(?P<named>{_NAME}))")
_SIGNED = re.compile(rf"\s*(?P<cue>[―—–-])\s*(?P<source>{_NAME})\.?\s*$")

_NOUNS = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Ss]ome|[Mm]any|[Mm]ost|[Aa]ll|[Ss]everal|[Bb]oth)\s(?:[\w’'-]+\s?){1,3}?"
_SUBJECT = rf"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e|[Aa]ll|[Bb]oth|{_NAME}|{_NOUNS})"
_BEFORE = re.compile(
    rf"(?:^|[,;:–—“”\"]\s*|\b(?:and|but|as|while|although|that|because|if|when|yet|so)\s)(?P<source>{_SUBJECT})"
    r"(?:\s(?:has|have|had|also|then|later|still|once|now|[a-z]+ly))*\s$"
)
_AFTER = re.compile(rf",\s+(?P<source>{_SUBJECT})\s[a-z]")
_OPENING = re.compile(r"(?:(?:After|Before|In|By|While|When|On|Without)\s)?[^\W\d_]+ing\b", re.IGNORECASE)
_BESIDE = re.compile(r"[a-z]+ing\b")  # "Poole seemed to waver, telling reporters that …"
_ACTS = re.compile(
    rf"(?P<source>[Hh]e|[Ss]he|[Tt]hey|{_NAME})(?:\s(?:himself|herself|themselves))?\s(?:[a-z]+ly\s)?(?:has|had|have|was|were|can|seem(?:s|ed)|appear(?:s|ed)|[a-z]+ed)\s"
)
_PASSIVE = re.compile(r"(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)
_IT_IS_SAID = re.compile(
    r"(?:it\s)?(?:is|was|has been|had been)\s(?:being\s)?(?:said|stated|heard|reported|emphasi[sz]ed|stressed|explained)$",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?:^|[.,;]\s+)(?:[Ff]rom|[Ii]n|[Aa]t|[Ww]ithin)\s(?P<source>(?:the\s)?(?:{_NAME}|[a-z]+))(?:\sin\s{_NAME})?,?\s$"
)
_FROM_BEHIND = re.compile(rf"\s(?:from|in|at|by)\s(?P<source>(?:the\s)?(?:{_NAME}|[a-z]+(?=[,.])))")


def _where_it_is_said(layout: Layout, cue: Span, sentence: Span) -> Span | None:
    """Who is meant by "From the chancellery it is said that …" and "…, it was said in Kyiv": the place stands for its people."""
    found = _FROM_BEHIND.match(layout.text, cue.end, sentence.end) or _FROM.search(
        layout.text, max(sentence.start, cue.start - REACH), cue.start
    )
    return Span(*found.span("source")) if found else None


def subject_of(layout: Layout, cue: Span, content: Span) -> Span | None:
    """The subject of a cue that has no source, where it stands plainly before or after it; None in the passive."""
    words = cue.of(layout.text)
    sentence = layout.sentences[layout.sentence_at(cue.start)]
    if _IT_IS_SAID.match(words):
        return _where_it_is_said(layout, cue, sentence)
    if lexicon().class_of(words) not in (CueClass.SAYING, CueClass.THINKING) or _PASSIVE.match(words):
        return None
    if _OPENING.match(layout.text, sentence.start, cue.end) and content.start >= cue.end:
        found = _AFTER.match(layout.text, content.end, sentence.end)
    else:
        found = _BEFORE.search(layout.text, max(sentence.start, cue.start - REACH), cue.start)
    if found is None and _BESIDE.match(words) and cue.end <= content.start:
        acts = _ACTS.finditer(layout.text, sentence.start, cue.start)
        found = next((m for m in acts if layout.quotation_at(m.start()) is None), None)
    return Span(*found.span("source")) if found else None


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
        mood = Span(quotation.outer.end, min(source.start, cue.start))
        label = Span(
            max(0, quotation.outer.start - 2), quotation.outer.start
        )  # "On tax: “…,” Poole said": the colon reports nothing
        more_cues, more_sources = _without(_without(more_cues, mood), label), _without(more_sources, mood)
        if not any(cue.overlaps(p) for p in taken):
            more_cues.append(Part(cue, SCORE))
            if not any(source.overlaps(p) for p in taken):
                more_sources.append(Part(source, SCORE))
        elif not any(source.overlaps(p) for p in taken):
            more_sources.append(Part(source, SCORE))
    return sorted(more_cues), sorted(more_sources)


def _without(parts: list[Part], gap: Span) -> list[Part]:
    """The parts that do not lie in a gap."""
    return [p for p in parts if not gap.covers(p.span)]


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
    says = lexicon().is_saying(found[verb]) or lexicon().phrases[CueClass.SAYING].fullmatch(found[verb])
    return (Span(*found.span(source)), Span(*found.span(verb))) if says else None


def _signed(layout: Layout, quotation: Quotation) -> tuple[Span, Span] | None:
    """Source and dash of a quotation that is signed at the end of its paragraph: "…" – Maria Ruiz."""
    found = _SIGNED.match(layout.text, quotation.outer.end, layout.paragraphs[layout.paragraph_at(quotation.outer.start)].end)
    return (Span(*found.span("source")), Span(*found.span("cue"))) if found else None


_LAST_VERB = re.compile(r"(?P<words>.*\w)[,?!]?[\"”’'»]?,?\s(?P<cue>[a-z]+)$", re.DOTALL)


def freed_cues(layout: Layout, contents: Sequence[Part], sources: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The contents without a verb of saying that they swallowed before its source ("… fare, said" Anna Reuter), and those verbs as cues."""
    starts = {p.span.start for p in sources}
    kept, cues = [], []
    for part in contents:
        found = _LAST_VERB.match(layout.text, part.span.start, part.span.end) if part.span.end + 1 in starts else None
        if found and lexicon().is_saying(found["cue"]) and "," in layout.text[found.end("words") : found.start("cue")]:
            kept.append(Part(Span(part.span.start, found.end("words")), part.score))
            cues.append(Part(Span(*found.span("cue")), SCORE))
        else:
            kept.append(part)
    return kept, cues
