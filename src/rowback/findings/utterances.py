"""Which statements tell the same utterance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rowback.core.actor import ActorKind
from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.core.statement import Actor
from rowback.findings.clusters import MOST_COMPARED, Group, joined, nearest
from rowback.findings.leads import with_leads
from rowback.findings.likeness import NEVER, SAME, Unit, agreement, is_top, likeness, unit
from rowback.findings.sides import plain
from rowback.findings.voices import heads_of, is_voice, spokesperson_of

_OTHER_SPEAKER = 0.72  # alike enough where another one of the side is named as the speaker


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
        side = side_told(u.entry for u in units)
        sides[f"\0{actor}" if side is None else side].extend(joined(with_leads(units)))
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


def side_told(entries: Iterable[Entry]) -> str | None:
    """The side that most of an actor's statements tell, None where none tells one."""
    counts = Counter(e.statement.speaker.side for e in entries if e.statement.speaker.side is not None)
    return min(counts, key=lambda side: (-counts[side], side), default=None)


def _by_day(groups: Iterable[Group]) -> dict[date, list[Group]]:
    found: dict[date, list[Group]] = defaultdict(list)
    for g in groups:
        for day in g.days:
            found[day].append(g)
    return found


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
    near = {id(n): n for day in group.days for n in by_day.get(day, ())}
    tried = nearest(group, near.values())
    score, _, best = max(
        ((_sameness(group, n), n.smallest, n) for n in tried), key=lambda item: item[:2], default=(NEVER, "", group)
    )
    if score < _OTHER_SPEAKER:
        return False
    best.units.extend(group.units)
    return True


def _sameness(group: Group, person: Group) -> float:
    """How alike the words are, whatever the positions; enough where an article's top retells what a person says in the same article."""
    pairs = [(a, b) for a in group.units[:MOST_COMPARED] for b in person.nearest(group.units[0].entry.source.id)[:MOST_COMPARED]]
    if any(likeness(a, b, {}) == NEVER for a, b in pairs):
        return NEVER
    if any(_speaks_for(u.entry.statement.speaker, group.units[0].entry.statement.speaker) for u in person.units):
        return _OTHER_SPEAKER + sum(likeness(a, b, {}) for a, b in pairs) / len(pairs) - SAME
    bare = [(replace(a, positions={}), replace(b, positions={})) for a, b in pairs]
    # of several persons of its article it sums up the one whose words are like it
    summed = [likeness(*words, {}) for words, pair in zip(bare, pairs, strict=True) if _sums_up(*pair)]
    if summed:
        return _OTHER_SPEAKER + max(summed)
    return sum(likeness(a, b, {}) for a, b in bare if a.entry.source.id != b.entry.source.id) / len(bare)


def _speaks_for(person: Actor, body: Actor) -> bool:
    """True for a body and its named spokesperson: "the Pentagon", "Pentagon press secretary"."""
    if body.kind not in (ActorKind.GOVERNMENT, ActorKind.ORGANISATION) or not body.name or not person.role or not person.side:
        return False
    others = spokesperson_of(person.role, person.side)
    named = set(plain(body.name).split()) - {"the"}
    return others is not None and (named <= set(plain(person.role).split()) or (not others and is_voice(body)))


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
