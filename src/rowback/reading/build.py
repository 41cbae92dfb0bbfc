"""Makes an article of a text and of what is known about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rowback.core.article import Article, BlockKind
from rowback.core.errors import InputError
from rowback.core.paragraphs import paragraphs as find_paragraphs
from rowback.core.span import Span, strip
from rowback.reading.blocks import lay_out
from rowback.reading.identify import identify
from rowback.reading.published import Published

EMPTY = "RB104"
DAMAGED = "RB109"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an input tells of its article besides the text; each None where it does not.

    ``translated`` is what the page tells outside the text, None where that is nothing.
    """

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Published | None = None
    language: str | None = None
    translated: bool | None = None
    original_url: str | None = None


def build_article(
    text: str,
    facts: Facts,
    where: str,
    *,
    headline: Span | None = None,
    paragraphs: Sequence[Span] | None = None,
    known: Mapping[Span, BlockKind] | None = None,
) -> Article:
    """The article of a text; InputError where the text holds no words or characters that are none.

    `paragraphs` and `known` are what a page tells of its layout; without them the text's own lines are read.
    """
    check_words(text, where)
    spans = find_paragraphs(text) if paragraphs is None else tuple(paragraphs)
    layout = lay_out(text, spans, headline, known or {})
    return Article(
        id=article_id(facts.url, text),
        text=text,
        blocks=layout.blocks,
        url=facts.url,
        outlet=facts.outlet,
        title=facts.title,
        published=facts.published.value if facts.published else None,
        published_basis=facts.published.basis if facts.published else None,
        published_precision=facts.published.precision if facts.published else None,
        language=facts.language or identify(text),
        translated=layout.translated or facts.translated is True,
        original_url=facts.original_url or layout.original_url,
    )


def article_id(url: str | None, text: str) -> str:
    """The id of an article: the same for the same URL and text on every machine."""
    named = text if url is None else f"{url}\n{text}"
    return "a" + hashlib.sha256(named.encode("utf-8")).hexdigest()[:16]


def check_words(text: str, where: str) -> None:
    """InputError if the text holds no word, a NUL or half a surrogate pair, which no store and no exchange format takes."""
    if not any(map(str.isalnum, text)):
        raise InputError(EMPTY, where, "the text is empty")
    check_characters(text, where, "the text")


def check_characters(words: str, where: str, name: str) -> None:
    """InputError if the words hold a NUL or half a surrogate pair; `name` says what they are."""
    if "\0" in words:
        raise InputError(DAMAGED, where, f"{name} holds a NUL character at {words.index(chr(0))}")
    if found := _SURROGATE.search(words):
        raise InputError(DAMAGED, where, f"{name} holds half a surrogate pair at {found.start()}: it was cut or converted wrongly")


def headline_span(text: str, title: str | None) -> Span | None:
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
