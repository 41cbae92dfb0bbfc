"""What the ledger shows: statements as it holds them, outlets' claims of a change, and the changes found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rowback.core.article import BlockKind
from rowback.core.span import Span
from rowback.core.statement import Position, Statement


@dataclass(frozen=True, slots=True)
class Source:
    """The article that tells a statement, without its text. ``published`` is as `rowback read` prints it; ``translated`` None if unknown."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None = None
    translated: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as the ledger holds it: its speaker is the actor across articles.

    ``utterance`` is shared by the statements that tell the same act of speaking, empty where it was not worked out. ``block`` is where the statement stands in its
    article. ``after`` is the span of the article that puts the statement later on the same day than another actor's or an
    earlier one of the same actor ("hours later"), with the id of that statement where the text names it. ``denied`` is True where
    the same article tells that the speaker denies having said it.
    """

    statement: Statement
    source: Source
    utterance: str
    recorded_at: datetime
    block: BlockKind = BlockKind.BODY
    after: Span | None = None
    after_id: str | None = None
    denied: bool = False

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    def position(self, issue: str) -> Position | None:
        """The position on an issue, None if there is none."""
        return next((p for p in self.statement.positions if p.issue == issue), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """An outlet's own words that somebody changed a position ("appears to be backtracking"); ``words`` is text[span]."""

    article: str
    span: Span
    words: str
    about: str | None = None  # name of the actor or side that the outlet says has changed, in the article's words


class FindingKind(StrEnum):
    """Sorts of findings that positions give."""

    REVERSAL = "reversal"
    SOFTENING = "softening"
    HARDENING = "hardening"
    SAME_SIDE_CONTRADICTION = "same_side_contradiction"


class Review(StrEnum):
    """What a person decided about a finding."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Finding:
    """A change or contradiction between two statements.

    ``actor`` and ``actor_name`` are None where a side changed through its voice. ``also`` holds further pairs of statement ids
    that tell the same change. ``against`` says in words what speaks against the finding; ``part`` names the part of a partial
    change, or is None. ``score`` lies in 0..1.
    """

    id: str
    kind: FindingKind
    issue: str | None
    actor: str | None
    actor_name: str | None
    side: str | None
    earlier: Entry
    later: Entry
    also: tuple[tuple[str, str], ...]
    explanation: str
    against: tuple[str, ...]
    part: str | None
    reported_by: tuple[Claim, ...]
    score: float
    review: Review = Review.UNREVIEWED
