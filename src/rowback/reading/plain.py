"""Plain text: an optional header line, a headline, paragraphs."""

from __future__ import annotations

import re
from datetime import date

from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.core.paragraphs import paragraphs as find_paragraphs
from rowback.core.span import Span, hull
from rowback.reading.build import Facts, build_article
from rowback.reading.given import BAD_DATE, Given
from rowback.reading.identify import language_code
from rowback.reading.lines import is_translation_notice, line_kind
from rowback.reading.published import Published, parse_published

_HEADER = re.compile(r"[\s\ufeff]*date[ \t]+(?P<date>\d{4}-\d{1,2}-\d{1,2}\S*)(?:[ \t\u00a0]+|(?=\n)|$)")
_LONGEST_HEADLINE = 160
_SENTENCE_END = re.compile(r"[.…;,][\"“”’'»)\]]*$")


def article_from_plain(raw: str, given: Given, where: str, today: date, *, overrides: bool) -> Article:
    """The article in a plain text; InputError if it is empty or its header's date is none.

    Line ends become newlines and a header line is taken off; everything else stays as it is. `overrides` lets what is
    given count more than the header.
    """
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header, published = _HEADER.match(text), given.date(today)
    if header is not None:
        text = text[header.end() :]
        written = _header_date(header, where, text, today)
        published = published if overrides and published else written
    spans = find_paragraphs(text)
    headline = _headline(text, spans, header is not None)
    facts = Facts(
        url=given.url,
        outlet=given.outlet,
        title=" ".join(headline.of(text).split()) if headline else None,
        published=published,
        language=language_code(given.language) if given.language else None,
    )
    return build_article(text, facts, where, headline=headline, paragraphs=spans)


def _header_date(header: re.Match[str], where: str, text: str, today: date) -> Published:
    try:
        return parse_published(header.group("date"), "header", today)
    except ValueError as error:
        line = header.group().count("\n") + 1
        raise InputError(BAD_DATE, f"{where}:{line}", f"in the header line, {error}") from error


def _headline(text: str, spans: tuple[Span, ...], headed: bool) -> Span | None:
    """The headline that opens the text: the rest of the header line, or a short line without full stop above longer ones."""
    if not spans:
        return None
    first, words = spans[0], spans[0].of(text)
    titled = headed and not text[: first.start].count("\n")
    if titled and "\n" in words:  # a hard-wrapped text, where the header line runs into the first paragraph
        first = Span(first.start, first.start + words.index("\n"))
        words = first.of(text)
    if not titled and not _looks_like_headline(text, spans):
        return None
    if words.endswith(":") and len(spans) > 2 and _continues(spans[1].of(text)):
        return hull(spans[:2])
    return first


def _looks_like_headline(text: str, spans: tuple[Span, ...]) -> bool:
    words = spans[0].of(text)
    if len(spans) < 2 or len(words) > _LONGEST_HEADLINE or "\n" in words or _SENTENCE_END.search(words):
        return False
    if line_kind(words) is not None or is_translation_notice(words):
        return False
    blank_below = text[spans[0].end : spans[1].start].count("\n") > 1
    return blank_below or len(spans[1].of(text)) > len(words)


def _continues(line: str) -> bool:
    """True for the second line of a headline whose first ends in a colon."""
    return len(line) <= _LONGEST_HEADLINE and "\n" not in line and not _SENTENCE_END.search(line)
