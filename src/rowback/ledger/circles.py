"""Whose positions on an issue bear on one another: those of actors who share a side, and of those who share one with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from rowback.ledger import schema
from rowback.ledger.answered import SIDE
from rowback.ledger.people import StoredCast
from rowback.ledger.view import View

_s, _c, _on = schema.statements.c, schema.current.c, schema.stands.c
_CHUNK = 500


def circle(view: View, issue: str, touched: Iterable[str]) -> set[str]:
    """The actors of an issue who are linked with one of these actors, or sides after a "@", through any number of sides."""
    sides = _sides(view, issue)
    members: dict[str, set[str]] = defaultdict(set)
    for actor, own in sides.items():
        for side in own:
            members[side].add(actor)
    start = set(touched)
    found = {actor for actor in start if actor in sides}
    found |= {actor for key in start if key.startswith(SIDE) for actor in members.get(key.removeprefix(SIDE), ())}
    todo, seen = list(found), set[str]()
    while todo:
        for side in sides[todo.pop()] - seen:
            seen.add(side)
            todo += members[side] - found
            found |= members[side]
    return found


def _sides(view: View, issue: str) -> dict[str, set[str]]:
    """All actors with a position on the issue, with all sides that anything gives to them."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = view.connection.execute(select(_on.actor, _on.side).where(_on.issue == issue, _on.actor.is_not(None))).all()
    for actor, side in set(map(tuple, rows)):
        found[actor].update([side] if side is not None else [])
    assert isinstance(view.cast, StoredCast)
    named = view.cast.sides_by_actor(found)
    for actor, sides in named.items():
        found[actor] |= sides
    local = sorted(found.keys() - named.keys())
    for at in range(0, len(local), _CHUNK):
        query = (
            select(_c.actor, _s.side).join(schema.statements, _s.number == _c.number).where(_c.actor.in_(local[at : at + _CHUNK]))
        )
        for actor, side in view.connection.execute(query).all():
            found[actor].update([side] if side is not None else [])
    return dict(found)
