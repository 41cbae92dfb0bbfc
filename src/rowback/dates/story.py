"""An article laid out for dating: its sentences, the dates in it, and which of them can be days of saying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rowback.core.article import SILENT, Article, BlockKind
from rowback.core.attribution import Attribution
from rowback.core.paragraphs import index_at, paragraphs, sentences
from rowback.core.span import Span, hull, joined
from rowback.dates.finding import DateFound, Looks, find_dates
from rowback.dates.grammar import read_grammar

_WORD = re.compile(r"[^\W_]+|[,;:()—–“”\"]")
_HEAD = re.compile(r"[A-Z][^\n]{0,80}?\s[-–—]{1,2}\s")
_HEADER = re.compile(r"\s*date \d{4}-\d\d-\d\d ")
_CLOCK = re.compile(r"[ \t]*\d{1,2}[:.][0-5]\d(?:\s?(?:[ap]m|GMT|BST|CET|ET|EST|EDT))?(?![\w.:])")
# A commentary or a list may run on without a full stop; only so much about a place is looked at.
_REACH = 600


class Word(NamedTuple):
    """A word or mark of the narrative; ``clause`` is 0 for the main clause, else the number of its subordinate clause."""

    text: str
    span: Span
    clause: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around an attribution outside all contents.

    ``sentence`` is the index of the sentence of its cue or source; ``center`` the words of saying, or the content where there are
    none; ``cue`` the cue alone; ``words`` the narrative of the sentence; ``dates`` those in it.
    """

    sentence: int
    area: Span
    center: Span
    words: tuple[Word, ...]
    dates: tuple[DateFound, ...]
    cue: tuple[Span, ...] = ()

    def clause_at(self, offset: int) -> int:
        """The clause of the word at an offset, 0 if there is none."""
        return next((word.clause for word in self.words if word.span.start <= offset < word.span.end), 0)

    def leads(self, span: Span) -> bool:
        """True for words that open the sentence, or a part of it after a semicolon or colon."""
        before = [word for word in self.words if word.span.end <= span.start]
        return not before or before[-1].text in (";", ":", "—", "–")

    def opener(self, clause: int) -> tuple[int, str, str]:
        """The index of the word that opens a clause, that word and the next one."""
        at = next((n for n, word in enumerate(self.words) if word.clause == clause), 0)
        return at, self.words[at].text, self.words[at + 1].text if at + 1 < len(self.words) else ""

    def before(self, offset: int, count: int) -> list[str]:
        """The words before an offset within its phrase, the nearest first."""
        found: list[str] = []
        for word in reversed([word for word in self.words if word.span.end <= offset]):
            if len(found) == count or word.text in ',;:()—–“”"':
                break
            found.append(word.text)
        return found


