"""JSON: one article an object, one object a line or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from rowback.core.article import Article, BlockKind
from rowback.core.errors import InputError
from rowback.core.paragraphs import paragraphs
from rowback.core.span import Span, strip
from rowback.reading.build import Facts, build_article, check_characters, check_words
from rowback.reading.given import BAD_DATE, BAD_LANGUAGE, Given
from rowback.reading.headline import header_line, opening_headline, standing_headline, titled_headline
from rowback.reading.identify import language_code
from rowback.reading.published import Published, parse_published

BAD_RECORD = "RB105"
_OPTIONAL = ("url", "outlet", "title", "published", "language")


def article_from_line(line: bytes, given: Given, where: str, today: date) -> Article:
    """The article in a line of JSON Lines; InputError with the reason if there is none."""
    try:
        words = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(BAD_RECORD, where, f"not UTF-8 (byte {error.start + 1} of the line)") from error
    return article_from_record(_parsed(words, where), given, where, today)


def articles_from_document(words: str, given: Given, name: str, today: date) -> Iterator[Article | InputError]:
    """The articles of a JSON document: an object or a list of objects, which are counted from 1."""
    try:
        document = _parsed(words, name)
    except InputError as error:
        yield error
        return
    records = document if isinstance(document, list) else [document]
    if not records:
        yield InputError(BAD_RECORD, name, "the list holds no article")
    for number, record in enumerate(records, 1):
        where = f"{name}, record {number}" if isinstance(document, list) else name
        try:
            yield article_from_record(record, given, where, today)
        except InputError as error:
            yield error


def article_from_record(record: object, given: Given, where: str, today: date) -> Article:
    """The article in an object with text and, absent or null, url, outlet, title, published, language.

    The text is kept as it is; a title that it does not open with is put before it, followed by a blank line. What is given
    fills the keys that are missing.
    """
    if not isinstance(record, dict):
        raise InputError(BAD_RECORD, where, f"an article is a JSON object, not {_json_name(record)}")
    text = record.get("text")
    if not isinstance(text, str):
        reason = "the key text is missing" if text is None else f"text must be a string, not {_json_name(text)}"
        raise InputError(BAD_RECORD, where, reason)
    check_words(text, where)
    fields = {key: _field(record, key, where) for key in _OPTIONAL}
    title = fields["title"]
    if title is not None and not text.lstrip().startswith(title.strip()):
        text = f"{title}\n\n{text}"
    facts = Facts(
        url=fields["url"] or given.url,
        outlet=fields["outlet"] or given.outlet,
        title=title,
        published=_published(fields["published"], where, today) or given.date(today),
        language=_language(fields["language"] or given.language, where),
    )
    spans = paragraphs(text)
    header = header_line(text) if title is None else None
    if header is None:
        headline = titled_headline(text, title) if title else standing_headline(text, spans)
        return build_article(text, facts, where, headline=headline, paragraphs=spans)
    # a plain text that was put into a record as it is: its header line stays in the text and its headline follows
    day = Span(*header.span("words"))
    spans = tuple(strip(text, Span(max(span.start, header.end()), span.end)) for span in spans if span.end > header.end())
    headline = opening_headline(text, spans, header.end())
    return build_article(text, facts, where, headline=headline, paragraphs=(day, *spans), known={day: BlockKind.BYLINE})


def _parsed(words: str, where: str) -> Any:
    try:
        return json.loads(words)
    except RecursionError as error:
        raise InputError(BAD_RECORD, where, "not an article: JSON nested too deeply") from error
    except ValueError as error:
        raise InputError(BAD_RECORD, where, f"not JSON: {error}") from error


def _field(record: dict[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(BAD_RECORD, where, f"{key} must be a string or null, not {_json_name(value)}")
    check_characters(value, where, key)
    return value if value.strip() else None


def _published(written: str | None, where: str, today: date) -> Published | None:
    try:
        return parse_published(written, "record", today) if written else None
    except ValueError as error:
        raise InputError(BAD_DATE, where, f"published: {error}") from error


def _language(written: str | None, where: str) -> str | None:
    code = language_code(written) if written else None
    if written and code is None:
        raise InputError(BAD_LANGUAGE, where, f"language: {written!r} is not an ISO 639-1 code such as en")
    return code


def _json_name(value: object) -> str:
    names = {
        type(None): "null",
        bool: "a boolean",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), type(value).__name__)
