"""Interviews: whose the answers are that stand under a bare label ("A:") or under a question without one."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from rowback.core.actor import ActorKind
from rowback.core.attribution import AsideType, Attribution, Kind
from rowback.core.span import Span, hull
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.scene import Scene

_LEAST_QUESTIONS = 2
_HEADLINE, _MET, _ADDRESSED = 1.5, 3.0, 4.0  # more for somebody of the headline, one whom the outlet met, one spoken to by name


class Interview:
    """The turns of an article and the person they are held with; an article without questions has none."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self.scene, self.cast = scene, cast
        self.labels = scene.tables.words_of("answer_labels")

    @cached_property
    def questions(self) -> list[Span]:
        """What the interviewer asks, in order."""
        return sorted(hull(a.content) for a in self.scene.attributions if a.aside is AsideType.QUESTION and a.content)

    def is_answer(self, attribution: Attribution) -> bool:
        """True for what the person interviewed says: under a bare label, or a paragraph without label and marks after a question."""
        if len(self.questions) < _LEAST_QUESTIONS or attribution.aside is not None or not attribution.content:
            return False
        if attribution.nested_in is not None or attribution.kind is not Kind.DIRECT:
            return False
        if attribution.source:
            return hull(attribution.source).of(self.scene.text).strip(" .:*_").casefold() in self.labels
        start = hull(attribution.content).start
        paragraph = self.scene.paragraphs[self.scene.paragraph_at(start)]
        opening = self.scene.text[paragraph.start : start]
        return start > self.questions[0].end and not opening.strip(" *_") and not self.scene.is_heading(start)

    @cached_property
    def guest(self) -> Actor | None:
        """The most prominent person of what stands before the first question, else after the last; None without one."""
        if len(self.questions) < _LEAST_QUESTIONS:
            return None
        scores: dict[int, float] = defaultdict(float)
        able: dict[int, Actor] = {}
        for span, actor in self.cast.places:
            if actor.kind is not ActorKind.PERSON or self._is_byline(span):
                continue
            if worth := self._worth(span):
                scores[actor.key] += worth
                able[actor.key] = actor
        best = max(scores, key=lambda key: (scores[key], -key), default=None)
        return None if best is None else able[best]

    def _worth(self, span: Span) -> float:
        """What a mention says for somebody's being the one interviewed."""
        first, last = self.questions[0], self.questions[-1]
        if any(q.start <= span.start < q.end for q in self.questions):
            return _ADDRESSED * self._is_addressed(span)
        if span.start > first.start:
            return 0.5 * (span.start > last.end and not self.scene.is_quoted(span.start))
        if self.scene.is_heading(span.start):
            return _HEADLINE
        sentence = self.scene.sentences[self.scene.sentence_at(span.start)]
        met = self._tells_of_meeting(sentence) and not self.scene.is_possessive(self.scene.words.at(span.end))
        return (0.4 if self.scene.is_quoted(span.start) else 1.0) + _MET * met

    def _tells_of_meeting(self, sentence: Span) -> bool:
        """True for "received this newspaper", "spoke to the Courier", "in this interview"."""
        words = [self.scene.low(i) for i in self.scene.words.inside(sentence)]
        here = self.scene.tables.words_of("this_outlet")
        if not self.scene.tables.words_of("meeting").isdisjoint(words):
            outlet = (self.scene.article.outlet or "").casefold()
            text = f" {' '.join(words)} "
            return any(f" {phrase} " in text for phrase in here) or bool(outlet and outlet in text)
        return False

    def _is_addressed(self, span: Span) -> bool:
        """True for a name set off by commas in a question: "Mr Moss, why …"."""
        scene = self.scene
        begin, end = scene.words.at(span.start), scene.words.at(span.end)
        question = next(q for q in self.questions if q.start <= span.start < q.end)
        opens = span.start - question.start < 14
        closes = scene.word(end) == "?" and scene.word(begin - 1) == ","
        titled = scene.word(begin - 2) == ","
        return (opens or closes or titled) and scene.word(end) in (",", "?")

    def _is_byline(self, span: Span) -> bool:
        """True for whoever asks and writes: "By Ann Poole", "Interview: Ann Poole"."""
        scene = self.scene
        at = scene.words.at(span.start)
        before = scene.low(at - 1 - (scene.word(at - 1) == ":"))
        paragraph = scene.paragraphs[scene.paragraph_at(span.start)]
        return before in ("by", "interview", "interviewer", "words", "text") and span.start - paragraph.start < 30
