"""Plain text: an optional header line, a headline, paragraphs."""

from __future__ import annotations

import re
from datetime import date

from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.core.paragraphs import paragraphs as find_paragraphs
from rowback.reading.build import Facts, build_article
from rowback.reading.given import BAD_DATE, Given
from rowback.reading.headline import header_line, opening_headline
from rowback.reading.identify import language_code
from rowback.reading.published import Published, parse_published


def article_from_plain(raw: str, given: Given, where: str, today: date, *, overrides: bool) -> Article:
    """The article in a plain text; InputError if it is empty or its header's date is none.

    Line ends become newlines and a header line is taken off; everything else stays as it is. `overrides` lets what is
    given count more than the header.
    """
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header, published = header_line(text), given.date(today)
    if header is not None:
        text = text[header.end() :]
        if published is None or not overrides:
            published = _header_date(header, where, today)
    spans = find_paragraphs(text)
    headline = opening_headline(text, spans, None if header is None else 0)
    facts = Facts(
        url=given.url,
        outlet=given.outlet,
        title=" ".join(headline.of(text).split()) if headline else None,
        published=published,
        language=language_code(given.language) if given.language else None,
    )
    return build_article(text, facts, where, headline=headline, paragraphs=spans)


def _header_date(header: re.Match[str], where: str, today: date) -> Published:
    try:
        return parse_published(header.group("date"), "header", today)
    except ValueError as error:
        line = header.group().count("\n") + 1
        raise InputError(BAD_DATE, f"{where}:{line}", f"in the header line, {error}") from error
