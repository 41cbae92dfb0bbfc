"""What the language stage finds in a text, and the attributions made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from rowback.core.span import Span, hull


class NameKind(StrEnum):
    """Sorts of names and words for people that the tagger marks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"
    TITLE = "title"
    DATE = "date"


class Name(NamedTuple):
    """A name in a text. A GROUP is a nationality or party ("Russian", "Democrats"), a TITLE a post before or after a name."""

    span: Span
    kind: NameKind


class Part(NamedTuple):
    """A run of words tagged as source, cue or content; ``score`` is the mean probability of its labels, 0..1."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Tags:
    """All that the tagger says about a text."""

    sources: tuple[Part, ...] = ()
    cues: tuple[Part, ...] = ()
    contents: tuple[Part, ...] = ()
    names: tuple[Name, ...] = ()


class Kind(StrEnum):
    """How much of a content stands between quotation marks: all, none, some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class AsideType(StrEnum):
    """Attributions that are nobody's statement."""

    QUESTION = "question"
    OUTLET_VOICE = "outlet_voice"
    UNATTRIBUTED = "unattributed"
    ATTITUDE = "attitude"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one find; any of the first two can be empty.

    ``continues``, ``aligned_to`` and ``nested_in`` are indexes into the article's list of attributions, None where they do
    not apply. ``aside`` is None for what is somebody's statement. ``reports_position`` is True where the cue reports what the
    source thinks rather than what was said ("believes"). ``score`` lies in 0..1.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: Kind = Kind.INDIRECT
    continues: int | None = None
    aligned_to: int | None = None
    nested_in: int | None = None
    aside: AsideType | None = None
    reports_position: bool = False
    score: float = field(default=1.0)

    @property
    def span(self) -> Span:
        """From the first to the last character of the content."""
        return hull(self.content)

    @property
    def extent(self) -> Span:
        """From the first to the last character of source, cue and content together."""
        return hull((*self.content, *self.cue, *self.source))
