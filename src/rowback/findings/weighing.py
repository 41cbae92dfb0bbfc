"""How much ground a finding has, and how much it needs: a false "he reversed himself" is worse than a missed one.

A finding rests on two positions that a program has read. Each reading may be wrong, but hardly that of every article, so an end is
the surer the more articles tell it (as if each were read for itself). What an end stands on is less where most of it is inferred,
and little where the same speaker says the opposite on the same day. Articles that put both ends side by side, and outlets that
call it a change themselves, vouch for the finding as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod, sqrt

from rowback.core.actor import ActorKind
from rowback.core.attribution import Kind
from rowback.core.finding import Claim, Entry, FindingKind
from rowback.findings.appearances import Telling, directness
from rowback.findings.pairs import Change

MOST = 0.99  # of a finding's score: however many tell it, a program has read it
_READ = {3: 0.9, 2: 0.9, 1: 0.85}
"""How often one article's words are read as they stand: all of them quoted, some of them, none. Swept like `ground.LEAST`."""
_READ_ON = 0.5
"""The same for a sentence that no words of saying mark as speech: it is read as going on with what was said before."""
_SIDE_BY_SIDE = (0.7, 0.85, 0.95, 1.0)
"""By how many articles tell both speakers of a contradiction: none of them, one, two, more."""
_UNREPORTED = (
    0.75  # for a change that no outlet reports and of which no article tells both ends: the news would have been the change
)
_INFERRED = {True: 0.95, False: 0.9}  # for each end whose day is only inferred: of a contradiction, of a change
_UNNAMED = 0.95  # for each end with a speaker that no text names
_NO_POST = 0.8  # for each end of a contradiction by somebody of whom no text tells what he speaks as
_REFUSED = 0.9  # for each end that is a refusal to answer
_REPORTED, _EACH = 0.8, 0.6  # of what is missing to 1, all that outlets' own words can make up for; what is left of that for each


def weight(issue: str, change: Change, claims: Sequence[Claim]) -> float:
    """How sure a finding is, 0 to `MOST`."""
    contradiction = change.kind is FindingKind.SAME_SIDE_CONTRADICTION
    earlier, later = zip(*change.pairs, strict=True)
    ends = _told(issue, earlier), _told(issue, later)
    score = ends[0] * ends[1] * (1.0 - change.doubt)
    for telling in (change.earlier, change.later):
        speaker = telling.best.statement.speaker
        score *= _INFERRED[contradiction] if telling.weak or telling.start is None else 1.0
        score *= _REFUSED if telling.refusal else 1.0
        score *= _UNNAMED if speaker.kind is ActorKind.UNNAMED else 1.0
        score *= _NO_POST if contradiction and speaker.kind is ActorKind.PERSON and not speaker.role else 1.0
    both = len(_articles(earlier) & _articles(later))
    reports = len({claim.article for claim in claims})
    if contradiction:
        score *= _SIDE_BY_SIDE[min(both, 3)]
    elif not both and not reports:
        score *= _UNREPORTED
    # a report vouches for the change, not for the words that it is held to rest on
    return round(min(MOST, score + (1.0 - score) * min(ends) * _REPORTED * (1.0 - _EACH**reports)), 3)


def _articles(told: Iterable[Telling]) -> frozenset[str]:
    return frozenset().union(*(t.articles for t in told))


def _told(issue: str, told: Iterable[Telling]) -> float:
    """How surely the position was taken: the chance that not every reading of it is wrong.

    The same retelling in two articles is one reading: the one was copied from the other.
    """
    best: dict[str, Entry] = {}
    for entry in sorted({e.id: e for t in told for e in t.entries}.values(), key=lambda e: (-_read(issue, e), e.id)):
        best.setdefault(entry.source.id, entry)
    readings: dict[str, float] = {}
    for article, entry in best.items():
        key = entry.statement.quote.casefold() if directness(entry) == 1 else article
        readings[key] = max(readings.get(key, 0.0), _read(issue, entry))
    return 1.0 - prod(1.0 - quality for quality in readings.values())


def _read(issue: str, entry: Entry) -> float:
    position = entry.position(issue)
    statement = entry.statement
    told = _READ_ON if statement.continues and statement.kind is Kind.INDIRECT and not statement.cue else _READ[directness(entry)]
    return told * sqrt(statement.confidence) * (position.score if position else 1.0)
