"""Who speaks: actors as one article shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rowback.core.span import Span


class ActorKind(StrEnum):
    """Sorts of speakers. UNNAMED is somebody bounded to what the text tells of them; UNKNOWN is nobody we can tell."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """An actor as the speaker of a statement.

    ``key`` is the same for all statements of one actor within the article and None for UNKNOWN; ``name`` is the fullest name
    the article gives, without titles, or the description for an unnamed one; ``role`` the post in the article's own words;
    ``side`` the country, party or body spoken for, in English. Each is None where the text does not tell. ``mentions`` are the
    spans that refer to the actor.
    """

    key: int | None = None
    name: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    role: str | None = None
    side: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, to whom and through whom something was said, in words; each None where the text does not tell.

    ``via`` is the outlet that was told, where it is another than the one that prints.
    """

    occasion: str | None = None
    addressee: str | None = None
    via: str | None = None
