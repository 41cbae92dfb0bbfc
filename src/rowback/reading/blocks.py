"""Blocks: each paragraph of an article with its kind, and whether a notice calls the article a translation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rowback.core.article import SILENT, Block, BlockKind
from rowback.core.paragraphs import sentences
from rowback.core.span import Span, hull, strip
from rowback.reading.dateline import dateline_span
from rowback.reading.lines import address_in, is_translation_notice, leads_to_original, line_kind
from rowback.reading.tables import table

_EDGE = 6  # paragraphs at either end among which notices of translation are sought
_LONGEST_SUBHEAD = 110
_LONGEST_STANDFIRST = 200  # between headline and body
_SHORTEST_BODY = 60
_LONGEST_LEAD = 700
_LONGEST_TIME = 30
_LONGEST_SPLIT = 5000  # code points of a paragraph whose sentences are looked at one by one
_FULL_STOP = re.compile(r"[.!?…:;,][\"“”’'»)\]]*$")
_ONLY_QUOTED = re.compile(r"[\"“„«‘'»][^\"“”„«»]+[\"”“»’'«]")
_QUOTE_MARKS = "\"“„«‘'»"


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text; ``translated`` is True where a notice says so, ``original_url`` the address the notice spells out."""

    blocks: tuple[Block, ...]
    translated: bool
    original_url: str | None


def lay_out(text: str, paragraphs: Sequence[Span], headline: Span | None, known: Mapping[Span, BlockKind]) -> Layout:
    """The blocks of a text from its paragraphs.

    `headline` may hold several paragraphs. `known` gives the kinds of paragraphs that the page itself tells; the others
    are told by their words and their place.
    """
    rest = [span for span in paragraphs if headline is None or not headline.overlaps(span)]
    rest = _notices_apart(text, rest)
    notices = _translation_notices(text, rest)
    covered = {span for notice in notices for span in rest if notice.covers(span)}
    kinds = dict(known) | dict.fromkeys(covered, BlockKind.NOTICE)
    for span in rest:
        if span in kinds:
            continue
        kind = BlockKind.LINK if leads_to_original(span.of(text)) else line_kind(span.of(text))
        if kind is not None:
            kinds[span] = kind
    _drop_late_bylines(text, rest, kinds)
    for number, span in enumerate(rest):
        if span not in kinds and _is_subhead(text, rest, number, kinds, headline is not None):
            kinds[span] = BlockKind.SUBHEAD
    if headline is not None:
        _mark_lead(text, rest, kinds)
    blocks = [Block(BlockKind.HEADLINE, headline)] if headline is not None else []
    blocks += [Block(BlockKind.NOTICE, notice) for notice in notices]
    blocks += _prose(text, [(span, kinds.get(span, BlockKind.BODY)) for span in rest if span not in covered])
    address = next((found for notice in notices if (found := address_in(notice.of(text)))), None)
    return Layout(tuple(sorted(blocks, key=lambda block: block.span)), bool(notices), address)


def _notices_apart(text: str, rest: Sequence[Span]) -> list[Span]:
    """The paragraphs, with a notice of translation that ends one of the last made a paragraph of its own."""
    result = list(rest)
    for number in range(len(rest) - 1, max(len(rest) - 4, -1), -1):
        paragraph = rest[number]
        if len(paragraph.of(text)) > _LONGEST_SPLIT:
            continue
        for sentence in sentences(text, paragraph)[1:]:
            if is_translation_notice(text[sentence.start : paragraph.end]):
                result[number : number + 1] = [
                    strip(text, Span(paragraph.start, sentence.start)),
                    Span(sentence.start, paragraph.end),
                ]
                break
    return result


def _translation_notices(text: str, rest: Sequence[Span]) -> list[Span]:
    """The notices of translation at either end, each with the lines that belong to it."""
    found: list[Span] = []
    at = 0
    while at < len(rest):
        taken = _notice_length(text, rest, at) if at < _EDGE or at >= len(rest) - _EDGE else 0
        if taken:
            found.append(hull(rest[at : at + taken]))
        at += taken or 1
    return found


