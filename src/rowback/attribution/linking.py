"""Which cue and which source belong to which content: the cheapest pairs first.

On gold spans of PolNeAR dev, greedy linking by distance with penalties for borders crossed gives an attribution F1 of 0.97.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rowback.attribution.layout import Layout
from rowback.core.attribution import Part
from rowback.core.span import Span

# Costs in words; set as one on PolNeAR dev.
SENTENCE, PARAGRAPH, CROSSED_CUE, CROSSED_CONTENT, BACKWARD_SOURCE = 7, 14, 9, 4, 1
_TOPIC = re.compile(r"whether\s")  # "On whether …, she answered that …": what was asked, not what was said
_PARTICIPLE = re.compile(r"[a-z]+ing\b")
REACH = 30  # a pair that costs more is no pair


@dataclass
class Link:
    """A content (all its parts) with the cue and source found for it; cue and source are indexes or None."""

    parts: list[int]
    cue: int | None = None
    source: int | None = None


def link(layout: Layout, contents: Sequence[Part], cues: Sequence[Part], sources: Sequence[Part]) -> list[Link]:
    """Join contents with cues, and cues with sources; one link a content, those without a cue included."""
    joiner = _Joiner(layout, [c.span for c in contents], [c.span for c in cues], [s.span for s in sources])
    cue_of = joiner.pairs(joiner.contents, joiner.cues, joiner.content_cue)
    source_of = joiner.pairs(joiner.cues, joiner.sources, joiner.cue_source)
    links = [Link([n], cue_of.get(n)) for n in range(len(contents))]
    owner = {cue: n for n, cue in cue_of.items()}
    for n, found in enumerate(links):
        if found.cue is None:
            joiner.share_cue(n, links, owner)
    kept = [found for found in links if found.parts]
    for found in kept:
        if found.cue is not None:
            found.source = source_of.get(found.cue)
            if found.source is None:
                found.source = joiner.nearest_source(found.cue)
        else:
            found.source = joiner.adjacent_source(found.parts[0], set(source_of.values()))
    return kept


class _Joiner:
    def __init__(self, layout: Layout, contents: list[Span], cues: list[Span], sources: list[Span]) -> None:
        self.layout, self.contents, self.cues, self.sources = layout, contents, cues, sources

    def gap(self, a: Span, b: Span) -> tuple[int, int]:
        return (a.end, b.start) if a.start <= b.start else (b.end, a.start)

    def borders(self, a: Span, b: Span) -> int:
        """What it costs to cross sentence and paragraph ends between two spans."""
        low, high = self.gap(a, b)
        if high <= low:
            return 0
        layout = self.layout
        crossed = layout.paragraph_at(high) - layout.paragraph_at(max(0, low - 1))
        ends = layout.sentence_at(high) - layout.sentence_at(max(0, low - 1))
        if not crossed and ends == 1 and layout.text[low - 1 : low] in "”\"’'»“" and layout.text[high : high + 1].islower():
            ends = 0  # '"Will it work?" he asked'
        return crossed * PARAGRAPH + max(0, ends - crossed) * SENTENCE

    def crossed(self, low: int, high: int, spans: Sequence[Span], price: int) -> int:
        first = _first_from(spans, low)
        count = 0
        while first + count < len(spans) and spans[first + count].end <= high:
            count += 1
        return min(count, 4) * price

    def content_cue(self, n: int, m: int) -> float:
        content, cue = self.contents[n], self.cues[m]
        low, high = self.gap(content, cue)
        if high < low:
            return 0
        if cue.start >= content.end and self.layout.paragraph_at(cue.start) > self.layout.paragraph_at(max(0, content.end - 1)):
            return REACH + 1  # what the next paragraph opens with is of other words
        cost: float = self.layout.words_between(low, high) - self._source_words(low, high)
        if cost > REACH:
            return cost  # the rest can only add to it
        cost += (
            self.borders(content, cue)
            + self.crossed(low, high, self.cues, CROSSED_CUE)
            + self.crossed(low, high, self.contents, CROSSED_CONTENT)
        )
        return cost + (0.5 if cue.start > content.end else 0)

    def cue_source(self, n: int, m: int) -> float:
        cue, source = self.cues[n], self.sources[m]
        low, high = self.gap(cue, source)
        if high < low:
            return 0
        words = self.layout.words_between(low, high)
        if words > REACH:
            return words  # the rest can only add to it
        cost = words + self.borders(cue, source) + self.crossed(low, high, self.cues, CROSSED_CUE)
        cost += self.crossed(low, high, self.contents, CROSSED_CONTENT)
        return cost + (BACKWARD_SOURCE if source.start > cue.end else 0)

    def _source_words(self, low: int, high: int) -> int:
        first = _first_from(self.sources, low)
        words = 0
        while first < len(self.sources) and self.sources[first].end <= high:
            words += self.layout.words_in(self.sources[first])
            first += 1
        return words

    def pairs(self, left: Sequence[Span], right: Sequence[Span], cost: Callable[[int, int], float]) -> dict[int, int]:
        """Greedy one-to-one pairs, the cheapest first; only neighbours in the text are looked at, so the time is linear."""
        found = []
        for n, span in enumerate(left):
            at = _first_from(right, span.start)
            for m in range(max(0, at - 4), min(len(right), at + 5)):
                price = cost(n, m)
                if price <= REACH:
                    found.append((price, n, m))
        result: dict[int, int] = {}
        taken: set[int] = set()
        for _, n, m in sorted(found):
            if n not in result and m not in taken:
                result[n] = m
                taken.add(m)
        return result

    def share_cue(self, n: int, links: list[Link], owner: dict[int, int]) -> None:
        """Give a left-over content to a neighbour with a cue: as a further part, or as an attribution that shares the cue."""
        content, layout = self.contents[n], self.layout
        if self._resumes(n, links) or _TOPIC.match(layout.text, content.start, content.end):
            return
        at = _first_from(self.cues, content.start)
        best: tuple[float, int] | None = None
        for m in range(max(0, at - 3), min(len(self.cues), at + 4)):
            if m in owner:
                price = self.content_cue(n, m)
                if best is None or price < best[0]:
                    best = (price, m)
        if best is None:
            return
        main = links[owner[best[1]]]
        other = self.contents[main.parts[-1]]
        cue = self.cues[best[1]]
        low, high = self.gap(content, other)
        between = low <= cue.start and cue.end <= high
        quoted = layout.quotation_at(content.start) is not None
        same_paragraph = layout.paragraph_at(content.start) == layout.paragraph_at(other.start)
        # a quotation goes on after its cue however long the cue's clause is
        if best[0] > (REACH if quoted and between and same_paragraph else REACH / 2):
            return
        goes_on = between and self._goes_on(content, other, cue)
        alike = quoted == (layout.quotation_at(other.start) is not None)
        if between and same_paragraph and (quoted or goes_on) and (alike or (goes_on and self._ends_quoted(content, other))):
            main.parts.append(n)
            main.parts.sort()
            links[n].parts = []
        elif same_paragraph and not between and self.borders(content, other) == 0:
            links[n].cue = best[1]

    def _ends_quoted(self, content: Span, other: Span) -> bool:
        """True for unmarked words whose sentence ends in quoted ones: "It was wrong, she said, “and a shame”".

        Without the comma the quotation is all that the cue reports: "a night that she called “a shame”".
        """
        first, last = sorted((content, other))
        quotation, before = self.layout.quotation_at(last.start), self.layout.quotation_at(first.start)
        if before is not None or quotation is None:
            return False
        text = self.layout.text
        return text[quotation.inner.start].islower() and text[: quotation.outer.start].rstrip().endswith(",")

    def _goes_on(self, content: Span, other: Span, cue: Span) -> bool:
        """True for unmarked words of the same sentence right behind the cue and its source: "…, she said, but …"."""
        first, last = sorted((content, other))
        layout = self.layout
        if layout.sentence_at(first.start) != layout.sentence_at(last.start) or _PARTICIPLE.match(layout.text, last.start):
            return False  # "…, she said, departing from …" is the outlet's
        words = layout.words_between(first.end, last.start) - layout.words_in(cue)
        return words - self._source_words(first.end, last.start) <= 5

    def _resumes(self, n: int, links: list[Link]) -> bool:
        """Join a quotation to the one before it where only that one's cue, in its clause, stands between ('"A," she said. "B."')."""
        main = next((m for m in reversed(links[:n]) if m.parts), None)
        if main is None or main.cue is None or main.parts[-1] != n - 1:
            return False
        before, content, cue = self.contents[n - 1], self.contents[n], self.cues[main.cue]
        layout = self.layout
        if not before.end <= cue.start <= cue.end <= content.start or layout.paragraph_at(before.start) != layout.paragraph_at(
            content.start
        ):
            return False
        if layout.quotation_at(max(before.start, before.end - 1)) is None or layout.quotation_at(content.start) is None:
            return False
        if (
            self.crossed(cue.end, content.start, self.cues, 1)
            or layout.sentence_at(content.start) > layout.sentence_at(cue.start) + 1
        ):
            return False
        if layout.quotation_at(before.start) is None:  # only the end of the words before is quoted: a statement of its own
            links[n].cue = main.cue
        else:
            main.parts.append(n)
            links[n].parts = []
        return True

    def nearest_source(self, m: int) -> int | None:
        """A source for a cue that has none of its own, to share: one right after it, else the nearest before it in its sentence."""
        cue = self.cues[m]
        at = _first_from(self.sources, cue.start)
        if (
            at < len(self.sources)
            and self.layout.words_between(cue.end, self.sources[at].start) == 0
            and self.borders(cue, self.sources[at]) == 0
        ):
            return at
        for k in range(at - 1, max(-1, at - 4), -1):
            if self.layout.sentence_at(self.sources[k].start) == self.layout.sentence_at(cue.start):
                return k
        return None

    def adjacent_source(self, n: int, taken: set[int]) -> int | None:
        """A source that no cue has taken, right beside a content without a cue ("Smith: we will not pay")."""
        content = self.contents[n]
        at = _first_from(self.sources, content.start)
        for k in (at - 1, at):
            if 0 <= k < len(self.sources) and k not in taken:
                low, high = self.gap(content, self.sources[k])
                if self.layout.words_between(low, high) <= 1 and self.borders(content, self.sources[k]) == 0:
                    return k
        return None


def _first_from(spans: Sequence[Span], offset: int) -> int:
    """The index of the first span that starts at or after the offset."""
    return bisect_left(spans, (offset,))
