"""Names of persons as the text spells them, without the titles around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rowback.core.span import Span
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind, tables
from rowback.speakers.words import POSSESSIVE

_MARKS = frozenset("\"“”„«»‘’'()[],:;*–—-")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name in the text: word indexes, without titles; ``gender`` where a title before it tells it."""

    first: int
    last: int
    span: Span
    words: tuple[str, ...]
    gender: str | None
    sure: bool


@lru_cache(maxsize=1)
def no_names() -> frozenset[str]:
    rules = tables().rules
    return frozenset(rules["no_names"] | (rules["dates"] - rules["months_that_are_names"]))


@lru_cache(maxsize=1)
def body_words() -> frozenset[str]:
    return frozenset(tables().rules["body_words"])


@lru_cache(maxsize=1)
def honorifics() -> dict[str, str]:
    rules = tables().rules
    found = dict.fromkeys(rules["honorifics"], "")
    found.update(dict.fromkeys(rules["honorifics_m"], "m"))
    found.update(dict.fromkeys(rules["honorifics_f"], "f"))
    return found


def trim(scene: Scene, first: int, last: int, sure: bool = True) -> PersonMention | None:
    """A mention without titles, marks and possessives around it; None if nothing of a name is left."""
    titles, suffixes, gender = honorifics(), scene.tables.words_of("suffixes"), None
    while last > first and (
        scene.word(last - 1) in POSSESSIVE
        or scene.word(last - 1) in _MARKS
        or scene.low(last - 1) in ("said", "told", "who", "has")
    ):
        last -= 1
    while first < last and (
        scene.word(first) in _MARKS or scene.low(first) in ("the", "a", "an", "and", "by", "said", "according", "to")
    ):
        first += 1
    if first < last and scene.word(first)[:1].islower() and scene.low(first) not in scene.tables.words_of("particles"):
        while first < last and not scene.word(first)[:1].isupper():
            first += 1
    while last - first > 1:
        title = title_end(scene, first, last)
        if title is None:
            break
        gender, first = titles.get(scene.low(title - 1), "") or gender, title
    while last - first > 1 and scene.low(last - 1) in suffixes:
        last -= 1
    if first >= last or scene.word(last - 1) in _MARKS:
        return None
    possessive = next((i for i in range(first + 1, last) if scene.is_possessive(i)), None)
    if possessive is not None:
        last = possessive
    words = tuple(scene.word(i) for i in range(first, last) if scene.word(i) != ".")
    if not any(w[0].isupper() for w in words) or all(w.lower() in no_names() or w.lower() in titles for w in words):
        return None
    if first > 0 and gender is None:
        gender = (
            titles.get(scene.low(first - 1)) or (titles.get(scene.low(first - 2)) if scene.word(first - 1) == "." else None) or None
        )
    return PersonMention(first, last, scene.words.span(first, last), words, gender or None, sure)


_OF_TOWNS = frozenset(["mayor", "governor", "premier", "councillor"])


def title_end(scene: Scene, first: int, last: int) -> int | None:
    """The word after a title that begins a name, None where none does or nothing of a name would be left."""
    titles = honorifics()
    role = scene.words.match(scene.tables.roles, first, last, lower=True)
    if scene.word(first) == "Son" and "-" in scene.text_of(first + 1, last):
        return None  # "Son Woo-jin", whose family name it is
    end = role[0] if role else first + 1 if scene.low(first) in titles else None
    if end is None and scene.low(first) in scene.tables.portfolio and scene.word(first + 1) in ("Minister", "Secretary"):
        end = first + 2  # "Energy Minister Ann Poole"
    if (
        end is None
        and first + 2 < last
        and (listed := scene.listed_at(first))
        and listed.of_kind(TermKind.ADJECTIVE, TermKind.MEMBER)
    ):
        inner = scene.words.match(scene.tables.roles, listed.last, last, lower=True)
        end = inner[0] if inner else None
    if end is None and (office := next((i for i in (first + 1, first + 2) if scene.low(i) in _OF_TOWNS), None)):
        end = office + 1 if scene.word(office)[:1].isupper() and office + 1 < last else None  # "Gdynia Mayor Ann Poole"
    if end is None:
        return None
    if scene.word(end) == "." and end < last:
        end += 1
    if end >= last or scene.word(end) in POSSESSIVE or not scene.word(end)[:1].isalpha():
        return None
    # a rank that is also a given or family name stays where one word follows that is none on its own: "Dean Martin", "Major"
    if scene.low(first) in scene.tables.genders and scene.low(first) not in titles and scene.low(end) not in scene.tables.genders:
        return None
    return end


def _is_title(scene: Scene, at: int) -> bool:
    """True for the letters of a post right before a name: "TD", "MEP"."""
    role = scene.words.match(scene.tables.roles, at, at + 1, lower=True)
    letters = role is not None and role[1].noun.isupper() and scene.word(at) == role[1].noun
    return letters and scene.word(at + 1)[:1].isupper() and scene.word(at + 1)[1:].islower()


def is_no_person(scene: Scene, mention: PersonMention) -> bool:
    """True for a name that the tables know as something else, wholly or as part of something longer."""
    if len(mention.words) > 1 and _is_title(scene, mention.last - 1):
        return True  # "Clare TD", whose name follows
    outlet = scene.words.match(scene.tables.outlets, mention.first, mention.last)
    if outlet and outlet[0] == mention.last and not outlet[1].ambiguous and len(mention.words) > 1:
        return True
    listed = scene.listed_over(mention.first)
    following = scene.words.match(scene.tables.roles, mention.last, mention.last + 4, lower=True)
    if len(mention.words) == 1 and mention.gender is None and not scene.glued(mention.last):
        local = scene.low(mention.last) in ("borough", "council", "university", "city", "county", "station")
        if local or (following and not following[1].plural and scene.word(mention.last)[:1].isupper()):
            return True  # "Health Secretary", "Ashford borough council"
    if len(mention.words) == 1 and mention.gender is None and mention.words[0].lower() in body_words():
        return True
    if scene.low(mention.first - 1) == "of" and scene.low(mention.first - 2) in (
        "mayor",
        "city",
        "town",
        "village",
        "university",
        "district",
        "bishop",
        "archbishop",
    ):
        return True
    if scene.low(mention.first - 1) == "of" and len(mention.words) == 1 and mention.gender is None:
        holder = scene.words.match(scene.tables.roles, mention.first - 2, mention.first - 1, lower=True)
        if (
            holder
            and holder[1].family == "head"
            and scene.low(mention.first - 3) in ("the", "deputy", "vice", "prime", "first", "chief")
        ):
            return True  # "the President of Aragon"
    if listed is None:
        role = scene.words.match(scene.tables.roles, mention.first, mention.last, lower=True)
        return len(mention.words) == 1 and role is not None and not scene.tables.genders.get(mention.words[0].lower())
    longer = listed.first < mention.first or listed.last > mention.last
    if longer or listed.last - listed.first == mention.last - mention.first > 1:
        return True
    if listed.last == mention.last and len(mention.words) == 1:
        if mention.gender is None and listed.of_kind(TermKind.CAPITAL, TermKind.COUNTRY):
            return True
        known = mention.words[0].lower() in scene.tables.genders or mention.gender is not None
        return not known and any(t.kind not in (TermKind.REGION, TermKind.CAPITAL) for t in listed.terms)
    return False
