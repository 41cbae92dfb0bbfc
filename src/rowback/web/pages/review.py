"""The review queue: one decision a screen."""

from __future__ import annotations

from typing import Any

from rowback.core.finding import Review
from rowback.export.ledger_csv import FINDING_COLUMNS, finding_row
from rowback.export.ledger_json import finding_object
from rowback.ledger import Brief
from rowback.web.answering import Page, Pages, listed
from rowback.web.asked import Asked
from rowback.web.known import issue_labels, known_findings, whole
from rowback.web.pages.findings import context_of
from rowback.web.rendering import query

pages = Pages()


@pages.show("/review")
def review(asked: Asked) -> Page:
    """The next finding to decide about: the surest first, so that what is wrong stands out."""
    issue = asked.text("issue")
    every = sorted(known_findings(asked, issue).findings, key=lambda f: (-f.score, f.id))
    at = _place(every, asked.text("at"), asked.text("after"))
    found = next(iter(whole(asked, [every[at]])), None) if at is not None else None
    last = asked.text("last")
    following = _link(every, at, 1, issue) if at is not None else None
    before = _link(every, at, -1, issue) if at is not None else None
    context: dict[str, Any] = {
        "found": found, "every": every, "at": at, "following": following, "before": before, "issue_id": issue,
        "decided": sum(f.review is not Review.UNREVIEWED for f in every), "last": last if any(f.id == last for f in every) else None,
        "offered": issue_labels(asked, issue),
    }  # fmt: skip
    if found is not None:
        context |= context_of(asked, found)
        context["back"] = "/review" + query(issue=issue, after=found.id, last=found.id)
    return Page(
        "review.html", "Review", context, lambda: listed(map(finding_object, whole(asked, every)), None, total=len(every)), FINDING_COLUMNS,
        lambda: map(finding_row, whole(asked, every)), len(every), "review",
    )  # fmt: skip


def _place(every: list[Brief], at: str | None, after: str | None) -> int | None:
    """Where to look: at a finding, at the first undecided one after another, else at the first undecided one of all."""
    places = {finding.id: n for n, finding in enumerate(every)}
    if at is not None and at in places:
        return places[at]
    start = places.get(after or "", -1) + 1
    order = [*range(start, len(every)), *range(start)]
    return next((n for n in order if every[n].review is Review.UNREVIEWED), None)


def _link(every: list[Brief], at: int, step: int, issue: str | None) -> str | None:
    return "/review" + query(at=every[at + step].id, issue=issue) if 0 <= at + step < len(every) else None
