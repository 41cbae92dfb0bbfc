"""Political news without end, generated: what `bench/ledger.py` fills its ledgers with. The same seed gives the same news.

Countries and parties with a head, a spokesperson, ministers and members; issues with a line of each side that speaks on them; now
and then a side turns, some of its people stay behind, and somebody takes his words back. Articles tell of one issue mostly: what
was said, quoted or retold, often by several outlets; some call a turn a turn. Outlets, actors, issues and tellings are as skewed
as in news.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from rowback import Actor, ActorKind, Article, Block, BlockKind, Issue, Kind, Reading, SaidOn, Span, Statement
from rowback.core.stance import Stance
from rowback.core.statement import Position

ISSUES, PER_ARTICLE, DAYS = 2000, 10, 2000
LARGEST = 0.05  # of all statements, on one issue
WITH_POSITION = 0.43  # of all statements
FIRST_DAY = date(2020, 1, 1)

_COUNTRIES = (
    "United States", "United Kingdom", "Germany", "France", "Russia", "Ukraine", "China", "Poland", "Italy", "Spain", "Canada", "Turkey",
    "Japan", "India", "Israel", "Brazil", "Hungary", "Sweden", "Finland", "Norway", "Denmark", "Netherlands", "Belgium", "Austria",
    "Greece", "Romania", "Ireland", "Mexico", "Australia", "South Korea", "Egypt", "Iran", "Serbia", "Estonia", "Latvia", "Lithuania",
    "Portugal", "Bulgaria", "Croatia", "Slovakia", "Argentina", "Kenya", "Nigeria", "Georgia", "Moldova", "Armenia", "Chile", "Peru",
)  # fmt: skip
_COUNTRY_ROLES = ("president", "spokesman", "foreign minister", "defence minister", "finance minister", "interior minister", "health minister",
                  "deputy foreign minister", "deputy defence minister", "adviser", "senior official", "ambassador")  # fmt: skip
_PARTY_ROLES = ("party leader", "spokeswoman", "deputy leader", "parliamentary leader", "party treasurer")
_REST = ("member of parliament", "senator", "mayor", "professor", "campaigner", None)
_THINGS = "levy pact reactor pipeline border pension wage rent harbour school clinic railway tariff quota licence treaty merger court tunnel dam".split()
_KINDS = "ban deal fund tax vote cap plan loan reform inquiry".split()
_WORDS = """budget farmers drivers families prices hospitals villages workers allies neighbours voters teachers soldiers exports
forests rivers banks cities islands savings energy security winter growth jobs debts climate safety justice trade steel grain gas
roads ferries nurses pensioners tenants students miners fishermen engineers""".split()
_SAID = {
    Stance.RULES_OUT: ("we will never accept {thing}", "there will be no {thing} under this leadership", "{thing} is out of the question"),
    Stance.OPPOSES: ("we are against {thing}", "{thing} is the wrong answer", "I cannot support {thing}"),
    Stance.DOUBTS: ("{thing} looks unlikely", "I have my doubts about {thing}", "I do not expect {thing}"),
    Stance.OPEN: ("nothing is decided about {thing}", "{thing} remains one option of several", "we have not ruled {thing} out"),
    Stance.LEANS: ("{thing} may well come", "we lean towards {thing}", "I expect {thing} in the end"),
    Stance.SUPPORTS: ("we support {thing}", "{thing} is right", "I am in favour of {thing}"),
    Stance.COMMITS: ("{thing} will come, that is a promise", "we have decided on {thing}", "we will deliver {thing}"),
}  # fmt: skip
_TURNED = ("{who} appears to be backtracking.", "{who} has walked back earlier remarks.", "{who} made a U-turn on {thing}.",
           "{who} has softened his stance.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks; ``rank`` is the place on the side, its head first."""

    name: str
    side: str
    role: str | None
    rank: int
    kind: ActorKind = ActorKind.PERSON


@dataclass(slots=True)
class Said:
    """One act of speaking, told by any number of articles."""

    person: Person
    day: date
    words: str
    stance: Stance | None
    turned: bool


@dataclass(slots=True)
class Topic:
    """An issue as it is spoken of: who speaks, the line of each side, when a line turned, and what was said lately."""

    thing: str
    sides: list[str]
    line: dict[str, int]
    turns: dict[str, int]
    lately: deque[Said] = field(default_factory=lambda: deque(maxlen=12))
    moods: dict[str, int] = field(default_factory=dict)


def issue_name(number: int) -> str:
    """The id of an issue by its rank."""
    return f"issue_{number:04}"


def issues() -> list[Issue]:
    """The issues, the largest first."""
    return [Issue(issue_name(n), _thing(n).capitalize(), f"{_thing(n).capitalize()} comes.") for n in range(ISSUES)]


