"""How much an article speaks of each country, to read posts and names that leave the country to the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

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
}
_TOLD = 1.4  # more for a country that no table lists
_OFFICIAL = 2.5  # more for an adjective or possessive right before a post: "US official", "Britain's prime minister"


def country_weights(words: Words, tables: Tables, listed: Sequence[Listed], outlet: str | None) -> dict[str, float]:
    """The weight of each country that is named: seats, officials and parties count most, bare names least."""
    found: dict[str, float] = {}
    for item in listed:
        able = [t for t in item.terms if t.country and t.kind in _WEIGHT]
        for country in sorted({t.country for t in able if t.country}):
            weight = max(_WEIGHT[t.kind] for t in able if t.country == country) / len({t.country for t in able}) ** 2
            if words.items[item.first].text not in tables.terms:
                weight += _TOLD  # named by the text alone
            if any(t.kind in (TermKind.ADJECTIVE, TermKind.COUNTRY) for t in able) and _official_follows(words, tables, item):
                weight += _OFFICIAL
            found[country] = found.get(country, 0.0) + weight
    home = tables.outlet_countries.get((outlet or "").split(" (")[0])
    if home:
        found[home] = found.get(home, 0.0) + 1.5
    return found


def _official_follows(words: Words, tables: Tables, item: Listed) -> bool:
    at = item.last
    near = [w.text.lower() for w in words.items[max(0, item.first - 1) : at + 3]]
    if not tables.modifiers["former"].isdisjoint(near):
        return False
    at += near[item.last - max(0, item.first - 1) :][:1] == ["'s"]
    for step in range(3):
        hit = words.match(tables.roles, at + step, at + step + 4, lower=True)
        if hit and hit[1].speaks_for in ("government", "party"):
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
