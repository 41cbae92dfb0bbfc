"""A reading made by hand, with one of everything that renderings must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rowback import (
    Actor,
    ActorKind,
    Article,
    Aside,
    AsideType,
    Block,
    BlockKind,
    Kind,
    Position,
    Reading,
    SaidOn,
    Span,
    Statement,
)

TITLE = "Envoy: option “on the table”"
TEXT = f"""{TITLE}

“Right now, that is still on the table,” John Coale told Reuters on Thursday. They are “willing”.

A minister said that Coale thinks talks have not begun. Moscow seems to be backtracking. 🙂 It was said that all is well."""


def span(words: str, start: int = 0) -> Span:
    """The first place of the words at or after an offset."""
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


ARTICLE = Article(
    id="a1",
    text=TEXT,
    blocks=(Block(BlockKind.HEADLINE, span(TITLE)), Block(BlockKind.BODY, Span(len(TITLE) + 2, len(TEXT)))),
    url="https://news.example/coale",
    outlet="Harbour Times",
    title=TITLE,
    published="2025-02-14T08:30:00+01:00",
    published_basis="json-ld",
    published_precision="minute",
    language="en",
    translated=True,
)
COALE = Actor("p1", "John Coale", ActorKind.PERSON, "deputy envoy", "United States")
THURSDAY = SaidOn(date(2025, 2, 13), date(2025, 2, 13), span("Thursday"))

_MAIN = Statement(
    id="s1",
    kind=Kind.DIRECT,
    quote="Right now, that is still on the table,",
    content=(span("Right now, that is still on the table,"),),
    cue=(span("told"),),
    source=(span("John Coale"),),
    speaker=COALE,
    said_on=THURSDAY,
    occasion="Reuters interview",
    addressee="a reporter",
    via="Reuters",
    verbatim=False,
    continues=None,
    aligned_to=None,
    nested_in=None,
    positions=(),
    confidence=0.912345678,
)
_HEADLINE = replace(
    _MAIN,
    id="s0",
    quote="on the table",
    content=(span("on the table"),),
    cue=(),
    source=(span("Envoy"),),
    said_on=replace(THURSDAY, inferred=True),
    aligned_to="s1",
    positions=(Position("ua_nato", "open", (span("on the table"),), (), (span("Right now"),), ("table.on",), 0.80004),),
)
_CONTINUED = replace(
    _MAIN,
    id="s2",
    kind=Kind.MIXED,
    quote="They are “willing”",
    content=(span("They are “willing”"),),
    cue=(),
    source=(),
    continues="s1",
)
_MINISTER = replace(
    _MAIN,
    id="s3",
    kind=Kind.INDIRECT,
    quote="Coale thinks talks have not begun",
    content=(span("Coale thinks talks have not begun"),),
    cue=(span("said"),),
    source=(span("A minister"),),
    speaker=Actor("p3", "A minister", ActorKind.UNNAMED, None, None),
    said_on=SaidOn(date(2025, 2, 13), date(2025, 2, 14), None, True),
    occasion=None,
    addressee=None,
    via=None,
    verbatim=None,
)
_NESTED = replace(
    _MINISTER,
    id="s4",
    quote="talks have not begun",
    content=(span("talks have not begun"),),
    cue=(span("thinks"),),
    source=(span("Coale", span("Coale thinks").start),),
    speaker=COALE,
    said_on=None,
    nested_in="s3",
)
_NOBODY = replace(
    _MINISTER,
    id="s5",
    quote="all is well",
    content=(span("all is well"),),
    cue=(span("was said"),),
    source=(),
    speaker=Actor(None, None, ActorKind.UNKNOWN, None, None),
)

READING = Reading(
    ARTICLE,
    (_HEADLINE, _MAIN, _CONTINUED, _MINISTER, _NESTED, _NOBODY),
    (Aside(AsideType.OUTLET_VOICE, (span("Moscow seems to be backtracking"),), (span("seems"),), ()),),
)

BARE = Reading(Article(id="a2", text="Quelques mots en français.", language="fr"), (), (), extracted=False)
"""An article of which nothing is known, in a language that is not read."""


def saying(quote: str, **changes: object) -> Reading:
    """A reading of one statement with these words, which are the article's whole text."""
    statement = replace(_MAIN, quote=quote, content=(Span(0, len(quote)),), cue=(), source=(), said_on=None, **changes)  # type: ignore[arg-type]
    return Reading(Article(id="a3", text=quote), (statement,), ())
