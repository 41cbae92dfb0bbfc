"""Headline and subhead quotes: which statement of the body each shortens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log

from rapidfuzz import fuzz

from rowback.attribution.drafts import Draft
from rowback.attribution.layout import Layout
from rowback.core.span import Span

LEAD = 0.1  # for the first statement of the body, which a headline without quotation marks mostly sums up
LEAST = 0.30  # of the short words' weight that the body's words must hold; set on the development articles
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_COMMON = frozenset(
    """a an the of to in on at for and or but if is are was were be been being has have had do does did not no nor it its he she they we i you
    his her their our my your that this these those with by from as will would can could should may might must there here what who which when
    where how so than then too very just also says said say told tells yet still now only""".split()
)


def align(layout: Layout, titles: Sequence[Draft], body: Sequence[Draft]) -> None:
    """Tie each draft of a headline or subhead to the body statement it shortens, where there is one."""
    stems = [_stems(layout, draft.content) for draft in body]
    spread = Counter(word for bag in stems for word in bag)
    first = next((d for d in body if d.aside is None and d.nested_in is None), None)
    for title in titles:
        short = _stems(layout, title.content)
        quoted = _stems(layout, _quoted(layout, title))
        best: tuple[float, int] | None = None
        for n, draft in enumerate(body):
            if draft.aside is not None or draft.nested_in is not None:
                continue
            closeness = _closeness(short, stems[n], spread, len(body)) + _bonus(layout, title, draft)
            if (
                quoted
            ):  # the marked words of a title are the speaker's own: where they stand between marks again, it is that statement
                own = _closeness(quoted, _stems(layout, _quoted(layout, draft)), spread, len(body))
                closeness = max(closeness, own) + 0.1 * own
            if title.source and draft.source and not _source_fits(layout, title, draft):
                closeness -= 0.3
            if not quoted and draft is first and layout.titles and title.span.start < layout.titles[0].end:
                closeness += LEAD
            distance = 0.002 * abs(layout.paragraph_at(title.span.start) - layout.paragraph_at(draft.span.start))
            if best is None or closeness - distance > best[0]:
                best = (closeness - distance, n)
        if best is not None and best[0] >= LEAST:
            title.aligned_to = body[best[1]]


def _quoted(layout: Layout, draft: Draft) -> list[Span]:
    """The parts of a content that stand between quotation marks."""
    marked = [(q.inner, s) for s in draft.content for q in layout.quotations_in(s)]
    return [Span(max(a.start, b.start), min(a.end, b.end)) for a, b in marked]


def _stems(layout: Layout, spans: Sequence[Span]) -> frozenset[str]:
    words = [w.lower().replace("’", "'") for s in spans for w in _WORD.findall(s.of(layout.text))]
    single = {_stem(w) for w in words if w not in _COMMON}
    pairs = {f"{_stem(a)} {_stem(b)}" for a, b in zip(words, words[1:], strict=False) if b not in _COMMON or a not in _COMMON}
    return frozenset(single | pairs)


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "'s", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending == "s" else 4):
            return word[: -len(ending)]
    return word


def _closeness(short: frozenset[str], full: frozenset[str], spread: Counter[str], size: int) -> float:
    """The share of the short one's words, rare ones weighing more, that the full one holds; its length costs a little."""
    if not short or not full:
        return 0.0
    weight = {w: log(1 + size / (spread[w] + 0.5)) if spread[w] else log(1 + size) * 0.6 for w in short}
    held = sum(weight[w] for w in short if w in full)
    return held / sum(weight.values()) - 0.03 * log(1 + max(0, len(full) - len(short)))


def _bonus(layout: Layout, title: Draft, draft: Draft) -> float:
    a, b = (" ".join(s.of(layout.text) for s in d.content).lower() for d in (title, draft))
    alike = fuzz.partial_ratio(a, b) / 100
    return 0.5 * max(0.0, alike - 0.6)


def _source_fits(layout: Layout, title: Draft, draft: Draft) -> bool:
    """True unless the title's source ends in a name of which the other one, naming somebody too, holds no word."""
    words = [[w for s in d.source for w in _WORD.findall(s.of(layout.text))] for d in (title, draft)]
    if not words[0][-1:] or not words[0][-1][0].isupper():
        return True
    names = {w for w in words[1] if w[0].isupper()}
    return not names or bool(names & set(words[0]))
