"""Positions to compare: what one actor says on one issue at one time, however many articles tell it.

Entries become tellings (one utterance of one actor), tellings become appearances (one day of one actor, parted where the
texts order it). Every order of the entries gives the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rowback.core.actor import ActorKind
from rowback.core.article import BlockKind
from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.core.saidon import SaidOn
from rowback.core.stance import Stance
from rowback.core.statement import Position

LONGEST_DAYS = 2  # a longer interval counts as no day
WEIGHTS = {BlockKind.HEADLINE: 3.0, BlockKind.LEAD: 2.0, BlockKind.SUBHEAD: 2.0}  # of a telling; in any other block it weighs 1
SURELY = 0.8  # a position with this score at least is shown before the very words of one that is less sure
REFUSAL = "refus"  # what the ids of the rules for refusing to answer hold ("refusal", "refuses.comment")


@dataclass(frozen=True, slots=True)
class Telling:
    """One utterance of one actor with its position, and who tells it.

    ``start`` and ``end`` are None where no text tells the day; ``weak`` is True where the day comes from publication alone.
    ``entries`` are those that can stand for it, the most original first; none of them is aligned or nested, or a
    headline that quotes nothing. ``after`` are the
    utterances that the texts put before it on the same day. ``side`` is whom it speaks for, ``voice`` True where it is that
    side's own voice.
    """

    utterance: str
    actor: str
    entries: tuple[Entry, ...]
    stance: Stance
    start: date | None
    end: date | None
    weak: bool
    refusal: bool
    weight: float
    articles: frozenset[str]
    after: frozenset[str]
    side: str | None = None
    voice: bool = False

    @property
    def best(self) -> Entry:
        """The statement that stands for the utterance."""
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class Appearance:
    """What an actor said on an issue on one day: the tellings of the sign that is most told, the weightiest first.

    ``order`` counts the parts of a day that the texts put one after another. ``others`` is what was left out because it says
    otherwise.
    """

    actor: str
    tellings: tuple[Telling, ...]
    stance: Stance
    start: date
    end: date
    order: int
    weak: bool
    refusal: bool
    others: tuple[Telling, ...] = ()

    @property
    def mixed(self) -> bool:
        """True where other statements of the same day say otherwise."""
        return bool(self.others)

    def doubt(self, sign: int) -> float:
        """How much of what was told that day is not its position, 0..1 by weight; what is not that other sign either counts half."""
        against = sum(t.weight * (1.0 if t.stance.sign == sign else 0.5) for t in self.others)
        return against / sum(t.weight for t in (*self.tellings, *self.others))

    @property
    def sign(self) -> int:
        """The sign of its position."""
        return self.stance.sign

    @property
    def key(self) -> tuple[date, date, int]:
        """Sorts by time."""
        return (self.end, self.start, self.order)

    @property
    def side(self) -> str | None:
        """The side it speaks for."""
        return self.tellings[0].side

    @property
    def voice(self) -> bool:
        """True where it is the side's own voice."""
        return self.tellings[0].voice

    @property
    def is_unnamed(self) -> bool:
        """True where nobody but an unnamed speaker says it, other than as the side's voice."""
        return not self.voice and all(t.best.statement.speaker.kind is ActorKind.UNNAMED for t in self.tellings)

    def before(self, other: Appearance) -> bool:
        """True where it was surely earlier: on an earlier day, or in an earlier part of the same one."""
        if (self.start, self.end) == (other.start, other.end):
            return self.order < other.order and self.actor == other.actor
        return self.end < other.start

    def gap(self, other: Appearance) -> int:
        """Days that lie between the two at least, 0 where they can be of one day."""
        return max(0, (other.start - self.end).days, (self.start - other.end).days)


def usable(entry: Entry, issue: str) -> bool:
    """True for an entry that tells a position of a known actor: nothing nested, nothing that the same article denies."""
    speaker = entry.statement.speaker
    return (
        speaker.id is not None
        and speaker.kind is not ActorKind.UNKNOWN
        and not entry.denied
        and entry.statement.nested_in is None
        and entry.position(issue) is not None
    )


