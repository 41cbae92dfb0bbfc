"""What a ledger answers as CSV rows, written as `rowback read --format csv` writes them."""

from __future__ import annotations

import json

from rowback.core.finding import Entry, Finding
from rowback.core.issue import Issue
from rowback.export.csv_rows import COLUMNS, row_of, statement_values
from rowback.ledger import Decision, Profile, Standing, Suggested

STATEMENT_COLUMNS = (*COLUMNS, "speaker_id", "utterance", "recorded_at")
"""The columns of `rowback statements`: those of `rowback read` first."""

FINDING_COLUMNS = tuple(
    "finding_id kind issue actor_id actor side from_id from_day from_speaker from_outlet from_stance from_quote "
    "to_id to_day to_speaker to_outlet to_stance to_quote explanation against part reported_by score review".split()
)
BOARD_COLUMNS = tuple("issue side actor_id actor role stance day trend told statement_id outlet published quote".split())
ACTOR_COLUMNS = tuple("actor_id name kind sides names role from to evidence statements".split())


def entry_row(entry: Entry) -> str:
    """The row of a statement."""
    own = (entry.statement.speaker.id, entry.utterance, entry.recorded_at.isoformat())
    return row_of((*statement_values(entry.source, entry.statement), *own))


def finding_row(finding: Finding) -> str:
    """The row of a finding."""
    ends = [value for end in (finding.earlier, finding.later) for value in _end(finding, end)]
    reported = " | ".join(claim.words for claim in finding.reported_by)
    return row_of((
        finding.id, finding.kind.value, finding.issue, finding.actor, finding.actor_name, finding.side, *ends,
        finding.explanation, " | ".join(finding.against), finding.part, reported, round(float(finding.score), 4),
        finding.review.value,
    ))  # fmt: skip


def _end(finding: Finding, entry: Entry) -> tuple[str | None, ...]:
    said = entry.statement.said_on
    position = entry.position(finding.issue) if finding.issue is not None else None
    return (
        entry.id,
        said.start.isoformat() if said else None,
        entry.statement.speaker.name,
        entry.source.outlet,
        position.stance.value if position else None,
        entry.statement.quote,
    )


def standing_row(issue: str, standing: Standing) -> str:
    """The row of an actor on a board."""
    entry = standing.entry
    return row_of((
        issue, standing.side, standing.actor, standing.name, standing.role, standing.stance.value,
        standing.day.isoformat() if standing.day else None, standing.trend.value,
        sum(appearance.count for appearance in standing.appearances), entry.id, entry.source.outlet, entry.source.published,
        entry.statement.quote,
    ))  # fmt: skip


def profile_rows(profile: Profile) -> list[str]:
    """The rows of an actor, one a post; one without a post where none is known."""
    names = "; ".join(sorted(profile.names))
    common = (profile.id, profile.name, profile.kind.value, "; ".join(profile.sides), names)
    total = sum(profile.names.values())
    posts = [(post.role, post.start, post.end, post.evidence) for post in profile.posts] or [(None, None, None, None)]
    return [row_of((*common, *post, total)) for post in posts]


ISSUE_COLUMNS = ("id", "label", "proposition", "terms", "exclude")


def issue_row(issue: Issue) -> str:
    """The row of an issue."""
    return row_of((issue.id, issue.label, issue.proposition, "; ".join(issue.terms), "; ".join(issue.exclude)))


SUGGESTION_COLUMNS = ("label", "proposition", "statements", "speakers", "examples")


def suggestion_row(suggested: Suggested) -> str:
    """The row of a suggested issue; examples are ids of statements."""
    found = suggested.suggestion
    return row_of((found.label, found.proposition, found.statements, found.speakers, "; ".join(found.examples)))


DECISION_COLUMNS = tuple("number kind subject value by note recorded_at".split())


def decision_row(decision: Decision) -> str:
    """The row of a decision; its value is JSON."""
    value = json.dumps(decision.value, ensure_ascii=False)
    return row_of((decision.number, decision.kind, decision.subject, value, decision.by, decision.note, decision.recorded_at))
