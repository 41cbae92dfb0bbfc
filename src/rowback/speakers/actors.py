"""Actors of one article: mentions by name put together."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.naming import PersonMention
from rowback.speakers.posts import Post
from rowback.speakers.tables import Tables, Term

SAME_SPELLING = 85  # of 100: "Sikorsky" and "Sikorski", "Meier" and "Meyer"; lower joins strangers


@dataclass(eq=False)
class Actor:
    """Somebody of the article while it is read; ``term`` is the table's reading of a body or government."""

    key: int
    kind: ActorKind
    name: str
    gender: str | None = None
    mentions: list[Span] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    term: Term | None = None
    side: str | None = None
    plural: bool = False
    thing: bool = False
    union: bool = False
    nationality: str | None = None
    age: str | None = None

    @property
    def is_person(self) -> bool:
        """True for named persons and for unnamed single ones."""
        return self.kind is ActorKind.PERSON or (self.kind is ActorKind.UNNAMED and not self.plural and not self.thing)


class Cast:
    """All actors, and which actor each mention by name belongs to."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.actors: list[Actor] = []
        self.places: list[tuple[Span, Actor]] = []

    def new(self, kind: ActorKind, name: str, **known: object) -> Actor:
        """A new actor with the next key."""
        actor = Actor(len(self.actors), kind, name)
        for key, value in known.items():
            setattr(actor, key, value)
        self.actors.append(actor)
        return actor

    def place(self, span: Span, actor: Actor) -> None:
        """Notes a mention; call settle() before asking for places."""
        actor.mentions.append(span)
        self.places.append((span, actor))

    def settle(self) -> None:
        """Sorts the mentions."""
        self.places.sort(key=lambda p: p[0])
        self.__dict__.pop("starts", None)

    def note(self, span: Span, actor: Actor) -> None:
        """A mention found while reading on, put in its place; it is no mention by name."""
        at = bisect_left(self.starts, span.start)
        self.starts.insert(at, span.start)
        self.places.insert(at, (span, actor))

    @cached_property
    def starts(self) -> list[int]:
        """Where the mentions start, sorted."""
        return [span.start for span, _ in self.places]

    def within(self, span: Span) -> Sequence[tuple[Span, Actor]]:
        """The mentions inside a span, in order."""
        found = self.places[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        return [p for p in found if p[0].end <= span.end + 2]

    def before(self, offset: int, count: int) -> Sequence[tuple[Span, Actor]]:
        """The last mentions that start before a place, the nearest last."""
        at = bisect_left(self.starts, offset)
        return self.places[max(0, at - count) : at]

    def after(self, offset: int, count: int) -> Sequence[tuple[Span, Actor]]:
        """The first mentions that start at or after a place."""
        at = bisect_left(self.starts, offset)
        return self.places[at : at + count]


def _letters(word: str) -> str:
    return word.replace(".", "").casefold()


def compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """True if two sequences of given names can be one person's: the same, initials, or one left out."""
    a, b = [_letters(w) for w in one], [_letters(w) for w in other]
    if not a or not b:
        return True
    if len(a[0]) == 1 or len(b[0]) == 1:
        return a[0][:1] == b[0][:1]
    return bool({*a} & {*b}) or a[0].startswith(b[0]) or b[0].startswith(a[0]) or _nickname(a[0], b[0])


def _nickname(one: str, other: str) -> bool:
    return len(one) >= 3 and len(other) >= 3 and one[:3] == other[:3] and abs(len(one) - len(other)) <= 6


