"""Home: what is in the ledger, what is new in it, and how to begin."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from rowback.core.finding import Review
from rowback.export.ledger_csv import FINDING_COLUMNS, finding_row
from rowback.export.ledger_json import finding_object, issue_object
from rowback.web.answering import Form, Page, Pages
from rowback.web.asked import Asked, as_day
from rowback.web.chart import spark
from rowback.web.failures import AskedWronglyError
from rowback.web.guests import remember_name
from rowback.web.intake import Brought, Given, load_example, started, summary, take_in_time
from rowback.web.jobs import Job, job_object
from rowback.web.known import known_findings, whole
from rowback.web.rendering import inside, query

pages = Pages()
_CARDS, _ISSUES = 6, 6
_TEXT = 2_000_000  # characters that may be pasted


@pages.show("/")
def home(asked: Asked) -> Page:
    """The first page."""
    ledger = asked.ledger
    info = ledger.catalogue.extent()
    issues = [(ledger.issues[ident], ledger.survey.outline(ident)) for ident, _ in ledger.survey.sizes()[:_ISSUES]]
    known = known_findings(asked)
    counts = Counter(brief.issue for brief in known.findings)
    shown = whole(asked, [brief for brief in known.findings if brief.review is not Review.REJECTED][:_CARDS])
    context = {
        "info": info,
        "issues": [(issue, spark(seen), seen.actors, counts[issue.id]) for issue, seen in issues],
        "findings": shown,
        "in_all": len(known.findings),
        "looking": known.pending,
        "unreviewed": sum(brief.review is Review.UNREVIEWED for brief in known.findings),
        "labels": {f.issue: ledger.issues[f.issue].label for f in shown if f.issue is not None},
        "jobs": asked.jobs.running(),
    }

    def data() -> dict[str, Any]:
        return {
            "articles": info.articles, "statements": info.statements, "actors": info.actors, "first_day": info.first_day,
            "last_day": info.last_day, "issues": [issue_object(issue) for issue, _ in issues],
            "findings": [finding_object(finding) for finding in shown],
        }  # fmt: skip

    return Page(
        "home.html",
        "Rowback",
        context,
        data,
        FINDING_COLUMNS,
        lambda: map(finding_row, whole(asked, known.findings)),
        len(known.findings),
        "findings",
    )


@pages.show("/jobs/{ident}")
def job(asked: Asked) -> Page:
    """How far a job has got."""
    found = asked.jobs.get(asked.path("ident"))
    if found is None:
        raise AskedWronglyError("job", "there is no such job, or no longer: its articles, if any, are in the ledger")
    return Page("job.html", found.what, {"job": found}, lambda: job_object(found))


@pages.act("/articles")
def bring(asked: Asked, form: Form) -> str:
    """Read what was pasted or uploaded."""
    published = as_day("published", form.text("published"))
    given = Given(published.isoformat() if published else None, form.text("url"), form.text("outlet", 200), form.text("title", 500))
    text, file = form.text("text", _TEXT), form.fields.get("file")
    if isinstance(file, UploadFile) and file.filename:
        brought = Brought(file.file.read(), file.filename[:200])
    elif text is not None:
        brought = Brought.pasted(text, given)
    else:
        raise AskedWronglyError("text", "paste an article or choose a file")
    taken = take_in_time(asked.ledger, asked.jobs, brought, given)
    if isinstance(taken, Job):
        return f"/jobs/{taken.id}"
    found = [*taken.articles, *taken.known]
    if not found and taken.refused:
        raise taken.refused[0]
    target = f"/articles/{found[0]}" if len(found) == 1 else "/articles"
    return target + query(done=summary(taken))


@pages.act("/example")
def example(asked: Asked, _form: Form) -> str:
    """Load the example story."""

    def work(job: Job) -> None:
        taken = load_example(asked.ledger, job)
        job.words, job.link = summary(taken), "/"

    return f"/jobs/{started(asked.jobs, 'Loading the example story', work).id}"


@pages.act("/name")
def name(_asked: Asked, form: Form) -> Response:
    """Remember who signs decisions."""
    answer = RedirectResponse(inside(form.text("back")), 303)
    remember_name(answer, form.text("name", 80) or "")
    return answer
