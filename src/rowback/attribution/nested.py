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
    (?:\s(?P<hearer>(?:him|her|them|us|me|[A-Z]\w+|(?:the\s)?[a-z]+(?:ers|ists|ies|rs|Ps)|allies|parliament)))?\s(?P<that>that|whether)\s(?P<content>.{8,})""",
    re.VERBOSE | re.DOTALL,
)
_LONGEST = 600  # characters of a content that are looked at


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
    found = _INNER.search(text, span.start, span.end)
    if found is None or lexicon().verbs.get(found["verb"].lower()) is not CueClass.SAYING:
        return None
    content = trimmed(layout, Span(found.start("content"), span.end))
    if layout.words_in(content) < 3:
        return None
    return Draft([content], [Span(*found.span("cue"))], [Span(*found.span("source"))], score=0.5 * draft.score, nested_in=draft)
