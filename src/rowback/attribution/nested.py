"""Attribution inside indirect speech: "Miller said the minister had promised that …" keeps both levels."""

from __future__ import annotations

import re

from rowback.attribution.contents import trimmed
from rowback.attribution.drafts import Draft
from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import CueClass, lexicon
from rowback.core.span import Span

_INNER = re.compile(
    r"""(?P<source>(?:(?:the|a|an|his|her|their|its|our)\s(?:[\w’'-]+\s){0,4}[\w’'-]+|[A-Z][\w’'.-]{1,30}(?:\s[A-Z][\w’'.-]{1,30}){0,3}|he|she|they|it|officials|ministers|experts))
    \s(?P<cue>(?:(?:had|has|have|was|were|is|are|would|will|also|never|not|repeatedly|already|previously|once)\s){0,3}(?P<verb>[a-z]+))
    (?:\s(?P<hearer>(?:him|her|them|us|me|[A-Z]\w+|(?:the\s)?[a-z]+(?:ers|ists|ies|rs|Ps)|allies|parliament)))?\s(?:(?P<that>that|whether)\s)?(?P<content>\S.{8,})""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = ("said", "says", "told", "tells", "claimed", "claims", "warned", "warns", "promised")  # verbs that need no "that"
_CLAUSE_START = re.compile(
    r"(?:he|she|it|they|we|I|you|there|the|this|that|his|her|its|their|our|no|any|a|an)\b|[A-Z]|(?:he|she|they|it)[’']",
    re.IGNORECASE,
)
_SAID_FIRST = re.compile(
    r"""(?P<source>(?:[Tt]he\s|[A-Z][\w’'.-]{0,30}\s)(?:[\w’'.-]+\s){0,6}?)(?P<cue>(?:has\s|had\s)?(?P<verb>[a-z]+))\s(?:that\s)?(?P<content>\S.{8,})""",
    re.DOTALL,
)
_LONGEST = 600  # characters of a content that are looked at


_RELAYED = re.compile(r"\b(?:report(?:s|ed)?|writes|wrote|relays|relayed|quotes|quoted|cites|cited)\b")


def unwrap_relayed(layout: Layout, drafts: list[Draft]) -> None:
    """Turn "X said that …, the agency reported" into X's statement: who relayed it is told by the sentence's rest."""
    for draft in drafts:
        cue = " ".join(s.of(layout.text) for s in draft.cue)
        if draft.aside is not None or not _RELAYED.search(cue) or len(draft.content) != 1 or draft.cue[0].start < draft.span.end:
            continue
        found = _SAID_FIRST.match(layout.text, draft.span.start, draft.span.end)
        if found is not None and lexicon().verbs.get(found["verb"].lower()) is CueClass.SAYING:
            content = trimmed(layout, Span(found.start("content"), draft.span.end))
            if layout.words_in(content) >= 3:
                draft.content, draft.cue, draft.source = [content], [Span(*found.span("cue"))], [Span(*found.span("source"))]


def add_nested(layout: Layout, drafts: list[Draft]) -> list[Draft]:
    """One level of attribution inside the contents of statements."""
    added = []
    for draft in drafts:
        if draft.aside is not None or not (draft.cue or draft.spoken) or draft.aligned_to is not None:
            continue
        for span in draft.content:
            if span.end - span.start <= _LONGEST and (found := _inner(layout, draft, span)) is not None:
                added.append(found)
                break
    return added


def _inner(layout: Layout, draft: Draft, span: Span) -> Draft | None:
    text = layout.text
    for found in _INNER.finditer(text, span.start, span.end):
        if (
            lexicon().verbs.get(found["verb"].lower()) is CueClass.SAYING
            and (inner := _clause(layout, draft, span, found)) is not None
        ):
            return inner
    return None


def _clause(layout: Layout, draft: Draft, span: Span, found: re.Match[str]) -> Draft | None:
    plain = found["verb"].lower() in _PLAIN and _CLAUSE_START.match(found["content"])
    if not found["that"] and not plain:
        return None
    end = min(span.end, layout.sentences[layout.sentence_at(found.start("content"))].end)
    content = trimmed(layout, Span(found.start("content"), end))
    if layout.words_in(content) < 3 or found["source"].lower() in ("i", "we"):
        return None
    return Draft([content], [Span(*found.span("cue"))], [Span(*found.span("source"))], score=0.5 * draft.score, nested_in=draft)
