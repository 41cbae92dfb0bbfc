"""The part of a country (province, state, Land, canton) whose government and parliament an article is about, None for most articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rowback.core.article import Article
from rowback.speakers.countries import Listed, parts_of_outlet
from rowback.speakers.tables import Part, Tables, Term, TermKind
from rowback.speakers.words import POSSESSIVE, Words, split_words

_OFFICIAL = 2.5  # for a name before a post or "government", behind "premier of"
_HEADED = 0.5  # more where the post is one of parts alone
_NAMED = 0.5
_SEAT, _MEMBER, _PARTY = 2.0, 1.5, 1.5
_TOWN, _TOWNS = 0.3, 1.2  # for its capital or a large town; at most
_DATELINE, _OUTLET = 2.0, 1.5
_COMMON, _MOST_COMMON, _MOST_HEADS = 0.5, 3.0, 1.5  # for "provincial", "the state", "the premier": at most
_LEAST = 3.0
_SURE = 3.0  # times the weight of its country
_CLEAR = 1.5  # times the weight of the next part
_NATION = {TermKind.SEAT: 2.0, TermKind.MINISTRY: 1.0, TermKind.PARLIAMENT: 1.0, TermKind.CAPITAL: 0.6, TermKind.COUNTRY: 0.3}
_PARTIES = (TermKind.PARTY, TermKind.MEMBER)
_CAPITAL, _HEAD = 3.0, 1.0  # for a dateline of the country's capital, for "prime minister"
_FEDERAL = 1.5  # for "federal" and what is of the country alone
FEDERAL = frozenset(["federal", "federally", "union", "national"])
_CENTRES = frozenset(["uk", "westminster", "ottawa", "canberra"])
_FEDERAL_MEMBERS = frozenset(["mp", "mps", "senator", "senators", "senate"])
_BODIES = frozenset(
    ["government", "cabinet", "legislature", "parliament", "ministry", "administration", "assembly", "budget", "coalition"]
)
_COMMONLY = frozenset(
    ["government", "minister", "ministers", "cabinet", "officials", "legislature", "parliament", "budget", "budgets"]
)


class Local(NamedTuple):
    """The part that an article is about; ``surely`` where its country's government is hardly named."""

    part: Part
    surely: bool


def main_part(words: Words, tables: Tables, found: Sequence[Listed], article: Article, town: str | None) -> Local | None:
    """The part that an article is about, where it speaks more of it than of its country, of another part or of another country.

    ``town`` is that of the dateline or byline.
    """
    weights = part_weights(words, tables, found, article, town)
    if not weights:
        return None
    best, *others = sorted(weights, key=lambda key: (-weights[key], key))
    part = tables.parts[best]
    nations = nation_weights(words, found)
    other = max((w for country, w in nations.items() if country != part.country), default=0.0)
    if weights[best] < _LEAST or any(weights[best] < _CLEAR * weights[key] for key in others[:1]):
        return None
    federal = nations.get(part.country, 0.0) + _federal(words) + _CAPITAL * _is_capital(tables, town, part.country)
    return Local(part, weights[best] > _SURE * federal) if weights[best] >= max(federal, other) else None


def part_weights(words: Words, tables: Tables, found: Sequence[Listed], article: Article, town: str | None) -> dict[str, float]:
    """How much an article speaks of each part's government: by the key of the part."""
    weights: dict[str, float] = defaultdict(float)
    for item in found:
        for term in dict.fromkeys(t for t in item.terms if t.part):
            if weight := _weight(words, tables, item, term):
                weights[term.part or ""] += weight
    home = tables.towns_of_parts.get(town.title() if town and town.isupper() else town or "")
    if home:
        weights[home] += _DATELINE
    if not weights:
        return {}
    towns: dict[str, float] = defaultdict(float)
    for key in _towns(words, tables):
        towns[key] = min(_TOWNS, towns[key] + _TOWN)
    outlets = {w for name in parts_of_outlet(article.outlet) for w in split_words(name)}
    for key in weights:
        part = tables.parts[key]
        weights[key] += towns[key] + _OUTLET * _is_of(tables, key, outlets)
        weights[key] += _common(words, part)
        weights[key] += sum(_MEMBER for w in words.lows if w in part.own) if part.own else 0.0
    return dict(weights)


