"""Entries for tests in few words: days are those of March 2025, sides and posts real ones, persons and words our own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from rowback.core.actor import ActorKind
from rowback.core.article import BlockKind
from rowback.core.attribution import Kind
from rowback.core.finding import Claim, Entry, Finding, Source
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.core.statement import Actor, Position, Statement

ISSUE = "canal"
POSTS = {
    "Aro": "fisheries minister",
    "Bell": "transport minister",
    "Pine": "prime minister",
    "Voss": "government spokesman",
    "Lund": "party leader",
}
KINDS = {
    "official": ActorKind.UNNAMED,
    "the government": ActorKind.GOVERNMENT,
    "the party": ActorKind.ORGANISATION,
    "the Forestry Board": ActorKind.ORGANISATION,
}


def march(day: int | None, *, weak: bool = False, days: int = 1) -> SaidOn | None:
    """The day of March 2025, or the days up to it; `weak` is inferred from publication, the day before included."""
    if day is None:
        return None
    end = date(2025, 3, 1) + timedelta(days=day - 1)
    if weak:
        return SaidOn(end - timedelta(days=1), end, None, True)
    return SaidOn(end - timedelta(days=days - 1), end, Span(0, 3))


def told(
    ident: str,
    who: str,
    stance: str | None,
    day: int | None,
    *,
    article: str | None = None,
    side: str | None = "Canada",
    role: str | None = "",
    kind: Kind = Kind.DIRECT,
    quote: str = "",
    block: BlockKind = BlockKind.BODY,
    weak: bool = False,
    days: int = 1,
    published: int | None = None,
    utterance: str | None = None,
    after: str | None = None,
    denied: bool = False,
    rules: tuple[str, ...] = ("r",),
    nested: str | None = None,
    aligned: str | None = None,
    translated: bool | None = False,
    condition: str = "",
    limit: str = "",
    confidence: float = 0.9,
    score: float = 0.9,
    at: int = 400,
    issue: str = ISSUE,
) -> Entry:
    """One statement as a ledger holds it; its article is its own unless named, published on the day after."""
    quote = quote or f"words of {utterance or ident}"
    span = Span(at, at + len(quote))

    def within(words: str) -> tuple[Span, ...]:
        return (Span(at + quote.index(words), at + quote.index(words) + len(words)),) if words else ()

    held = () if stance is None else (Position(issue, Stance(stance), (span,), within(condition), within(limit), rules, score),)
    speaker = Actor(f"p-{who}", who, KINDS.get(who, ActorKind.PERSON), POSTS.get(who) if role == "" else role, side)
    statement = Statement(
        ident,
        kind,
        quote,
        (span,),
        (),
        (),
        speaker,
        march(day, weak=weak, days=days),
        None,
        None,
        None,
        None if kind is Kind.INDIRECT else not translated,
        None,
        aligned,
        nested,
        held,
        confidence,
    )
    told_on = date(2025, 3, 1) + timedelta(days=(published if published is not None else (day or 0) + (0 if weak else 1)) - 1)
    source = Source(article or f"a-{ident}", None, "The Quayside", None, told_on.isoformat(), "en", translated)
    return Entry(
        statement, source, utterance or ident, datetime(2025, 6, 1, tzinfo=UTC), block, Span(0, 5) if after else None, after, denied
    )


def claim(article: str, words: str, about: str | None = None, at: int = 350) -> Claim:
    """An outlet's words in an article, before the place where statements stand."""
    return Claim(article, Span(at, at + len(words)), words, about)


def brief(findings: list[Finding]) -> list[str]:
    """Findings as "kind from>to", in a fixed order."""
    return sorted(f"{f.kind.value} {f.earlier.id}>{f.later.id}" for f in findings)
