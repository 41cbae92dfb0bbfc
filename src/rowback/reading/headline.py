"""Where a text's headline stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rowback.core.span import Span, hull, strip
from rowback.reading.lines import is_translation_notice, line_kind

_HEADER = re.compile(r"[\s\ufeff]*(?P<words>date[ \t]+(?P<date>\d{4}-\d{1,2}-\d{1,2}\S*))(?:[ \t\u00a0]+|(?=[\r\n])|$)")
_LONGEST = 160
_SENTENCE_END = re.compile(r"[.…;,][\"“”’'»)\]]*$")


def header_line(text: str) -> re.Match[str] | None:
    """The "date YYYY-MM-DD " that opens a plain text, its group ``date`` unchecked; None if the text opens otherwise."""
    return _HEADER.match(text)


def titled_headline(text: str, title: str | None) -> Span | None:
    """Where the text opens with the title as a line of its own; None where the title is part of its first sentence."""
    if not title or not title.strip():
        return None
    start = len(text) - len(text.lstrip())
    words = title.strip()
    if not text.startswith(words, start):
        return None
    end = start + len(words)
    rest_of_line = re.match(r"[^\n\r]*", text[end:])
    if rest_of_line is not None and rest_of_line.group().strip():
        return None
    return strip(text, Span(start, end))


def opening_headline(text: str, spans: Sequence[Span], header_end: int | None = None) -> Span | None:
    """The headline that opens a text: what a header line leaves, or a short line without full stop above longer ones.

    `header_end` is where the rest of a header line begins, None without one; that rest is the headline whatever it looks
    like. A line that ends in a colon goes on in the next. None where the text opens with its first paragraph.
    """
    if not spans:
        return None
    first, words = spans[0], spans[0].of(text)
    titled = header_end is not None and "\n" not in text[header_end : first.start]
    if titled and "\n" in words:  # a hard-wrapped text, where the header line runs into the first paragraph
        first = Span(first.start, first.start + words.index("\n"))
        words = first.of(text)
    if not titled and not _looks_like_headline(text, spans):
        return None
    if words.endswith(":") and len(spans) > 2 and _is_short(spans[1].of(text)):
        return hull(spans[:2])
    return strip(text, first)


def standing_headline(text: str, spans: Sequence[Span]) -> Span | None:
    """The headline of a text that came without title or header: a blank line must set it off."""
    found = opening_headline(text, spans)
    return found if found and text[found.end : spans[1].start].count("\n") > 1 else None


def _looks_like_headline(text: str, spans: Sequence[Span]) -> bool:
    words = spans[0].of(text)
    if len(spans) < 2 or not _is_short(words) or line_kind(words) is not None or is_translation_notice(words):
        return False
    blank_below = text[spans[0].end : spans[1].start].count("\n") > 1
    return blank_below or len(spans[1].of(text)) > len(words)


def _is_short(line: str) -> bool:
    """True for one line without the full stop that ends a sentence."""
    return len(line) <= _LONGEST and "\n" not in line and not _SENTENCE_END.search(line)
