"""The lexicons as the speakers stage uses them, read once on first use."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rowback.speakers.words import split_words


class TermKind(StrEnum):
    """What a listed word or name stands for."""

    COUNTRY = "country"
    CAPITAL = "capital"
    DEMONYM = "demonym"
    ADJECTIVE = "adjective"
    SEAT = "seat"
    MINISTRY = "ministry"
    PARLIAMENT = "parliament"
    REGION = "region"
    LOCAL = "local"
    PARTY = "party"
    MEMBER = "member"
    BODY = "body"


GOVERNMENTAL = frozenset({TermKind.COUNTRY, TermKind.CAPITAL, TermKind.SEAT, TermKind.MINISTRY})


@dataclass(frozen=True, slots=True)
class Term:
    """One reading of a listed name: ``owner`` is the side it stands for, ``country`` the country it is of, ``part`` the key of the part of it."""

    kind: TermKind
    owner: str
    country: str | None = None
    governmental: bool = False
    title: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a country with a government of its own; ``side`` is what speaks, ``heads``, ``words`` and ``members`` are in small letters.

    ``seats`` are names of its parliament and government, ``doubtful`` its names that mostly mean something else, ``own`` words for its
    members of parliament; ``parties`` maps the country's parties to its own; of ``branches`` those are told with the ``adjective`` where the text does so.
    """

    name: str
    side: str
    country: str
    heads: frozenset[str]
    words: frozenset[str]
    seats: frozenset[str]
    own: frozenset[str]
    members: frozenset[str]
    doubtful: frozenset[str]
    parties: Mapping[str, str]
    branches: frozenset[str]
    adjective: str


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A role noun of the table; ``plural`` is True for an entry made of its plural form."""

    noun: str
    family: str
    speaks_for: str
    gender: str | None = None
    unique: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet or platform; ``ambiguous`` ones are taken for outlets only where one is expected."""

    name: str
    kind: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """All word lists. Terms, roles, outlets and native titles are found by their first word: first word → (all words, what) longest first."""

    terms: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Term, ...]], ...]]
    roles: Mapping[str, tuple[tuple[tuple[str, ...], RoleNoun], ...]]
    outlets: Mapping[str, tuple[tuple[tuple[str, ...], Outlet], ...]]
    outlet_countries: Mapping[str, str]
    titles: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    signs: Mapping[str, Any]
    towns: Mapping[str, str]
    parts: Mapping[str, Part]
    towns_of_parts: Mapping[str, str]
    modifiers: Mapping[str, frozenset[str]]
    portfolio: frozenset[str]
    portfolio_of: Mapping[str, str]
    genders: Mapping[str, str]
    rules: Mapping[str, Any]

    def words_of(self, rule: str) -> frozenset[str]:
        """A word list of the stage's own rules."""
        found: frozenset[str] = self.rules[rule]
        return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("rowback") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


_Index = dict[str, dict[tuple[str, ...], list[Any]]]


def _add(index: _Index, name: str, value: object) -> None:
    words = split_words(name)
    if words:
        index.setdefault(words[0], {}).setdefault(words, []).append(value)


def _replace(index: _Index, name: str, term: Term) -> None:
    """Adds a reading and takes out the one of the same sort and country that it makes finer."""
    _add(index, name, term)
    words = split_words(name)
    same = [t for t in index[words[0]][words] if t.country == term.country and t.kind is term.kind and t.part is None]
    for old in same:
        index[words[0]][words].remove(old)


