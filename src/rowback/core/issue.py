"""Issues: what positions are about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to take a stand on, with one affirmative proposition; terms and exclusions are optional."""

    id: str
    label: str
    proposition: str
    terms: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
