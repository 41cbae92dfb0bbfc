"""Statements: attributions made sense of, and what an article yields in all."""

from __future__ import annotations

from dataclasses import dataclass

from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.attribution import AsideType, Kind
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.stance import Stance


@dataclass(frozen=True, slots=True)
class Actor:
    """The speaker of a statement; ``id`` comes from the smallest statement id among the actor's statements, None if unknown."""

    id: str | None
    name: str | None
    kind: ActorKind
    role: str | None
    side: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """The stance of a statement on an issue, the words it rests on and those that weaken it, and the ids of the rules."""

    issue: str
    stance: Stance
    evidence: tuple[Span, ...]
    condition: tuple[Span, ...]
    limit: tuple[Span, ...]
    rules: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, when, on whose behalf.

    ``quote`` is the text from the first to the last offset of ``content``. ``continues``, ``aligned_to`` and ``nested_in``
    are ids of other statements of the article or None. ``verbatim`` is None for indirect speech and where it is unknown
    whether the article is a translation.
    """

    id: str
    kind: Kind
    quote: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: Actor
    said_on: SaidOn | None
    occasion: str | None
    addressee: str | None
    via: str | None
    verbatim: bool | None
    continues: str | None
    aligned_to: str | None
    nested_in: str | None
    positions: tuple[Position, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Aside:
    """An attribution that is nobody's statement."""

    type: AsideType
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its statements and asides, in the order of the text.

    ``extracted`` is False where the article's language is one that extraction does not know: kept, not read.
    """

    article: Article
    statements: tuple[Statement, ...]
    asides: tuple[Aside, ...]
    extracted: bool = True
