"""A change as a finding: its id, one sentence that explains it, what speaks against it, how sure it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from rowback.core.actor import ActorKind
from rowback.core.finding import Claim, Entry, Finding, FindingKind
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.findings.appearances import Telling, directness
from rowback.findings.claims import is_partial, part_named
from rowback.findings.evidence import Evidence, is_weak
from rowback.findings.pairs import Change, also
from rowback.findings.weighing import weight

_DID = {
    Stance.RULES_OUT: "ruled it out",
    Stance.OPPOSES: "opposed it",
    Stance.DOUBTS: "doubted it",
    Stance.OPEN: "left it open",
    Stance.LEANS: "leaned towards it",
    Stance.SUPPORTS: "supported it",
    Stance.COMMITS: "committed to it",
}
LOW = 0.5  # a score below it is named as speaking against a finding


def report(issue: str, change: Change, evidence: Evidence) -> Finding:
    """The finding that a change is."""
    claims = evidence.of(change)
    earlier, later = change.earlier.best, change.later.best
    contradiction = change.kind is FindingKind.SAME_SIDE_CONTRADICTION
    speaker = None if contradiction or change.side is not None else later.statement.speaker
    return Finding(
        id=_id(issue, change),
        kind=change.kind,
        issue=issue,
        actor=speaker.id if speaker else None,
        actor_name=speaker.name if speaker else None,
        side=change.side or change.later.side or change.earlier.side,
        earlier=earlier,
        later=later,
        also=also(change),
        explanation=_explanation(issue, change),
        against=_against(issue, change, claims),
        part=_part(change, claims),
        reported_by=claims,
        score=weight(issue, change, claims),
    )


def _id(issue: str, change: Change) -> str:
    pair = (change.earlier.utterance, change.later.utterance)
    if change.kind is FindingKind.SAME_SIDE_CONTRADICTION:
        pair = (min(pair), max(pair))  # which came first may be learned later
    return "f" + hashlib.sha256("|".join((change.kind.value, issue, *pair)).encode()).hexdigest()[:16]


def _explanation(issue: str, change: Change) -> str:
    earlier, later = change.earlier, change.later
    did = (_did(issue, earlier), _did(issue, later))
    names = (_name(earlier), _name(later))
    if change.kind is FindingKind.SAME_SIDE_CONTRADICTION:
        if earlier.start == later.start and earlier.end == later.end:
            then = "later the same day" if change.ordered else "the same day"
            return (
                f"{names[0]} {did[0]}{_on(earlier)}, {names[1]} {did[1]} {then}; both speak for {_the(later.side or earlier.side)}."
            )
        return f"{names[0]} {did[0]}{_on(earlier)}, {names[1]} {did[1]}{_on(later)}; both speak for {_the(later.side or earlier.side)}."
    if earlier.start is None:
        return f"{names[1]} {did[1]}{_on(later)}, having earlier {_participle(did[0])} on a day that no text tells."
    if change.side is not None:
        return f"For {_the(change.side)}, {names[0]} {did[0]}{_on(earlier)} and {names[1]} {did[1]}{_on(later)}."
    if (earlier.start, earlier.end) == (later.start, later.end):
        return f"{names[1]} {did[0]}{_on(earlier)} and later the same day {did[1]}."
    return f"{names[1]} {did[0]}{_on(earlier)} and {did[1]}{_on(later)}."


def _did(issue: str, telling: Telling) -> str:
    """What was done by the words that are shown, which may be a step firmer or weaker than what is told most."""
    position = telling.best.position(issue)
    return _DID[position.stance if position is not None else telling.stance]


def _participle(did: str) -> str:
    return did  # all of them are regular or the same in both forms


def _name(telling: Telling) -> str:
    speaker = telling.best.statement.speaker
    name = speaker.name or "an unnamed speaker"
    return name[:1].upper() + name[1:]


def _the(side: str | None) -> str:
    name = side or "one side"
    first = name.split()[0]
    takes = first in (
        "United",
        "European",
        "Conservative",
        "Labour",
        "Democratic",
        "Republican",
        "Netherlands",
        "Philippines",
        "Green",
    )
    return f"the {name}" if takes or name.endswith((" Party", " administration", " government", "Democrats")) else name


def _on(telling: Telling) -> str:
    if telling.start is None or telling.end is None:
        return ""
    if telling.start == telling.end:
        return f" on {_day(telling.start)}"
    return f" between {_day(telling.start)} and {_day(telling.end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _against(issue: str, change: Change, claims: Sequence[Claim]) -> tuple[str, ...]:
    """What speaks against the finding, in words; the same words are said once."""
    found: list[str] = []
    for which, telling in (("earlier", change.earlier), ("later", change.later)):
        found += _weakened(issue, which, telling)
    if change.kind is FindingKind.SAME_SIDE_CONTRADICTION and not change.ordered:
        found.append("no text tells which of the two spoke first")
    if change.earlier.start is None:
        found.append("no text tells the day of the earlier statement")
    if change.mixed:
        found.append("other statements of the same day say otherwise")
    if is_weak(change.earlier.stance) and is_weak(change.later.stance):
        found.append("both positions are weak")
    if len(change.earlier.articles | change.later.articles) == 1:
        found.append("only one article tells it")
    if not claims and change.earlier.stance.sign * change.later.stance.sign == 0:
        found.append("no outlet reports it as a change")
    return tuple(dict.fromkeys(found))


def _weakened(issue: str, which: str, telling: Telling) -> list[str]:
    entry = telling.best
    statement, position = entry.statement, entry.position(issue)
    found: list[str] = []
    if position is not None:
        found += [f"the {which} statement has a condition: {words}" for words in _words(entry, position.condition)]
        found += [f"the {which} statement has a time limit: {words}" for words in _words(entry, position.limit)]
    if telling.refusal:
        found.append(f"the {which} speaker refused to answer")
    if min(statement.confidence, position.score if position else 1.0) < LOW:
        found.append(f"the {which} statement was read with low confidence")
    if entry.source.translated is True or statement.verbatim is False:
        found.append(f"the {which} words are known from a translated text")
    elif directness(entry) == 1:
        found.append(f"the {which} words are retold, not quoted")
    if telling.weak:
        found.append(f"the day of the {which} statement is only inferred from publication")
    if statement.speaker.kind is ActorKind.UNNAMED:
        found.append(f"the {which} speaker is not named")
    return found


def _words(entry: Entry, spans: Sequence[Span]) -> list[str]:
    """The words of spans that lie within the quote; a span elsewhere in the article is named without its words."""
    start = entry.statement.content[0].start if entry.statement.content else 0
    quote = entry.statement.quote
    inside = [quote[s.start - start : s.end - start] for s in spans if start <= s.start and s.end - start <= len(quote)]
    return [f"“{words}”" for words in inside if words] or (["in the words around it"] if spans else [])


def _part(change: Change, claims: Sequence[Claim]) -> str | None:
    """The part that a change in part is about: what the later words keep to, else how the outlet calls it."""
    if change.kind is FindingKind.SAME_SIDE_CONTRADICTION:
        return None
    named = next((part for e in change.later.entries[:3] if (part := part_named(e.statement.quote))), None)
    return named or next((claim.words for claim in claims if is_partial(claim.words)), None)
