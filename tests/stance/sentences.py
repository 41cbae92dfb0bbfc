"""Positions on sentences alone: what tests say of one statement and one issue."""

from __future__ import annotations

from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.issue import Issue
from rowback.core.span import Span, hull
from rowback.core.statement import Actor, Position, Statement
from rowback.pipeline import positions_for


def statement(
    text: str, said: str | None = None, *, name: str = "Anna Nowak", role: str = "minister", kind: Kind = Kind.DIRECT
) -> Statement:
    """A statement whose content is ``said``, or the whole text."""
    content = (Span(0, len(text)),) if said is None else (Span(text.index(said), text.index(said) + len(said)),)
    speaker = Actor("p", name, ActorKind.PERSON, role, None)
    return Statement(
        id="s", kind=kind, quote=hull(content).of(text), content=content, cue=(), source=(), speaker=speaker, said_on=None, occasion=None,
        addressee=None, via=None, verbatim=None, continues=None, aligned_to=None, nested_in=None, positions=(), confidence=1.0,
    )  # fmt: skip


def position(issue: Issue, text: str, said: str | None = None, *, title: str | None = None, **given: object) -> Position | None:
    """The position on the issue of what is said in a text."""
    article = Article(id="a", text=text, title=title, language="en")
    found = positions_for(article, [statement(text, said, **given)], [issue])[0]  # type: ignore[arg-type]
    return found[0] if found else None


def stance(issue: Issue, text: str, said: str | None = None, **given: object) -> str:
    """The stance in words, "none" where there is no position."""
    found = position(issue, text, said, **given)  # type: ignore[arg-type]
    return "none" if found is None else found.stance.value
