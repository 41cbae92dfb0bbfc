"""Interviews and transcripts: paragraphs that a label, or a question before them, gives to a speaker.

Such words are told as spoken though no marks stand around them, so they count as direct.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rowback.attribution.drafts import Draft
from rowback.attribution.layout import Layout
from rowback.core.attribution import AsideType
from rowback.core.span import Span, strip

_LABEL = re.compile(
    r"[*_\"“\s]*(?P<label>(?:[A-Z][\w.’'-]*)(?:\s(?:[A-Z][\w.’'-]*|of|the|de|van)){0,4})(?:\s\([^)\n]{1,30}\))?[*_]*(?P<colon>:)[*_]*\s+(?=\S)"
)
_LETTER = re.compile(r"[*_\s]*(?P<label>[QA])(?P<colon>[.)–—-])[*_]*\s+(?=[^\W\d_a-z“‘\"'(])")
_FIRST_PERSON = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|we|my|our|We|My|Our|me|us)\b")
_NO_LABEL = re.compile(
    r"(?:Read|Also|Related|Photo|Image|Picture|Video|Update|Updated|Correction|Source|Note|See|Watch|Listen|More|Follow|By|On|In|At|The|About|For|From)\b"
)
LEAST_LABELLED, LEAST_QUESTIONS = 4, 3


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says at a stretch; label and colon are None where only the question before tells it is an answer."""

    label: Span | None
    colon: Span | None
    content: tuple[Span, ...]
    question: bool


def find_turns(layout: Layout, own_names: Sequence[str]) -> list[Turn]:
    """The turns of an interview or transcript; empty for any other article. `own_names` are the outlet's, which asks."""
    labelled = {n: m for n, p in enumerate(layout.paragraphs) if (m := _label(layout, p)) is not None}
    count = Counter(m["label"].casefold() for m in labelled.values())
    repeated = sum(c for c in count.values() if c > 1)
    if repeated >= LEAST_LABELLED and len([c for c in count.values() if c > 1]) >= 2:
        return _labelled(layout, {n: m for n, m in labelled.items() if count[m["label"].casefold()] > 1}, own_names)
    return _unlabelled(layout)


def _label(layout: Layout, paragraph: Span) -> re.Match[str] | None:
    found = _LABEL.match(layout.text, paragraph.start, paragraph.end) or _LETTER.match(layout.text, paragraph.start, paragraph.end)
    return (
        None
        if found is None or _NO_LABEL.match(found["label"]) or layout.is_silent(paragraph.start) or layout.in_title(paragraph.start)
        else found
    )


def _labelled(layout: Layout, labelled: dict[int, re.Match[str]], own_names: Sequence[str]) -> list[Turn]:
    asks: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    for n, found in labelled.items():
        name = found["label"].casefold()
        turns[name] += 1
        asks[name] += layout.paragraphs[n].of(layout.text).rstrip('*_”" ').endswith("?")
    own = {name.casefold() for name in own_names}
    interviewers = {n for n in turns if n in own or n in ("q", "question") or (2 * asks[n] > turns[n] and asks[n] > 1)}
    if len(interviewers) == len(turns):
        interviewers = set()
    result: list[Turn] = []
    for n, found in labelled.items():
        question = found["label"].casefold() in interviewers
        first = Span(found.end(), layout.paragraphs[n].end)
        spans = [first] if question else [first, *_further(layout, n, labelled)]
        content = tuple(s for span in spans if layout.words_in(s := strip(layout.text, strip(layout.text, span), "*_")))
        if content:
            result.append(Turn(Span(*found.span("label")), Span(*found.span("colon")), content, question))
    return result


def _further(layout: Layout, number: int, labelled: Mapping[int, object]) -> list[Span]:
    """The paragraphs of an answer after its first, where another label follows; behind the last one the article closes."""
    following = next((n for n in labelled if n > number), None) if number > min(labelled) else None  # nobody answers first
    between = range(number + 1, following or number + 1)
    if any(layout.in_title(layout.paragraphs[n].start) or layout.is_silent(layout.paragraphs[n].start) for n in between):
        return []
    further = [layout.paragraphs[n] for n in between]
    return further if all(layout.text[span.start] not in "\"“„«‘'([" for span in further) else []  # a transcript's own remarks


def _unlabelled(layout: Layout) -> list[Turn]:
    """Short paragraphs that end in a question mark, each followed by an answer in the first person without marks."""
    questions = [n for n, p in enumerate(layout.paragraphs) if _is_question(layout, p)]
    if len(questions) < LEAST_QUESTIONS:
        return []
    result: list[Turn] = []
    personal = answers = 0
    for n, following in zip(questions, [*questions[1:], len(layout.paragraphs)], strict=True):
        result.append(Turn(None, None, (layout.paragraphs[n],), True))
        for m in range(n + 1, min(following, n + 4)):
            paragraph = layout.paragraphs[m]
            if layout.is_silent(paragraph.start) or layout.in_title(paragraph.start) or layout.quotations_in(paragraph):
                break
            answers += 1
            personal += _FIRST_PERSON.search(paragraph.of(layout.text)) is not None
            result.append(Turn(None, None, (paragraph,), False))
    return result if answers and 2 * personal >= answers else []


def _is_question(layout: Layout, paragraph: Span) -> bool:
    words = paragraph.of(layout.text).rstrip("*_ ")
    return words.endswith("?") and layout.words_in(paragraph) < 60 and not layout.quotations_in(paragraph)


def turn_drafts(turns: Sequence[Turn]) -> list[Draft]:
    """Statements for what is answered, asides for what is asked."""
    return [
        Draft(
            list(turn.content),
            [turn.colon] if turn.colon else [],
            [turn.label] if turn.label else [],
            0.9 if turn.label else 0.6,
            aside=AsideType.QUESTION if turn.question else None,
            spoken=True,
        )
        for turn in turns
    ]