def _country_terms(country: Mapping[str, Any]) -> Iterable[tuple[str, Term]]:
    name = country["name"]
    kinds = (
        (TermKind.COUNTRY, [name, *country.get("aliases", [])], True),
        (TermKind.CAPITAL, [country[k] for k in ("capital",) if country.get(k)] + country.get("capital_aliases", []), True),
        (TermKind.DEMONYM, country.get("demonyms", []), False),
        (TermKind.ADJECTIVE, country.get("adjectives", []), False),
        (TermKind.SEAT, country.get("seats", []), True),
        (TermKind.MINISTRY, country.get("ministries", []), True),
        (TermKind.PARLIAMENT, country.get("parliament", []), False),
        (TermKind.REGION, country.get("regions", []), False),
    )
    for kind, names, governmental in kinds:
        for word in dict.fromkeys(names):
            owner = word if kind in (TermKind.PARLIAMENT, TermKind.REGION) else name
            yield word, Term(kind, owner, name, governmental)
    for party in country.get("parties", []):
        for word in dict.fromkeys([party["name"], *party.get("aliases", [])]):
            yield word, Term(TermKind.PARTY, party["name"], name)
        for word in dict.fromkeys(party.get("members", [])):
            if word.split()[-1] not in ("MP", "MPs", "peer"):  # the role noun is read by itself
                yield word, Term(TermKind.MEMBER, party["name"], name)


def _body_terms(body: Mapping[str, Any]) -> Iterable[tuple[str, Term]]:
    governmental = body.get("kind") == "government"
    for word in dict.fromkeys([body["name"], *body.get("aliases", []), *body.get("seats", [])]):
        yield word, Term(TermKind.BODY, body["name"], body.get("country"), governmental)
    for word in body.get("titles", []):
        yield word, Term(TermKind.BODY, body["name"], body.get("country"), governmental, title=True)


def _parts_terms(entry: Mapping[str, Any]) -> Iterable[tuple[str, Term]]:
    """What the parts of a country and their parties are called."""
    country = entry["name"]
    for part in entry["part"]:
        key, side = f"{country}/{part['name']}", part.get("side", part["name"])
        for word in dict.fromkeys([part["name"], *part.get("aliases", []), *part.get("parliament", [])]):
            yield word, Term(TermKind.REGION, side, country, part=key)
        for word in dict.fromkeys(part.get("adjectives", [])):
            yield word, Term(TermKind.LOCAL, side, country, part=key)
    for party in entry.get("party", []):
        for word in dict.fromkeys([party["name"], *party.get("aliases", [])]):
            yield word, Term(TermKind.PARTY, party["name"], country, part=f"{country}/{party['part']}")
            yield word, Term(TermKind.MEMBER, party["name"], country, part=f"{country}/{party['part']}")


def _alone(part: Mapping[str, Any]) -> Iterable[str]:
    """The names of a part that do not say that it is one."""
    return (
        n
        for n in (part["name"], *part.get("aliases", []))
        if not n.lower().endswith(("state", "government", "region")) and " of " not in n
    )


def _parts(entries: Iterable[Mapping[str, Any]]) -> dict[str, Part]:
    """The parts of all countries by country and name."""
    found = {}
    for entry in entries:
        for part in entry["part"]:
            parties = {
                plain: p["name"] for p in entry.get("party", []) if p["part"] == part["name"] for plain in p.get("plain", [])
            }
            name = part["name"]
            found[f"{entry['name']}/{name}"] = Part(
                name=name,
                side=part.get("side", name),
                country=entry["name"],
                heads=frozenset(h.lower() for h in entry["heads"]),
                words=frozenset(entry["words"]),
                seats=frozenset(part.get("parliament", [])),
                own=frozenset(m.lower() for m in part.get("members", [])),
                members=frozenset(m.lower() for m in entry.get("members", [])),
                doubtful=frozenset(_alone(part) if part.get("doubtful") else ()),
                parties=parties,
                branches=frozenset(entry.get("branches", [])),
                adjective=next(iter(part.get("adjectives", [])), name),
            )
    return found


def _freeze(index: _Index, one: bool) -> dict[str, Any]:
    def order(item: tuple[tuple[str, ...], list[Any]]) -> tuple[int, tuple[str, ...]]:
        return -len(item[0]), item[0]

    return {
        first: tuple((words, values[0] if one else tuple(values)) for words, values in sorted(entries.items(), key=order))
        for first, entries in index.items()
    }


