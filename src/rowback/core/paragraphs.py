"""Paragraphs and sentences of a text, found by its own layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from rowback.core.span import Span, strip

# A text is taken for hard-wrapped when most of its longer runs of lines break inside a sentence at a common width.
_WRAP_WIDTH = range(50, 101)
# anchored at the first of a run of marks, so that a long run is not tried from each of them
_SENTENCE_END = re.compile(r"""(?<![.!?…])[.!?…]+["”’'»“)\]]*(?=\s+["“„‘'«»(\[]*[^\W_a-z]|\s*$)""")
_ABBREVIATION = re.compile(
    r"""(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Adm|Cmdr|St|Jr|Sr|Hon|Rev|Pres|Sec|vs|No|Nos|Art|Inc|Ltd|Co|Corp
    |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Calif|Mass|Fla|Tex|Pa|Va|Ill|Mich|Wis|Minn|Conn|Ariz|Ga|Ky|Tenn
    |approx|est|al|Messrs|Insp|Supt|Det|Cpl|Pvt|Fr|Sr|Herr|Frau|Mgr)|\b(?:[A-Z]\.)*[A-Z]|\b[ap]\.m|\b(?:e\.g|i\.e))\.$""",
    re.VERBOSE,
)
_SINGLE_LETTERS_END = re.compile(r"\b(?:[A-Z]\.){2,}$")


@lru_cache(maxsize=8)  # every stage asks for those of the article it works on
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, without outer white space, in reading order.

    A line is a paragraph, except in hard-wrapped texts, where a blank line ends it.
    """
    gap = re.compile(r"\n[^\S\n]*\n\s*") if _is_wrapped(text) else re.compile(r"[\n\r\u2028\u2029]+")
    result, at = [], 0
    for found in gap.finditer(text):
        result.append(strip(text, Span(at, found.start())))
        at = found.end()
    result.append(strip(text, Span(at, len(text))))
    return tuple(span for span in result if span.start < span.end)


def _is_wrapped(text: str) -> bool:
    """True where line ends stand inside sentences: most lines that another follows directly are of one width."""
    breaks = wrapped = 0
    lines = text.split("\n")
    for line, following in zip(lines, lines[1:], strict=False):
        if not line.strip() or not following.strip():
            continue
        breaks += 1
        open_end = line.rstrip()[-1:] not in '.!?…"”’»:'
        wrapped += len(line) in _WRAP_WIDTH and (open_end or following[:1].islower())
    return breaks >= 3 and wrapped >= 0.6 * breaks


@lru_cache(maxsize=512)
def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of a stretch of text; closing quotation marks belong to the sentence they end.

    Abbreviations ("Mr.", "U.S.", initials) do not end one. A sentence end inside quotation marks ends a sentence.
    """
    result, at = [], within.start
    for found in _SENTENCE_END.finditer(text, within.start, within.end):
        head = text[max(at, found.start() - 12) : found.start() + 1]
        if text[found.start()] == "." and found.end() < within.end and _ABBREVIATION.search(head):
            if not (_SINGLE_LETTERS_END.search(head) and _opens_sentence(text, found.end())):
                continue
        result.append(strip(text, Span(at, found.end())))
        at = found.end()
    result.append(strip(text, Span(at, within.end)))
    return tuple(span for span in result if span.start < span.end)


_OPENERS = re.compile(
    r"""\s+["“„‘'«(]*(?:The|This|That|These|Those|He|She|It|They|We|I|You|But|And|In|On|At|For|As|If|When|While|His|Her|Its|Their|A|An|Mr|Ms
    |Mrs|There|Asked|However|Meanwhile|Earlier|Later)\b""",
    re.VERBOSE,
)


def _opens_sentence(text: str, at: int) -> bool:
    """True if a word that commonly opens a sentence follows; decides whether "the U.S." ends one."""
    return _OPENERS.match(text, at) is not None


def index_at(spans: Sequence[Span], offset: int) -> int:
    """The index of the sorted span that holds the offset, else of the last that starts before it, else 0."""
    return max(0, bisect_right(spans, (offset, float("inf"))) - 1)