def nation_weights(words: Words, found: Sequence[Listed]) -> dict[str, float]:
    """How much an article speaks of the governments of countries themselves."""
    weights: dict[str, float] = defaultdict(float)
    for item in found:
        local = any(t.part for t in item.terms) and item.of_kind(TermKind.CAPITAL) is None  # "Berlin" is the country's more often
        if local or len({t.country for t in item.terms if t.country}) > 1:
            continue
        term = item.of_kind(*_NATION, TermKind.ADJECTIVE)
        if term is None or not term.country:
            continue
        official = term.kind in (TermKind.ADJECTIVE, TermKind.COUNTRY, TermKind.CAPITAL) and _before_government(words, item.last)
        weights[term.country] += _OFFICIAL if official else _NATION.get(term.kind, 0.0)
    return dict(weights)


def _weight(words: Words, tables: Tables, item: Listed, term: Term) -> float:
    part = tables.parts[term.part or ""]
    text = " ".join(w.text for w in words.items[item.first : item.last])
    if term.kind in _PARTIES:
        return _PARTY / 2 if len({t.part for t in item.terms}) == 1 else 0.0  # counted as party and as member
    if text in part.seats:
        return _SEAT
    head = _head(words, tables, item)
    if head is not None and head in part.heads:
        return _OFFICIAL + _HEADED
    if text in part.doubtful:
        return 0.0
    if head is not None and (head in ("minister", "ministers", "auditor general") or head.endswith(("minister", "government"))):
        return _OFFICIAL
    return _OFFICIAL if _before_government(words, item.last) else _NAMED


def _head(words: Words, tables: Tables, item: Listed) -> str | None:
    """The post, in small letters, that a name stands before ("Ontario's premier") or behind ("premier of Ontario")."""
    at = item.last + (words.items[item.last].text in POSSESSIVE if item.last < len(words.items) else 0)
    for step in range(4):
        if hit := words.match(tables.roles, at + step, min(at + step + 5, len(words.items)), lower=True):
            return str(hit[1].noun.lower())
        if at + step >= len(words.items) or not words.items[at + step].text[0].isalpha():
            break
    before = item.first - 1 - (words.lows[item.first - 1] == "the") if item.first else -1
    if before > 0 and words.lows[before] == "of":
        for length in (3, 2, 1):
            hit = words.match(tables.roles, before - length, before, lower=True) if before >= length else None
            if hit and hit[0] == before:
                return str(hit[1].noun.lower())
    return None


def _before_government(words: Words, at: int) -> bool:
    """True before "government", "'s cabinet", "health minister"."""
    at += at < len(words.items) and words.items[at].text in POSSESSIVE
    near = words.lows[at : at + 3]
    return not _BODIES.isdisjoint(near[:2]) or any(w in ("minister", "ministers") for w in near)


def _common(words: Words, part: Part) -> float:
    """What is said of the part without its name: "the provincial government", "the province"."""
    found = min(_MOST_HEADS, _COMMON * sum(low in part.heads for low in words.lows))
    most = found + _MOST_COMMON
    for at, low in enumerate(words.lows):
        if low in part.words and (
            low not in ("state", "region", "land", "territory", "regional", "states")
            or not _COMMONLY.isdisjoint(words.lows[at + 1 : at + 3])
        ):
            found += _COMMON
    return min(most, found)


def _towns(words: Words, tables: Tables) -> Iterator[str]:
    for at, word in enumerate(words.items):
        if word.text in tables.towns_of_parts:
            following = words.items[at + 1].text if at + 1 < len(words.items) else ""
            if not following[:1].isupper():
                yield tables.towns_of_parts[word.text]


