"""What must hold of every reading, whatever the text and the tags were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.quotation import find_quotations
from rowback.core.span import Span, hull
from rowback.core.statement import Reading, Statement
from rowback.export.json_lines import as_json

_LINKS = ("continues", "aligned_to", "nested_in")
_KEYS = {
    "article": (
        *("id", "url", "outlet", "title", "published", "published_basis", "published_precision", "language", "translated"),
        *("original_url", "text", "blocks"),
    ),
    "statement": (
        *("id", "kind", "quote", "content", "cue", "source", "speaker", "said_on", "occasion", "addressee", "via", "verbatim"),
        *("continues", "aligned_to", "nested_in", "positions", "confidence"),
    ),
    "speaker": ("id", "name", "kind", "role", "side"),
    "said_on": ("start", "end", "basis", "inferred"),
    "aside": ("type", "content", "cue", "source"),
}


def faults(reading: Reading) -> list[str]:
    """What is wrong with a reading, in words; empty where all is sound."""
    text = reading.article.text
    found = [*_article(reading), *_ids(reading.statements)]
    for number, statement in enumerate(reading.statements):
        found += [f"statement {number} ({statement.quote[:40]!r}): {fault}" for fault in _statement(statement, reading)]
    for number, aside in enumerate(reading.asides):
        spans = (("content", aside.content), ("cue", aside.cue), ("source", aside.source))
        found += [f"aside {number}: {fault}" for name, some in spans for fault in _spans(name, some, text)]
    return found + list(_printed(reading))


def _article(reading: Reading) -> Iterator[str]:
    article = reading.article
    yield from _spans("blocks", [block.span for block in article.blocks], article.text)
    if "\0" in article.text or any("\ud800" <= c <= "\udfff" for c in article.text):
        yield "the text holds characters that no store takes"
    if not reading.extracted and reading.statements:
        yield "statements in a language that is not read"


def _spans(name: str, spans: Sequence[Span], text: str) -> Iterator[str]:
    """Each span holds something of the text, and they follow one another without overlap."""
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name} {tuple(span)} lies outside the text of {len(text)} or is empty"
    for before, after in pairwise(spans):
        if after.start < before.end:
            yield f"{name} {tuple(before)} and {tuple(after)} overlap or stand in the wrong order"


def _ids(statements: Sequence[Statement]) -> Iterator[str]:
    known = {statement.id: statement for statement in statements}
    if len(known) < len(statements):
        yield "two statements have one id"
    for statement in statements:
        for link in _LINKS:
            seen, at = {statement.id}, getattr(statement, link)
            while at is not None and at in known and at not in seen:
                seen.add(at)
                at = getattr(known[at], link)
            if at is not None:
                yield f"{link} of {statement.id} " + ("runs in a circle" if at in seen else f"leads to {at}, which is not there")


def _statement(statement: Statement, reading: Reading) -> Iterator[str]:
    text = reading.article.text
    if not statement.content:
        yield "no content"
        return
    for name in ("content", "cue", "source"):
        yield from _spans(name, getattr(statement, name), text)
    if hull(statement.content).of(text) != statement.quote:
        yield "the quote is not the text from the first to the last offset"
    if not any(c.isalnum() for span in statement.content for c in span.of(text)):
        yield "a content without words"
    if not 0 <= statement.confidence <= 1:
        yield f"a confidence of {statement.confidence}"
    yield from _kind(statement, reading.article)
    yield from _verbatim(statement, reading.article.translated)
    yield from _speaker(statement)
    yield from _day(statement, reading)


@lru_cache(maxsize=1)
def _quoted(article: Article) -> list[Span]:
    """The words between an article's outermost quotation marks; asked for each of its statements."""
    within = [block.span for block in article.blocks] or None
    return [quotation.inner for quotation in find_quotations(article.text, within) if quotation.depth == 0]


def _kind(statement: Statement, article: Article) -> Iterator[str]:
    """A mixed content needs words in quotation marks and others; a turn of an interview is direct without marks."""
    if statement.kind is Kind.DIRECT:
        return
    inside = _quoted(article)
    if statement.kind is Kind.MIXED and not any(span.overlaps(part) for span in inside for part in statement.content):
        yield "mixed, but no word stands between quotation marks"


def _verbatim(statement: Statement, translated: bool | None) -> Iterator[str]:
    unknown = statement.kind is Kind.INDIRECT or translated is None
    if statement.verbatim is not (None if unknown else not translated):
        yield f"{statement.kind} words of an article with translated {translated} have verbatim {statement.verbatim}"


def _speaker(statement: Statement) -> Iterator[str]:
    speaker = statement.speaker
    unknown = speaker.kind is ActorKind.UNKNOWN
    if unknown != (speaker.id is None) or unknown != (speaker.name is None):
        yield f"speaker {speaker}"
    for name in (speaker.name, speaker.role, speaker.side, statement.occasion, statement.addressee, statement.via):
        if name is not None and not name.strip():
            yield f"an empty name or word in place of null: {speaker}, {statement.occasion!r}, {statement.addressee!r}, {statement.via!r}"


def _day(statement: Statement, reading: Reading) -> Iterator[str]:
    said, published = statement.said_on, reading.article.day
    if said is None:
        return
    if said.start > said.end:
        yield f"said from {said.start} to {said.end}"
    if published is not None and said.start > published:
        yield f"said on {said.start}, after publication on {published}"
    if said.basis is not None:
        yield from _spans("basis", [said.basis], reading.article.text)
    elif not said.inferred:
        yield "a day without basis that is not inferred"


def _printed(reading: Reading) -> Iterator[str]:
    """The JSON line can be written, read again, and has every key."""
    line = as_json(reading)
    line.encode("utf-8")
    if "\n" in line or "\r" in line:
        yield "the JSON line is broken"
    printed = json.loads(line)
    if printed["article"]["text"] != reading.article.text:
        yield "the text is another one after printing"
    yield from _missing("article", [printed["article"]])
    yield from _missing("statement", printed["statements"])
    yield from _missing("speaker", [s["speaker"] for s in printed["statements"]])
    yield from _missing("said_on", [s["said_on"] for s in printed["statements"] if s["said_on"]])
    yield from _missing("aside", printed["asides"])


def _missing(name: str, objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    wanted = set(_KEYS[name])
    for one in objects:
        if set(one) != wanted:
            yield f"{name} has not the keys of the contract: {sorted(wanted ^ set(one))}"