def tellings(issue: str, entries: Iterable[Entry]) -> list[Telling]:
    """The utterances of each actor on the issue; those that only headlines tell are left out."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    entries = list(entries)
    utterance_of: dict[str, str] = {}
    by_utterance: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if usable(entry, issue):
            by_utterance[entry.utterance or entry.id].append(entry)
            utterance_of[entry.id] = entry.utterance or entry.id
    after = _order(entries, utterance_of)
    for utterance, members in by_utterance.items():
        # an unnamed official whose words are those of a named one is that one
        named = {m.statement.speaker.id for m in members if m.statement.speaker.kind is ActorKind.PERSON}
        whose = min(n for n in named if n) if len(named) == 1 else None
        for entry in members:
            unnamed = entry.statement.speaker.kind is ActorKind.UNNAMED
            groups[(whose if unnamed else None) or entry.statement.speaker.id or "", utterance].append(entry)
    found = [_telling(issue, actor, utterance, members, after) for (actor, utterance), members in groups.items()]
    return sorted((t for t in found if t is not None), key=lambda t: (t.actor, t.utterance))


def _order(entries: Sequence[Entry], utterance_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For a statement that a text puts after another one: the utterances on the issue that it comes after.

    Where that other one takes no position on the issue, it comes after what the same speaker says on it before in that article.
    """
    if not any(e.after_id for e in entries):
        return {}
    known = {e.id: e for e in entries}
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for e in entries:
        if e.id in utterance_of and e.statement.speaker.id is not None and e.statement.content:
            told[e.source.id, e.statement.speaker.id].append(e)
    found: dict[str, frozenset[str]] = {}
    for e in entries:
        other = known.get(e.after_id or "")
        if other is None or e.id not in utterance_of or not e.statement.content:
            continue
        if other.id in utterance_of:
            found[e.id] = frozenset([utterance_of[other.id]])
        else:
            said = told.get((e.source.id, other.statement.speaker.id or ""), [])
            found[e.id] = frozenset(utterance_of[o.id] for o in said if o.statement.content[0].start < e.statement.content[0].start)
    return found


def _telling(
    issue: str, actor: str, utterance: str, members: Sequence[Entry], order: Mapping[str, frozenset[str]]
) -> Telling | None:
    members = sorted(members, key=lambda e: e.id)
    held = {e.id: position for e in members if (position := e.position(issue)) is not None}
    firm = [e for e in members if not is_refusal(held[e.id])]
    counted = firm or members
    stance = _most_told([e for e in counted if directness(e) == max(directness(c) for c in counted)], held)
    # what retellings make of a refusal is no firmer than its own words
    refusal = not firm or stance is Stance.OPEN and max(map(directness, members)) > max(map(directness, firm))
    day, weak = _day(members)
    able = [e for e in members if not _is_shorthand(e) and held[e.id].stance.sign == stance.sign]
    if all(e.statement.speaker.id != actor for e in able):
        return None  # a named person is not held to what only an unnamed one is told to have said
    able.sort(key=lambda e: (e.statement.speaker.id != actor, *_originality(e, held[e.id], stance, day)))
    weights: dict[str, float] = {}
    for e in members:
        weights[e.source.id] = max(weights.get(e.source.id, 0.0), WEIGHTS.get(e.block, 1.0))
    after = {earlier for e in members for earlier in order.get(e.id, ())} - {utterance}
    return Telling(
        utterance, actor, tuple(able), stance, day.start if day else None, day.end if day else None, weak, refusal,
        sum(weights.values()), frozenset(weights), frozenset(after),
    )  # fmt: skip


def _is_shorthand(entry: Entry) -> bool:
    """True for what an outlet makes of somebody's words above a text: it shortens others, or is a headline that quotes nothing."""
    statement = entry.statement
    return statement.aligned_to is not None or (entry.block is BlockKind.HEADLINE and statement.kind is Kind.INDIRECT)


def is_refusal(position: Position) -> bool:
    """True for a position that stands open because its holder refused to answer."""
    return position.stance is Stance.OPEN and bool(position.rules) and any(REFUSAL in rule for rule in position.rules)


