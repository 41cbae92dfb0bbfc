"""Where the text names persons: the tagger's names mended, names told by their form, and short forms of both."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rowback.core.attribution import NameKind
from rowback.core.span import Span
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind, tables
from rowback.speakers.words import POSSESSIVE

_PLACES = (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.DEMONYM, TermKind.SEAT)
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
def _stop() -> frozenset[str]:
    rules = tables().rules
    return frozenset(rules["no_names"] | (rules["dates"] - rules["months_that_are_names"]))


@lru_cache(maxsize=1)
def _body_words() -> frozenset[str]:
    return frozenset(tables().rules["body_words"])


@lru_cache(maxsize=1)
def _honorifics() -> dict[str, str]:
    rules = tables().rules
    found = dict.fromkeys(rules["honorifics"], "")
    found.update(dict.fromkeys(rules["honorifics_m"], "m"))
    found.update(dict.fromkeys(rules["honorifics_f"], "f"))
    return found


def find_person_mentions(scene: Scene) -> list[PersonMention]:
    """All mentions of persons by name, in order, none overlapping another."""
    taken: dict[int, PersonMention] = {}
    bodies = _bodies_by_form(scene)
    for mention in (*_tagged(scene), *_formed(scene), *_sources(scene)):
        if (len(mention.words) == 1 and mention.words[0] in bodies) or _is_body(scene, mention.first, mention):
            continue
        if not any(i in taken for i in range(mention.first, mention.last)):
            taken.update(dict.fromkeys(range(mention.first, mention.last), mention))
    _short_forms(scene, taken)
    return sorted(set(taken.values()), key=lambda m: m.first)


def _tagged(scene: Scene) -> list[PersonMention]:
    found = []
    for name in sorted(scene.names, key=lambda n: (n.span.start, -n.span.end)):
        if name.kind is not NameKind.PERSON:
            continue
        inside = scene.words.inside(name.span)
        mention = _trim(scene, inside.start, inside.stop)
        if mention and (_is_no_person(scene, mention) or _is_body(scene, inside.start, mention)):
            continue
        if mention and not (
            len(mention.words) == 1 and scene.title_case[scene.paragraph_at(mention.span.start)] and _is_listed(scene, mention)
        ):
            found.append(mention)
    return found


def _trim(scene: Scene, first: int, last: int, sure: bool = True) -> PersonMention | None:
    """A mention without titles, marks and possessives around it; None if nothing of a name is left."""
    honorifics, suffixes, gender = _honorifics(), scene.tables.words_of("suffixes"), None
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
        title = _title_end(scene, first, last)
        if title is None:
            break
        gender, first = honorifics.get(scene.low(title - 1), "") or gender, title
    while last - first > 1 and scene.low(last - 1) in suffixes:
        last -= 1
    if first >= last or scene.word(last - 1) in _MARKS:
        return None
    possessive = next((i for i in range(first + 1, last) if scene.is_possessive(i)), None)
    if possessive is not None:
        last = possessive
    words = tuple(scene.word(i) for i in range(first, last) if scene.word(i) != ".")
    if not any(w[0].isupper() for w in words) or all(w.lower() in _stop() or w.lower() in honorifics for w in words):
        return None
    if first > 0 and gender is None:
        gender = (
            honorifics.get(scene.low(first - 1))
            or (honorifics.get(scene.low(first - 2)) if scene.word(first - 1) == "." else None)
            or None
        )
    return PersonMention(first, last, scene.words.span(first, last), words, gender or None, sure)


def _title_end(scene: Scene, first: int, last: int) -> int | None:
    """The word after a title that begins a name, None where none does or nothing of a name would be left."""
    honorifics = _honorifics()
    role = scene.words.match(scene.tables.roles, first, last, lower=True)
    end = role[0] if role else first + 1 if scene.low(first) in honorifics else None
    if (
        end is None
        and first + 2 < last
        and (listed := scene.listed_at(first))
        and listed.of_kind(TermKind.ADJECTIVE, TermKind.MEMBER)
    ):
        inner = scene.words.match(scene.tables.roles, listed.last, last, lower=True)
        end = inner[0] if inner else None
    if end is None:
        return None
    if scene.word(end) == "." and end < last:
        end += 1
    if end >= last or scene.word(end) in POSSESSIVE or not scene.word(end)[:1].isalpha():
        return None
    # a rank that is also a given or family name stays where one word follows that is none on its own: "Dean Martin", "Major"
    if (
        scene.low(first) in scene.tables.genders
        and scene.low(first) not in honorifics
        and scene.low(end) not in scene.tables.genders
    ):
        return None
    return end


def _formed(scene: Scene) -> list[PersonMention]:
    """Names that their form tells: a given name or a title before a capitalised word."""
    found, genders, stop, honorifics = [], scene.tables.genders, _stop(), _honorifics()
    tagged = {i for n in scene.names if n.kind in (NameKind.ORGANISATION, NameKind.PLACE) for i in scene.words.inside(n.span)}
    for first, last in scene.capital_runs():
        if scene.title_case[scene.paragraph_at(scene.words.items[first].start)]:
            continue
        at = first
        while at < last and scene.low(at) in stop and scene.low(at) not in honorifics:
            at += 1
        titled = at > first and scene.low(at - 1) in honorifics
        while (end := _title_end(scene, at, last)) is not None:
            at, titled = end, True
        before = _before_role(scene, at)
        run = tuple(scene.low(i) for i in range(at, last) if scene.word(i) != ".")
        if (
            not run
            or any(w in _body_words() for w in run)
            or tagged & set(range(at, last))
            or any(w.isupper() and len(w) > 3 for w in run)
        ):
            continue
        given = run[0] in genders and len(run) in (2, 3, 4)
        if (given or ((titled or before) and len(run) in (1, 2, 3, 4))) and not _starts_listed(scene, at, last):
            mention = _trim(scene, at, last, sure=given or titled)
            if mention and not _is_no_person(scene, mention) and all(w.lower() not in stop for w in mention.words):
                found.append(mention)
    return found


def _sources(scene: Scene) -> list[PersonMention]:
    """Sources that are nothing but two or three capitalised words: most are persons whose given name no table has."""
    found = []
    other = {i for n in scene.names if n.kind is not NameKind.PERSON for i in scene.words.inside(n.span)}
    for attribution in scene.attributions:
        for span in attribution.source[:1]:
            inside = scene.words.inside(span)
            first = last = inside.start
            while last < inside.stop and scene.word(last)[:1].isupper() and scene.word(last).isalpha():
                last += 1
            whole = last == inside.stop or scene.word(last) in (",", "(")
            words = {scene.low(i) for i in range(first, last)}
            if not whole or not 2 <= last - first <= 3 or words & (_body_words() | _stop()) or other & set(range(first, last)):
                continue
            if not scene.listed_in(first, last) and scene.words.match(scene.tables.roles, first, last, lower=True) is None:
                if (scene.low(first - 1) not in scene.tables.rules["phrases"]["determiners"]) and (
                    mention := _trim(scene, first, last, sure=False)
                ):
                    found.append(mention)
    return found


def _before_role(scene: Scene, at: int) -> bool:
    """True if a role in small letters stands right before: "the spokesman Tom Poole", "chairman Raj Patel"."""
    if at in scene.openers:
        return False
    for length in (1, 2, 3):
        hit = scene.words.match(scene.tables.roles, at - length, at, lower=True) if at >= length else None
        if hit and hit[0] == at and not hit[1].plural and scene.word(at - 1)[:1].islower():
            return True
    return False


def _starts_listed(scene: Scene, first: int, last: int) -> bool:
    listed = scene.listed_at(first)
    if listed is None:
        return False
    if last - first > listed.last - listed.first and scene.low(first) in scene.tables.genders:
        return False
    return bool(listed.of_kind(*_PLACES, TermKind.BODY, TermKind.PARTY, TermKind.MINISTRY, TermKind.PARLIAMENT, TermKind.REGION))


def _bodies_by_form(scene: Scene) -> frozenset[str]:
    """Single names that stand after a common noun for a body somewhere: "steelmaker Nordwerk"."""
    nouns = scene.tables.rules["body_nouns"]
    common = frozenset(n for sort in ("business", "team", "civil") for n in nouns[sort])
    found = set()
    for at, word in enumerate(scene.words.items):
        if word.text.lower() in common and scene.word(at + 1)[:1].isupper() and not scene.word(at + 2)[:1].isupper():
            found.add(scene.word(at + 1))
    return frozenset(found)


def _is_body(scene: Scene, first: int, mention: PersonMention) -> bool:
    """True after a common noun for a body: "steelmaker Nordwerk", "the drug's maker, Medix"."""
    if len(mention.words) > 1 and mention.words[0].lower() in scene.tables.genders:
        return False
    nouns = scene.tables.rules["body_nouns"]
    before = first - 1 - (scene.word(first - 1) == ",")
    places = (before, first) if len(mention.words) > 1 else (before,)
    return any(scene.low(at) in nouns[sort] for at in places for sort in ("business", "team", "civil"))


def _is_no_person(scene: Scene, mention: PersonMention) -> bool:
    """True for a name that the tables know as something else, wholly or as part of something longer."""
    listed = scene.listed_over(mention.first)
    following = scene.words.match(scene.tables.roles, mention.last, mention.last + 4, lower=True)
    if len(mention.words) == 1 and mention.gender is None and not scene.glued(mention.last):
        local = scene.low(mention.last) in ("borough", "council", "university", "city", "county", "station")
        if local or (following and not following[1].plural and scene.word(mention.last)[:1].isupper()):
            return True  # "Health Secretary", "Ashford borough council"
    if len(mention.words) == 1 and mention.gender is None and mention.words[0].lower() in _body_words():
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


def _is_listed(scene: Scene, mention: PersonMention) -> bool:
    listed = scene.listed_over(mention.first)
    return listed is not None and listed.of_kind(*_PLACES, TermKind.BODY, TermKind.PARTY, TermKind.MINISTRY) is not None


def _short_forms(scene: Scene, taken: dict[int, PersonMention]) -> None:
    """Adds surnames, and given names used alone, of persons whose full name the text has."""
    full = [m for m in set(taken.values()) if len(m.words) > 1]
    surnames = Counter(m.words[-1] for m in full)
    given = {m.words[0] for m in full}
    genders = scene.tables.genders
    eastern = {m.words[0] for m in full if m.words[0].lower() not in genders and len(m.words) < 4 and m.sure}
    stop, particles = _stop(), scene.tables.words_of("particles")
    for at, word in enumerate(scene.words.items):
        if at in taken or not word.capital or word.text.lower() in stop or len(word.text) < 2:
            continue
        if word.text in surnames or word.text in eastern or (word.text in given and word.text.lower() in genders):
            if at + 1 in taken or at - 1 in taken or scene.low(at + 1) in _body_words() or _part_of_name(scene, at):
                continue
            listed = scene.listed_over(at)
            if listed and listed.last - listed.first > 1:
                continue
            first = at
            while scene.word(first - 1) in particles and scene.word(first - 1) not in ("la", "le", "y", "e", "st"):
                first -= 1
            mention = _trim(scene, first, at + 1, sure=False)
            if mention:
                taken.update(dict.fromkeys(range(mention.first, mention.last), mention))


def _part_of_name(scene: Scene, at: int) -> bool:
    """True if capitals on both sides make the word part of something longer, such as "Johnson & Johnson"."""
    if scene.word(at + 1) in ("&", "-"):
        return True
    after = scene.word(at + 1)
    return bool(
        after[:1].isupper()
        and after.lower() not in _stop()
        and scene.title_case[scene.paragraph_at(scene.words.items[at].start)] is False
        and scene.low(at + 1) not in _honorifics()
        and scene.words.match(scene.tables.roles, at + 1, at + 3, lower=True) is None
        and scene.listed_at(at + 1) is None
        and scene.word(at + 2) not in ("'s",)
        and len(after) > 1
    )
