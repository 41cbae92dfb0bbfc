"""Which statements tell the same utterance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rowback.core.actor import ActorKind
from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.findings.appearances import is_publication_day, known_day
from rowback.findings.likeness import NEVER, SAME, Unit, agreement, is_top, likeness, unit, weights
from rowback.findings.voices import is_voice

MOST_TOGETHER = 48  # groups of one actor's day that are compared each with each; more are joined to the first group alike enough
LONG_WORDS = 6  # telling words that a quotation has at least to be known again on the next day
MOST_TRIED = 12  # groups that a statement without a day of its own is compared with
LATE_DAYS = 4  # how long after it was said an article without a day may still tell an utterance
_UNSURE = 0.6  # alike enough where the day is only inferred
_UNKNOWN_DAY = 0.72  # where no text tells the day, or the speaker is not named


@dataclass
class Group:
    """Statements that are taken for one utterance; ``start`` and ``end`` are its days, None where unknown."""

    units: list[Unit]
    start: date | None
    end: date | None

    def nearness(self, u: Unit) -> int:
        """A quick measure of how much a statement has in common with the group's first ones: words, positions, articles."""
        return max(
            len(u.words.stems & x.words.stems) + 2 * (agreement(u, x) is True) + (u.entry.source.id == x.entry.source.id)
            for x in self.units[:3]
        )


def group_utterances(entries: Sequence[Entry]) -> dict[str, str]:
    """For every statement's id the id of its utterance: the smallest statement id among those that tell it.

    What is joined depends on the statements of one side only (of one actor where there is no side), in whatever order they
    come. A statement of an unknown speaker is an utterance of its own.
    """
    actors: dict[str, list[Unit]] = defaultdict(list)
    result = {entry.id: entry.id for entry in entries}
    for entry in sorted(entries, key=lambda e: e.id):
        speaker = entry.statement.speaker
        if speaker.id is not None and speaker.kind is not ActorKind.UNKNOWN:
            actors[speaker.id].append(unit(entry))
    sides: dict[str, list[Group]] = defaultdict(list)
    for actor, units in sorted(actors.items()):
        groups = _of_actor(units)
        speaker = min(units, key=lambda u: (u.entry.statement.speaker.side is None, u.id)).entry.statement.speaker
        sides[speaker.side or f"\0{actor}"].extend(groups)
    for groups in sides.values():
        for group in _with_unnamed(groups):
            smallest = min(u.id for u in group.units)
            result.update((u.id, smallest) for u in group.units)
    return result


def _of_actor(units: Sequence[Unit]) -> list[Group]:
    """The utterances of one actor: those of known days, then what fits them, then the rest among themselves."""
    known: dict[tuple[date, date], list[Unit]] = defaultdict(list)
    inferred: list[tuple[date, date, Unit]] = []
    unknown: list[Unit] = []
    for u in units:
        day = known_day(u.entry)
        if day is None:
            unknown.append(u)
        elif is_publication_day(day):
            inferred.append((day.start, day.end, u))
        else:
            known[day.start, day.end].append(u)
    groups = [g for (start, end), told in sorted(known.items()) for g in _joined(told, start, end)]
    groups = _over_two_days(groups)
    by_day = _by_day(groups)
    rest: dict[tuple[date, date], list[Unit]] = defaultdict(list)
    for start, end, u in inferred:
        near = {id(g): g for back in range(LATE_DAYS + 1) for g in by_day.get(end - timedelta(days=back), ())}
        if not _attach(u, [(g, SAME if _is_on(g, start, end) else _UNSURE) for g in _nearest(u, near.values())]):
            rest[start, end].append(u)
    groups += _in_a_row(rest)
    return groups + _undated(unknown, groups)


def _is_on(group: Group, start: date, end: date) -> bool:
    return group.start is not None and group.end is not None and group.start <= end and start <= group.end


def _by_day(groups: Iterable[Group]) -> dict[date, list[Group]]:
    found: dict[date, list[Group]] = defaultdict(list)
    for g in groups:
        for day in {g.start, g.end} - {None}:
            assert day is not None
            found[day].append(g)
    return found


