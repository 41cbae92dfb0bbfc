"""How much an article speaks of each country, to read posts and names that leave the country to the reader."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from rowback.core.article import Article
from rowback.speakers.tables import Tables, Term, TermKind
from rowback.speakers.words import Words


class Listed(NamedTuple):
    """A name of the tables in the text: word indexes and all readings, the likeliest first."""

    first: int
    last: int
    terms: tuple[Term, ...]

    def of_kind(self, *kinds: TermKind) -> Term | None:
        """The first reading of one of the kinds."""
        return next((t for t in self.terms if t.kind in kinds), None)


_WEIGHT = {
    TermKind.SEAT: 3.0,
    TermKind.MINISTRY: 2.0,
    TermKind.PARLIAMENT: 2.0,
    TermKind.PARTY: 1.5,
    TermKind.MEMBER: 1.5,
    TermKind.ADJECTIVE: 1.0,
    TermKind.COUNTRY: 0.6,
    TermKind.CAPITAL: 0.6,
    TermKind.REGION: 0.4,
    TermKind.LOCAL: 0.4,
}
_TOLD = 1.4  # more for a country that no table lists
COMMON_CHAMBERS = frozenset(  # many countries have them
    ["Senate", "Congress", "Parliament", "Assembly", "National Assembly", "House of Representatives", "Chamber of Deputies"]
)
_OFFICIAL = 2.5  # more for an adjective or possessive right before a post: "US official", "Britain's prime minister"


_HOME = 1.5  # for the country of the outlet
_DOMAIN = 1.0  # for that of the web address, where the outlet's is unknown
_TITLED = 2.0  # for native titles; each counts once
_INTERVIEWED = 0.9  # for the country of an outlet that the text names, once a country
_ABOUT = 1.2  # what makes an article one about a country
_PARTIES = 1.0  # for each party more that a country has of those named than the next one
_SEVERAL = 2  # parties that must be named
_TOWN = 0.3  # for a town that is no capital, once each


def country_weights(words: Words, tables: Tables, listed: Sequence[Listed], article: Article) -> dict[str, float]:
    """The weight of each country that is named: seats, officials and parties count most, bare names least."""
    found: dict[str, float] = {}
    loose: list[tuple[str, float]] = []
    shy: list[tuple[str, float]] = []
    shared: dict[int, dict[str, float]] = {}
    for item in listed:
        able = [t for t in item.terms if t.country and t.kind in _WEIGHT]
        for country in sorted({t.country for t in able if t.country}):
            weight = max(_WEIGHT[t.kind] for t in able if t.country == country) / len({t.country for t in able}) ** 2
            if " ".join(w.text for w in words.items[item.first : item.last]) in COMMON_CHAMBERS:
                weight *= 0.1
            if words.items[item.first].text not in tables.terms:
                weight += _TOLD  # named by the text alone
            if any(t.kind in (TermKind.ADJECTIVE, TermKind.COUNTRY) for t in able) and _official_follows(words, tables, item):
                weight += _OFFICIAL
            if is_loose_party(words, tables, item):
                loose.append((country, weight))
            elif is_shy_party(words, tables, item):
                shy.append((country, weight))
            elif len({t.country for t in able}) > 1 and {t.kind for t in item.terms} <= {TermKind.PARTY, TermKind.MEMBER}:
                shared.setdefault(item.first, {})[country] = weight
            else:
                found[country] = found.get(country, 0.0) + weight
    for country, weight in _signs(words, tables, found):
        found[country] = found.get(country, 0.0) + weight
    if home := home_of_outlet(article, tables):
        found[home] = found.get(home, 0.0) + (_HOME if home == country_of_outlet(article.outlet, tables) else _DOMAIN)
    told = set(found)
    for claims in shared.values():
        for country, weight in claims.items():
            if country in told or told.isdisjoint(claims):
                found[country] = found.get(country, 0.0) + weight
    for country, weight in _shared_parties(words, listed):
        found[country] = found.get(country, 0.0) + weight
    for country, weight in loose:
        if country in found:
            found[country] += weight
    clear = max(found.values(), default=0.0) >= _ABOUT
    for country, weight in [s for s in shy if s[0] in found or not clear]:
        found[country] = found.get(country, 0.0) + weight
    return found


def _shared_parties(words: Words, listed: Sequence[Listed]) -> list[tuple[str, float]]:
    """The one country that has most of the parties named, where other countries have each of them too: "Labor", "the Coalition", "the Greens"."""
    names: dict[str, set[str]] = {}
    for item in listed:
        able = {t.country: t.owner for t in item.terms if t.kind in (TermKind.PARTY, TermKind.MEMBER) and t.country}
        for country, owner in able.items():
            names.setdefault(country, set()).add(owner)
    ranked = sorted(((len(owners), country) for country, owners in names.items()), reverse=True)
    second = ranked[1][0] if len(ranked) > 1 else 0
    return (
        [(ranked[0][1], _PARTIES * (ranked[0][0] - second))]
        if ranked and ranked[0][0] >= _SEVERAL and ranked[0][0] > second
        else []
    )


def is_shy_party(words: Words, tables: Tables, item: Listed) -> bool:
    """True for a common word or short letters for people of a party ("Progressive", "PD"): nobody's in an article about other countries."""
    kinds = {t.kind for t in item.terms}
    if item.last - item.first > 1 or not kinds <= {TermKind.PARTY, TermKind.MEMBER}:
        return False
    text = words.items[item.first].text
    several = len({t.country for t in item.terms}) > 1
    return text in tables.signs["shy_parties"] or (text.isupper() and (len(text) <= 2 or several))


