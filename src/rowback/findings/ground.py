"""Which changes are shown: those with ground enough, each of them once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rowback.core.finding import Finding, FindingKind
from rowback.findings.appearances import known_day
from rowback.findings.pairs import MOST_ALSO

LEAST = {
    FindingKind.REVERSAL: 0.55,
    FindingKind.SOFTENING: 0.55,
    FindingKind.HARDENING: 0.55,
    FindingKind.SAME_SIDE_CONTRADICTION: 0.55,
}
"""The least score that a finding needs to be shown. Swept on eight retold stories with gold, from 0.4 to 0.6: below, wrong ones come in; above,
right ones get lost. The stories are too few to tell the kinds apart."""
SPELL_DAYS = 7  # within which one actor takes the same step once


def grounded(found: Iterable[Finding]) -> list[Finding]:
    """The findings that have ground enough, in their order; of the same step of one actor within a spell the surest.

    The pairs of the others are named beside it.
    """
    enough = [f for f in found if f.score >= LEAST[f.kind]]
    steps: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in enough:
        steps[_step(finding)].append(finding)
    kept = {f.id: f for listed in steps.values() for f in _one_a_spell(listed)}
    return [kept[f.id] for f in enough if f.id in kept]  # in their order


def _step(finding: Finding) -> tuple[object, ...]:
    """The same for findings that can be one step told several times; a contradiction is counted by its actors already."""
    if finding.kind is FindingKind.SAME_SIDE_CONTRADICTION:
        return (finding.id,)
    held = [entry.position(finding.issue or "") for entry in (finding.earlier, finding.later)]
    return (finding.kind, finding.issue, *(p.stance.sign if p else None for p in held))


def _one_a_spell(steps: list[Finding]) -> list[Finding]:
    """The surest of each actor's.

    What a side did through its voice is told by what a person of the two did, where one did it too, unless what that one said before is from a spell ago
    or more.
    """
    kept: list[Finding] = []
    for finding in sorted(steps, key=lambda f: (f.actor is None, -f.score, _day(f) or date.max, f.id)):
        at = next((n for n, k in enumerate(kept) if _is_one(k, finding) and _apart(k, finding) <= SPELL_DAYS), None)
        if at is None:
            kept.append(finding)
        else:
            first, second = kept[at], finding
            if second.actor is None and (_began(second) - _began(first)).days > SPELL_DAYS:
                first, second = second, first
            pairs = ((second.earlier.id, second.later.id), *first.also, *second.also)
            kept[at] = replace(first, also=tuple(dict.fromkeys(pairs))[:MOST_ALSO])
    return kept


def _is_one(one: Finding, other: Finding) -> bool:
    """True for one actor's, or a side's beside one of those who spoke for it."""
    if (one.actor is None) == (other.actor is None):
        return (one.actor, one.side if one.actor is None else None) == (other.actor, other.side if other.actor is None else None)
    speakers = {entry.statement.speaker.id for f in (one, other) for entry in (f.earlier, f.later) if f.actor is None}
    return (one.actor or other.actor) in speakers


def _apart(one: Finding, other: Finding) -> int:
    days = [_day(finding) for finding in (one, other)]
    return abs((days[0] - days[1]).days) if days[0] and days[1] else SPELL_DAYS + 1


def _began(finding: Finding) -> date:
    said_on = known_day(finding.earlier)
    return said_on.end if said_on else date.min


def _day(finding: Finding) -> date | None:
    said_on = known_day(finding.later)
    return said_on.end if said_on else None
