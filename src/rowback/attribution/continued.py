"""Speech that goes on without marks and without a verb of saying (free indirect speech).

A sentence continues the statement before it where it stands in the same paragraph, is untouched by the tagger, and either
lies between two statements of the same stretch of speech or shows the grammar of reported speech: shifted back ("would",
"had to", "was to") after an indirect statement, or taking up the subject of the words just quoted ("They are more than …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rowback.attribution.drafts import Draft, kind_of
from rowback.attribution.layout import Layout
from rowback.attribution.lexicon import CueClass, lexicon
from rowback.core.attribution import AsideType, Kind
from rowback.core.span import Span

_SHIFTED = re.compile(
    r"\b(?:would|could|should|might|must|had to|was to|were to|needed to|ought|there (?:was|were))\b",
    re.IGNORECASE,
)
# the past perfect is how "has" is told after "said"; with "he" or "she" it is as often the outlet telling a life
_PERFECT = re.compile(r"^(?!(?:He|She|His|Her|I|We)\b).*\bhad\s(?:\w+\s)?\w{3,}", re.DOTALL)
_MODAL = re.compile(r"\b(?:may|might|can|cannot|will|must|should)\b")
_TAKES_UP = re.compile(
    r"^(?:They|It|This|That|These|Those|There|But|And|Instead|Rather|However|Nor|So|Nobody|No one|Everyone|One|In addition|Therefore)\b"
)
_OWN_STORY = re.compile(
    r"""\b(?:on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|last\s(?:week|month|year)|earlier\s(?:this|on)|meanwhile|[12]\d{3}|later\sthat)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|will|can|cannot|isn't|aren't|won't|don't|doesn't|'s|’s)\b")
_PAST = re.compile(r"\b(?:was|were|had|would|did|could|[a-z]{3,}ed)\b")
_NOT_SPEECH = re.compile(
    r"""\?["”’'»]?$|independently\s(?:verified|confirmed)|could\snot\s(?:immediately|at\sfirst)\sbe|did\snot\s(?:immediately\s)?respond|declined\sto
    |,\s(?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+,""",
    re.VERBOSE,
)  # questions, what the outlet could not check, and sentences that bring somebody on in apposition
LONGEST = 45  # words; free indirect sentences in news are short


def add_continued(layout: Layout, drafts: list[Draft], taken: Sequence[Span]) -> list[Draft]:
    """The drafts of continued speech, each tied to the statement before it; `taken` are all tagged spans, sorted."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        if (
            draft.aside is None
            and not is_retold(layout, draft)
            and not draft.spoken
            and draft.nested_in is None
            and not layout.in_title(draft.span.start)
        ):
            for n in range(
                layout.sentence_at(draft.extent.start), layout.sentence_at(max(draft.extent.start, draft.extent.end - 1)) + 1
            ):
                by_sentence.setdefault(n, []).append(draft)
    busy = _busy_sentences(layout, drafts, taken)
    retold = {layout.sentence_at(d.span.start) for d in drafts if is_retold(layout, d)}
    added: list[Draft] = []
    previous: Draft | None = None
    for n, sentence in enumerate(layout.sentences):
        opens = n == 0 or layout.paragraph_at(sentence.start) != layout.paragraph_at(layout.sentences[n - 1].start)
        if opens:
            previous = None
        if n in by_sentence:
            previous = max(by_sentence[n], key=lambda d: d.span.end)
        elif previous is not None and n not in busy and _goes_on(layout, n, previous, by_sentence, busy, n in retold):
            previous = Draft([sentence], score=0.6, continues=previous)
            added.append(previous)
        else:
            previous = None
    return added


def _busy_sentences(layout: Layout, drafts: Sequence[Draft], taken: Sequence[Span]) -> set[int]:
    doubtful = {layout.sentence_at(d.span.start) for d in drafts if _is_doubtful(layout, d)}
    busy = {layout.sentence_at(span.start) for span in taken} - doubtful
    busy |= {layout.sentence_at(d.span.start) for d in drafts if not _is_doubtful(layout, d)}
    return busy | {n for n, s in enumerate(layout.sentences) if layout.is_silent(s.start) or layout.in_title(s.start)}


_WOULD = re.compile(r"(?:would|could|should|might|will|must)\s(?!say|add|tell)\w")
_PRONOUN = re.compile(r"(?:they|it|there|this|that|these|those|the [a-z]+s?)?$", re.IGNORECASE)


def _is_doubtful(layout: Layout, draft: Draft) -> bool:
    """True for a plan or an opinion of nobody in particular: in the middle of somebody's speech it is what that somebody says."""
    source = " ".join(s.of(layout.text) for s in draft.source)
    cue = " ".join(s.of(layout.text) for s in draft.cue)
    vague = not source or _PRONOUN.match(source) is not None or lexicon().class_of(cue) is CueClass.OTHER or cue.startswith("had ")
    return (vague and draft.aside in (AsideType.UNATTRIBUTED, AsideType.ATTITUDE)) or is_retold(layout, draft)


