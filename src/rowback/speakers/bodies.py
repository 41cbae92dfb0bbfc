"""Organisations, parties and governments of the text as actors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rowback.core.actor import ActorKind
from rowback.core.attribution import NameKind
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.countries import Listed
from rowback.speakers.initials import named_by_initials
from rowback.speakers.ministries import is_field, is_office, nation_beside
from rowback.speakers.scene import Scene
from rowback.speakers.tables import Term, TermKind
from rowback.speakers.union_names import branches, is_before_a_name, without_noun
from rowback.speakers.unions import mark_unions
from rowback.speakers.words import split_words

_MODEL = re.compile(r"[A-Z]{1,2}-?\d{1,3}[A-Z]?")  # what things are called: "M1", "F-16"
_FAR = 0.2  # of the weight of the country that an article is about
_ORDER = (
    TermKind.BODY,
    TermKind.MINISTRY,
    TermKind.SEAT,
    TermKind.PARTY,
    TermKind.PARLIAMENT,
    TermKind.COUNTRY,
    TermKind.CAPITAL,
    TermKind.MEMBER,
)


@dataclass
class Bodies:
    """The bodies found so far, by what makes them the same."""

    scene: Scene
    cast: Cast
    by_key: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def of_listed(self, item: Listed) -> Actor | None:
        """The actor that a listed name stands for, None for adjectives and the like."""
        text = self.scene.text_of(item.first, item.last)
        term = self._reading(item, text)
        if term is not None and term.kind is TermKind.MEMBER and not text.endswith("s"):
            return None
        return None if term is None else self._of_term(term, text)

    def _reading(self, item: Listed, text: str) -> Term | None:
        able = [t for kind in _ORDER for t in item.terms if t.kind is kind and not t.title]
        if text == "Brussels":
            able = [t for t in able if t.kind is TermKind.BODY] or able
        if not able:
            return None
        best = max((self.scene.weights.get(t.country, 0.0) for t in able if t.country), default=0.0)
        if able[0].kind is TermKind.MINISTRY and text.lower() in self.scene.tables.rules["body_nouns"]["state"]:
            if best < _FAR * max(self.scene.weights.values(), default=0.0):
                return None  # "the Treasury" of a country whose ministry no table lists
        native = [t for t in able if t.country and self.scene.weights.get(t.country, 0.0) == best]
        return native[0] if native and len({t.country for t in able if t.country}) > 1 else able[0]

    def _of_term(self, term: Term, text: str) -> Actor:
        key = {
            TermKind.BODY: ("body", term.owner),
            TermKind.MINISTRY: ("ministry", text.removeprefix("the ").removeprefix("The ")),
            TermKind.SEAT: ("seat", f"{term.country} {'' if text in _EXECUTIVE else text}"),
            TermKind.PARTY: ("party", term.owner),
            TermKind.MEMBER: ("members", term.owner),
            TermKind.PARLIAMENT: ("parliament", text),
        }.get(term.kind, ("state", term.owner))
        if key not in self.by_key:
            kind = (
                ActorKind.GOVERNMENT
                if term.governmental or term.kind in (TermKind.SEAT, TermKind.MINISTRY)
                else ActorKind.ORGANISATION
            )
            plural = text.endswith("s") and term.kind in (TermKind.MEMBER, TermKind.PARTY) and text != term.owner
            kind = ActorKind.GROUP if term.kind is TermKind.MEMBER or plural else kind
            side = (
                term.owner if term.kind in (TermKind.BODY, TermKind.PARTY, TermKind.MEMBER, TermKind.PARLIAMENT) else term.country
            )
            self.by_key[key] = self.cast.new(kind, text, term=term, side=side, plural=plural)
        return self.by_key[key]

    def named(self, text: str, kind: ActorKind = ActorKind.ORGANISATION) -> Actor:
        """The actor of a name that no table lists; a later short form finds the longer one. A government's side is found later."""
        short = " ".join(text.split()).removeprefix("the ").removeprefix("The ")
        key = ("name", short.casefold())
        if key not in self.by_key:
            actor = self.by_key.get(("first", short.casefold()))
            if actor is None:
                actor = self.cast.new(kind, short, side=short if kind is ActorKind.ORGANISATION else None)
                words_of = self.scene.tables.words_of
                if short.lower() in words_of("governing") | words_of("ministries_alone"):
                    actor.kind, actor.side = ActorKind.GOVERNMENT, None
                if (" " in short or "ministry" in short.lower()) and short.lower() in self.scene.tables.rules["body_nouns"][
                    "state"
                ]:
                    actor.kind, actor.side = ActorKind.GOVERNMENT, None
                words = short.split()
                if {"Ministry", "Chancellery"} & set(words) and actor.term is None:
                    actor.kind, actor.side = ActorKind.GOVERNMENT, self._nation_of(words)
                letters = "".join(w[0] for w in words if w[0].isupper())
                for alias in {
                    letters.casefold() if len(letters) > 2 else "",
                    words[0].casefold() if len(words) > 1 and len(words[0]) > 3 else "",
                } - {""}:
                    self.by_key.setdefault(("first", alias), actor)
            self.by_key[key] = actor
        return self.by_key[key]

    def ministry(self, text: str, country: str | None) -> Actor:
        """The actor of a name that no table lists; a ministry told to be a country's is no other country's: "the Saudi Foreign Ministry"."""
        actor = self.named(text)
        if actor.kind is not ActorKind.GOVERNMENT or country is None or actor.side == country:
            return actor
        if actor.side is None and not actor.mentions:
            actor.side = country
            return actor
        key = ("described", f"{country} {actor.name.casefold()}")
        if key not in self.by_key:
            self.by_key[key] = self.cast.new(ActorKind.GOVERNMENT, actor.name, side=country)
        return self.by_key[key]

    def branch(self, text: str) -> Actor:
        """The actor of a union's branch, whose number alone finds the longer name: "Local 9"."""
        known = (a for key, a in self.by_key.items() if key[0] == "name" and f" {text} " in f" {a.name} ")
        actor = next(known, None) or self.named(text)
        actor.union = True
        return actor

    def of_name(self, name: str) -> Actor:
        """The actor of a body of the table by its name there."""
        words = split_words(name)
        terms = next((t for entry, t in self.scene.tables.terms.get(words[0], ()) if entry == words), ())
        return self._of_term(terms[0], name) if terms else self.named(name)

    def _nation_of(self, words: list[str]) -> str | None:
        """The country whose adjective or name a body's name begins with: "Turkish Energy Ministry"."""
        for entry, terms in self.scene.tables.terms.get(words[0], ()):
            nation = next((t for t in terms if t.kind in (TermKind.ADJECTIVE, TermKind.COUNTRY)), None)
            if tuple(words[: len(entry)]) == entry and nation is not None:
                return nation.country
        return None

    def described(self, first: int, last: int, sort: str) -> Actor:
        """The actor of common words for a body: "hotel association", "Danish food agency"; the same words later mean the same."""
        name = self.scene.text_of(first, last)
        nation = next(
            (t for i in self.scene.listed_in(first, last) if (t := i.of_kind(TermKind.ADJECTIVE, TermKind.COUNTRY))), None
        )
        key = ("described", f"{nation.country if nation else ''} {name.casefold()}")
        if key not in self.by_key:
            state = sort == "state"
            kind = ActorKind.GOVERNMENT if state else ActorKind.ORGANISATION
            self.by_key[key] = self.cast.new(kind, name, side=name if not state else nation.country if nation else None)
        return self.by_key[key]


