"""Actors: who speaks, in which roles and where they stand; who is whom is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException

from rowback.export.csv_rows import row_of
from rowback.export.ledger_csv import ACTOR_COLUMNS, profile_rows
from rowback.export.ledger_json import decision_object, profile_object
from rowback.ledger import Filter, outline
from rowback.web.answering import Form, Page, Pages, listed
from rowback.web.asked import Asked
from rowback.web.chart import spark
from rowback.web.failures import AskedWronglyError
from rowback.web.rendering import query

pages = Pages()
_LEAF, _STATEMENTS, _ISSUES = 50, 20, 8
LIST_COLUMNS = ("actor_id", "name", "statements")


@pages.show("/actors")
def actors(asked: Asked) -> Page:
    """Actors, those of most statements first."""
    words, after = asked.text("q"), place_of(asked)
    found = asked.ledger.catalogue.actors(words=words, after=after, limit=_LEAF + 1)
    following = f"{found[_LEAF - 1][2]}~{found[_LEAF - 1][0]}" if len(found) > _LEAF else None
    in_all = asked.ledger.catalogue.number_of_actors(words)
    context = {"actors": found[:_LEAF], "next": following, "q": words or "", "in_all": in_all}

    def every() -> Iterator[str]:
        at: tuple[int, str] | None = None
        while part := asked.ledger.catalogue.actors(words=words, after=at, limit=500):
            yield from map(row_of, part)
            at = (part[-1][2], part[-1][0])

    def data() -> dict[str, Any]:
        return listed(({"id": ident, "name": name, "statements": count} for ident, name, count in found[:_LEAF]), following)

    return Page("actors.html", "Actors", context, data, LIST_COLUMNS, every, in_all, "actors")


def place_of(asked: Asked) -> tuple[int, str] | None:
    """Where a leaf of actors begins."""
    after = asked.text("after")
    if after is None:
        return None
    count, mark, ident = after.partition("~")
    if not mark or not count.isascii() or not count.isdigit() or len(count) > 15:
        raise AskedWronglyError("after", f"{after[:60]!r} is no place between actors")
    return int(count), ident


@pages.show("/actors/{ident}")
def actor(asked: Asked) -> Page:
    """One actor."""
    ledger, ident = asked.ledger, asked.path("ident")
    profile, decisions = ledger.catalogue.profile(ident)
    leaf = ledger.catalogue.statements(Filter(actor=ident), limit=_STATEMENTS, **asked.scope)
    if profile is None and not leaf.entries:
        ledger.actors.show(ident)  # says what is wrong with the id
    who = profile.id if profile is not None else str(leaf.entries[0].statement.speaker.id)
    boards = []
    for issue in map(ledger.issues.__getitem__, ledger.survey.issues_of(who, _ISSUES)):
        standing = ledger.survey.standing(issue.id, who, **asked.scope)
        if standing is not None:
            told = ledger.catalogue.marks(a.statement for a in standing.appearances)
            boards.append((issue, standing, spark(outline([standing])), told))
    findings = [
        f
        for issue, *_ in boards
        for f in ledger.findings(issue.id, **asked.scope)
        if who in (f.actor, *(e.statement.speaker.id for e in (f.earlier, f.later)))
    ]
    name = profile.name if profile is not None else leaf.entries[0].statement.speaker.name or "Unknown speaker"
    context = {
        "profile": profile, "who": who, "name": name, "leaf": leaf, "boards": boards, "findings": findings, "decisions": decisions,
        "labels": ledger.survey.labels(), "speaker": leaf.entries[0].statement.speaker if leaf.entries else None,
    }  # fmt: skip

    rows = profile_rows(profile) if profile is not None else []
    return Page(
        "actor.html", name, context, lambda: profile_of(asked, ident), ACTOR_COLUMNS, lambda: rows, len(rows), f"actor-{who}"
    )


def profile_of(asked: Asked, ident: str) -> dict[str, Any]:
    """An actor for programs; one that lives in a single article is made of what its statements tell."""
    profile, decisions = asked.ledger.catalogue.profile(ident)
    if profile is not None:
        return {**profile_object(profile), "decisions": [decision_object(decision) for decision in decisions]}
    said = asked.ledger.actors.show(ident).entries
    if not said:
        raise HTTPException(404)
    who = said[0].statement.speaker
    posts = [{"role": who.role, "side": who.side, "from": None, "to": None, "evidence": said[0].id, "told": len(said)}]
    return {
        "id": who.id, "name": who.name or "unknown", "kind": who.kind.value, "sides": [who.side] if who.side else [], "names": {},
        "posts": posts if who.role or who.side else [], "statements": len(said), "decisions": [],
    }  # fmt: skip


@pages.act("/actors/{ident}/merge")
def merge(asked: Asked, form: Form) -> str:
    """Record that two actors are one."""
    other = form.needed("other", 200)
    one = asked.ledger.actors.merge(asked.path("ident"), other, by=asked.guest.name, note=form.text("note"))
    asked.ledger.refresh()
    return f"/actors/{one}" + query(done="These two are one actor now")


@pages.act("/actors/{ident}/split")
def split(asked: Asked, form: Form) -> str:
    """Record that who bears some names is somebody else."""
    names = tuple(value for value in form.fields.getlist("name") if isinstance(value, str))
    if not names:
        raise AskedWronglyError("name", "choose the names that belong to somebody else")
    other = asked.ledger.actors.split(asked.path("ident"), names, by=asked.guest.name, note=form.text("note"))
    asked.ledger.refresh()
    return f"/actors/{other}" + query(done="This is an actor of its own now")


@pages.act("/actors/{ident}/undo")
def undo(asked: Asked, form: Form) -> str:
    """Take a decision about who is whom back."""
    number = form.needed("number", 18)
    if not number.isascii() or not number.isdigit():
        raise AskedWronglyError("number", "this is no number of a decision")
    asked.ledger.actors.undo(int(number), by=asked.guest.name)
    asked.ledger.refresh()
    found = asked.ledger.catalogue.profile(asked.path("ident"))[0]
    return (f"/actors/{found.id}" if found is not None else "/actors") + query(done="The decision is taken back")
