"""What is nobody's statement: questions, the outlet's own voice, claims without a holder, plans and attitudes."""

from __future__ import annotations

import re

from rowback.attribution.drafts import Draft, kind_of
from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import CueClass, lexicon
from rowback.core.attribution import AsideType, Kind
from rowback.core.span import Span

_EMPTY = frozenset({"it", "there", "this", "that"})
_CLAUSE = re.compile(
    r"\s*,?\s*(?:that|whether|if|how|why|what|who|when|it|he|she|they|there|we|the|this|no|any|his|her|its|their|[A-Z])\b"
)
_INFINITIVE = re.compile(r"\s*(?:not\s|never\s)?to\s+\w+")
_ASKED = re.compile(r"^(?:when\s|if\s)?(?:asked|pressed|quizzed|questioned|challenged)\b", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|after|as)\s(?:the\s)?$", re.IGNORECASE)
_WAS_ASKED = re.compile(
    r"\b(?:was|were|been|being|is|are|when)\s+(?:\w+ly\s)?(?:asked|pressed|quizzed|questioned)\b", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"^(?:not to be (?:named|identified|quoted)|(?:to remain )?anonym|to be (?:named|identified))|^(?:to comment|comment)$",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"^(?:few|many|some|most|nobody|no one|critics|observers in general|one)\b(?!.*\b(?:of|from) the\b)", re.IGNORECASE
)
_QUESTION_NOUN = re.compile(
    r"\b(?:in (?:response|reply|answer) to|responding to|replying to|answering)\b[^.]{0,30}$", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"(?:is|was|were|are|has been|had been|being)\b|(?:seems?|seemed|emerged|turned out|follows|appears?|appeared)\b", re.IGNORECASE
)
_NOBODY = re.compile(
    r"""^(?:it|there|this|that|(?:the|this|that|these|those|such|his|her|their|its)\s(?:[\w’'-]+\s)?(?:statements?|remarks?|comments?|words|moves?|decisions?|
    news|announcements?|reports?|claims?|speech|appearance|episode|developments?|talks|meeting|result|vote|dispute|visit|shift|change|row))$""",
    re.IGNORECASE | re.VERBOSE,
)  # what can stir feelings but, without a verb of saying, tells nothing
_REQUEST = re.compile(
    r"(?:an?\s|several\s|repeated\s|our\s)?(?:[\w-]+\s)?(?:requests?|questions?|calls?|e-?mails?|inquiries|messages?)\b",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(r"\b(?:respond|reply|replied|responded|answer|answered|return|returned|available|reached)\b", re.IGNORECASE)
_FOR_COMMENT = re.compile(r"\b(?:for|seeking)\scomment$", re.IGNORECASE)


def _is_silence(cue: str, content: str) -> bool:
    """True for what hides a name or keeps silent: "not to be named", "did not respond to {a request for comment}"."""
    return bool(_HIDDEN.match(content) or _FOR_COMMENT.search(content) or (_NO_ANSWER.search(cue) and _REQUEST.match(content)))


def mark_asides(layout: Layout, drafts: list[Draft]) -> None:
    """Set `aside` and `reports_position` on the drafts that want it."""
    words = lexicon()
    for draft in drafts:
        if draft.spoken:
            continue
        draft.aside = _aside(layout, draft)
        cue = " ".join(s.of(layout.text) for s in draft.cue)
        draft.reports_position = draft.aside is None and bool(cue) and words.class_of(cue) is CueClass.THINKING


def _aside(layout: Layout, draft: Draft) -> AsideType | None:
    text, words = layout.text, lexicon()
    cue = " ".join(s.of(text) for s in draft.cue).strip()
    source = " ".join(s.of(text) for s in draft.source).strip()
    content = " ".join(s.of(text) for s in draft.content).strip()
    kind = kind_of(layout, draft.content)
    if _is_question(layout, draft, cue):
        return AsideType.QUESTION
    if kind is Kind.DIRECT and (source or cue):
        return None
    if words.unattributed.search(f"{source} {cue}") or (
        cue and _NOBODY.match(source) and (_is_empty(source, cue) or words.class_of(cue) is not CueClass.SAYING)
    ):
        return AsideType.UNATTRIBUTED
    if words.seeming.search(cue) and not source:
        return AsideType.OUTLET_VOICE
    if words.seeming.fullmatch(cue) or (
        words.change.search(f"{cue} {content[:40]}") and kind is Kind.INDIRECT and not _says_clause(layout, draft, cue)
    ):
        return AsideType.OUTLET_VOICE
    if not cue and not source:
        return None if kind is not Kind.INDIRECT else AsideType.UNATTRIBUTED
    return _by_cue(layout, draft, cue, source, kind)


def _is_empty(source: str, cue: str) -> bool:
    """True for a subject that stands for nobody; "it said" is a body's, "it is said" nobody's."""
    return source.lower() in _EMPTY - {"it"} or (source.lower() == "it" and _PASSIVE.match(cue) is not None)


def _by_cue(layout: Layout, draft: Draft, cue: str, source: str, kind: Kind) -> AsideType | None:
    words = lexicon()
    meaning = words.class_of(cue) if cue else CueClass.SAYING
    content = draft.span.of(layout.text)
    rest = _after_cue(layout, draft)
    if not source and kind is Kind.INDIRECT and meaning is not CueClass.SAYING:
        return AsideType.UNATTRIBUTED
    if kind is not Kind.MIXED and (
        _is_silence(cue, content) or (_is_bare_noun(layout, draft, rest) and not words.naming.search(cue))
    ):
        return AsideType.ATTITUDE
    if words.reacting.search(cue) and kind is Kind.INDIRECT and not _CLAUSE_AFTER.match(rest):
        return AsideType.ATTITUDE
    if meaning is CueClass.SAYING or kind is Kind.MIXED:
        return None
    if meaning is CueClass.THINKING:
        if _SOME.match(source):
            return AsideType.UNATTRIBUTED
        bound = _INFINITIVE.match(rest) or layout.text.endswith(" to ", 0, draft.cue[0].start) or cue.lower().startswith("to ")
        return AsideType.ATTITUDE if bound or layout.words_in(draft.span) < 4 else None
    if meaning is CueClass.ATTITUDE:
        return AsideType.ATTITUDE
    return None if rest.lstrip(" ,").lower().startswith("that ") else AsideType.ATTITUDE


_CLAUSE_AFTER = re.compile(r"\s*,?\s*(?:that|whether|if|how|why)\s", re.IGNORECASE)
_BARE_WORDS = 3  # a content of so few words without quotation marks names a thing rather than saying something
_FINITE = re.compile(
    r"\s(?:is|are|was|were|will|would|can|could|may|might|must|should|has|had|have|isn[’']t|wasn[’']t|won[’']t)\b", re.IGNORECASE
)


def _is_bare_noun(layout: Layout, draft: Draft, rest: str) -> bool:
    """True for "disputed {the account}", "remember {the line}": a thing, no clause."""
    words = layout.words_in(draft.span)
    if words > _BARE_WORDS or layout.in_title(draft.span.start):
        return False
    cue = " ".join(s.of(layout.text) for s in draft.cue)
    if words > 1 and (lexicon().clausal.search(cue) or _FINITE.search(draft.span.of(layout.text))):
        return False
    return _CLAUSE_AFTER.match(rest) is None and draft.cue[-1].end <= draft.span.start if draft.cue else False


def _says_clause(layout: Layout, draft: Draft, cue: str) -> bool:
    """True for a verb of saying with a clause: what it reports is the source's own."""
    return lexicon().class_of(cue) is CueClass.SAYING and _CLAUSE.match(_after_cue(layout, draft)) is not None


def _after_cue(layout: Layout, draft: Draft) -> str:
    """The text from the cue's end on, or the content where the cue follows it."""
    if draft.cue and draft.cue[-1].end <= draft.span.start:
        return layout.text[draft.cue[-1].end : draft.span.end]
    return draft.span.of(layout.text)


def _is_question(layout: Layout, draft: Draft, cue: str) -> bool:
    """True for what an interviewer asks: "Asked whether …, she said"; not for a question that the source itself puts."""
    if cue and (_ASKED.match(cue) and not draft.source or _WAS_ASKED.search(cue)):
        return True
    if not draft.cue:
        return False
    first = draft.cue[0]
    if draft.source and _ASKED.match(cue) and _WHEN.search(layout.text, max(0, draft.source[0].start - 8), draft.source[0].start):
        return True  # "…, she said when Reuters asked her whether …"
    sentence = layout.sentences[layout.sentence_at(first.start)]
    head = Span(sentence.start, first.end).of(layout.text)
    return _ASKED.match(head.lstrip("\"“‘' ")) is not None and not draft.source
