"""Which statements tell the same utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rowback.core.actor import ActorKind
from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.core.statement import Actor
from rowback.findings.appearances import is_publication_day, known_day
from rowback.findings.clusters import MOST_COMPARED, MOST_TOGETHER, MOST_TRIED, Group, attach, joined
from rowback.findings.likeness import NEVER, SAME, Unit, agreement, is_top, likeness, unit
from rowback.findings.voices import heads_of, is_voice

LATE_DAYS = 4  # how long after it was said an article without a day may still tell an utterance
LONG_WORDS = 6  # telling words that a quotation has at least to be known again on the next day
_INFERRED = 0.58  # alike enough where the day is inferred from publication and can be the same
_LATE = 0.65  # where it is inferred and an earlier one
_UNKNOWN_DAY = 0.72  # where no text tells the day, or another one of the side is named as the speaker
_BODIES = frozenset([ActorKind.GOVERNMENT, ActorKind.ORGANISATION])
_Days = tuple[date, date]


def group_utterances(entries: Sequence[Entry]) -> dict[str, str]:
    """For every statement's id the id of its utterance: the smallest statement id among those that tell it.

    What is joined depends on the statements of one side only (of one actor where there is no side), in whatever order they
    come. An aligned statement goes with the one it shortens; a statement of an unknown speaker is an utterance of its own.
    """
    known = {entry.id for entry in entries}
    shortened = {e.id: e.statement.aligned_to for e in entries if e.statement.aligned_to in known}
    heads = heads_of(entry.statement.speaker for entry in entries)
    actors: dict[str, list[Unit]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: e.id):
        speaker = entry.statement.speaker
        if speaker.id is not None and speaker.kind is not ActorKind.UNKNOWN and entry.id not in shortened:
            actors[_mouth(speaker, heads)].append(unit(entry))
    sides: dict[str, list[Group]] = defaultdict(list)
    for actor, units in sorted(actors.items()):
        sided = [u.entry.statement.speaker.side for u in units if u.entry.statement.speaker.side]
        sides[sided[0] if sided else f"\0{actor}"].extend(_of_actor(units))
    told = {u.id: group.smallest for groups in sides.values() for group in _with_unnamed(groups) for u in group.units}
    return _smallest(known, told, shortened)


def _smallest(known: Iterable[str], told: Mapping[str, str], shortened: Mapping[str, str | None]) -> dict[str, str]:
    """The smallest id of all that tell the same, those included that shorten one of them."""
    whole: dict[str, str] = {}
    for ident in known:
        at, passed = ident, {ident}
        while (target := shortened.get(at)) is not None and target not in passed:
            passed.add(target)
            at = target
        # a circle of shortened statements counts as its smallest one
        whole[ident] = told.get(at, min(passed) if at in shortened else at)
    smallest: dict[str, str] = {}
    for ident, group in whole.items():
        smallest[group] = min(ident, smallest.get(group, ident))
    return {ident: smallest[group] for ident, group in whole.items()}


def _mouth(speaker: Actor, heads: Mapping[str, frozenset[str]]) -> str:
    """The actor; one for all unnamed spokespersons of a side and the body itself, which speaks through them."""
    if speaker.side and speaker.kind is not ActorKind.PERSON and is_voice(speaker, heads.get(speaker.side, ())):
        return f"\0{speaker.side}"
    return speaker.id or ""


def _of_actor(units: Sequence[Unit]) -> list[Group]:
    """The utterances of one actor: those of known days, then what fits them, then the rest among themselves."""
    known: dict[_Days, list[Unit]] = defaultdict(list)
    between: dict[_Days, list[Unit]] = defaultdict(list)
    inferred: dict[_Days, list[Unit]] = defaultdict(list)
    unknown: list[Unit] = []
    for u in units:
        day = known_day(u.entry)
        if day is None:
            unknown.append(u)
        elif is_publication_day(day):
            inferred[day.start, day.end].append(u)
        else:
            (known if day.start == day.end else between)[day.start, day.end].append(u)
    groups = [g for (start, end), told in sorted(known.items()) for g in joined(told, start, end)]
    groups = _over_two_days(groups)
    groups += _fitted(between, groups, 0, SAME)
    groups += _fitted(inferred, groups, LATE_DAYS, _INFERRED)
    return groups + _undated(unknown, groups)


def _fitted(told: Mapping[_Days, Sequence[Unit]], groups: Sequence[Group], late: int, asked: float) -> list[Group]:
    """Groups of statements of less certain days that fit none of the groups there are; those that fit are put into them."""
    by_day = _by_day(groups)
    left: list[Group] = []
    for (start, end), units in sorted(told.items()):
        for group in joined(units, start, end):
            days = [start - timedelta(days=n) for n in range(late, 0, -1)] + [start, end]
            near = {id(g): g for day in days for g in by_day.get(day, ())}
            if not attach(group, [(g, asked if g.is_on(start, end) else _LATE) for g in near.values()]):
                left.append(group)
                for day in {start, end}:
                    by_day[day].append(group)
    return left


def _by_day(groups: Iterable[Group]) -> dict[date, list[Group]]:
    found: dict[date, list[Group]] = defaultdict(list)
    for g in groups:
        for day in {g.start, g.end}:
            if day is not None:
                found[day].append(g)
    return found


def _over_two_days(groups: list[Group]) -> list[Group]:
    """Join the very same quoted words of two days in a row, where they are long or one day is taken from the occasion.

    Outlets in other time zones date them otherwise, and the day of an occasion holds for what follows until another is told.
    """
    by_line: dict[str, list[Group]] = defaultdict(list)
    for g in groups:
        for line in {u.words.quoted_line for u in g.units if u.words.quoted}:
            by_line[line].append(g)
    gone: set[Group] = set()
    for line, alike in sorted(by_line.items()):
        alike = sorted((g for g in alike if g not in gone), key=lambda g: (g.start or date.min, g.smallest))
        for earlier, later in zip(alike, alike[1:], strict=False):
            if earlier in gone or not earlier.end or not later.start or (later.start - earlier.end).days > 1:
                continue
            taken = [
                all(u.entry.statement.said_on is not None and u.entry.statement.said_on.inferred for u in g.units)
                for g in (earlier, later)
            ]
            words = next(len(u.words.quoted) for u in later.units if u.words.quoted_line == line)
            if words >= LONG_WORDS or taken[0] != taken[1]:
                into, out = (earlier, later) if taken[1] and not taken[0] else (later, earlier)
                out.units, into.units = [], into.units + out.units
                gone.add(out)
    return [g for g in groups if g not in gone]


def _undated(units: Sequence[Unit], groups: Sequence[Group]) -> list[Group]:
    """Statements without a day: with the group that has their words, else among themselves."""
    by_stem: dict[str, list[Group]] = defaultdict(list)
    for g in groups if units else ():
        for stem in {s for u in g.units[:MOST_COMPARED] for s in u.words.stems}:
            by_stem[stem].append(g)
    left: list[Unit] = []
    for u in units:
        near: dict[Group, int] = defaultdict(int)
        for stem in u.words.stems:
            if len(by_stem.get(stem, ())) <= MOST_TOGETHER * 4:
                for g in by_stem.get(stem, ()):
                    near[g] += 1
        able = [g for g, number in near.items() if 2 * number >= len(u.words.stems) and _told_after(u, g)]
        if not attach(Group([u], None, None), [(g, _UNKNOWN_DAY) for g in able]):
            left.append(u)
    return joined(left, None, None)


def _told_after(u: Unit, group: Group) -> bool:
    """True where the statement's article appeared on the group's day or later, as far as that is known."""
    published = u.entry.source.published
    return published is None or group.start is None or published[:10] >= group.start.isoformat()


def _with_unnamed(groups: Sequence[Group]) -> list[Group]:
    """Join what an unnamed official or the body itself says with what a person of the side says on the same day, where it is the same."""
    ranks: tuple[list[Group], list[Group], list[Group]] = ([], [], [])
    for g in groups:
        kinds = {u.entry.statement.speaker.kind for u in g.units}
        ranks[0 if ActorKind.PERSON in kinds else 1 if ActorKind.UNNAMED in kinds else 2].append(g)
    kept = ranks[0]
    for others in ranks[1:]:
        by_day = _by_day(kept)
        left = [g for g in sorted(others, key=lambda o: o.smallest) if not _given_to_named(g, by_day)]
        kept = [*kept, *left]
    return kept


def _given_to_named(group: Group, by_day: Mapping[date, Sequence[Group]]) -> bool:
    near = {id(n): n for day in {group.start, group.end} if day is not None for n in by_day.get(day, ())}
    tried = sorted(near.values(), key=lambda n: (-n.nearness(group.units[0]), n.smallest))[:MOST_TRIED]
    score, _, best = max(
        ((_sameness(group, n), n.smallest, n) for n in tried), key=lambda item: item[:2], default=(NEVER, "", group)
    )
    if score < _UNKNOWN_DAY:
        return False
    best.units.extend(group.units)
    return True


def _sameness(group: Group, person: Group) -> float:
    """How alike the words are, whatever the positions; enough where an article's top retells what a person says in the same article."""
    pairs = [(a, b) for a in group.units[:MOST_COMPARED] for b in person.units[:MOST_COMPARED]]
    if any(likeness(a, b, {}) == NEVER for a, b in pairs):
        return NEVER
    bare = [(Unit(a.entry, a.words, {}), Unit(b.entry, b.words, {})) for a, b in pairs]
    # of several persons of its article it sums up the one whose words are like it
    summed = [likeness(*words, {}) for words, pair in zip(bare, pairs, strict=True) if _sums_up(*pair)]
    if summed:
        return _UNKNOWN_DAY + max(summed)
    return sum(likeness(a, b, {}) for a, b in bare if a.entry.source.id != b.entry.source.id) / len(bare)


def _sums_up(loose: Unit, person: Unit) -> bool:
    """True for "the government says it will not …" at the top of an article whose words below are its spokesperson's."""
    speaker = person.entry.statement.speaker
    return (
        loose.entry.source.id == person.entry.source.id
        and is_top(loose)
        and loose.entry.statement.kind is Kind.INDIRECT
        and agreement(loose, person) is True
        and (loose.entry.statement.speaker.kind is ActorKind.UNNAMED or is_voice(speaker))
    )
