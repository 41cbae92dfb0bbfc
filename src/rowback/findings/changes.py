"""What changed and who contradicts whom on one issue."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rowback.core.finding import Claim, Entry, Finding, FindingKind
from rowback.core.stance import Stance
from rowback.findings.appearances import Appearance, Telling, appearances, as_one, tellings
from rowback.findings.contradictions import VOICE, Camp, contradictions
from rowback.findings.evidence import Evidence
from rowback.findings.pairs import Change, pairs_of
from rowback.findings.report import report
from rowback.findings.standing import placed
from rowback.findings.voices import speaks_for_side

NEAR_DAYS = 3  # a day that is only inferred is compared with positions at least so far away
_STRENGTH = {
    FindingKind.REVERSAL: 0,
    FindingKind.SAME_SIDE_CONTRADICTION: 1,
    FindingKind.HARDENING: 2,
    FindingKind.SOFTENING: 2,
}


def find_changes(issue: str, entries: Sequence[Entry], claims: Sequence[Claim]) -> list[Finding]:
    """The findings on one issue, by the days they end on; entries without a position on it are ignored.

    Entries in another order give the same findings with the same ids. `claims` are those of the entries' articles.
    """
    return [finding for _, finding in dated_changes(issue, entries, claims)]


def dated_changes(
    issue: str, entries: Sequence[Entry], claims: Sequence[Claim], beside: Sequence[Entry] = ()
) -> list[tuple[str, Finding]]:
    """The same with the days they end on. The entries may be those of some actors if all who share a side with one are among them.

    `beside` then are others on the issue from articles with claims: what a claim is about depends on what stands next to it.
    """
    told = placed(tellings(issue, entries))
    evidence = Evidence(issue, claims, [*entries, *beside])
    by_actor: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        by_actor[telling.actor].append(telling)
    seen: dict[str, list[Appearance]] = {}
    found: list[Change] = []
    for actor, own in sorted(by_actor.items()):
        seen[actor], undated = appearances(own)
        found += _own_changes(seen[actor], undated, evidence)
    voices = _voices(issue, told)
    found += _voice_changes(voices, seen, evidence)
    for camp in _camps(voices, seen):
        found += contradictions(camp)
    return [(_last_day(change), report(issue, change, evidence)) for change in _one_each(found)]


def kind_of(earlier: Stance, later: Stance) -> FindingKind | None:
    """What a step from one stance to another is; None for the same stance."""
    if earlier.sign * later.sign < 0:
        return FindingKind.REVERSAL
    if abs(earlier.step) == abs(later.step):
        return None
    return FindingKind.SOFTENING if abs(later.step) < abs(earlier.step) else FindingKind.HARDENING


def _own_changes(own: Sequence[Appearance], undated: Sequence[Telling], evidence: Evidence) -> Iterable[Change]:
    for number, later in enumerate(own):
        earlier = _latest((own[n] for n in range(number - 1, -1, -1)), later)
        if earlier is not None:
            change = _change(earlier.tellings, earlier.stance, later, evidence, before=earlier)
        elif not any(a.before(later) for a in own[:number]):
            change = _since_undated(undated, later, evidence)
        else:
            change = None
        if change is not None:
            yield change


def _latest(backwards: Iterable[Appearance], later: Appearance) -> Appearance | None:
    """The first of the appearances, the last one first, that is surely earlier and can be compared; a refusal to answer cannot."""
    for candidate in backwards:
        if candidate.refusal or not (candidate.before(later) or _ordered(candidate, later)):
            continue
        if (candidate.weak or later.weak) and candidate.gap(later) < NEAR_DAYS:
            continue
        return candidate
    return None


def _ordered(earlier: Appearance, later: Appearance) -> bool:
    """True where the texts put the one after the other on the same day."""
    names = {t.utterance for t in earlier.tellings}
    return (earlier.start, earlier.end) == (later.start, later.end) and any(t.after & names for t in later.tellings)


def _since_undated(undated: Sequence[Telling], later: Appearance, evidence: Evidence) -> Change | None:
    """A change from what was said on a day that no text tells: told by an article of the later day, or by an older one."""
    if later.weak:
        return None
    articles = {a for t in later.tellings for a in t.articles}
    first = later.start.isoformat()
    able = [t for t in undated if not t.refusal and (t.articles & articles or _published_before(t, first))]
    if not able:
        return None
    best = max(able, key=lambda t: (len(t.articles & articles), t.weight, t.utterance))
    return _change((best,), best.stance, later, evidence)


def _published_before(telling: Telling, day: str) -> bool:
    return all(e.source.published is not None and e.source.published[:10] < day for e in telling.entries)


def _change(
    told: Sequence[Telling],
    stance: Stance,
    later: Appearance,
    evidence: Evidence,
    side: str | None = None,
    before: Appearance | None = None,
) -> Change | None:
    kind, pairs = kind_of(stance, later.stance), pairs_of(told, later.tellings)
    if kind is None or not pairs:
        return None
    doubt = max(later.doubt(stance.sign), before.doubt(later.sign) if before else 0.0)
    mixed = later.mixed or (before is not None and before.mixed)
    change = Change(kind, *pairs[0], tuple(pairs[1:]), side, mixed=mixed, doubt=doubt)
    if later.sign == stance.sign and not evidence.reports_step(change):
        return None  # a step within a sign counts only where an outlet calls it a change
    if later.refusal and not evidence.of(change):
        return None
    return change


def _voice_changes(
    voices: Mapping[str, Sequence[Appearance]], seen: Mapping[str, Sequence[Appearance]], evidence: Evidence
) -> Iterable[Change]:
    """Changes of a side by a member of its voice who said nothing before on the issue.

    Where what he said before is older than what the voice said, and of the same sign, the voice's words are the nearer ones to
    compare with; `grounded` tells that and his own change as one.
    """
    ends = {side: [(a.end, a.start) for a in voice] for side, voice in voices.items()}
    for actor, own in sorted(seen.items()):
        for number, later in enumerate(own):
            if not later.voice or later.side is None:
                continue
            voice, last = voices[later.side], bisect_right(ends[later.side], (later.end, later.start)) - 1
            others = (voice[n] for n in range(last, -1, -1) if any(t.actor != actor for t in voice[n].tellings))
            earlier = _latest(others, later)
            if earlier is None:
                continue
            if own[0].key < later.key:
                mine = _latest((own[n] for n in range(number - 1, -1, -1)), later)
                if mine is None or mine.sign != earlier.sign or not mine.before(earlier):
                    continue
            change = _change(earlier.tellings, earlier.stance, later, evidence, later.side, earlier)
            if change is not None:
                yield change


def _voices(issue: str, told: Iterable[Telling]) -> dict[str, list[Appearance]]:
    """What is said with the voice of each side, all who speak with it taken for one."""
    voices: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        if telling.voice and telling.side is not None:
            voices[telling.side].append(telling)
    return {side: appearances(as_one(issue, voice))[0] for side, voice in sorted(voices.items())}


def _camps(voices: Mapping[str, Sequence[Appearance]], seen: Mapping[str, Sequence[Appearance]]) -> list[Camp]:
    """Each side with those who speak for it; who speaks for nobody but himself is in no camp."""
    sides: dict[str, dict[str, list[Appearance]]] = defaultdict(dict)
    for side, voice in voices.items():
        sides[side][VOICE] = list(voice)
    for actor, own in seen.items():
        for a in own:
            if a.side is not None and not a.voice and all(speaks_for_side(e.statement.speaker.role) for e in a.tellings[0].entries):
                sides[a.side].setdefault(actor, []).append(a)
    return [Camp(side, _counted(members)) for side, members in sorted(sides.items()) if len(members) > 1]


def _counted(members: Mapping[str, Sequence[Appearance]]) -> dict[str, list[Appearance]]:
    """The members without unnamed ones who take the sign that a named one takes on the same day: they may be that one."""
    named = {(day, a.sign) for own in members.values() for a in own if not a.is_unnamed for day in (a.start, a.end)}
    counted = {
        actor: [a for a in own if not a.is_unnamed or not {(a.start, a.sign), (a.end, a.sign)} & named]
        for actor, own in members.items()
    }
    return {actor: own for actor, own in counted.items() if own}


def _one_each(found: Iterable[Change]) -> list[Change]:
    """One change a pair of utterances, the strongest kind, in the order of the days they end on."""
    best: dict[frozenset[str], Change] = {}
    for change in found:
        pair = frozenset((change.earlier.utterance, change.later.utterance))
        if pair not in best or _strength(change) < _strength(best[pair]):
            best[pair] = change
    return sorted(best.values(), key=lambda c: (_last_day(c), c.kind, c.earlier.utterance, c.later.utterance))


def _strength(change: Change) -> tuple[object, ...]:
    return (_STRENGTH[change.kind], change.side is not None, change.earlier.actor, change.later.actor)


def _last_day(change: Change) -> str:
    return max(day.isoformat() for day in (change.earlier.end, change.later.end) if day is not None)
