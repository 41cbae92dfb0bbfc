"""Families of words that say where somebody stands, from data/stances.toml and data/stance_scope.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rowback.wording.patterns import Index
from rowback.wording.tokens import Token


class FamilyKind(StrEnum):
    """What a family's words do; see the head of data/stances.toml. The order is that of firmness: the first found decides."""

    VERDICT = "verdict"
    EXISTENCE = "existence"
    ATTITUDE = "attitude"
    OPEN = "open"
    UNDOING = "undoing"
    MODAL = "modal"
    VALUE = "value"
    BELIEF = "belief"
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Family:
    """A family of patterns; ``negated`` is None where a negation changes nothing; ``alone`` is False where its verbs
    of reporting need something said to strengthen.
    """

    id: str
    kind: FamilyKind
    step: int
    negated: int | None
    cue: bool
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found at tokens ``start`` to ``end`` (exclusive); ``negating`` where a negation is part of the pattern."""

    start: int
    end: int
    family: Family
    negating: bool = False


def hits(tokens: Sequence[Token], *, cues: bool = False) -> list[Hit]:
    """The families among tokens, in their order; of patterns that overlap the longest counts, then the firmest kind.

    ``cues``: only those that count as the verb of reporting.
    """
    found = [
        (end - at, -list(FamilyKind).index(f.kind), Hit(at, end, f, negating))
        for at, end, (f, negating) in _index().found(tokens)
        if f.cue or not cues
    ]
    taken: set[int] = set()
    result: list[Hit] = []
    for _, _, hit in sorted(found, key=lambda f: (f[0], f[1]), reverse=True):
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            result.append(hit)
    return sorted(result, key=lambda h: h.start)


@lru_cache(maxsize=1)
def families() -> tuple[tuple[Family, dict[str, Any]], ...]:
    """Every family with its table, examples included."""
    return tuple(
        (Family(t["id"], FamilyKind(t["kind"]), t["step"], t.get("negated"), t.get("cue", False), t.get("alone", True)), t)
        for t in _table("stances")["family"]
    )


@lru_cache(maxsize=1)
def _index() -> Index[tuple[Family, bool]]:
    return Index((p, (family, _negates(p))) for family, table in families() for p in listed(table["patterns"]))


def _negates(pattern: str) -> bool:
    return any(
        word.strip("=") in scope().negators for part in pattern.split() if not part.endswith("?") for word in part.split("|")
    )


def listed(patterns: str) -> list[str]:
    """The patterns of a list with commas between them."""
    return [p.strip() for p in patterns.replace("\n", " ").split(",") if p.strip()]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("rowback") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Words that limit or turn what is said."""

    conditions: Index[str]
    limits: Index[str]
    contrasts: frozenset[str]
    negators: frozenset[str]
    proposals: frozenset[str]
    referring: frozenset[str]
    forecasters: frozenset[str]
    first_persons: frozenset[str]
    projects: frozenset[str]
    days: frozenset[str]
    past: frozenset[str]


@lru_cache(maxsize=1)
def scope() -> Scope:
    """The words of data/stance_scope.toml."""
    table = _table("stance_scope")
    return Scope(
        Index((p, p) for p in listed(table["conditions"])),
        Index((p, p) for p in listed(table["limits"])),
        *(frozenset(table[key].split()) for key in
          ("contrasts", "negators", "proposals", "referring", "forecasters", "first_persons", "projects", "days", "past")),
    )  # fmt: skip
