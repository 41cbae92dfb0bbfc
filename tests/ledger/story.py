"""Articles made by hand, and stand-ins for the stages that judge: what a ledger does must not hang on what they find."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from rowback import Actor, ActorKind, Article, Block, BlockKind, Issue, Kind, Reading, SaidOn, Span, Statement
from rowback.core.finding import Claim, Finding, FindingKind
from rowback.core.stance import Stance
from rowback.core.statement import Position

HARBOUR = Issue("harbour", "The harbour", "The harbour is dredged.")
BRIDGE = Issue("bridge", "The bridge", "The bridge is built.")
_SIGNS = {
    "never": Stance.RULES_OUT,
    "against": Stance.OPPOSES,
    "perhaps": Stance.OPEN,
    "for": Stance.SUPPORTS,
    "pledge": Stance.COMMITS,
}


@dataclass(frozen=True)
class Said:
    """Words somebody says in an article: "harbour never" takes a stand on the harbour."""

    name: str | None
    words: str
    day: str | None = None
    side: str | None = "Norland"
    role: str | None = None
    kind: ActorKind = ActorKind.PERSON


def article(*told: Said, published: str = "2025-02-14", outlet: str = "The Pier", url: str | None = None) -> Reading:
    """A reading whose text is one line a statement."""
    lines = [f"{said.name or 'Somebody'} said {said.words}." for said in told]
    text = "\n".join([f"News of {published} in {outlet}", *lines])
    ident = "a" + hashlib.sha256(f"{url}\n{text}".encode()).hexdigest()[:16]
    head = text.index("\n")
    blocks = (Block(BlockKind.HEADLINE, Span(0, head)), Block(BlockKind.BODY, Span(head + 1, len(text))))
    made = Article(ident, text, blocks, url, outlet, None, published, "option", "day", "en", None, None)
    at, statements = head + 1, []
    for said, line in zip(told, lines, strict=True):
        statements.append(_statement(made, said, at))
        at += len(line) + 1
    return Reading(made, _with_actor_ids(statements), ())


def _statement(made: Article, said: Said, at: int) -> Statement:
    name = said.name or "Somebody"
    source, start = Span(at, at + len(name)), at + len(name) + 6
    content = Span(start, start + len(said.words))
    ident = "s" + hashlib.sha256(f"{made.id}|{content.start}-{content.end}".encode()).hexdigest()[:16]
    kind = said.kind if said.name else ActorKind.UNKNOWN
    day = date.fromisoformat(said.day) if said.day else None
    return Statement(
        id=ident, kind=Kind.INDIRECT, quote=said.words, content=(content,), cue=(Span(source.end + 1, source.end + 5),),
        source=(source,), speaker=Actor(None, said.name, kind, said.role, said.side if said.name else None),
        said_on=SaidOn(day, day) if day else None, occasion=None, addressee=None, via=None, verbatim=None, continues=None,
        aligned_to=None, nested_in=None, positions=(), confidence=0.9,
    )  # fmt: skip


def _with_actor_ids(statements):
    smallest = {}
    for s in statements:
        if s.speaker.name:
            smallest[s.speaker.name] = min(s.id, smallest.get(s.speaker.name, s.id))
    return tuple(
        replace(s, speaker=replace(s.speaker, id="p" + smallest[s.speaker.name][1:])) if s.speaker.name else s for s in statements
    )


# ---- stand-ins


def positions_for(_article, statements, issues, wanted=None):
    """A statement that names an issue and a stand has a position; terms of the issue count as its name."""
    found = []
    for statement in statements:
        words = statement.quote.split()
        stance = next((_SIGNS[word] for word in words if word in _SIGNS), None)
        on = [i for i in issues if (wanted is None or i.id in wanted) and stance and not {i.id, *i.terms}.isdisjoint(words)]
        found.append(tuple(Position(i.id, stance, statement.content, (), (), ("stub",), 0.8) for i in on))
    return found


def utterances(entries):
    """The same words on the same day are one utterance."""
    groups = defaultdict(list)
    for entry in entries:
        said = entry.statement.said_on
        groups[entry.statement.quote, said.start if said else entry.source.published].append(entry.id)
    return {ident: min(members) for members in groups.values() for ident in members}


def changes(issue, entries, claims, beside=()):
    """A finding for every actor whose sign changes from one day to the next, with that day."""
    by_actor = defaultdict(list)
    for entry in entries:
        if entry.position(issue) and entry.statement.said_on and entry.statement.speaker.id:
            by_actor[entry.statement.speaker.id].append(entry)
    found = []
    for actor, told in sorted(by_actor.items()):
        told.sort(key=lambda e: (e.statement.said_on.start, e.utterance, e.id))
        for earlier, later in zip(told, told[1:], strict=False):
            if earlier.position(issue).stance.sign != later.position(issue).stance.sign:
                who = later.statement.speaker
                found.append(Finding(
                    id="f" + later.id[1:], kind=FindingKind.REVERSAL, issue=issue, actor=actor, actor_name=who.name, side=who.side,
                    earlier=earlier, later=later, also=(), explanation="It changed.", against=(), part=None,
                    reported_by=tuple(c for c in claims if c.article == later.source.id), score=0.7,
                ))  # fmt: skip
    dated = [(f.later.statement.said_on.end.isoformat(), f) for f in found]
    return sorted(dated, key=lambda d: (d[0], d[1].kind, d[1].earlier.utterance, d[1].later.utterance))


def told_by(made, statements, asides):
    """An outlet that writes "U-turn" claims a change."""
    from rowback.ledger.judging import Told

    at = made.text.find("U-turn")
    return Told(claims=(Claim(made.id, Span(at, at + 6), "U-turn"),) if at >= 0 else ())