def cluster_persons(cast: Cast, mentions: Sequence[PersonMention]) -> None:
    """Makes one actor of the mentions that name one person; full names first, then short forms by nearness."""
    by_word: dict[str, list[Actor]] = defaultdict(list)
    names: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    homes: dict[int, Actor] = {}
    for number, mention in enumerate(mentions):
        if len(mention.words) == 1 or _is_particled(cast, mention):
            continue
        actor = _same_person(by_word, names, mention)
        if actor is None:
            actor = cast.new(ActorKind.PERSON, " ".join(mention.words))
        if len(mention.words) > len(actor.name.split()) or not names[actor.key]:
            actor.name = mention.span_text if hasattr(mention, "span_text") else " ".join(mention.words)
        if mention.words not in names[actor.key]:
            names[actor.key].append(mention.words)
            for word in {_letters(w) for w in mention.words if len(w) > 1}:
                if actor not in by_word[word]:
                    by_word[word].append(actor)
        homes[number] = actor
    last_seen = _Nearest(mentions, homes)
    for number, mention in enumerate(mentions):
        if number not in homes:
            homes[number] = _short_form(cast, by_word, names, mention, last_seen, number)
    for number, mention in enumerate(mentions):
        actor = homes[number]
        actor.gender = actor.gender or mention.gender
        cast.place(mention.span, actor)
    for actor in cast.actors:
        if actor.kind is ActorKind.PERSON and actor.gender is None:
            actor.gender = cast.tables.genders.get(actor.name.split()[0].lower()) or None


def _is_particled(cast: Cast, mention: PersonMention) -> bool:
    return mention.words[0] in cast.tables.words_of("particles")


def _same_person(by_word: dict[str, list[Actor]], names: dict[int, list[tuple[str, ...]]], mention: PersonMention) -> Actor | None:
    """The actor with a full name that can be the same person's."""
    surname = _letters(mention.words[-1])
    for actor in by_word.get(surname, ())[:50]:
        for known in names[actor.key]:
            if {_letters(w) for w in mention.words} <= {_letters(w) for w in known} or {_letters(w) for w in known} <= {
                _letters(w) for w in mention.words
            }:
                return actor
            if _letters(known[-1]) == surname and compatible(known[:-1], mention.words[:-1]):
                return actor
    for actor in by_word.get(_letters(mention.words[0]), ())[:50]:  # the same given name, the surname spelt otherwise
        for known in names[actor.key]:
            if _letters(known[0]) == _letters(mention.words[0]) and _spelt_alike(known[-1], mention.words[-1]):
                return actor
    return None


def _spelt_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 4 and one[:1] == other[:1] and fuzz.ratio(one.casefold(), other.casefold()) >= SAME_SPELLING


class _Nearest:
    """Answers which of several actors was named last before a mention, else first after it."""

    def __init__(self, mentions: Sequence[PersonMention], homes: dict[int, Actor]) -> None:
        self.numbers: dict[int, list[int]] = defaultdict(list)
        for number in sorted(homes):
            self.numbers[homes[number].key].append(number)

    def of(self, actors: Iterable[Actor], number: int) -> Actor | None:
        """The actor nearest before a mention; those named only later come after all others."""

        def distance(actor: Actor) -> tuple[int, int]:
            places = self.numbers[actor.key]
            at = bisect_left(places, number)
            if at:
                return 0, number - places[at - 1]
            return (1, places[0] - number) if places else (2, 0)

        return min(actors, key=distance, default=None)

    def note(self, actor: Actor, number: int) -> None:
        """A mention found to be the actor's."""
        places = self.numbers[actor.key]
        places.insert(bisect_left(places, number), number)


def _short_form(
    cast: Cast,
    by_word: dict[str, list[Actor]],
    names: dict[int, list[tuple[str, ...]]],
    mention: PersonMention,
    nearest: _Nearest,
    number: int,
) -> Actor:
    word = _letters(mention.words[-1])
    able = [
        a for a in by_word.get(word, ())[:50] if not (mention.gender and _gender(cast, a) and mention.gender != _gender(cast, a))
    ]
    as_surname = [a for a in able if any(_letters(n[-1]) == word for n in names[a.key])]
    as_middle = [a for a in able if any(word in map(_letters, n[1:]) for n in names[a.key])]
    actor = nearest.of(as_surname or as_middle or able, number)
    if actor is None and len(word) >= 4:
        alike = [a for a in cast.actors[:200] if a.kind is ActorKind.PERSON and _spelt_alike(a.name.split()[-1], mention.words[-1])]
        actor = nearest.of(alike, number)
    if actor is None:
        actor = cast.new(ActorKind.PERSON, " ".join(mention.words))
        names[actor.key].append(mention.words)
        by_word[word].append(actor)
    nearest.note(actor, number)
    return actor


def _gender(cast: Cast, actor: Actor) -> str | None:
    return actor.gender or cast.tables.genders.get(actor.name.split()[0].lower()) or None
