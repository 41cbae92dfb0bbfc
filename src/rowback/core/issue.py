"""Issues: what positions are about."""

from __future__ import annotations

from dataclasses import dataclass

from rowback.core.span import Span


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to take a stand on, with one affirmative proposition; terms and exclusions are optional."""

    id: str
    label: str
    proposition: str
    terms: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """How a statement is about an issue.

    ``score`` lies in 0..1; ``own`` is the share of the issue that the statement's own words name, ``anchors`` are those words,
    ``named`` the words around the statement that name the rest. ``competing`` is True where the statement's own words name a
    neighbour ("council tax" for an issue of income tax). ``own_words`` is False where the statement is about another issue as well
    and names nothing that only this one of the two has.
    """

    score: float
    own: float
    anchors: tuple[Span, ...]
    named: tuple[Span, ...]
    competing: bool = False
    own_words: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An issue that a ledger's own statements suggest, for a person to name and to sharpen.

    ``examples`` are ids of statements, the earliest first; ``speakers`` counts the actors who speak of it.
    """

    label: str
    proposition: str
    examples: tuple[str, ...]
    statements: int
    speakers: int
