"""Attribution inside indirect speech: "Miller said the minister had promised that …" keeps both levels."""

from __future__ import annotations

import re

from rowback.attribution.contents import trimmed
from rowback.attribution.drafts import Draft
from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import CueClass, lexicon
from rowback.core.span import Span

_CAPITAL = r"(?:[A-Z][a-z]{0,3}\.|[A-Z][\w’'-]{0,30})"
_NAME = rf"{_CAPITAL}(?:\s{_CAPITAL}){{0,3}}"
_NOUNS = r"(?i:the|an?|his|her|their|its|our|some|two|three|several|many)\s(?:[\w’'-]{1,30}\s){0,4}?[\w’'-]{1,30}"
_PLURALS = r"officials|ministers|experts|aides|lawyers|sources|doctors|residents|witnesses|colleagues|management|police|prosecutors|critics|workers|researchers|scientists|lawmakers|parents"
_SUBJECT = re.compile(
    rf"""(?<![\w’'-])(?P<source>(?:(?:{_NOUNS}|{_NAME}|(?i:he|she|they|it|{_PLURALS}))(?:,\s{_NAME},)?))\s
    (?P<cue>(?:(?:had|has|have|was|were|is|are|would|will|also|never|not|repeatedly|already|previously|once|then|later|[a-z]{{2,}}ly)\s){{0,3}})$""",
    re.VERBOSE,
)
_AFTER = re.compile(
    r"""(?:\s(?P<hearer>(?:him|her|them|us|me|[A-Z]\w+|(?:(?:the|his|her|their|its)\s)?[a-z]+(?:ers|ists|ies|rs|Ps)|(?:his|her|their|its|the)\s\w+(?=\sthat)|allies|parliament)))?
    (?:\s(?:in\swriting|in\sprivate|last\s\w+|on\s[A-Z]\w+day|\w+\s(?:years?|months?|weeks?|days?)\sago|yesterday|(?:in|at)\s[A-Z0-9]\w+(?=\sthat))){0,2}
    \s(?:(?P<that>that|whether)\s)?(?P<content>\S.{8,})""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[a-z]+")
_NO_SOURCE = frozenset("i we you because if when while although as since but and or so then once before after unless now".split())
_BACK = 90  # characters before an inner cue in which its source is looked for
_WEIGHING = frozenset("considering weighing mulling contemplating".split())  # "said the minister was considering …"
_PROMISING = frozenset("promised pledged vowed threatened offered agreed refused".split())  # take "to …"
_PLAIN = frozenset("said says told tells claimed claims warned warns promised".split())  # verbs that need no "that"
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
        if layout.quotation_at(draft.span.start) is not None:
            continue  # "“Storms signal a change,” she wrote": nobody within the quotation is relayed
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
    """The first inner attribution of a content: a verb of saying with its own subject before it and a clause behind it."""
    for verb in _WORD.finditer(layout.text, span.start, span.end):
        word = verb.group()
        saying = lexicon().verbs.get(word) is CueClass.SAYING and not word.endswith("ing")
        if not saying and word not in _WEIGHING:
            continue
        subject = _SUBJECT.search(layout.text, max(span.start, verb.start() - _BACK), verb.start())
        rest = _AFTER.match(layout.text, verb.end(), span.end)
        if subject and rest and (content := _clause(layout, span, word, rest)) is not None:
            source, cue = Span(*subject.span("source")), Span(subject.start("cue"), verb.end())
            if source.of(layout.text).lower() not in _NO_SOURCE:
                return Draft([content], [cue], [source], score=0.5 * draft.score, nested_in=draft)
    return None


def _clause(layout: Layout, span: Span, verb: str, rest: re.Match[str]) -> Span | None:
    """The inner content: a clause with "that", one that a plain verb takes without it, "to …" after a promise, what is weighed."""
    starts_clause = _CLAUSE_START.match(rest["content"]) is not None
    plain = (verb in _PLAIN and starts_clause) or verb in _WEIGHING or (verb in _PROMISING and rest["content"].startswith("to "))
    if not rest["that"] and not plain:
        return None
    end = min(span.end, layout.sentences[layout.sentence_at(rest.start("content"))].end)
    content = trimmed(layout, Span(rest.start("content"), end))
    return content if layout.words_in(content) >= 3 else None
