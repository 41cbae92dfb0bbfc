"""Issues, and the board of one: where everyone stands over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rowback.core.finding import Review
from rowback.core.issue import Issue
from rowback.core.stance import Stance
from rowback.export.csv_rows import row_of
from rowback.export.ledger_csv import ISSUE_COLUMNS, issue_row
from rowback.export.ledger_json import finding_object, issue_object, standing_object
from rowback.ledger import Appearance, Standing
from rowback.web.answering import Form, Page, Pages, listed
from rowback.web.asked import Asked, as_choice
from rowback.web.chart import Wanted, draw, spark
from rowback.web.failures import AskedWronglyError
from rowback.web.intake import started
from rowback.web.jobs import Job
from rowback.web.known import newest
from rowback.web.plot import plot
from rowback.web.rendering import query
from rowback.web.words import counted, slug

pages = Pages()
POSITION_COLUMNS = tuple("issue side actor_id actor role day stance told statement_id outlet published quote".split())
_AT_ONCE = 20  # articles that are judged on a new issue while the visitor waits, four or five a second
_LEAF = 12  # issues on a page
_ROWS = 500  # rows of the table that are shown


@pages.show("/issues")
def issues(asked: Asked) -> Page:
    """All issues."""
    ledger = asked.ledger
    sizes = ledger.survey.sizes()
    start = asked.number("after", 0, 0, 10**9)
    shown = [ledger.issues[ident] for ident, _ in sizes[start : start + _LEAF]]
    outlines = [
        (issue, ledger.survey.outline(issue.id, **asked.scope), ledger.findings(issue.id, **asked.scope)) for issue in shown
    ]
    statement = asked.text("statement")
    context = {
        "issues": [(issue, spark(seen), seen.actors, len(found)) for issue, seen, found in outlines],
        "in_all": len(sizes),
        "next": start + _LEAF if start + _LEAF < len(sizes) else None,
        "pending": ledger.issues.pending(),
        "entry": ledger.entry(statement) if statement is not None else None,
    }
    return Page(
        "issues.html", "Issues", context, lambda: listed(map(issue_object, ledger.issues), None), ISSUE_COLUMNS,
        lambda: map(issue_row, ledger.issues), len(sizes), "issues",
    )  # fmt: skip


@pages.show("/issues/{ident:path}")
def board(asked: Asked) -> Page:
    """Where everyone stands on an issue."""
    ledger, issue = asked.ledger, asked.ledger.issues[asked.path("ident")]
    standings = ledger.board(issue.id, **asked.scope)
    findings = newest(ledger.findings(issue.id, **asked.scope))
    stances = tuple(as_choice("stance", v, Stance) for v in asked.request.query_params.getlist("stance") if v)
    wanted = Wanted(asked.day("from"), asked.day("to"), stances, asked.text("side"))
    told = ledger.catalogue.marks(a.statement for _, a in _flat(standings, wanted))
    drawing = draw(standings, sorted(findings, key=lambda f: (-f.score, f.id)), told, wanted)
    days = _days(standings if asked.as_of is None else ledger.board(issue.id))  # the slider runs over all, whatever is shown
    shown = [lane.standing for side in drawing.sides for lane in side.lanes]
    as_table = asked.text("view") == "table"
    context = {
        "issue": issue, "plot": plot, "standings": standings, "shown": shown, "drawing": drawing, "wanted": wanted, "told": told,
        "findings": [f for f in findings if f.review is not Review.REJECTED], "sides": list(dict.fromkeys(s.side for s in standings)),
        "days": days, "as_table": as_table,
        "rows": list(_flat(shown, wanted))[:_ROWS] if as_table else (), "pending": ledger.issues.pending().get(issue.id, 0),
    }  # fmt: skip

    def rows() -> Iterator[str]:
        for standing, appearance in _flat(shown, wanted):
            mark = told.get(appearance.statement)
            yield row_of((
                issue.id, standing.side, standing.actor, standing.name, standing.role,
                appearance.day.isoformat() if appearance.day is not None else None, appearance.stance.value, appearance.count, appearance.statement,
                *((mark.outlet, mark.published, mark.quote) if mark is not None else (None, None, None)),
            ))  # fmt: skip

    def data() -> dict[str, Any]:
        return {
            "issue": issue_object(issue),
            "standings": [standing_object(issue.id, standing) for standing in shown],
            "findings": [finding_object(finding) for finding in findings],
        }

    return Page("board.html", issue.label, context, data, POSITION_COLUMNS, rows, drawing.marks, f"board-{slug(issue.id)}")


def _flat(standings: list[Standing], wanted: Wanted) -> Iterator[tuple[Standing, Appearance]]:
    asked_for = (s for s in standings if wanted.side in (None, s.side))
    return ((s, a) for s in asked_for for a in s.appearances if wanted.holds(a.day, a.stance))


def _days(standings: list[Standing]) -> list[date]:
    """The days on which anybody took a position."""
    return sorted({a.day for s in standings for a in s.appearances if a.day is not None})


@pages.act("/issues")
def make(asked: Asked, form: Form) -> str:
    """Add an issue or a new version of one, and judge the ledger on it."""
    label, proposition = form.needed("label", 200), form.needed("proposition", 500)
    issue = new_issue(asked, form.text("id", 60), label, proposition, _listed(form.text("terms")), _listed(form.text("exclude")))
    job = judged(asked, issue)
    if job is not None:
        return f"/jobs/{job.id}"
    count = len(asked.ledger.board(issue.id))
    return f"/issues/{issue.id}" + query(done=f"“{issue.label}” is an issue now; {counted(count, 'actor')} take a stand on it")


def new_issue(
    asked: Asked, ident: str | None, label: str, proposition: str, terms: tuple[str, ...], exclude: tuple[str, ...]
) -> Issue:
    """The issue of a form; without an id one is made of its label that no other issue has."""
    chosen = ident or slug(label) or "issue"
    if ident is None:
        taken = {issue.id for issue in asked.ledger.issues}
        base, number = chosen, 1
        while chosen in taken:
            number += 1
            chosen = f"{base}_{number}"
    elif slug(ident) != ident:
        raise AskedWronglyError(
            "id", f"an id has small letters, digits and underscores only; {slug(ident) or 'my_issue'!r} would do"
        )
    return Issue(chosen, label, proposition, terms, exclude)


def _listed(words: str | None) -> tuple[str, ...]:
    return tuple(part for line in (words or "").replace(",", "\n").splitlines() if (part := line.strip()))


def judged(asked: Asked, issue: Issue) -> Job | None:
    """Put an issue into the ledger and judge what is there on it: at once where that is little, else as the job returned."""
    ledger = asked.ledger
    ledger.issues.put([issue])
    if ledger.issues.pending().get(issue.id, 0) <= _AT_ONCE:
        ledger.issues.judge()
        ledger.refresh()
        return None

    def work(job: Job) -> None:
        def progress(done: int, total: int) -> None:
            job.done, job.total = done, total

        ledger.issues.judge(progress)
        ledger.refresh()
        job.words, job.link = "Every statement has been judged on it", f"/issues/{issue.id}"

    return started(asked.jobs, f"Judging the ledger on “{issue.label}”", work)
