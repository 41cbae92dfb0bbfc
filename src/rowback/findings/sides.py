"""The words that stand for a side, from the tables of countries, parties and bodies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any


class SideKind(StrEnum):
    """Sorts of sides: what their heads are called depends on it."""

    COUNTRY = "country"
    PARTY = "party"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Side:
    """A side with its words in small letters: ``own`` are said before or after a post, ``itself`` stand for the body as a speaker."""

    name: str
    kind: SideKind
    own: frozenset[str]
    itself: frozenset[str]


_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$|')")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def plain(words: str) -> str:
    """Small letters, straight apostrophes, abbreviations without dots, single spaces.

    >>> plain("The U.S.  President’s office")
    "the us president's office"
    """
    return _SPACE.sub(" ", _DOTS.sub("", words.replace("’", "'").replace("ʼ", "'"))).strip().lower()


def data(name: str) -> dict[str, Any]:
    """A table of the package's data folder."""
    return tomllib.loads((files("rowback") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def _names(entry: Mapping[str, Any], *keys: str) -> Iterator[str]:
    for key in keys:
        value = entry.get(key, [])
        yield from [value] if isinstance(value, str) else value


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(word) for word in words)


def _country(entry: Mapping[str, Any]) -> Side:
    ministries = set(_names(entry, "ministries"))
    seats = [seat for seat in _names(entry, "seats") if seat not in ministries]
    itself = [*_names(entry, "name", "aliases", "capital", "capital_aliases"), *seats]
    return Side(entry["name"], SideKind.COUNTRY, _set([*itself, *_names(entry, "adjectives", "demonyms")]), _set(itself))


def _party(entry: Mapping[str, Any], country: Mapping[str, Any]) -> Side:
    itself = list(_names(entry, "name", "aliases"))
    members = [m for m in _names(entry, "members") if m.split()[-1] not in ("MP", "MPs", "peer")]
    own = [*itself, *members, *_names(country, "name", "aliases", "adjectives")]
    return Side(entry["name"], SideKind.PARTY, _set(own), _set(itself))


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, Side], dict[str, Side]]:
    """Sides by their plain name, and countries by each of their names."""
    sides, countries = {}, {}
    for entry in data("bodies")["body"]:
        itself = _set(_names(entry, "name", "aliases", "seats"))
        sides[plain(entry["name"])] = Side(entry["name"], SideKind.BODY, itself, itself)
    for entry in data("countries")["country"]:
        for party in entry.get("parties", []):
            side, known = _party(party, entry), sides.get(plain(party["name"]))
            if known is not None:  # parties of one name in two countries
                side = Side(known.name, SideKind.PARTY, known.own | side.own, known.itself | side.itself)
            sides[plain(party["name"])] = side
        side = _country(entry)
        sides[plain(entry["name"])] = side
        countries.update({plain(name): side for name in _names(entry, "name", "aliases")})
    for entry in data("parts")["country"]:
        for part in entry["part"]:
            name = part.get("side", part["name"])
            itself = _set([name, *_names(part, "name", "aliases")])
            sides.setdefault(plain(name), Side(name, SideKind.BODY, itself | _set(_names(part, "adjectives")), itself))
        for party in entry.get("party", []):
            itself = _set(_names(party, "name", "aliases"))
            sides.setdefault(plain(party["name"]), Side(party["name"], SideKind.PARTY, itself | _set([party["part"]]), itself))
    return sides, countries


@lru_cache(maxsize=1)
def country_words() -> dict[str, str]:
    """The one word that stands for each single-word name of a country, its capital, people and adjective."""
    found: dict[str, str] = {}
    for entry in data("countries")["country"]:
        one = plain(entry["name"]).replace(" ", "-")
        for name in _names(entry, "name", "capital", "aliases", "adjectives", "demonyms", "capital_aliases"):
            if " " not in name:
                found.setdefault(plain(name), one)
    return found


_PARTY_WORDS = frozenset("party democrats republicans socialists conservatives greens liberals alliance movement".split())


@lru_cache(maxsize=4096)
def side_of(name: str) -> Side:
    """A side by its name as statements carry it; one that no table knows stands under its own words."""
    sides, countries = _table()
    words = plain(name)
    found = sides.get(words) or countries.get(words)
    if found is not None:
        return found
    # "US administration", "the British government": a country's side under another name
    parts = re.findall(r"[^\W_]+", words)
    if {"government", "administration", "cabinet"} & set(parts):
        for length in (3, 2, 1):
            for at in range(len(parts) - length + 1):
                country = countries.get(" ".join(parts[at : at + length]))
                if country is not None:
                    return Side(name, SideKind.COUNTRY, country.own | {words}, country.itself | {words})
    kind = SideKind.PARTY if _PARTY_WORDS & set(parts) else SideKind.BODY
    own = {words, words.removeprefix("the "), words.removesuffix(" party")}
    return Side(name, kind, frozenset(own), frozenset({words, words.removeprefix("the ")}))


@lru_cache(maxsize=4096)
def side_pattern(name: str) -> re.Pattern[str]:
    """Matches the own words of a side in plain words, the longest first, with their possessive."""
    own = sorted(side_of(name).own, key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, own)) + r")(?![\w])(?:'s?)?", re.IGNORECASE)
