"""An article: one dated text by an outlet, and the blocks it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rowback.core.span import Span


class BlockKind(StrEnum):
    """What a part of an article's text is."""

    HEADLINE = "headline"
    LEAD = "lead"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    LINK = "link"
    NOTICE = "notice"


SILENT = frozenset({BlockKind.BYLINE, BlockKind.DATELINE, BlockKind.LINK, BlockKind.NOTICE})
"""Blocks that are never speech."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text with its kind."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """A dated text by an outlet.

    ``text`` is the one string that every span points into. ``published`` is YYYY-MM-DD with time and zone where they are
    known, None where the input tells no date; ``published_basis`` says where it was found (header, record, option, json-ld, meta, time, url,
    inferred) and ``published_precision`` how fine it is (day, minute, second). ``language`` is an ISO 639-1
    code, None where it could not be told. ``translated`` is None where nothing is known of a translation, and
    ``original_url`` the address of the original where the page links it.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    published_precision: str | None = None
    language: str | None = None
    translated: bool | None = None
    original_url: str | None = None

    @property
    def day(self) -> date | None:
        """The day of publication in the outlet's zone, None where unknown."""
        return date.fromisoformat(self.published[:10]) if self.published and len(self.published) >= 10 else None

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the offset, None in the white space between blocks."""
        return next((b for b in self.blocks if b.span.start <= offset < b.span.end), None)