def is_loose_party(words: Words, tables: Tables, item: Listed) -> bool:
    """True for the name of a party that is a common noun too ("the Coalition") or that parties of many parts have ("the PCs")."""
    kinds = {t.kind for t in item.terms}
    if kinds <= {TermKind.PARTY, TermKind.MEMBER} and len({t.part for t in item.terms if t.part}) > 1:
        return True
    alone = item.last - item.first == 1 and kinds <= {TermKind.PARTY, TermKind.MEMBER}
    return alone and words.items[item.first].text in tables.signs["loose_parties"]


def _signs(words: Words, tables: Tables, named: Container[str]) -> list[tuple[str, float]]:
    """What tells a country without naming it: native titles, outlets that are told things at home, towns of those not named; each once."""
    found: dict[tuple[str, str], float] = {}
    towns = tables.towns
    for at, word in enumerate(words.items):
        if not word.text[:1].isupper() and word.text not in tables.titles:
            continue
        if hit := words.match(tables.titles, at, len(words.items)):
            found[(hit[1], word.text.lower().removesuffix("s"))] = _TITLED
        if country := country_of_outlet_at(words, tables, at):
            found[(country, "")] = _INTERVIEWED
        if (
            word.text in towns
            and towns[word.text] not in named
            and not words.items[at - 1].capital
            and not words.items[min(at + 1, len(words.items) - 1)].capital
        ):
            found[(towns[word.text], word.text)] = _TOWN
    return [(country, weight) for (country, _), weight in found.items()]


def country_of_outlet_at(words: Words, tables: Tables, at: int) -> str | None:
    """The country of the outlet whose name begins at a word, None for those of the world and for common words."""
    hit = words.match(tables.outlets, at, len(words.items))
    if hit is None or hit[1].ambiguous or hit[1].name in tables.signs["world_outlets"]:
        return None
    return tables.outlet_countries.get(hit[1].name)


_PARTS = re.compile(r"\s*/\s*|\s+\(|,\s|\s+[-–—|]\s+")


def parts_of_outlet(outlet: str | None) -> tuple[str, ...]:
    """The name of an outlet and the names it is made of: "The Oslo Post / Agency"."""
    return tuple(dict.fromkeys((outlet, *_PARTS.split(outlet)))) if outlet else ()


def country_of_outlet(outlet: str | None, tables: Tables) -> str | None:
    """Where an outlet is at home, by its name or the first part of it that is known."""
    for name in parts_of_outlet(outlet):
        for form in (name, name.removeprefix("The "), f"The {name}", name.removesuffix(" News"), name.removesuffix(" Online")):
            if country := tables.outlet_countries.get(form):
                return country
    return None


def home_of_outlet(article: Article, tables: Tables) -> str | None:
    """Where the outlet of an article is at home, by the end of its web address or its name; None where it writes for readers abroad."""
    if any(name in tables.signs["outlets_for_abroad"] for name in parts_of_outlet(article.outlet)):
        return None
    end = (urlsplit(article.url).hostname or "").rsplit(".", 1)[-1] if article.url else ""
    told = next((country for country, ends in tables.signs["domains"].items() if end in ends), None)
    return told or country_of_outlet(article.outlet, tables)


def _official_follows(words: Words, tables: Tables, item: Listed) -> bool:
    at = item.last
    near = [w.text.lower() for w in words.items[max(0, item.first - 1) : at + 3]]
    if not tables.modifiers["former"].isdisjoint(near):
        return False
    at += near[item.last - max(0, item.first - 1) :][:1] == ["'s"]
    for step in range(3):
        hit = words.match(tables.roles, at + step, at + step + 4, lower=True)
        if hit and hit[1].speaks_for in ("government", "party", "office"):
            return True
    return False


def likeliest(listed: Sequence[Listed], weights: Mapping[str, float]) -> tuple[Listed, ...]:
    """The same names with the readings of countries that the article speaks of most before others of their kind."""
    return tuple(
        item
        if len(item.terms) == 1
        else item._replace(
            terms=tuple(sorted(item.terms, key=lambda t: -weights.get(t.country or "", 0.0) if t.country else -0.01))
        )
        for item in listed
    )
