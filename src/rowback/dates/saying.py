"""The day on which each attribution of an article was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from rowback.core.article import Article
from rowback.core.attribution import AsideType, Attribution
from rowback.core.paragraphs import index_at
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.dates.finding import DateFound
from rowback.dates.interview import interview_day, is_answer
from rowback.dates.moment import Precision
from rowback.dates.story import Frame, Story

# Longer intervals are kept but say no day (DESIGN, said_on).
_DAYS = 2
_NEAR_WORDS = 12
_FAR = 1000  # characters: a distance behind all others
_BESIDE = 40  # characters from words of saying to a date of their own
# How many sentences before may tell the day: only the last one from another paragraph.
_BACK = 3
_LONG_AGO = 31  # days before publication: what a sentence opens with tells of another time


@dataclass(frozen=True, slots=True)
class _Said:
    """A day with what follows from it; ``news`` is False for what is told as background, ``aside`` True for what a relative clause tells."""

    day: SaidOn | None
    news: bool
    sentence: int
    aside: bool = False


def say_days(article: Article, attributions: Sequence[Attribution], keys: Sequence[int | None]) -> list[SaidOn | None]:
    """Tell for each attribution the day it was said.

    ``keys`` hold the speaker of each within the article, None where unknown. The date that governs the words of saying comes first;
    then a neighbouring sentence, the same speaker's statement before, the day of publication and the one before it. None where
    words are told as background, and, without a day of publication, where the text tells no date with a year. An interval of
    more than two days is what the text tells, but no day.
    """
    return _Dating(Story(article, attributions), keys).run()


class _Dating:
    def __init__(self, story: Story, keys: Sequence[int | None]) -> None:
        self.story, self.keys = story, keys
        self.said: dict[int, _Said] = {}
        self.latest: dict[int, _Said] = {}
        self.latest_news: dict[int, _Said] = {}
        self.in_sentence: dict[int, _Said] = {}
        self.speaking: dict[int, set[int | None]] = {}
        self.interview = interview_day(story, story.attributions, _DAYS)

    def run(self) -> list[SaidOn | None]:
        attributions = self.story.attributions
        order = sorted(range(len(attributions)), key=lambda n: (attributions[n].span, n))
        frames = {n: self.story.frame(n) for n in order}
        for n in order:
            if attributions[n].aligned_to is None and attributions[n].aside is None:
                self.speaking.setdefault(frames[n].sentence, set()).add(self.keys[n])
        for n in order:
            if attributions[n].aligned_to is None:
                self.said[n] = self._say(n, frames[n])
                self._remember(n)
        for n in order:
            if n not in self.said:
                self.said[n] = self._aligned(n, frames[n])
        return [self.said[n].day for n in range(len(attributions))]

    def _remember(self, number: int) -> None:
        key, nested, said = self.keys[number], self.story.attributions[number].nested_in, self.said[number]
        self.in_sentence[said.sentence] = said
        if key is not None and nested is None:
            self.latest[key] = said
            if said.news and said.day:
                self.latest_news[key] = said

    def _aligned(self, number: int, frame: Frame) -> _Said:
        target = self.story.attributions[number].aligned_to
        found = self.said.get(target) if target is not None else None
        return _Said(_taken(found.day), found.news, frame.sentence) if found else self._say(number, frame)

    def _say(self, number: int, frame: Frame) -> _Said:
        """The rules in their order."""
        found = self.story.attributions[number]
        before = self.said.get(found.continues) if found.continues is not None else None
        if before is not None:
            return _Said(_taken(before.day), before.news, frame.sentence)
        past = self._is_past(number, frame)
        if (told := self._own_date(number, frame)) is not None:
            news = not past and told.days <= _DAYS and not self._is_aside(frame)
            return _Said(_explicit(told), news, frame.sentence, self._is_relative(number, frame))
        if found.nested_in is not None:
            return _Said(None, False, frame.sentence)
        clock = self.story.clock_at(frame.sentence)
        if clock is not None and self.story.day is not None:
            return _Said(SaidOn(self.story.day, self.story.day, clock, True), True, frame.sentence)
        if self._is_background(number, frame):
            return _Said(None, False, frame.sentence)
        if (told := self._neighbour(number, frame)) is not None:
            return _Said(_taken(_explicit(told)), not past and told.days <= _DAYS, frame.sentence)
        if past:
            return _Said(None, False, frame.sentence)
        if self.interview is not None and is_answer(self.story.text, found):
            return _Said(_taken(_explicit(self.interview)), True, frame.sentence)
        if (answered := self._answered(number, frame)) is not None:
            return answered
        if (same := self._same_speaker(number, frame)) is not None:
            return _Said(_taken(same.day), same.news, frame.sentence)
        return _Said(self._publication(), True, frame.sentence)

    def _is_aside(self, frame: Frame) -> bool:
        """True for words of saying in a subordinate clause: "when he said on Wednesday that …"."""
        clause = frame.clause_at(frame.center.start)
        return clause != 0 and frame.opener(clause)[0] > 0

    def _is_relative(self, number: int, frame: Frame) -> bool:
        """True for words of saying in a relative clause: "Poole, who had said on Sunday that …, now …", "What he had told them was …"."""
        clause = frame.clause_at(frame.center.start)
        at, word, _ = frame.opener(clause)
        content = " ".join(span.of(self.story.text) for span in self.story.attributions[number].content[:1])
        return (clause != 0 and at > 0 and word in ("who", "whom", "which")) or content.lower() == "what"

    def _publication(self) -> SaidOn | None:
        day = self.story.day
        return None if day is None or day.toordinal() < 2 else SaidOn(day - timedelta(1), day, None, True)

    def _own_date(self, number: int, frame: Frame) -> DateFound | None:
        """The date in the sentence that governs the words of saying, None if there is none."""
        best: tuple[int, int] | None = None
        chosen = None
        for found in frame.dates:
            if not self.story.can_govern(found, frame) or self._is_of_what_was_said(found, number, frame):
                continue
            rank = self._rank(found, number, frame)
            if rank is not None and (best is None or rank < best):
                best, chosen = rank, found
        return chosen

    def _is_of_what_was_said(self, found: DateFound, number: int, frame: Frame) -> bool:
        """True for the date of the speaker's words of before: "What she had told them on Sunday was no promise, she said"."""
        key = self.keys[number]
        if key is None or self._is_past(number, frame):
            return False
        for cue, other in self.story.cues_from(Span(max(0, found.span.start - _BESIDE), found.span.start)):
            if other == number or key != self.keys[other] or found.span.start < cue.end or cue == frame.center:
                continue
            if "had" in self._verb_words(other, self.story.frame(other)):
                return True
        return False

    def _rank(self, found: DateFound, number: int, frame: Frame) -> tuple[int, int] | None:
        """How near a date stands to the words of saying, smaller is nearer; None where it belongs to others."""
        center, span = frame.center, found.span
        after = span.start >= center.end
        gap = Span(center.end, span.start) if after else Span(span.end, max(span.end, center.start))
        between = [word.text for word in frame.words if gap.start <= word.span.start < gap.end]
        if self.story.is_resumed(found, frame):
            return (0, 0 if found.days <= _DAYS else _FAR)  # "last week, when she said on Monday"
        leading = frame.leads(span)
        others = self._others_between(number, gap)
        if others and not leading:
            return None
        if found.days > _DAYS and not leading and ("," in between or len(between) > _NEAR_WORDS):
            # "said Smith, who was elected in 2019": longer times count only beside the words of saying
            return None
        distance = gap.end - gap.start
        if after and "," in between and self._is_led(found, frame):
            return None  # "In an interview on Monday, Poole said that …, first set out in May"
        if after and not others:
            return (0, distance)
        return (1 if not others else 2, distance)

    def _is_led(self, found: DateFound, frame: Frame) -> bool:
        """True where another day stands before the words of saying and governs them."""
        before = (other for other in frame.dates if other.span.end <= frame.center.start and other.days <= _DAYS)
        return any(self.story.can_govern(other, frame) for other in before)

    def _others_between(self, number: int, gap: Span) -> bool:
        """True where somebody else's words of saying stand in the gap."""
        key, own = self.keys[number], self.story.attributions[number].cue
        return any(
            gap.covers(cue)
            and n != number
            and self.story.attributions[n].aside is not AsideType.QUESTION
            and self.story.attributions[n].cue != own
            and (key is None or self.keys[n] != key)
            for cue, n in self.story.cues_from(gap)
        )

    def _verb_words(self, number: int, frame: Frame) -> list[str]:
        """The cue and the few words before it."""
        cue = self.story.attributions[number].cue
        if not cue:
            return []
        inside = [word.text for word in frame.words if any(span.overlaps(word.span) for span in cue)]
        return [*frame.before(cue[0].start, 4), *inside]

    def _is_past(self, number: int, frame: Frame) -> bool:
        """True for "had said"."""
        return "had" in self._verb_words(number, frame)

    def _is_background(self, number: int, frame: Frame) -> bool:
        """True for what somebody once said or had long been saying."""
        words, context = self._verb_words(number, frame), self.story.grammar.context
        perfect = "had" in words or "has" in words or "have" in words
        if perfect and any(word in context["background"] for word in words):
            return True
        if "once" in words[:2] or "previously" in words:
            return True
        narrative = f" {' '.join(word.text for word in frame.words)} "
        return any(f" {phrase} " in narrative for phrase in context["background_phrases"])

    def _neighbour(self, number: int, frame: Frame) -> DateFound | None:
        """The day that a sentence just before tells of an event at which the speaker appears."""
        words = self._verb_words(number, frame) + [word.text for word in frame.words if word.span.end <= frame.center.start]
        if any(word in self.story.grammar.context["another"] for word in words):
            return None
        for sentence in range(frame.sentence - 1, max(-1, frame.sentence - 1 - _BACK), -1):
            if self.story.is_titled(sentence) or self.speaking.get(sentence, set()) - {self.keys[number]}:
                return None
            if sentence < frame.sentence - 1 and not self.story.share_paragraph(sentence, frame.sentence):
                return None
            before = self.story.narrative(sentence)
            able = [found for found in before.dates if not self._is_of_what_was_said(found, number, frame)]
            fit = [found for found in able if found.days <= _DAYS and self.story.can_govern(found, before)]
            if not fit and sentence == self._first_sentence(number, frame) - 1 and not self.speaking.get(sentence):
                fit = [found for found in before.dates[:1] if self._opens_past(found, before, frame)]
            if fit:
                return fit[-1] if self._appears(number, before) else None
            if any(self.story.text[word.span.start].isupper() for word in before.words[1:]):
                return None  # the sentence between brings in somebody else
        return None

    def _first_sentence(self, number: int, frame: Frame) -> int:
        """The sentence in which the content begins, where it stands before the words of saying."""
        content = self.story.attributions[number].content
        first = index_at(self.story.sentences, content[0].start) if content else frame.sentence
        return min(first, frame.sentence)

    def _opens_past(self, found: DateFound, before: Frame, frame: Frame) -> bool:
        """True for a month or year of before with which a sentence opens: "In August last year she had good news. …"."""
        if not self.story.share_paragraph(before.sentence, frame.sentence) or not self.story.can_govern(found, before):
            return False
        recent = self._publication()
        past = recent is None or (recent.start - found.end).days > _LONG_AGO
        now = any(word.text in self.story.grammar.context["now"] for word in frame.words)
        return past and not now and before.leads(found.span) and found.precision in (Precision.MONTH, Precision.YEAR)

    def _appears(self, number: int, before: Frame) -> bool:
        """True where the words for the speaker are a pronoun, missing, or a name of the sentence before."""
        source = self.story.attributions[number].source
        names = " ".join(span.of(self.story.text) for span in source).replace("’", " ").replace("'", " ").split()
        if not names or names[0].lower() in self.story.grammar.context["pronouns"]:
            return True
        words = {self.story.text[word.span.start : word.span.end] for word in before.words}
        return any(name[:1].isupper() and name in words for name in (name.strip(",.") for name in names[-1:]))

    def _answered(self, number: int, frame: Frame) -> _Said | None:
        """The background that "… replied" belongs to: what it answers stands in the sentence before."""
        if not any(word in self.story.grammar.context["answers"] for word in self._verb_words(number, frame)):
            return None
        before = self.in_sentence.get(frame.sentence - 1)
        if before is None or before.news or not self.story.share_paragraph(frame.sentence, frame.sentence - 1):
            return None
        return before

    def _same_speaker(self, number: int, frame: Frame) -> _Said | None:
        """The same speaker's statement before, while the text tells of no other occasion."""
        key = self.keys[number]
        last = self.latest.get(key) if key is not None else None
        if key is None or last is None:
            return None
        words, context = [word.text for word in frame.words], self.story.grammar.context
        if any(word in context["another"] for word in words):
            return None
        now = any(word in context["now"] for word in words)
        if not last.news and not last.aside and not now and self._goes_on(number, frame, last):
            return last
        news = self.latest_news.get(key)
        if news is None or news.day is None:
            return None
        recent = self._publication()
        old = recent is not None and news.day.end < recent.start
        return None if now and old else news

    def _goes_on(self, number: int, frame: Frame, last: _Said) -> bool:
        """True where background goes on: the next sentence of the paragraph, with a pronoun."""
        source = [span.of(self.story.text).lower() for span in self.story.attributions[number].source]
        pronoun = not source or source[0] in self.story.grammar.context["pronouns"]
        return pronoun and frame.sentence - last.sentence <= 1 and self.story.share_paragraph(frame.sentence, last.sentence)


def _taken(day: SaidOn | None) -> SaidOn | None:
    """A day as another statement has it."""
    return day and SaidOn(day.start, day.end, day.basis, True)


def _explicit(found: DateFound) -> SaidOn:
    """The day of a date in the text; "a day earlier" than nothing told rests on the publication."""
    relative = found.rule in ("later", "earlier", "next", "previous", "before_comma", "after_comma")
    return SaidOn(found.start, found.end, found.span, relative and found.days == _DAYS)