class Story:
    """An article with its attributions; what costs a pass over the text is done once."""

    def __init__(self, article: Article, attributions: Sequence[Attribution]) -> None:
        self.text, self.article, self.attributions = article.text, article, attributions
        self.grammar = read_grammar()
        self.day: date | None = article.day
        whole = (Span(0, len(self.text)),)  # of a text of nothing but white space
        self.paragraphs = paragraphs(self.text) or whole
        self.sentences = tuple(sentence for paragraph in self.paragraphs for sentence in sentences(self.text, paragraph)) or whole
        self.contents = joined(span for found in attributions for span in found.content)
        silent = [block.span for block in article.blocks if block.kind in SILENT] + self._heads()
        dates = find_dates(self.text, self.day, quiet=self.contents)
        self.dates = tuple(found for found in dates if not any(span.overlaps(found.span) for span in silent))
        self._starts = [found.span.start for found in self.dates]
        self.contents = joined(self._after_date(span) for span in self.contents)
        self.cues = sorted((hull(found.cue), n) for n, found in enumerate(attributions) if found.cue)

    def _heads(self) -> list[Span]:
        """Datelines inside paragraphs, and the header line of a plain text."""
        heads = [Span(0, found.end()) for found in [_HEADER.match(self.text)] if found]
        for paragraph in self.paragraphs:
            found = _HEAD.match(self.text, paragraph.start, paragraph.end)
            if found and found.group().split()[0].strip(",").isupper() and len(found.group().split()[0]) > 2:
                heads.append(Span(*found.span()))
        return heads

    def _after_date(self, content: Span) -> Span:
        """The content without a date before its "that": in "said last week that …" the date goes with the verb."""
        for found in self.dates_in(Span(content.start, content.start + 1)):
            if self.text.startswith(" that ", found.span.end) and found.span.end < content.end:
                return Span(found.span.end, content.end)
        return content

    def is_titled(self, sentence: int) -> bool:
        """True for a sentence of a headline or subhead."""
        block = self.article.block_at(self.sentences[sentence].start)
        return block is not None and block.kind in (BlockKind.HEADLINE, BlockKind.SUBHEAD)

    def dates_in(self, area: Span) -> tuple[DateFound, ...]:
        """The dates that start in an area."""
        return self.dates[bisect_left(self._starts, area.start) : bisect_left(self._starts, area.end)]

    def clock_at(self, sentence: int) -> Span | None:
        """The time of day that the paragraph of a sentence opens with, as in a live blog."""
        paragraph = self.paragraphs[index_at(self.paragraphs, self.sentences[sentence].start)]
        found = _CLOCK.match(self.text, paragraph.start, paragraph.end)
        return Span(*found.span()) if found else None

    def frame(self, number: int) -> Frame:
        """The frame of an attribution: its sentence less all contents but those that hold its own words of saying."""
        found = self.attributions[number]
        own = [*found.cue, *found.source]
        center = hull(own) if own else found.span
        sentence = index_at(self.sentences, center.start)
        last = index_at(self.sentences, max(center.start, center.end - 1)) if own else sentence
        area = Span(self.sentences[sentence].start, self.sentences[last].end)
        area = Span(max(area.start, center.start - _REACH), min(area.end, center.end + _REACH))
        outer = self.contents_over(center, number) if own else []
        if outer:
            area = Span(max(area.start, outer[0].start), min(area.end, outer[0].end))
            hidden: Sequence[Span] = found.content
        else:
            hidden = self.contents_in(area)
        hidden = [span for span in hidden if not span.covers(center)] if own else hidden
        return self._framed(sentence, area, center, hidden, found.cue)

    def narrative(self, sentence: int) -> Frame:
        """The frame of a sentence as a whole."""
        area = self.sentences[sentence]
        area = Span(area.start, min(area.end, area.start + 2 * _REACH))
        return self._framed(sentence, area, area, self.contents_in(area))

    def _framed(self, sentence: int, area: Span, center: Span, hidden: Sequence[Span], cue: tuple[Span, ...] = ()) -> Frame:
        dates = tuple(found for found in self.dates_in(area) if not any(span.overlaps(found.span) for span in hidden))
        return Frame(sentence, area, center, self._words(area, hidden), dates, cue)

    def _words(self, area: Span, hidden: Sequence[Span]) -> tuple[Word, ...]:
        openers = self.grammar.context["clauses"]
        words, clause, clauses = [], 0, 0
        hidden = sorted(hidden)
        starts = [span.start for span in hidden]
        for found in _WORD.finditer(self.text, area.start, area.end):
            number = bisect_right(starts, found.start()) - 1
            if number >= 0 and found.start() < hidden[number].end:
                continue
            text = found.group().lower()
            if text in openers:
                clauses += 1
                clause = clauses
            elif text in ",;:—–":
                clause = 0
            words.append(Word(text, Span(*found.span()), clause))
        return tuple(words)

    def contents_in(self, area: Span) -> tuple[Span, ...]:
        """The joined contents that overlap an area."""
        first = max(0, bisect_right(self.contents, (area.start, area.start)) - 1)
        last = bisect_left(self.contents, (area.end, area.end))
        return tuple(span for span in self.contents[first:last] if span.overlaps(area))

    def contents_over(self, center: Span, number: int) -> list[Span]:
        """The content of the statement that an attribution is nested in, where it holds the words of saying."""
        outer = self.attributions[number].nested_in
        if outer is None or not 0 <= outer < len(self.attributions):
            return []
        return [span for span in self.attributions[outer].content if span.covers(center)]

    def cues_from(self, area: Span) -> list[tuple[Span, int]]:
        """The words of saying that start in an area, each with the index of its attribution."""
        return self.cues[bisect_left(self.cues, (Span(area.start, 0), 0)) : bisect_left(self.cues, (Span(area.end, 0), 0))]

    def share_paragraph(self, one: int, other: int) -> bool:
        """True for two sentences of one paragraph."""
        places = [index_at(self.paragraphs, self.sentences[number].start) for number in (one, other)]
        return places[0] == places[1]

    def can_govern(self, found: DateFound, frame: Frame) -> bool:
        """False for a date of something else: a later event, another clause, "Friday's vote"."""
        if found.looks is Looks.FORWARD or found.rule in ("since", "range", "next_unit"):
            return False
        if self.is_resumed(found, frame) or any(cue.covers(found.span) for cue in frame.cue):
            return True
        context = self.grammar.context
        near = frame.before(found.span.start, 4)
        if (near[:1] and near[0] in context["other"]) or any(word in context["other_near"] for word in near[:3]):
            return False
        after = self.text[found.span.end : found.span.end + 2]
        article = near[:1] in (["the"], ["a"], ["an"])
        if after in ("'s", "’s") or article:
            if (near[1:2] if article else near[:1])[:1] not in [[word] for word in context["occasions"]]:
                return False
        return self._same_clause(found, frame)

    def _same_clause(self, found: DateFound, frame: Frame) -> bool:
        clause, own = frame.clause_at(found.span.end - 1), frame.clause_at(frame.center.start)
        if clause == own:
            return True
        first = frame.opener(clause)[0] if clause else 0
        if first and frame.words[first].span.start >= found.span.start:
            clause = frame.words[first - 1].clause  # "that day" opens no clause
        if clause == own:
            return True
        if clause == 0:
            return frame.opener(own)[1] not in ("whose", "which", "that", "where")
        at, word, _ = frame.opener(clause)
        asked = any(word.text == "asked" for word in frame.words[at + 1 : at + 5])
        return at == 0 or (asked and word in ("when", "after", "as")) or self._is_act_of_saying(frame, at, word)

    @staticmethod
    def _is_act_of_saying(frame: Frame, at: int, word: str) -> bool:
        """True for a clause right behind the words of saying that tells what the speaker did then: "said when she signed it on Monday"."""
        beside = frame.words[at - 1].span.end == frame.center.end
        return beside and word in ("when", "as") and frame.words[at + 1].text in ("he", "she", "they")

    def is_resumed(self, found: DateFound, frame: Frame) -> bool:
        """True for "last year, when she said": the words of saying stand in the clause that tells what happened then."""
        clause = frame.clause_at(frame.center.start)
        at, word, _ = frame.opener(clause) if clause else (0, "", "")
        before = [other for other in frame.words[max(0, at - 2) : at] if other.text != ","]
        return word == "when" and bool(before) and before[-1].span.end == found.span.end
