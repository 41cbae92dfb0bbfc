"""Makes an article of a text and of what is known about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rowback.core.article import Article, BlockKind
from rowback.core.errors import InputError
from rowback.core.span import Span
from rowback.reading.blocks import lay_out
from rowback.reading.identify import identify
from rowback.reading.published import Published

EMPTY = "RB104"
DAMAGED = "RB109"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an input tells of its article besides the text; each None where it does not.

    ``translated`` is what the page tells outside the text: None where its hints conflict, False where there are none.
    """

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: Published | None = None
    language: str | None = None
    translated: bool | None = False
    original_url: str | None = None


def build_article(
    text: str,
    facts: Facts,
    where: str,
    *,
    headline: Span | None,
    paragraphs: Sequence[Span],
    known: Mapping[Span, BlockKind] | None = None,
) -> Article:
    """The article of a text; InputError where the text holds no words or characters that are none.

    `headline` is None where the text has none; `known` holds the kinds of paragraphs that a page tells.
    """
    check_words(text, where)
    layout = lay_out(text, paragraphs, headline, known or {})
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
        translated=True if layout.translated else facts.translated,
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
