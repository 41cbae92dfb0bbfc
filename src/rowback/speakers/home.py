"""Where an article is written: the country of its dateline or byline, whose posts need no country there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rowback.core.span import Span
from rowback.speakers.tables import Tables, TermKind
from rowback.speakers.words import split_words

_PARAGRAPHS = 8  # the dateline stands in one of the first
_NAMED = 0.6  # weight of a country that is named at least once beside the dateline
_ABROAD = 2.0  # a country of this weight makes a dateline whose country the article does not name one from abroad
_DATELINE = re.compile(
    r"""\s*(?P<town>[^\W\d_][^\n(),:;./–—-]{1,28})(?:/[^\n(),–—]{2,30})?(?P<more>,\s[^\n()–—]{1,40}?)??\s*
    (?P<agency>\((?P<name>[^)\n]{2,40})\))?\s*(?:[-–—]{1,2}|:)\s""",
    re.VERBOSE,
)
_BYLINE = re.compile(
    r"\s*(?:by\s|von\s|text:\s)?[^\n.:;?!“”\"]{4,70}?(?:\sin|,)\s(?P<town>[^\W\d_][^\n,.:;]{2,24})\s*", re.IGNORECASE
)
_NAMES = re.compile(
    r"""\s*(?:(?:[Bb]y|BY|From|Report:|Text:|Words:|Interview:)\s+)?(?:[^\W\d_a-zà-þ][\w.'’-]*\s+){1,3}[^\W\d_a-zà-þ][\w.'’-]*
    (?:(?:,|\s+and|,\s+and|\s+in|\s+&)\s+(?:[^\W\d_a-zà-þ][\w.'’-]*\s*){1,4})*""",
    re.VERBOSE,
)
_CREDITS = re.compile(
    r"\s*\(?(?:additional\s+)?(?:reporting|writing|editing|compiled|translated)\b[^\n]{0,12}\sby\s", re.IGNORECASE
)
_OF_ALL = frozenset(["Brussels", "Geneva", "Strasbourg", "The Hague", "Davos", "New York"])  # towns where the world meets
_KINDS = (TermKind.CAPITAL, TermKind.COUNTRY, TermKind.REGION)


class Dateline(NamedTuple):
    """The words before the first sentence: where they stand, the agency that they name, the country of the town."""

    span: Span
    agency: str | None
    country: str | None
    town: str = ""


def find_dateline(text: str, paragraphs: Sequence[Span], tables: Tables) -> Dateline | None:
    """The dateline ("OSLO, May 3 (Agency) - "), None where the article has none."""
    for paragraph in paragraphs[:_PARAGRAPHS]:
        found = _DATELINE.match(text, paragraph.start, paragraph.end)
        if found is None or not (found["agency"] or found["town"].strip().isupper()):
            continue
        country = country_of_town(found["town"], tables)
        if country or (found["agency"] and found["town"].strip().isupper()):
            return Dateline(Span(paragraph.start, found.end()), found["name"], country, found["town"].strip())
    return None


def country_of_byline(text: str, paragraphs: Sequence[Span], tables: Tables) -> str | None:
    """The country of the town with which a byline ends: "By Ann Poole in Oslo", "Ann Poole, Oslo"."""
    return next((country for town in _towns_of_bylines(text, paragraphs) if (country := country_of_town(town, tables))), None)


def town_of_byline(text: str, paragraphs: Sequence[Span]) -> str | None:
    """The town with which the first byline ends that has one."""
    return next(_towns_of_bylines(text, paragraphs), None)


def _towns_of_bylines(text: str, paragraphs: Sequence[Span]) -> Iterator[str]:
    for paragraph in paragraphs[:_PARAGRAPHS]:
        if paragraph.end - paragraph.start > 100:
            continue
        found = _BYLINE.fullmatch(text, paragraph.start, paragraph.end)
        if found and found["town"][:1].isupper():
            yield found["town"]


def signed(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The lines that tell who wrote an article: bylines below the headline, "(Reporting by …; Editing by …)" at the end."""
    found = [p for p in paragraphs[1:_PARAGRAPHS] if p.end - p.start < 100 and _NAMES.fullmatch(text, p.start, p.end)]
    return (*found, *(p for p in paragraphs[-3:] if _CREDITS.match(text, p.start, p.end)))


def country_of_town(town: str, tables: Tables) -> str | None:
    """The country of a town of the tables, however it is capitalised."""
    name = town.strip()
    name = name.title() if name.isupper() else name
    words = split_words(name) if name not in _OF_ALL else ()
    for listed, terms in tables.terms.get(words[0], ()) if words else ():
        if listed == words and (term := next((t for t in terms if t.kind in _KINDS and t.country), None)):
            return str(term.country)
    if name in _OF_ALL:
        return None
    told = next((country for country, towns in tables.rules["towns"].items() if name in towns), None)
    return told or (tables.parts[tables.towns_of_parts[name]].country if name in tables.towns_of_parts else None)


def home_of(told: str | None, weights: Mapping[str, float]) -> str | None:
    """The country told, unless the article never names it and is about others: then it is only where the reporter was."""
    if told is None or weights.get(told, 0.0) >= _NAMED or max(weights.values(), default=0.0) < _ABROAD:
        return told
    return None
