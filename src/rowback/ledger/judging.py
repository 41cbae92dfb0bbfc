"""What the ledger asks of the stages: positions, claims, order within a day, utterances, findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rowback import findings, pipeline
from rowback.core.article import Article
from rowback.core.finding import Claim, Entry, Finding
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.core.statement import Aside, Position, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells about its statements: outlets' claims, which came later on a day, which are denied."""

    claims: Sequence[Claim] = ()
    after: Mapping[str, tuple[Span, str | None]] = field(default_factory=dict)
    denied: frozenset[str] = frozenset()


def told_by(article: Article, statements: Sequence[Statement], asides: Sequence[Aside]) -> Told:
    """What the article's text tells about its statements."""
    return Told(
        claims=findings.find_claims(article, asides, statements),
        after=findings.order_in_day(article, statements),
        denied=frozenset(findings.denials(article, statements)),
    )


def positions_for(
    article: Article, statements: Sequence[Statement], issues: Sequence[Issue], wanted: Collection[str]
) -> list[tuple[Position, ...]]:
    """The positions of statements that the ledger holds on the wanted of its issues, in their order."""
    return pipeline.positions_for(article, statements, issues, pipeline.network(), wanted)


def utterances(entries: Sequence[Entry]) -> dict[str, str]:
    """For each statement the id of its utterance."""
    return findings.group_utterances(entries)


def side_told(entries: Sequence[Entry]) -> str | None:
    """The side of an actor who said all this, None where no text tells one."""
    return findings.side_told(entries)


def changes(
    issue: str, entries: Sequence[Entry], claims: Sequence[Claim], beside: Sequence[Entry] = ()
) -> list[tuple[str, Finding]]:
    """The findings on an issue that have ground enough, with the days they end on; see `findings.dated_changes`."""
    dated = findings.dated_changes(issue, entries, claims, beside)
    days = {finding.id: day for day, finding in dated}
    return [(days[finding.id], finding) for finding in findings.grounded(finding for _, finding in dated)]
