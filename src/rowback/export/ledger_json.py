"""What a ledger answers as JSON objects: the contract that other programs rely on."""

from __future__ import annotations

from typing import Any

from rowback.core.finding import Entry, Finding
from rowback.core.issue import Issue
from rowback.export.json_lines import statement_object
from rowback.ledger import Decision, Profile, Shown, Standing, Suggested

_PLACES = 4


def entry_object(entry: Entry) -> dict[str, Any]:
    """A statement as `rowback statements` prints it: that of `rowback read` with article, utterance and time of recording."""
    source = entry.source
    return {
        **statement_object(entry.statement),
        "article": {
            "id": source.id,
            "url": source.url,
            "outlet": source.outlet,
            "title": source.title,
            "published": source.published,
        },
        "utterance": entry.utterance or None,
        "recorded_at": entry.recorded_at.isoformat(),
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding with both its statements."""
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "issue": finding.issue,
        "actor": None if finding.actor is None else {"id": finding.actor, "name": finding.actor_name},
        "side": finding.side,
        "from": entry_object(finding.earlier),
        "to": entry_object(finding.later),
        "also": [list(pair) for pair in finding.also],
        "explanation": finding.explanation,
        "against": list(finding.against),
        "part": finding.part,
        "reported_by": [{"article": c.article, "start": c.span.start, "end": c.span.end} for c in finding.reported_by],
        "score": round(float(finding.score), _PLACES),
        "review": finding.review.value,
    }


def standing_object(issue: str, standing: Standing) -> dict[str, Any]:
    """An actor on the board of an issue."""
    return {
        "issue": issue,
        "side": standing.side,
        "actor": {"id": standing.actor, "name": standing.name, "role": standing.role},
        "stance": standing.stance.value,
        "day": standing.day and standing.day.isoformat(),
        "trend": standing.trend.value,
        "history": [
            {"day": a.day and a.day.isoformat(), "stance": a.stance.value, "statement": a.statement, "told": a.count}
            for a in standing.appearances
        ],
        "statement": entry_object(standing.entry),
    }


def profile_object(profile: Profile) -> dict[str, Any]:
    """An actor with names, sides and posts."""
    return {
        "id": profile.id,
        "name": profile.name,
        "kind": profile.kind.value,
        "sides": profile.sides,
        "names": dict(sorted(profile.names.items(), key=lambda item: (-item[1], item[0]))),
        "posts": [
            {"role": p.role, "side": p.side, "from": p.start, "to": p.end, "evidence": p.evidence, "told": p.count}
            for p in profile.posts
        ],
        "statements": sum(profile.names.values()),
    }


def issue_object(issue: Issue) -> dict[str, Any]:
    """An issue."""
    return {
        "id": issue.id,
        "label": issue.label,
        "proposition": issue.proposition,
        "terms": list(issue.terms),
        "exclude": list(issue.exclude),
    }


def decision_object(decision: Decision) -> dict[str, Any]:
    """A decision by a person."""
    return {
        "number": decision.number,
        "kind": decision.kind,
        "subject": decision.subject,
        "value": decision.value,
        "by": decision.by,
        "note": decision.note,
        "recorded_at": decision.recorded_at,
    }


def shown_object(shown: Shown) -> dict[str, Any]:
    """An actor with the ids of its statements and what people decided about it."""
    return {
        **profile_object(shown.profile),
        "said": [entry.id for entry in shown.entries],
        "decisions": [decision_object(decision) for decision in shown.decisions],
    }


def suggestion_object(suggested: Suggested) -> dict[str, Any]:
    """A suggested issue with its examples as statements."""
    found = suggested.suggestion
    return {
        "label": found.label,
        "proposition": found.proposition,
        "statements": found.statements,
        "speakers": found.speakers,
        "examples": [entry_object(entry) for entry in suggested.examples],
    }