_EXECUTIVE = frozenset(["Downing Street", "No 10", "No. 10", "No.10", "Number 10", "Number Ten", "10 Downing Street"])


def add_bodies(scene: Scene, bodies: Bodies) -> None:
    """Notes all mentions of bodies, parties and governments by name."""
    covered = {i for span, _ in bodies.cast.places for i in scene.words.inside(span)}
    if scene.dateline is not None:
        covered.update(scene.words.inside(scene.dateline.span))
    for first, last in branches(scene):
        if covered.isdisjoint(range(first, last)):
            bodies.cast.place(scene.words.span(first, last), bodies.branch(scene.text_of(first, last)))
            covered.update(range(first, last))
    for item in scene.listed:
        if _is_where(scene, item):
            continue
        if covered.isdisjoint(range(item.first, item.last)) and (actor := bodies.of_listed(item)):
            bodies.cast.place(scene.words.span(item.first, item.last), actor)
            covered.update(range(item.first, item.last))
    for first, last, letters in named_by_initials(scene.words):
        if covered.isdisjoint(range(first, letters + 1)):
            actor = bodies.named(scene.text_of(first, last))
            bodies.by_key[("name", scene.word(letters).casefold())] = actor
            bodies.cast.place(scene.words.span(first, last), actor)
            covered.update(range(first, letters + 1))
    for first, last in sorted({*_tagged(scene), *_told_by_form(scene, covered), *_told_by_last_word(scene)}, key=_longest_first):
        if covered.isdisjoint(range(first, last)):
            actor = bodies.ministry(scene.text_of(first, last), nation_beside(scene, first, last))
            if (
                actor.kind is ActorKind.GOVERNMENT
                and actor.side is None
                and scene.is_possessive(first - 1)
                and scene.word(first - 2)[:1].isupper()
            ):
                actor.side = scene.word(first - 2)
            bodies.cast.place(scene.words.span(first, last), actor)
            covered.update(range(first, last))
    for first in _commissions(scene):
        if first not in covered:
            bodies.cast.place(scene.words.span(first, first + 1), bodies.of_name("European Commission"))
            covered.add(first)
    for first, last, sort in _told_by_noun(scene):
        if covered.isdisjoint(range(first, last)):
            end = without_noun(scene, first, last)
            actor = bodies.named(scene.text_of(first, end)) if end < last else bodies.described(first, last, sort)
            bodies.cast.place(scene.words.span(first, end), actor)
            covered.update(range(first, last))
    _again(scene, bodies, covered)
    mark_unions(scene, bodies.cast)