def directness(entry: Entry) -> int:
    """3 for the very words, 2 for words in part, 1 for a retelling or what a headline shortens."""
    if entry.statement.aligned_to is not None or entry.statement.kind is Kind.INDIRECT:
        return 1
    return 3 if entry.statement.kind is Kind.DIRECT else 2


def is_publication_day(said_on: SaidOn) -> bool:
    """True for a day that comes from publication alone."""
    return said_on.inferred and said_on.basis is None


def known_day(entry: Entry) -> SaidOn | None:
    """The day or two days on which it was said; None where the text tells none or more than two."""
    said_on = entry.statement.said_on
    return said_on if said_on is not None and said_on.days <= LONGEST_DAYS else None


def _most_told(entries: Sequence[Entry], held: Mapping[str, Position]) -> Stance:
    """The stance of the sign that weighs most; within it the one that weighs most, then the firmest."""
    weight: dict[Stance, float] = defaultdict(float)
    for e in entries:
        weight[held[e.id].stance] += WEIGHTS.get(e.block, 1.0)
    return most_told(weight)


def most_told(weight: Mapping[Stance, float]) -> Stance:
    """The stance of the sign that weighs most, then the firmest; within the sign the same again."""
    signs: dict[int, tuple[float, int]] = {}
    for stance, told in weight.items():
        before = signs.get(stance.sign, (0.0, 0))
        signs[stance.sign] = (before[0] + told, max(before[1], abs(stance.step)))
    # the last word breaks a tie of plus and minus the same way every time
    sign = max(signs, key=lambda s: (*signs[s], s))
    return max((s for s in weight if s.sign == sign), key=lambda s: (weight[s], abs(s.step)))


def _day(members: Sequence[Entry]) -> tuple[SaidOn | None, bool]:
    """The day that most articles tell, a single day before two; the earliest publication's where none tells it."""
    told: dict[tuple[date, date], set[str]] = defaultdict(set)
    days: dict[tuple[date, date], SaidOn] = {}
    inferred: list[SaidOn] = []
    for e in members:
        said_on = known_day(e)
        if said_on is None:
            continue
        if is_publication_day(said_on):
            inferred.append(said_on)
        else:
            told[said_on.start, said_on.end].add(e.source.id)
            days.setdefault((said_on.start, said_on.end), said_on)
    if told:
        best = min(told, key=lambda d: ((d[1] - d[0]).days, -len(told[d]), d))
        return days[best], False
    return (min(inferred, key=lambda s: (s.end, s.start)), True) if inferred else (None, False)


def _originality(entry: Entry, position: Position, stance: Stance, day: SaidOn | None) -> tuple[object, ...]:
    """Sorts the most original statement first: one surely read, the very words, one that tells the day, not translated, told early."""
    said_on = known_day(entry)
    dated = day is not None and said_on is not None and (said_on.start, said_on.end) == (day.start, day.end)
    return (
        position.score < SURELY,
        -directness(entry),
        not (dated and said_on is not None and not is_publication_day(said_on)),
        entry.source.translated is True or entry.statement.verbatim is False,
        position.stance is not stance,
        entry.source.published or "9999",
        entry.id,
    )


def as_one(issue: str, told: Iterable[Telling]) -> list[Telling]:
    """Tellings of several actors as those of one, such as the voice of a side: one for each utterance."""
    by_utterance: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_utterance[telling.utterance].append(telling)
    return [_as_one(issue, tells) for _, tells in sorted(by_utterance.items())]


def _as_one(issue: str, told: Sequence[Telling]) -> Telling:
    if len(told) == 1:
        return told[0]
    weight: dict[Stance, float] = defaultdict(float)
    for t in told:
        weight[t.stance] += t.weight
    stance = most_told(weight)
    # the best known day, then the one most told
    first = min((t for t in told if t.stance.sign == stance.sign), key=lambda t: (t.start is None, t.weak, -t.weight, t.actor))
    day = SaidOn(first.start, first.end) if first.start is not None and first.end is not None else None
    held = [(e, position) for t in told if t.stance.sign == stance.sign for e in t.entries if (position := e.position(issue))]
    held.sort(key=lambda item: _originality(item[0], item[1], stance, day))
    return replace(
        first, entries=tuple(e for e, _ in held), stance=stance, refusal=all(t.refusal for t in told), weight=sum(t.weight for t in told),
        articles=frozenset().union(*(t.articles for t in told)), after=frozenset().union(*(t.after for t in told)),
    )  # fmt: skip