def _roles(roles: Iterable[Mapping[str, Any]]) -> _Index:
    index: _Index = {}
    for r in roles:
        base = (r["family"], r["speaks_for"], r.get("gender"), r.get("unique", False))
        _add(index, r["noun"].lower(), RoleNoun(r["noun"], *base))
        if r.get("plural", r["noun"]) and r["plural"] != r["noun"]:
            _add(index, r["plural"].lower(), RoleNoun(r["noun"], *base, plural=True))
    return index


def _outlets(data: Mapping[str, Any], homes: Mapping[str, Iterable[str]]) -> tuple[_Index, dict[str, str]]:
    index: _Index = {}
    countries: dict[str, str] = {}
    ambiguous = {entry["name"] for entry in data.get("ambiguous", [])}
    for outlet in data["outlet"]:
        name = outlet["name"].split(" (")[0]
        for word in dict.fromkeys([name, *outlet.get("aliases", [])]):
            _add(index, word, Outlet(name, outlet["kind"], word in ambiguous))
    for country, names in homes.items():
        countries.update(dict.fromkeys(names, country))
    claimed = Counter(name for names in homes.values() for name in names)
    for name in (name for name, count in claimed.items() if count > 1):
        del countries[name]  # "ABC News" of two countries tells none
    return index, countries


def _titles(titles: Mapping[str, Iterable[str]]) -> _Index:
    index: _Index = {}
    for country, names in titles.items():
        for name in names:
            for word in {name, name[:1].upper() + name[1:], name.lower() if not name.isupper() and len(name) > 3 else name}:
                _add(index, word, country)
    return index


def _genders() -> dict[str, str]:
    """Given names in small letters with their gender, empty for names of both."""
    data = _read("given_names")
    found: dict[str, str] = {}
    for key, gender in (("female", "f"), ("male", "m"), ("both", "")):
        for names in data[key].values():
            found.update((name.lower(), gender) for name in names.split())
    return found


def _sets(value: Any) -> Any:
    """Lists, and strings of words, as sets."""
    if isinstance(value, dict):
        return {key: _sets(inner) for key, inner in value.items()}
    return frozenset(value.split() if isinstance(value, str) else value)


def is_listed(known: Tables, name: str) -> bool:
    """True for the name of a country, party or body of the tables."""
    words = split_words(name)
    return bool(words) and any(entry == words for entry, _ in known.terms.get(words[0], ()))


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The lexicons; about 0.15 s on the first call."""
    rules, roles, signs = _sets(_read("speakers_rules")), _read("roles"), _sets(_read("signs"))
    terms: _Index = {}
    for country in _read("countries")["country"]:
        for word, term in _country_terms(country):
            _add(terms, word, term)
    for body in _read("bodies")["body"]:
        for word, term in _body_terms(body):
            _add(terms, word, term)
    divided = _read("parts")["country"]
    for entry in divided:
        for word, term in _parts_terms(entry):
            _replace(terms, word, term)
    outlets, outlet_countries = _outlets(_read("outlets"), signs["outlets"])
    modifiers = {key: frozenset(m.lower() for m in values) for key, values in roles["modifiers"].items()}
    portfolio = {word.lower(): field for field, words in roles["portfolio"].items() for phrase in words for word in phrase.split()}
    return Tables(
        terms=_freeze(terms, one=False),
        roles=_freeze(_roles([*_read("speakers_roles")["role"], *roles["role"]]), one=True),
        outlets=_freeze(outlets, one=True),
        outlet_countries=outlet_countries,
        titles=_freeze(_titles(signs["titles"]), one=True),
        signs=signs,
        towns={town: country for country, names in rules["towns"].items() for town in names},
        parts=_parts(divided),
        towns_of_parts={
            town: f"{entry['name']}/{part['name']}"
            for entry in divided
            for part in entry["part"]
            for town in (*part.get("capital", []), *part.get("towns", []))
        },
        modifiers=modifiers,
        portfolio=frozenset(portfolio),
        portfolio_of=portfolio,
        genders=_genders(),
        rules=rules,
    )