def _thing(number: int) -> str:
    words = (_THINGS[number % 20], _KINDS[number // 20 % 10], number // 200)
    return f"the {words[0]} {words[1]}" + (f" in district {words[2]}" if words[2] else "")


def weights() -> list[float]:
    """How much is said on each issue, the sum of all being 1."""
    share = LARGEST / WITH_POSITION
    rest = [1 / (n + 2) ** 0.7 for n in range(1, ISSUES)]
    return [share, *(w * (1 - share) / sum(rest) for w in rest)]


class News:
    """Articles without end."""

    def __init__(self, actors: int, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        parties = [f"{word} Party" for word in ("Labour", "Conservative", "Green", "Liberal", "Republican", "Democratic")]
        parties += [
            f"{place} {word}"
            for place in ("Northern", "Eastern", "Coastal", "Civic", "National")
            for word in ("Party", "Union", "Alliance")
        ]
        self.sides = [*_COUNTRIES, *parties, *(f"Union of {words.capitalize()}" for words in _WORDS[:30])]
        self.side_weights = list(accumulate(1 / (n + 3) ** 0.8 for n in range(len(self.sides))))
        self.people = self._people(actors)
        self.topics = [self._topic(n) for n in range(ISSUES)]
        self.topic_weights = list(accumulate(weights()))

    def _people(self, count: int) -> dict[str, list[Person]]:
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
        found: dict[str, list[Person]] = defaultdict(list)
        names = set[str]()
        drawn = self.rng.choices(self.sides, cum_weights=self.side_weights, k=max(0, count - 6 * len(self.sides)))
        for side in [*(side for side in self.sides for _ in range(6)), *drawn]:
            while (name := self._name(syllables)) in names:
                pass
            names.add(name)
            rank = len(found[side])
            posts = _COUNTRY_ROLES if side in _COUNTRIES else _PARTY_ROLES
            found[side].append(Person(name, side, posts[rank] if rank < len(posts) else self.rng.choice(_REST), rank))
        return dict(found)

    def _name(self, syllables: Sequence[str]) -> str:
        return "".join(self.rng.choices(syllables, k=2)).title() + " " + "".join(self.rng.choices(syllables, k=3)).title()

    def _topic(self, number: int) -> Topic:
        wanted = 40 if number == 0 else self.rng.choice((1, 2, 3, 5, 8, 12))
        sides = list(dict.fromkeys(self.rng.choices(self.sides, cum_weights=self.side_weights, k=wanted)))
        line = {side: self.rng.choice((-3, -2, -2, -1, 0, 1, 2, 2, 3)) for side in sides}
        turns = {side: self.rng.randrange(DAYS) for side in sides if self.rng.random() < 0.15}
        return Topic(_thing(number), sides, line, turns)

    # ---- what is said

    def _speaker(self, sides: Sequence[str]) -> Person:
        """Heads and ministers speak most; of the first side most."""
        people = self.people[sides[int(len(sides) * self.rng.random() ** 1.6)]]
        drawn = self.rng.random()
        person = people[min(len(people) - 1, int(len(people) * self.rng.random() ** 3.0))]
        if drawn < 0.05:
            return Person("a senior official", person.side, None, 99, ActorKind.UNNAMED)
        if drawn < 0.08 and person.side in _COUNTRIES:
            return Person(f"{person.side} government", person.side, None, 0, ActorKind.GOVERNMENT)
        return person

    def _say(self, topic: Topic | None, number: int) -> Said:
        day = FIRST_DAY + timedelta(days=number)
        tail = " ".join(self.rng.choices(_WORDS, k=4))
        if topic is None:
            person = self._speaker([self.rng.choices(self.sides, cum_weights=self.side_weights)[0]])
            return Said(person, day, f"the {tail} matter most to {' and '.join(self.rng.choices(_WORDS, k=2))}", None, False)
        person = self._speaker(topic.sides)
        step, turned = self._stand(topic, person, number)
        stance = Stance.at(step)
        words = self.rng.choice(_SAID[stance]).format(thing=topic.thing)
        return Said(person, day, f"{words} because of {tail}", stance, turned)

    def _stand(self, topic: Topic, person: Person, number: int) -> tuple[int, bool]:
        """The step on the scale, and whether the speaker has another sign than when he spoke last."""
        line = topic.line[person.side]
        own = hash_of(topic.thing, person.name) % 100
        after = number >= topic.turns.get(person.side, DAYS)
        if after and own % 20 < 19:  # one of twenty stays behind
            line = -line or 2
        if own == 99:  # a rebel
            line = -line or 1
        if self.rng.random() < 0.1:
            line = max(-3, min(3, line + self.rng.choice((-1, 1))))
        if self.rng.random() < 0.01:  # a reading that went wrong, or a slip of the tongue
            line = self.rng.choice((-2, 0, 2))
        sign = (line > 0) - (line < 0)
        before = topic.moods.get(person.name, sign)
        topic.moods[person.name] = sign
        return line, before != sign

    def _told(self, topic: Topic, number: int) -> Said:
        """What was said these two days and is told again, or something new."""
        day = FIRST_DAY + timedelta(days=number)
        recent = [said for said in topic.lately if (day - said.day).days <= 1]
        if recent and self.rng.random() < 0.5:
            return recent[int(len(recent) * self.rng.random() ** 2)]  # what made news first is told most
        said = self._say(topic, number)
        topic.lately.append(said)
        return said

    # ---- how it is told

    def articles(self, count: int) -> Iterator[Reading]:
        """So many articles, day by day."""
        for number in range(count):
            day = number * DAYS // count
            topic = self.rng.choices(range(ISSUES), cum_weights=self.topic_weights)[0]
            told: dict[int, tuple[Said, int | None]] = {}
            for place in range(PER_ARTICLE):
                on = topic if self.rng.random() < WITH_POSITION else None
                said = self._say(None, day) if on is None else self._told(self.topics[on], day)
                if all(said is not other for other, _ in told.values()):
                    told[place] = (said, on)
                else:
                    told[place] = (self._say(self.topics[topic], day), on)
            yield _Telling(self, number, FIRST_DAY + timedelta(days=day)).reading(list(told.values()))


def hash_of(*words: str) -> int:
    """A number that stays the same from run to run."""
    return int.from_bytes(hashlib.sha256("|".join(words).encode()).digest()[:6], "big")


class _Telling:
    """One article as it is written."""

    def __init__(self, news: News, number: int, day: date) -> None:
        self.news, self.rng, self.day = news, news.rng, day
        self.outlet = f"Outlet {min(int(self.rng.expovariate(0.05)), 200)}"
        self.translated = self.rng.random() < 0.05
        self.text = f"Report {number}: {' '.join(self.rng.choices(_WORDS, k=5))}\n"
        self.title = Span(0, len(self.text) - 1)
        self.ident = "a" + hashlib.sha256(f"{number}|{self.text}".encode()).hexdigest()[:16]
        self.local: dict[str, str] = {}

    def reading(self, told: Sequence[tuple[Said, int | None]]) -> Reading:
        """The article with what it tells; the positions are on the issues of these numbers."""
        statements = []
        for said, on in told:
            statements.append(self._statement(said, on))
            if said.turned and on is not None and self.rng.random() < 0.25:
                family = said.person.name.split()[-1]
                self._write(" " + self.rng.choice(_TURNED).format(who=family, thing=self.news.topics[on].thing))
            self._write("\n")
        blocks = (Block(BlockKind.HEADLINE, self.title), Block(BlockKind.BODY, Span(self.title.end + 1, len(self.text))))
        published = f"{self.day.isoformat()}T{self.rng.randrange(5, 23):02}:{self.rng.randrange(60):02}:00+00:00"
        article = Article(
            self.ident, self.text, blocks, f"https://news.example/{self.ident}", self.outlet, self.title.of(self.text), published,
            "record", "second", "en", self.translated, None,
        )  # fmt: skip
        return Reading(article, tuple(statements), ())

    def _write(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def _statement(self, said: Said, on: int | None) -> Statement:
        person = said.person
        full = self.rng.random()
        role = person.role if full < 0.7 else None
        name = person.name.split()[-1] if full > 0.95 and person.kind is ActorKind.PERSON else person.name
        source = self._write(f"{role.capitalize()} {name}" if role else name)
        self._write(" ")
        cue = self._write("said")
        self._write(" ")
        quoted = self.rng.random() < 0.6
        basis = self._write(f"on {said.day:%A}") if self.rng.random() < 0.75 else None
        self._write(": “" if quoted else " that " if basis else "that ")
        words = said.words if quoted or self.rng.random() < 0.3 else said.words.partition(" because")[0]
        content = (self._write(words),)
        self._write(".”" if quoted else ".")
        ident = "s" + hashlib.sha256(f"{self.ident}|{content[0].start}".encode()).hexdigest()[:16]
        positions: tuple[Position, ...] = ()
        if on is not None and said.stance is not None:
            score = round(0.6 + 0.35 * self.rng.random(), 2)
            positions = (Position(issue_name(on), said.stance, content, (), (), ("generated",), score),)
        return Statement(
            id=ident, kind=Kind.DIRECT if quoted else Kind.INDIRECT, quote=words, content=content, cue=(cue,), source=(source,),
            speaker=self._actor(person, name, role, ident, full), said_on=self._said_on(said, basis), occasion=None, addressee=None,
            via=None, verbatim=None if not quoted else not self.translated, continues=None, aligned_to=None, nested_in=None,
            positions=positions, confidence=round(0.7 + 0.29 * self.rng.random(), 3),
        )  # fmt: skip

    def _actor(self, person: Person, name: str, role: str | None, ident: str, full: float) -> Actor:
        if full < 0.03:
            return Actor(None, None, ActorKind.UNKNOWN, None, None)
        key = self.local.setdefault(f"{person.name}|{person.side}", "p" + ident[1:])
        return Actor(key, name, person.kind, role, person.side if full < 0.9 or person.kind is not ActorKind.PERSON else None)

    def _said_on(self, said: Said, basis: Span | None) -> SaidOn | None:
        if basis is not None:
            return SaidOn(said.day, said.day, basis)
        return SaidOn(self.day - timedelta(days=1), self.day, None, inferred=True) if self.rng.random() < 0.8 else None
