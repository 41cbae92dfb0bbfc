"""Names that stand for one country or body, from countries.toml and bodies.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rowback.core.span import Span
from rowback.wording.tokens import tokens

_OF_COUNTRY = ("aliases", "capital_aliases", "demonyms", "adjectives", "seats")
Words = tuple[str, ...]


@lru_cache(maxsize=1)
def variants() -> dict[Words, frozenset[Words]]:
    """For the words of a name all names that stand for the same, itself included; a name of two owners has the names of both."""
    result: dict[Words, set[Words]] = {}
    for entry in _table("countries")["country"]:
        names = [entry["name"], *(name for key in _OF_COUNTRY for name in entry.get(key, ()))]
        _join(result, [*names, *([entry["capital"]] if entry.get("capital") else [])])
    for entry in _table("bodies")["body"]:
        _join(result, [entry["name"], *entry.get("aliases", ())])
    return {words: frozenset(others) for words, others in result.items()}


@lru_cache(maxsize=1)
def bodies() -> frozenset[Words]:
    """The names of unions of states, courts, banks, companies and other bodies that are no country."""
    listed = (name for entry in _table("bodies")["body"] for name in (entry["name"], *entry.get("aliases", ())))
    return frozenset(tuple(t.word for t in tokens(name, Span(0, len(name)))) for name in listed)


def _join(result: dict[Words, set[Words]], names: list[str]) -> None:
    group = {words for name in names if (words := tuple(t.word for t in tokens(name, Span(0, len(name)))))}
    for words in group:
        result.setdefault(words, set()).update(group)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("rowback") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