def appearances(told: Iterable[Telling]) -> tuple[list[Appearance], list[Telling]]:
    """The appearances of one actor (or of a side's voice taken for one) by time, and the tellings without a day."""
    days: dict[tuple[date, date], list[Telling]] = defaultdict(list)
    weak: list[Telling] = []
    undated: list[Telling] = []
    for telling in told:
        if telling.start is None or telling.end is None:
            undated.append(telling)
        elif telling.weak:
            weak.append(telling)
        else:
            days[telling.start, telling.end].append(telling)
    found = [a for (start, end), tells in days.items() for a in _parts(start, end, tells, weak=False)]
    found += _inferred(weak, found)
    return sorted(found, key=lambda a: (*a.key, a.tellings[0].utterance)), sorted(undated, key=lambda t: t.utterance)


def _inferred(weak: Iterable[Telling], known: Sequence[Appearance]) -> list[Appearance]:
    """Appearances whose day is only inferred; where one with a known day can be the same, that one holds and nothing is added."""
    rest: dict[tuple[date, date], list[Telling]] = defaultdict(list)
    ends = {day for a in known for day in (a.start, a.end)}
    for telling in weak:
        assert telling.start is not None
        assert telling.end is not None
        if telling.start not in ends and telling.end not in ends:
            rest[telling.start, telling.end].append(telling)
    return [a for (start, end), tells in rest.items() for a in _parts(start, end, tells, weak=True)]


def _parts(start: date, end: date, told: Sequence[Telling], *, weak: bool) -> list[Appearance]:
    """One appearance a day, or one for each part of it where the texts say what came later."""
    levels = _levels(told)
    if len(set(levels.values())) > 1:
        linked = {u for t in told for u in t.after} | {t.utterance for t in told if t.after & levels.keys()}
        ordered = [t for t in told if t.utterance in linked]
        signs = defaultdict(set)
        for t in ordered:
            signs[t.stance.sign].add(levels[t.utterance])
        for t in told:
            # what no text orders goes with the part that says the same
            if t.utterance not in linked and t.stance.sign in signs:
                levels[t.utterance] = min(signs[t.stance.sign])
    parts: dict[int, list[Telling]] = defaultdict(list)
    for t in told:
        parts[levels[t.utterance]].append(t)
    return [_appearance(start, end, order, part, weak) for order, part in sorted(parts.items())]


def _levels(told: Sequence[Telling]) -> dict[str, int]:
    """How many utterances of the same day each comes after at most; those in a circle of links come after nothing."""
    names = {t.utterance for t in told}
    waits = {t.utterance: set(t.after & names) for t in told}
    levels = dict.fromkeys(names, 0)
    free = sorted(name for name, earlier in waits.items() if not earlier)
    while free:
        done = free.pop()
        for name in sorted(waits):
            if done in waits[name]:
                waits[name].discard(done)
                levels[name] = max(levels[name], levels[done] + 1)
                if not waits[name]:
                    free.append(name)
    return {name: 0 if waits[name] else level for name, level in levels.items()}


def _appearance(start: date, end: date, order: int, told: Sequence[Telling], weak: bool) -> Appearance:
    firm = [t for t in told if not t.refusal] or list(told)
    weight: dict[Stance, float] = defaultdict(float)
    for t in firm:
        weight[t.stance] += t.weight
    stance = most_told(weight)
    chosen = sorted((t for t in firm if t.stance.sign == stance.sign), key=lambda t: (-t.weight, t.utterance))
    others = tuple(sorted((t for t in firm if t.stance.sign != stance.sign), key=lambda t: (-t.weight, t.utterance)))
    return Appearance(chosen[0].actor, tuple(chosen), stance, start, end, order, weak, all(t.refusal for t in chosen), others)