def _notice_length(text: str, rest: Sequence[Span], at: int) -> int:
    """How many paragraphs from this one on are one notice, 0 if none begins here."""
    line = rest[at].of(text)
    following = rest[at + 1].of(text) if at + 1 < len(rest) else ""
    after = rest[at + 2].of(text) if at + 2 < len(rest) else ""
    if is_translation_notice(line):
        taken = 1
    elif (
        following and not _FULL_STOP.search(line) and is_translation_notice(f"{line} {following}") and following[:1].islower()
    ) or (following and leads_to_original(line) and is_translation_notice(following)):
        taken, following = 2, after
    else:
        return 0
    return taken + (bool(following) and (leads_to_original(following) or _goes_on(line, following)))


def _goes_on(line: str, following: str) -> bool:
    """True if the notice's sentence runs on in the next line."""
    return line.endswith(",") and following[:1].islower() and len(following) <= 120


def _drop_late_bylines(text: str, rest: Sequence[Span], kinds: dict[Span, BlockKind]) -> None:
    """Take bylines in the middle of the body for prose: they stand before it or close the article.

    The times of a live blog stay.
    """
    prose = [number for number, span in enumerate(rest) if span not in kinds]
    if not prose:
        return
    for number, span in enumerate(rest):
        if kinds.get(span) is BlockKind.BYLINE and prose[0] < number < prose[-1] and number > 3 and not _is_time(span.of(text)):
            del kinds[span]


def _is_time(words: str) -> bool:
    return len(words) <= _LONGEST_TIME and any(map(str.isdigit, words))


def _is_subhead(text: str, rest: Sequence[Span], number: int, kinds: Mapping[Span, BlockKind], headed: bool) -> bool:
    """True for a short line without full stop between paragraphs of the body, or between headline and body."""
    words = rest[number].of(text)
    after_headline = headed and all(kinds.get(span) in (BlockKind.BYLINE, BlockKind.SUBHEAD) for span in rest[:number])
    if (
        not (number > 0 or headed)
        or number >= len(rest) - 1
        or len(words) > (_LONGEST_STANDFIRST if after_headline else _LONGEST_SUBHEAD)
        or "\n" in words
        or _FULL_STOP.search(words)
    ):
        return False
    if words.split(":")[0] in table("furniture.toml")["labels"]:
        return False
    if not words[:1].isupper() and not words[:1].isdigit() and not _ONLY_QUOTED.fullmatch(words) and words[:1] not in _QUOTE_MARKS:
        return False
    following = rest[number + 1]
    if after_headline:  # names and notices may stand between a standfirst and the body
        following = next((span for span in rest[number + 1 : number + 4] if not _is_between(text, span, kinds)), following)
    heads_body = kinds.get(following, BlockKind.BODY) is BlockKind.BODY and len(following.of(text)) >= _SHORTEST_BODY
    return heads_body and (
        after_headline or any(kinds.get(span, BlockKind.BODY) in (BlockKind.BODY, BlockKind.LEAD) for span in rest[:number])
    )


def _is_between(text: str, span: Span, kinds: Mapping[Span, BlockKind]) -> bool:
    """True for a line that is never speech, and for a short one without full stop, such as names without "By"."""
    words = span.of(text)
    return kinds.get(span) in SILENT or (len(words) < _SHORTEST_BODY and not _FULL_STOP.search(words))


def _mark_lead(text: str, rest: Sequence[Span], kinds: dict[Span, BlockKind]) -> None:
    """Call the first paragraph of the body the lead where it can sum up what follows: told, not quoted, not all there is."""
    if BlockKind.LEAD in kinds.values():
        return
    body = [span for span in rest if span not in kinds]
    if len(body) < 2 or text[body[0].start] in _QUOTE_MARKS or len(body[0].of(text)) > _LONGEST_LEAD:
        return
    kinds[body[0]] = BlockKind.LEAD


def _prose(text: str, paragraphs: Sequence[tuple[Span, BlockKind]]) -> list[Block]:
    """The blocks of the paragraphs, the dateline cut from the first that has one."""
    blocks: list[Block] = []
    tries = 2  # a standfirst may precede the paragraph with the dateline
    for span, kind in paragraphs:
        if tries and kind in (BlockKind.LEAD, BlockKind.BODY):
            tries -= 1
            dateline = dateline_span(text, span)
            if dateline is not None:
                tries = 0
                blocks.append(Block(BlockKind.DATELINE, dateline))
                start = dateline.end + len(text[dateline.end : span.end]) - len(text[dateline.end : span.end].lstrip())
                span = Span(start, span.end)
        blocks.append(Block(kind, span))
    return blocks
