"""For whom each telling speaks, and whether with the side's own voice: posts change, and not every text names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rowback.core.actor import ActorKind
from rowback.core.statement import Actor
from rowback.findings.appearances import Telling
from rowback.findings.voices import heads_of, is_voice

_T = TypeVar("_T")


def placed(told: Iterable[Telling]) -> list[Telling]:
    """The same tellings with side and voice, by what their own texts say, else by the actor's telling nearest in time that says it."""
    by_actor: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_actor[telling.actor].append(telling)
    heads = heads_of(e.statement.speaker for own in by_actor.values() for t in own for e in t.entries)
    return [telling for own in by_actor.values() for telling in _placed(own, heads)]


def _placed(own: Sequence[Telling], heads: Mapping[str, frozenset[str]]) -> list[Telling]:
    sides = {t.utterance: _most([e.statement.speaker.side for e in t.entries if e.statement.speaker.side]) for t in own}
    votes = {t.utterance: _vote([e.statement.speaker for e in t.entries], heads) for t in own}
    sided, voted = [t for t in own if sides[t.utterance]], [t for t in own if votes[t.utterance]]
    placed = []
    for telling in own:
        side = sides[telling.utterance] or _nearest(telling, sided, sides)
        vote = votes[telling.utterance] or _nearest(telling, voted, votes) or 0
        placed.append(replace(telling, side=side, voice=side is not None and vote > 0))
    return placed


def _most(values: Sequence[str | None]) -> str | None:
    counts = {v: values.count(v) for v in values}
    return max(counts, key=lambda v: (counts[v], v or ""), default=None)


def _vote(speakers: Iterable[Actor], heads: Mapping[str, frozenset[str]]) -> int:
    """Above 0 where most texts call the speaker the voice, below 0 where most do not, 0 where none says."""
    vote = 0
    for speaker in speakers:
        if speaker.side is None or (speaker.kind is ActorKind.PERSON and speaker.role is None):
            continue
        vote += 1 if is_voice(speaker, heads.get(speaker.side, frozenset())) else -1
    return vote


def _nearest(telling: Telling, able: Sequence[Telling], of: Mapping[str, _T]) -> _T | None:
    if not able:
        return None
    return of[min(able, key=lambda t: (_apart(telling.end, t.end), t.utterance)).utterance]


def _apart(day: date | None, other: date | None) -> int:
    return abs((day - other).days) if day and other else 10**6