def _is_of(tables: Tables, key: str, outlet: set[str]) -> bool:
    """True for an outlet named after a part or its towns: "The Prairie Post" of a town Prairie."""
    part = tables.parts[key]
    return (part.name not in part.doubtful and part.name in outlet) or any(tables.towns_of_parts.get(w) == key for w in outlet)


def _federal(words: Words) -> float:
    """For "federal" and for heads of governments that parts never have."""
    heads = sum(
        _HEAD for at, low in enumerate(words.lows) if (low == "minister" and words.lows[at - 1] == "prime") or low == "chancellor"
    )
    return min(_MOST_COMMON, heads) + sum(_FEDERAL for low in words.lows if low in ("federal", "federally"))


def _is_capital(tables: Tables, town: str | None, country: str) -> bool:
    """True for a dateline of the country's capital, where it is of no part."""
    name = town.title() if town and town.isupper() else town or ""
    return any(
        words == (name,) and any(t.kind is TermKind.CAPITAL and t.country == country for t in terms)
        for words, terms in tables.terms.get(name, ())
    )


def is_federal(words: Words, first: int, last: int, part: Part | None) -> bool:
    """True where words near a party's name say that it is the country's: "the federal Liberals", "Liberal MP", "Liberal senator".

    Where members of a part's parliament are called MPs too, that tells nothing.
    """
    before = words.lows[max(0, first - 2) : first]
    after = words.lows[last : last + 2]
    governs = after[:1] in (["government"], ["ministers"])  # of a party in office, which is the country's as often
    return (
        governs
        or not (FEDERAL | _CENTRES).isdisjoint(before)
        or any(w in _FEDERAL_MEMBERS and not (part and w in part.members) for w in after)
    )


def of_part(part: Part | None, item: Listed, names: Mapping[str, Part], federal: bool) -> Listed:
    """A listed name read in an article about a part: the country's parties are the part's, and of many parts' parties its own is meant.

    ``names`` are all parts by key.
    """
    parties = {t.part for t in item.terms if t.kind in _PARTIES and t.part}
    terms = item.terms
    if len(parties) > 1:
        key = next((k for k in parties if k and names[k] is part), None)
        terms = tuple(t for t in terms if t.part is None or t.part == key or t.kind not in _PARTIES)
    if part is not None and part.parties and not federal:
        terms = tuple(
            Term(t.kind, part.parties[t.owner], t.country, part=f"{part.country}/{part.name}")
            if t.kind in _PARTIES and t.country == part.country and t.owner in part.parties
            else t
            for t in terms
        )
    return item if terms is item.terms else item._replace(terms=terms)


def branches(words: Words, tables: Tables, items: Sequence[Listed]) -> list[Listed]:
    """Names with those of a country's parties joined to a part before them: "Bavaria's SPD" is a party of its own."""
    found: list[Listed] = []
    for item in items:
        before, term = (found[-1] if found else None), item.of_kind(TermKind.PARTY)
        place = before.of_kind(TermKind.REGION, TermKind.LOCAL) if before else None
        part = tables.parts.get(place.part or "") if place else None
        if before is None or part is None or term is None or term.part or not _joined(words, tables, before.last, item):
            found.append(item)
        elif term.owner not in part.branches:
            found.append(item)
        else:
            before_text = " ".join(w.text for w in words.items[before.first : before.last])
            place_name = part.adjective if words.items[before.last].text in POSSESSIVE else before_text
            name = f"{place_name} {' '.join(w.text for w in words.items[item.first : item.last])}"
            key = f"{part.country}/{part.name}"
            found[-1] = Listed(before.first, item.last, tuple(Term(k, name, part.country, part=key) for k in _PARTIES))
    return found


def _joined(words: Words, tables: Tables, at: int, item: Listed) -> bool:
    """True for a party right behind a word, not before "MP" or "lawmaker", whose parliament is the country's more often than not."""
    if at + (words.items[at].text in POSSESSIVE) != item.first:
        return False
    hit = words.match(tables.roles, item.last, min(item.last + 3, len(words.items)), lower=True)
    return hit is None or hit[1].family != "parliament"