def _joined(units: Sequence[Unit], start: date | None, end: date | None) -> list[Group]:
    """Groups of the statements of one day: the most alike first, and groups only where they are alike on the whole."""
    told = weights(units)
    same: dict[object, list[Unit]] = defaultdict(list)
    for u in units:
        same[u.key].append(u)
    groups = (
        [Group([u], start, end) for u in units] if len(units) <= MOST_TOGETHER else _first_alike(same.values(), told, start, end)
    )
    if len(groups) > MOST_TOGETHER:
        return groups
    return _most_alike(groups, told)


def _first_alike(same: Iterable[list[Unit]], told: Mapping[str, float], start: date | None, end: date | None) -> list[Group]:
    """Groups for a day with very many statements: each goes to the likest of the groups that share its words."""
    groups: list[Group] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for units in sorted(same, key=lambda us: (-len(us), us[0].id)):
        first = units[0]
        votes: dict[int, float] = defaultdict(float)
        for stem in sorted(first.words.stems, key=lambda s: (len(by_word[s]), s)):
            for number in by_word[stem] if len(votes) < MOST_TOGETHER else ():
                votes[number] += told.get(stem, 1.0)
        able = sorted(votes, key=lambda n: (-votes[n], n))[:MOST_TOGETHER]
        scored = [(likeness(first, groups[n].units[0], told), -n) for n in able]
        score, at = max(scored, default=(NEVER, 0))
        if score >= SAME:
            groups[-at].units.extend(units)
            continue
        for stem in first.words.stems:
            by_word[stem].append(len(groups))
        groups.append(Group(list(units), start, end))
    return groups


def _most_alike(groups: list[Group], told: Mapping[str, float]) -> list[Group]:
    """Join the two groups that are most alike on average until none are alike enough; a pair that cannot be one keeps groups apart."""
    scores: dict[tuple[int, int], tuple[float, int]] = {}  # sum and number of the pairs of statements between two groups
    live = dict(enumerate(groups))
    for i, a in live.items():
        for j in range(i + 1, len(groups)):
            scores[i, j] = _between(a, live[j], told)
    while scores:
        best = max(scores, key=lambda k: (scores[k][0] / scores[k][1], -k[0], -k[1]))
        if scores[best][0] / scores[best][1] < SAME:
            break
        i, j = best
        live[i].units.extend(live.pop(j).units)
        del scores[best]
        for k in live:
            if k == i:
                continue
            one, other = scores.pop((min(j, k), max(j, k)), None), (min(i, k), max(i, k))
            if one is None or other not in scores:
                continue
            total, number = scores[other]
            scores[other] = (NEVER * 10**6, 1) if min(total, one[0]) < NEVER * 10**5 else (total + one[0], number + one[1])
    return list(live.values())


def _between(a: Group, b: Group, told: Mapping[str, float]) -> tuple[float, int]:
    found = [likeness(x, y, told) for x in a.units[:8] for y in b.units[:8]]
    return (NEVER * 10**6, 1) if NEVER in found else (sum(found), len(found))


def _nearest(u: Unit, groups: Iterable[Group]) -> list[Group]:
    """The few groups that a statement has most in common with."""
    scored = [(-g.nearness(u), g.units[0].id, g) for g in groups]
    return [g for score, _, g in sorted(scored, key=lambda item: item[:2])[:MOST_TRIED] if score < 0]


def _attach(u: Unit, groups: Iterable[tuple[Group, float]]) -> bool:
    """Put a statement into the group that it is most like, if as much as is asked of that group; False where it fits none."""
    scored = []
    for g, asked in groups:
        total, number = _between(Group([u], None, None), g, {})
        if total / number >= asked:
            scored.append((total / number, min(x.id for x in g.units), g))
    if not scored:
        return False
    max(scored, key=lambda item: item[:2])[2].units.append(u)
    return True