def is_retold(layout: Layout, draft: Draft) -> bool:
    """True for "The region would accept “any fee …”": after somebody's statement it is that somebody who says so."""
    cue = " ".join(s.of(layout.text) for s in draft.cue)
    marked = kind_of(layout, draft.content) is not Kind.INDIRECT
    return marked and _WOULD.match(cue) is not None and lexicon().class_of(cue) is not CueClass.SAYING


def _goes_on(layout: Layout, n: int, previous: Draft, by_sentence: dict[int, list[Draft]], busy: set[int], retold: bool) -> bool:
    sentence = layout.sentences[n]
    words = sentence.of(layout.text)
    if not 3 <= layout.words_in(sentence) <= LONGEST or (layout.quotations_in(sentence) and not retold):
        return False
    if retold:
        return True
    if _OWN_STORY.search(words) or _NOT_SPEECH.search(words) or lexicon().change.search(words):
        return False
    kind = kind_of(layout, previous.content)
    shifted = _SHIFTED.search(words) is not None
    present = _is_present(words)
    sandwiched = _statement_follows(layout, n, by_sentence, busy)
    takes_up = _TAKES_UP.match(words) is not None
    perfect = _PERFECT.match(words) is not None
    if kind is Kind.DIRECT and not previous.continues:
        return (takes_up and (present or shifted or perfect) and sandwiched) or (
            takes_up and present and _same_subject(layout, previous, words)
        )
    if previous.continues is not None:
        return perfect or shifted or _backshifted(words) or (sandwiched and (present or takes_up))
    return shifted or perfect or (sandwiched and (_backshifted(words) or takes_up or present))


def _is_present(words: str) -> bool:
    """True if the first finite verb is in the present: what follows it ("are prepared", "the armed forces") may look past."""
    present = min((found.start() for pattern in (_PRESENT, _MODAL) if (found := pattern.search(words))), default=None)
    past = _PAST.search(words)
    return present is not None and (past is None or present < past.start())


def _backshifted(words: str) -> bool:
    return re.search(r"\b(?:was|were|had)\b", words) is not None


def _same_subject(layout: Layout, previous: Draft, words: str) -> bool:
    """True if "They" can stand for a plural in the words just quoted."""
    quoted = " ".join(s.of(layout.text) for s in previous.content)
    return words.startswith("They ") and re.search(r"\b[A-Z][a-z]+s\b", quoted) is not None


def _statement_follows(layout: Layout, n: int, by_sentence: dict[int, list[Draft]], busy: set[int]) -> bool:
    """True if the paragraph goes on, over at most two more free sentences, to a statement told with a pronoun, description or no source."""
    paragraph = layout.paragraph_at(layout.sentences[n].start)
    for m in range(n + 1, min(n + 4, len(layout.sentences))):
        if layout.paragraph_at(layout.sentences[m].start) != paragraph:
            return False
        if m in by_sentence:
            return not all(_brings_on(layout, d) for d in by_sentence[m])
        if m in busy:
            return False
    return False


_FULL_NAME = re.compile(r"[A-Z][\w’'-]+\s(?:[a-z]{2,3}\s)?[A-Z][\w’'-]+")


def _brings_on(layout: Layout, draft: Draft) -> bool:
    """True for a statement by somebody whose full name comes here for the first time: not he who spoke before."""
    for span in draft.source:
        for found in _FULL_NAME.finditer(layout.text, span.start, span.end):
            if layout.text.find(found.group().split()[-1], 0, found.start()) < 0:
                return True
    return False