def _tagged(scene: Scene) -> Iterator[tuple[int, int]]:
    for name in scene.names:
        if name.kind is NameKind.ORGANISATION:
            inside = scene.words.inside(name.span)
            first, last = inside.start, inside.stop
            while first < last and (scene.low(first) in ("the", "a", "an") or not scene.word(first)[0].isalnum()):
                first += 1
            if last - first > 1 and scene.low(first) in _common_nouns(scene) and scene.word(first + 1)[:1].isupper():
                first += 1
            while last > first and (not scene.word(last - 1)[0].isalnum() or scene.is_possessive(last - 1)):
                last -= 1
            last = without_noun(scene, first, last)
            role = scene.words.match(scene.tables.roles, first, last, lower=True)
            if (
                first < last
                and not any(_MODEL.fullmatch(scene.word(i)) for i in range(first, last))
                and not is_field(scene, first)
                and not (last - first == 1 and scene.low(first) in _LEVELS)
                and not scene.text_of(first, last).islower()
                and scene.word(first - 1) not in "'‘“\""
                and (role is None or role[0] < last)
                and not is_office(scene, first, last)
            ):
                yield first, last


_LEVELS = frozenset(["federal", "provincial", "state", "national", "regional", "opposition", "interim"])


def _told_by_form(scene: Scene, covered: set[int]) -> Iterator[tuple[int, int]]:
    """Capitals after a common noun for a body: "steelmaker Nordwerk", "the campaign group Clear Seas"."""
    nouns = _common_nouns(scene)
    for first, last in scene.capital_runs():
        if scene.low(first) in nouns and last - first > 1 and scene.word(first + 1)[:1].isupper():
            first += 1
        after = last + (scene.low(last) in ("borough", "city", "county", "district", "state", "fire"))
        if scene.low(after) in _LOCAL and scene.word(after)[:1].islower() and covered.isdisjoint(range(first, last)):
            yield first, after + 1
            continue
        if scene.is_explained_as_body(last) and covered.isdisjoint(range(first, last)):
            yield first + (scene.low(first) in ("the", "a", "an")), last
            continue
        before = first - 1 - (scene.word(first - 1) == ",")
        if (
            scene.low(before) in nouns
            and covered.isdisjoint(range(first, last))
            and scene.sentence_at(scene.words.items[first].start) == scene.sentence_at(scene.words.items[first - 1].start)
        ):
            yield first, last


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def _told_by_last_word(scene: Scene) -> Iterator[tuple[int, int]]:
    """Capitals that end in a word for a body, a plural possessor among them: "the Danube Hauliers' Union"."""
    ends = scene.tables.words_of("surely_bodies")
    for at, word in enumerate(scene.words.items):
        if not word.text[:1].isupper() or word.text.lower() not in ends:
            continue
        if scene.title_case[scene.paragraph_at(word.start)]:
            continue
        first = at
        while first > 0 and (
            scene.word(first - 1)[:1].isupper() or (scene.word(first - 1) in ("'", "’") and scene.is_possessive(first - 1))
        ):
            first -= 1
        if scene.low(first) in ("the", "a", "an"):
            first += 1
        plural = any(scene.is_possessive(i) for i in range(first, at))
        if at - first >= 2 and plural and scene.low(first - 1) in ("the", "a") or plural and scene.low(first - 1) == "the":
            yield first, at + 1


