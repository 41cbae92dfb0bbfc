"""The findings of a ledger as far as they are worked out: at once where it has few issues, bit by bit as a job where it has many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rowback.core.finding import Finding
from rowback.ledger import Brief, brief_of, in_order
from rowback.web.asked import Asked
from rowback.web.failures import AskedWronglyError
from rowback.web.intake import started
from rowback.web.jobs import Job, Work

AT_ONCE = 60
"""Issues whose findings are worked out while a visitor waits."""
_OFFERED = 100  # issues in a list to choose from
_WORK = "Looking for findings"


@dataclass(frozen=True, slots=True)
class Known:
    """Findings in brief, newest first, and on how many issues they are still looked for."""

    findings: tuple[Brief, ...]
    pending: int


def known_findings(asked: Asked, issue: str | None = None) -> Known:
    """The findings on an issue or on all; those of the past only on one, or where there are few issues."""
    ledger = asked.ledger
    if issue is not None:
        return Known(in_order(map(brief_of, ledger.findings(issue, **asked.scope))), 0)
    if asked.as_of is not None or asked.recorded_by is not None:
        if len(ledger.survey.sizes()) > AT_ONCE:
            raise AskedWronglyError("issue", "with so many issues the past is told of one at a time: choose an issue")
        return Known(in_order(map(brief_of, ledger.findings(**asked.scope))), 0)
    found = ledger.survey.findings()
    if not found.pending:
        return Known(found.findings, 0)
    if len(found.pending) <= AT_ONCE:
        kept = [brief for brief in found.findings if brief.issue not in found.pending]
        more = [brief_of(finding) for ident in found.pending for finding in ledger.findings(ident)]
        return Known(in_order([*kept, *more]), 0)
    if not any(job.what == _WORK for job in asked.jobs.running()):
        started(asked.jobs, _WORK, _work_out(asked, found.pending))
    return Known(found.findings, len(found.pending))


def _work_out(asked: Asked, issues: Sequence[str]) -> Work:
    ledger = asked.ledger

    def work(job: Job) -> None:
        job.total, job.part = len(issues), "issue"
        for issue in issues:
            if asked.jobs.is_closing:
                return
            ledger.findings(issue)
            job.done += 1
        job.words, job.link = f"Findings are worked out on {len(issues):,} issues", "/findings"

    return work


def issue_labels(asked: Asked, chosen: str | None) -> dict[str, str]:
    """The names of the issues most spoken of, for a visitor to choose from, and that of the chosen one."""
    idents = [ident for ident, _ in asked.ledger.survey.sizes()[:_OFFERED]]
    if chosen is not None and chosen not in idents:
        idents.append(chosen)
    labels = asked.ledger.survey.labels()
    return {ident: labels[ident] for ident in idents if ident in labels}


def whole(asked: Asked, briefs: Iterable[Brief]) -> list[Finding]:
    """The findings themselves, in the order of the briefs; those that are no more are left out."""
    wanted = list(briefs)
    found: dict[str, Finding] = {}
    for issue in dict.fromkeys(brief.issue for brief in wanted):
        found.update({finding.id: finding for finding in asked.ledger.findings(issue, **asked.scope)})
    return [found[brief.id] for brief in wanted if brief.id in found]


def newest(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order of lists: newest first, the surer ones first within a day."""
    by_id = {finding.id: finding for finding in findings}
    return [by_id[brief.id] for brief in in_order(map(brief_of, by_id.values()))]
