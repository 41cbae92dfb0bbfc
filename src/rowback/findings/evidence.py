"""Which of the outlets' claims are about a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rowback.core.finding import Claim, Entry, FindingKind
from rowback.core.stance import Stance
from rowback.core.statement import Actor
from rowback.findings.appearances import Telling
from rowback.findings.claims import Sense, senses_of
from rowback.findings.pairs import Change
from rowback.findings.sides import plain, side_pattern
from rowback.findings.voices import is_itself

NEAR_CHARACTERS = 600  # a claim that turns a step within one sign into a change stands so near the words it is about


class Evidence:
    """The claims of the articles that tell an issue."""

    def __init__(self, issue: str, claims: Iterable[Claim], entries: Iterable[Entry]) -> None:
        self._issue = issue
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(set(claims), key=lambda c: (c.article, c.span)):
            self._claims[claim.article].append(claim)
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._published: dict[str, str] = {}
        for entry in entries:
            if entry.source.id in self._claims:
                self._entries[entry.source.id].append(entry)
                published = (entry.source.published or "9999")[:10]
                self._published[entry.source.id] = max(published, self._published.get(entry.source.id, ""))

    def of(self, change: Change) -> tuple[Claim, ...]:
        """The claims about a change, by article and place."""
        if not self._claims:
            return ()
        direction, told = _direction(change), {e.id for pair in change.pairs for t in pair for e in t.entries}
        one = {a for pair in change.pairs for t in pair for a in t.articles}
        both = {a for earlier, later in change.pairs for a in earlier.articles & later.articles}
        return tuple(
            claim
            for article in sorted(one & self._claims.keys())
            if self._published.get(article, "9999") >= _complete(change)
            for claim in self._claims[article]
            if any(_supports(sense, change, direction, claim, article in both) for sense in senses_of(claim.words))
            and (change.kind is not FindingKind.SAME_SIDE_CONTRADICTION or self._is_nearest(claim, told))
        )

    def reports_step(self, change: Change) -> bool:
        """True where an outlet calls a step within one sign a change: about the actor by name, beside the words of the step."""
        if not self._claims:
            return False
        told = {e.id for pair in change.pairs for t in pair for e in t.entries}
        return any(
            self._is_beside(claim, change, told)
            for article in sorted({a for _, t in change.pairs for a in t.articles} & self._claims.keys())
            for claim in self._claims[article]
            if claim.about is not None
            and any(change.kind in sense.fine for sense in senses_of(claim.words))
            and _is_about(claim.about, _speakers(change.later), change.later.side, change.later.voice)
        )

    def _is_nearest(self, claim: Claim, told: set[str]) -> bool:
        """True where the statement on the issue that is nearest to the claim is one of these; what a headline shortens is left out."""
        held = [e for e in self._entries[claim.article] if e.position(self._issue) is not None]
        able = [e for e in held if e.statement.content and e.statement.aligned_to is None]
        return not able or min(able, key=lambda e: (_distance(claim, e), e.id not in told, e.id)).id in told

    def _is_beside(self, claim: Claim, change: Change, told: set[str]) -> bool:
        """True where the actor's nearest statement is one that tells the step."""
        own = [e for e in self._entries[claim.article] if e.statement.speaker.id == change.later.best.statement.speaker.id]
        own = [e for e in own if e.statement.content]
        if not own:
            return False
        nearest = min(own, key=lambda e: (_distance(claim, e), e.id not in told, e.id))
        return nearest.id in told and _distance(claim, nearest) <= NEAR_CHARACTERS


def _complete(change: Change) -> str:
    """The first day on which a change was there to be reported; what is older speaks of another one."""
    days = [day.isoformat() for day in (change.earlier.start, change.later.start) if day is not None]
    return max(days, default="")


def _distance(claim: Claim, entry: Entry) -> int:
    start, end = entry.statement.content[0].start, entry.statement.content[-1].end
    return max(0, start - claim.span.end, claim.span.start - end)


def _direction(change: Change) -> FindingKind | None:
    """The step from the earlier to the later words; None where no text tells which came first."""
    if not change.ordered:
        return None
    earlier, later = change.earlier.stance, change.later.stance
    if earlier.sign * later.sign < 0:
        return FindingKind.REVERSAL
    return FindingKind.SOFTENING if abs(later.step) < abs(earlier.step) else FindingKind.HARDENING


def _supports(sense: Sense, change: Change, direction: FindingKind | None, claim: Claim, tells_both: bool) -> bool:
    about, later = claim.about, change.later
    if change.kind is FindingKind.SAME_SIDE_CONTRADICTION:
        if not tells_both or sense.contradiction == "none":
            return False
        if sense.contradiction == "any":
            return about is None or _is_about(about, [*_speakers(change.earlier), *_speakers(later)], later.side, True)
        # a side that takes something back: the later words are softer, and no single person is meant
        if sense.id == "taken back" and direction is FindingKind.HARDENING:
            return False
        known = direction is not None and direction in sense.steps
        return known and (tells_both if about is None else _is_side(about, later.side))
    if direction is None or direction not in sense.steps:
        return False
    if about is None:
        return tells_both
    own = [*_speakers(later), *(_speakers(change.earlier) if change.side else [])]
    return _is_about(about, own, later.side, change.side is not None or later.voice)


def _speakers(telling: Telling) -> list[Actor]:
    return list({e.statement.speaker.id: e.statement.speaker for e in reversed(telling.entries)}.values())


def _is_side(about: str, side: str | None) -> bool:
    return side is not None and (is_itself(about, side) or _names_officials(about, side))


def _names_officials(about: str, side: str) -> bool:
    """True for "US officials", "the British government's ministers": people of the side without a name."""
    words = plain(about).split()
    return side_pattern(side).search(plain(about)) is not None and words[-1] in (
        "officials",
        "ministers",
        "leaders",
        "aides",
        "official",
    )


def _is_about(about: str, speakers: Sequence[Actor], side: str | None, for_side: bool) -> bool:
    """True where the words name one of the speakers, by name or post, or, where the side counts, the side."""
    if for_side and _is_side(about, side):
        return True
    words = plain(about).split()  # "Smith's aide" is not about Smith
    for speaker in speakers:
        surname = plain(speaker.name or "").split()[-1:]
        if surname and (surname[0] in words or words[-1:] == [f"{surname[0]}'s"]):
            return True
        if speaker.role is not None and _is_post(about, speaker.role, side):
            return True
    return False


_SMALL = frozenset("the a an of for his her its their 's".split())


def _is_post(about: str, role: str, side: str | None) -> bool:
    """True for the same post in other words: "Britain's prime minister" and "UK Prime Minister"."""
    left = [_without(words, side) for words in (about, role)]
    return bool(left[0]) and left[0] == left[1]


def _without(words: str, side: str | None) -> frozenset[str]:
    called = plain(words)
    if side is not None:
        called = side_pattern(side).sub(" ", called)
    return frozenset(w for w in called.replace("'s", " ").split() if w not in _SMALL)


def is_weak(stance: Stance) -> bool:
    """True for a stance one step from open."""
    return abs(stance.step) == 1