def _commissions(scene: Scene) -> Iterator[int]:
    """Where "the commission" stands in small letters in an article that speaks of the European Union."""
    if not any(t.owner in ("European Union", "European Commission") for item in scene.listed for t in item.terms):
        return
    for at, word in enumerate(scene.words.items):
        if word.text == "commission" and scene.low(at - 1) == "the" and not scene.is_quoted(word.start):
            if scene.low(at + 1) not in ("of", "on", "for"):
                yield at


def _told_by_noun(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Common nouns for a body with a word before them that tells which, where a sentence opens with them: "The hotel association"."""
    nouns = scene.tables.rules["body_nouns"]
    sorts = {n: sort for sort in ("business", "team", "civil", "state") for n in nouns[sort] if " " not in n and n != "group"}
    for sentence in scene.sentences:
        first = scene.words.at(sentence.start)
        if scene.low(first) != "the" or scene.is_quoted(sentence.start) or scene.is_heading(sentence.start):
            continue
        for at in range(first + 1, first + 5):
            after = scene.word(at + 1)
            if (
                scene.word(at) in sorts
                and sorts[scene.word(at)] == "civil"
                and after == "of"
                and (end := _before_verb(scene, at + 2))
            ):
                yield first + 1, end, "civil"
                break
            if not scene.word(at).isalpha() and not scene.is_possessive(at) and "-" not in scene.word(at):
                break
            if scene.word(at) in sorts and not scene.is_possessive(at + 1) and not (after.isalpha() and after[0].isupper()):
                verb = after.lower() in scene.tables.rules["phrases"]["verbs"] or after.islower() and after.endswith(("ed", "s"))
                clause = after == "," and scene.low(at + 2) in ("whose", "which", "who")
                owned = any(scene.is_possessive(i) and scene.word(i - 1).islower() for i in range(first, at))
                owned = owned or scene.low(at - 1) in ("labour", "labor", "trade")
                named = is_before_a_name(scene, first + 1, at + 1)
                if at > first + 1 and (verb or clause) and not owned and not named:
                    yield first + 1, at + 1, sorts[scene.word(at)]
                break


def _before_verb(scene: Scene, at: int) -> int | None:
    """Where the verb of a sentence stands behind "The association of the heating industry"; None where none follows soon."""
    for end in range(at + 1, at + 6):
        low = scene.low(end)
        if not low.isalpha():
            return None
        if low in scene.tables.rules["phrases"]["verbs"] or (
            low.endswith(("ed", "s")) and scene.low(end - 1) not in ("the", "of", "and")
        ):
            return end if end - at >= 1 and scene.word(end).islower() else None
    return None


def _is_where(scene: Scene, item: Listed) -> bool:
    """True for a town after "in" or "at": a place, not those who sit there."""
    towns = item.of_kind(TermKind.CAPITAL, TermKind.BODY, TermKind.SEAT)
    return bool(
        towns
        and scene.low(item.first - 1) in ("in", "at", "from", "to", "near", "outside", "through")
        and scene.is_place(item.first, loose=True)
    )


_LOCAL = frozenset(["council", "university", "hospital", "club", "airport", "station", "college", "police"])


def _common_nouns(scene: Scene) -> frozenset[str]:
    nouns = scene.tables.rules["body_nouns"]
    named = frozenset(n for sort in ("business", "team", "civil") for n in nouns[sort] if " " not in n)
    return named | scene.tables.words_of("firm_nouns")


def _again(scene: Scene, bodies: Bodies, covered: set[int]) -> None:
    """Notes the other places where names of bodies that no table lists stand, wholly or by their first word."""
    known: dict[str, list[tuple[tuple[str, ...], Actor]]] = {}
    for actor in {a.key: a for key, a in bodies.by_key.items() if key[0] == "name"}.values():
        words = split_words(actor.name)
        if words and words[0][:1].isupper() and len(words[0]) > 3 and words[0].lower() not in scene.tables.rules["no_names"]:
            known.setdefault(words[0], []).append((words, actor))
    for at, word in enumerate(scene.words.items):
        if at in covered or word.text not in known:
            continue
        for words, actor in sorted(known[word.text], key=lambda k: -len(k[0])):
            whole = tuple(scene.word(i) for i in range(at, at + len(words))) == words
            if whole or (
                len(known[word.text]) == 1
                and len(words) > 1
                and not scene.word(at + 1)[:1].isupper()
                and word.text not in scene.tables.terms
            ):
                end = at + (len(words) if whole else 1)
                if covered.isdisjoint(range(at, end)):
                    bodies.cast.place(scene.words.span(at, end), actor)
                    covered.update(range(at, end))
                break