def _over_two_days(groups: list[Group]) -> list[Group]:
    """Join long quotations with the very same words of two days in a row: outlets in other time zones date them otherwise."""
    by_line: dict[str, list[Group]] = defaultdict(list)
    for g in groups:
        for line in {u.words.quoted_line for u in g.units if len(u.words.quoted) >= LONG_WORDS}:
            by_line[line].append(g)
    gone: set[int] = set()
    for _, alike in sorted(by_line.items()):
        alike = sorted((g for g in alike if id(g) not in gone), key=lambda g: (g.start or date.min, g.units[0].id))
        for earlier, later in zip(alike, alike[1:], strict=False):
            if earlier.end and later.start and 0 <= (later.start - earlier.end).days <= 1 and id(earlier) not in gone:
                later.units.extend(earlier.units)
                later.start = min(later.start, earlier.start or later.start)
                gone.add(id(earlier))
    return [g for g in groups if id(g) not in gone]


def _in_a_row(rest: Mapping[tuple[date, date], list[Unit]]) -> list[Group]:
    """Groups of statements whose days are only inferred, of articles that were published within three days."""
    groups: list[Group] = []
    for (start, end), units in sorted(rest.items()):
        near = [g for g in groups if g.end is not None and (end - g.end).days <= 2]
        left = [u for u in units if not _attach(u, [(g, _UNSURE) for g in _nearest(u, near)])]
        groups += _joined(left, start, end)
    return groups


def _undated(units: Sequence[Unit], groups: Sequence[Group]) -> list[Group]:
    """Statements without a day: with the group that has their words, else among themselves."""
    by_stem: dict[str, list[Group]] = defaultdict(list)
    for g in groups if units else ():
        for stem in {s for u in g.units[:8] for s in u.words.stems}:
            by_stem[stem].append(g)
    left: list[Unit] = []
    for u in units:
        near: dict[int, tuple[int, Group]] = {}
        for stem in u.words.stems:
            if len(by_stem.get(stem, ())) <= MOST_TOGETHER * 4:
                for g in by_stem.get(stem, ()):
                    near[id(g)] = (near.get(id(g), (0, g))[0] + 1, g)
        able = [g for number, g in near.values() if 2 * number >= len(u.words.stems) and _told_after(u, g)]
        if not _attach(u, [(g, _UNKNOWN_DAY) for g in _nearest(u, able)]):
            left.append(u)
    return _joined(left, None, None)


def _told_after(u: Unit, group: Group) -> bool:
    """True where the statement's article appeared on the group's day or later, as far as that is known."""
    published = u.entry.source.published
    return published is None or group.start is None or published[:10] >= group.start.isoformat()


_BODIES = frozenset([ActorKind.GOVERNMENT, ActorKind.ORGANISATION])


def _with_unnamed(groups: Sequence[Group]) -> list[Group]:
    """Join what an unnamed official or the body itself says with what a person of the side says on the same day, where it is the same."""
    ranks: tuple[list[Group], list[Group], list[Group]] = ([], [], [])
    for g in groups:
        kind = g.units[0].entry.statement.speaker.kind
        ranks[2 if kind in _BODIES else 1 if kind is ActorKind.UNNAMED else 0].append(g)
    kept = ranks[0]
    for others in ranks[1:]:
        by_day = _by_day(kept)
        for g in sorted(others, key=lambda o: min(u.id for u in o.units)):
            near = {id(n): n for day in {g.start, g.end} if day is not None for n in by_day.get(day, ())}
            scored = [(_sameness(g, n), min(u.id for u in n.units), n) for n in _nearest(g.units[0], near.values())]
            best = max(scored, key=lambda item: item[:2], default=None)
            if best is not None and best[0] >= _UNKNOWN_DAY:
                best[2].units.extend(g.units)
            else:
                kept = [*kept, g]
    return kept


def _sameness(group: Group, person: Group) -> float:
    """How alike the words are, whatever the positions; enough where an article's top retells what a person says in the same article."""
    pairs = [(a, b) for a in group.units[:8] for b in person.units[:8]]
    if any(likeness(a, b, {}) == NEVER for a, b in pairs):
        return NEVER
    bare = [(Unit(a.entry, a.words, {}), Unit(b.entry, b.words, {})) for a, b in pairs]
    alike = sum(likeness(a, b, {}) for a, b in bare if a.entry.source.id != b.entry.source.id) / len(bare)
    return _UNKNOWN_DAY + alike if any(_sums_up(a, b) for a, b in pairs) else alike


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
