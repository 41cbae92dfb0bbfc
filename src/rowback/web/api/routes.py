"""The operations of the API.

Their parameters are declared so that the OpenAPI document describes them and they are checked; pages and operations read them in the
same way, by `Asked`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from rowback import __version__
from rowback.core.attribution import Kind
from rowback.core.finding import FindingKind, Review
from rowback.core.stance import Stance
from rowback.core.statement import Reading
from rowback.export.json_lines import line_of, reading_object
from rowback.export.ledger_json import entry_object, finding_object, issue_object, standing_object
from rowback.export.samples import sample_object
from rowback.language import model_info
from rowback.ledger.schema import VERSION
from rowback.web.answering import listed, tag_of
from rowback.web.api import answers, asks
from rowback.web.asked import Asked
from rowback.web.failures import AskedWronglyError
from rowback.web.intake import Brought, Given, take_in_time
from rowback.web.jobs import Job, job_object
from rowback.web.known import whole
from rowback.web.pages.actors import place_of, profile_of
from rowback.web.pages.articles import article_line
from rowback.web.pages.board import judged, new_issue
from rowback.web.pages.findings import findings_of
from rowback.web.pages.sample import Of, drawn_of, judge_one
from rowback.web.pages.statements import statements_object
from rowback.web.turns import in_turn

router = APIRouter(prefix="/api", responses={"default": {"model": answers.Problem, "description": "What is wrong"}})

Limit = Annotated[int, Query(ge=1, le=200, description="how many at most")]
After = Annotated[str | None, Query(max_length=80, description="`next` of the answer before")]
Words = Annotated[str | None, Query(max_length=300, description="words of a name")]
Side = Annotated[str | None, Query(max_length=300, description="the side spoken for, as answers name it")]
IssueIdent = Annotated[str | None, Query(max_length=300, description="id of an issue")]
Outlet = Annotated[str | None, Query(max_length=300, description="name of an outlet, as answers tell it")]
Since = Annotated[date | None, Query(alias="from", description="said on this day or later, YYYY-MM-DD")]
Until = Annotated[date | None, Query(description="said on this day or before, YYYY-MM-DD")]
AsOf = Annotated[date | None, Query(description="only articles published up to this day, YYYY-MM-DD")]
RecordedBy = Annotated[date | None, Query(description="only what the ledger held on this day, YYYY-MM-DD")]
Ident = Annotated[str, Path(max_length=200, description="id, as answers tell it")]


class NotChangedError(Exception):
    """The client has the answer already."""


def asking(request: Request) -> Asked:
    """What is asked, unless the client has the answer."""
    asked = Asked(request)
    if request.method == "GET" and tag_of(asked) in request.headers.get("if-none-match", ""):
        raise NotChangedError
    return asked


Question = Annotated[Asked, Depends(asking)]


def unchanged(request: Request, _error: Exception) -> Response:
    """That nothing has changed."""
    return Response(status_code=304, headers={"ETag": tag_of(Asked(request))})


def answered(asked: Asked, found: Any, status: int = 200, location: str | None = None) -> Response:
    """An answer with its tag."""
    response = Response(line_of(found) + "\n", status, media_type="application/json")
    if asked.request.method == "GET":
        response.headers["ETag"] = tag_of(asked)
    if location is not None:
        response.headers["Location"] = location
    return response


def ok(model: Any, later: str | None = None) -> dict[int | str, dict[str, Any]]:
    """The description of a good answer, and of the one where the work is done later."""
    found: dict[int | str, dict[str, Any]] = {200: {"model": model}}
    if later is not None:
        found[202] = {"model": answers.Job, "description": f"{later} later: Location tells where to ask"}
    return found


# ---- statements


@router.get("/statements", tags=["statements"], responses=ok(answers.Statements), response_model=None)
def list_statements(
    asked: Question,
    q: Annotated[str | None, Query(max_length=300, description="words of the quote")] = None,
    actor: Annotated[str | None, Query(max_length=300, description="id of an actor, or words of a name")] = None,
    side: Side = None,
    issue: IssueIdent = None,
    stance: Annotated[list[Stance] | None, Query(description="any of these stances")] = None,
    kind: Annotated[Kind | None, Query(description="quoted, retold or partly quoted")] = None,
    from_: Since = None,
    to: Until = None,
    outlet: Outlet = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    after: After = None,
    limit: Limit = 25,
) -> Response:
    """The statements that meet every condition given, newest first."""
    return answered(asked, statements_object(asked, limit))


@router.get("/statements/{ident}", tags=["statements"], responses=ok(answers.Statement), response_model=None)
def read_statement(asked: Question, ident: Ident, as_of: AsOf = None, recorded_by: RecordedBy = None) -> Response:
    """One statement."""
    return answered(asked, entry_object(asked.ledger.entry(ident, **asked.scope)))


@router.post("/statements/{ident}/corrections", tags=["statements"], responses=ok(answers.Done), response_model=None)
@in_turn
def correct_statement(asked: Question, ident: Ident, told: asks.Correction) -> Response:
    """Correct a statement; the findings that rest on it follow at once."""
    if told.said_on is not None and told.said_on[0] > told.said_on[1]:
        raise AskedWronglyError("said_on", "the first day must not come after the last")
    if told.speaker is None and told.said_on is None and not told.stances and not told.not_a_statement:
        raise AskedWronglyError("body", "say what is wrong: speaker, said_on, stances or not_a_statement")
    asked.ledger.correct(
        ident, speaker=told.speaker, said_on=told.said_on, stances=told.stances, not_a_statement=told.not_a_statement,
        by=_by(asked, told.by), note=told.note,
    )  # fmt: skip
    asked.ledger.refresh()
    return answered(asked, {"id": ident})


@router.delete("/statements/{ident}/corrections/last", tags=["statements"], responses=ok(answers.Done), response_model=None)
@in_turn
def undo_correction(asked: Question, ident: Ident) -> Response:
    """Take the last correction of a statement back."""
    asked.ledger.undo_correction(ident, by=_by(asked, None))
    asked.ledger.refresh()
    return answered(asked, {"id": ident})


# ---- articles


@router.get("/articles", tags=["articles"], responses=ok(answers.Articles), response_model=None)
def list_articles(
    asked: Question,
    outlet: Outlet = None,
    before: Annotated[int | None, Query(ge=1, le=10**15, description="`next` of the answer before")] = None,
    limit: Limit = 25,
) -> Response:
    """The articles, those recorded last first; `before` is `next` of the leaf before."""
    found = asked.ledger.articles.listed(outlet=asked.text("outlet"), before=before, limit=limit + 1)
    following = str(found[limit - 1].number) if len(found) > limit else None
    return answered(asked, listed(map(article_line, found[:limit]), following))


@router.get("/articles/{ident}", tags=["articles"], responses=ok(answers.Reading), response_model=None)
def read_article(asked: Question, ident: Ident, as_of: AsOf = None, recorded_by: RecordedBy = None) -> Response:
    """One article with its statements and asides."""
    article, asides = asked.ledger.articles[ident]
    entries = asked.ledger.articles.entries(ident, **asked.scope)
    return answered(asked, reading_object(Reading(article, tuple(entry.statement for entry in entries), asides)))


@router.post(
    "/articles", tags=["articles"], response_model=None,
    responses=ok(answers.Taken, "Read"),
)  # fmt: skip
@in_turn
def add_articles(asked: Question, told: asks.Records) -> Response:
    """Read articles and put them into the ledger; what it holds already changes nothing. Many or long ones become a job."""
    lines = [json.dumps(record.model_dump()) for record in told.articles]
    taken = take_in_time(asked.ledger, asked.jobs, Brought("\n".join(lines).encode(), "articles.jsonl"), Given())
    if isinstance(taken, Job):
        return answered(asked, job_object(taken), 202, f"/api/jobs/{taken.id}")
    refused = [{"type": e.code, "title": "Cannot be used", "detail": e.reason, "where": e.where} for e in taken.refused]
    found = {"articles": taken.articles, "known": taken.known, "statements": taken.statements, "refused": refused}
    return answered(asked, found)


@router.get("/jobs/{ident}", tags=["articles"], responses=ok(answers.Job), response_model=None)
def read_job(asked: Question, ident: Ident) -> Response:
    """How far a job has got."""
    found = asked.jobs.get(ident)
    if found is None:
        raise HTTPException(404)
    return answered(asked, job_object(found))


# ---- issues


@router.get("/issues", tags=["issues"], responses=ok(answers.Issues), response_model=None)
def list_issues(asked: Question) -> Response:
    """All issues."""
    return answered(asked, listed(map(issue_object, asked.ledger.issues), None))


@router.get("/issues/{ident}", tags=["issues"], responses=ok(answers.Issue), response_model=None)
def read_issue(asked: Question, ident: Ident) -> Response:
    """One issue."""
    return answered(asked, issue_object(asked.ledger.issues[ident]))


@router.put(
    "/issues/{ident}", tags=["issues"], response_model=None,
    responses=ok(answers.Issue, "Judged"),
)  # fmt: skip
@in_turn
def put_issue(asked: Question, ident: Annotated[str, Path(pattern=r"^[a-z0-9_]{1,48}$")], told: asks.IssueAsk) -> Response:
    """Add an issue, or a new version of one, and judge the ledger on it."""
    issue = new_issue(asked, ident, told.label, told.proposition, tuple(told.terms), tuple(told.exclude))
    job = judged(asked, issue)
    return answered(asked, issue_object(issue)) if job is None else answered(asked, job_object(job), 202, f"/api/jobs/{job.id}")


@router.get("/issues/{ident}/board", tags=["issues"], responses=ok(answers.Board), response_model=None)
def read_board(asked: Question, ident: Ident, as_of: AsOf = None, recorded_by: RecordedBy = None) -> Response:
    """Where everyone stands on an issue."""
    found = asked.ledger.board(ident, **asked.scope)
    return answered(asked, listed((standing_object(ident, standing) for standing in found), None))


# ---- findings


@router.get("/findings", tags=["findings"], responses=ok(answers.Findings), response_model=None)
def list_findings(
    asked: Question,
    issue: IssueIdent = None,
    kind: FindingKind | None = None,
    review: Review | None = None,
    as_of: AsOf = None,
    recorded_by: RecordedBy = None,
    after: Annotated[int, Query(ge=0, le=10**9, description="`next` of the answer before")] = 0,
    limit: Limit = 25,
) -> Response:
    """Changes and contradictions, newest first."""
    found, _ = findings_of(asked)
    following = str(after + limit) if after + limit < len(found) else None
    return answered(asked, listed(map(finding_object, whole(asked, found[after : after + limit])), following, total=len(found)))


@router.get("/findings/{ident}", tags=["findings"], responses=ok(answers.Finding), response_model=None)
def read_finding(asked: Question, ident: Ident, as_of: AsOf = None, recorded_by: RecordedBy = None) -> Response:
    """One finding."""
    return answered(asked, finding_object(asked.ledger.finding(ident, **asked.scope)))


@router.post("/findings/{ident}/decisions", tags=["findings"], responses=ok(answers.Finding), response_model=None)
@in_turn
def decide_on_finding(asked: Question, ident: Ident, told: asks.Ruling) -> Response:
    """Record a decision about a finding; it is kept with its two statements."""
    found = asked.ledger.review(ident, told.verdict, by=_by(asked, told.by), note=told.note)
    return answered(asked, finding_object(found))


# ---- actors


@router.get("/actors", tags=["actors"], responses=ok(answers.Actors), response_model=None)
def list_actors(asked: Question, q: Words = None, after: After = None, limit: Limit = 50) -> Response:
    """Actors with a name across articles, those of most statements first; `q` words of a name."""
    found = asked.ledger.catalogue.actors(words=asked.text("q"), after=place_of(asked), limit=limit + 1)
    following = f"{found[limit - 1][2]}~{found[limit - 1][0]}" if len(found) > limit else None
    items = [{"id": one, "name": name, "statements": count} for one, name, count in found[:limit]]
    return answered(asked, listed(items, following))


@router.get("/actors/{ident}", tags=["actors"], responses=ok(answers.Actor), response_model=None)
def read_actor(asked: Question, ident: Ident) -> Response:
    """One actor, by any id it ever had."""
    return answered(asked, profile_of(asked, ident))


@router.post("/actors/{ident}/merges", tags=["actors"], responses=ok(answers.Done), response_model=None)
@in_turn
def merge_actors(asked: Question, ident: Ident, told: asks.Merge) -> Response:
    """Record that two actors are one; answers with its id."""
    found = asked.ledger.actors.merge(ident, told.other, by=_by(asked, told.by), note=told.note)
    asked.ledger.refresh()
    return answered(asked, {"id": found})


@router.post("/actors/{ident}/splits", tags=["actors"], responses=ok(answers.Done), response_model=None)
@in_turn
def split_actor(asked: Question, ident: Ident, told: asks.Split) -> Response:
    """Record that some names are somebody else's; answers with the id of who bears them."""
    found = asked.ledger.actors.split(ident, tuple(told.names), by=_by(asked, told.by), note=told.note)
    asked.ledger.refresh()
    return answered(asked, {"id": found})


@router.delete("/decisions/{number}", tags=["actors"], responses=ok(answers.Done), response_model=None)
@in_turn
def undo_decision(asked: Question, number: Annotated[int, Path(ge=1, le=10**15)]) -> Response:
    """Take a merge, a split or a roster back."""
    found = asked.ledger.actors.undo(number, by=_by(asked, None))
    asked.ledger.refresh()
    return answered(asked, {"id": found.subject})


# ---- sample


@router.get("/sample", tags=["sample"], responses=ok(answers.Sample), response_model=None)
def read_sample(
    asked: Question,
    n: Annotated[int, Query(ge=1, le=500, description="how many are drawn")] = 30,
    seed: Annotated[int, Query(ge=0, le=10**9, description="the same seed draws the same")] = 1,
    of: Of = Of.STATEMENTS,
) -> Response:
    """Statements or findings drawn at random, what was said of them, and the precision that follows."""
    drawn = drawn_of(asked, of, n, seed)
    return answered(asked, sample_object(drawn, asked.ledger.samples.judgements(drawn)))


@router.post("/sample/{ident}", tags=["sample"], responses=ok(answers.Done), response_model=None)
@in_turn
def judge_drawn(asked: Question, ident: Ident, told: asks.Judgement) -> Response:
    """Record what you say of something drawn."""
    judge_one(asked, ident, told.verdict, _by(asked, told.by), told.note)
    return answered(asked, {"id": ident})


def _by(asked: Asked, given: str | None) -> str | None:
    return given or asked.settings.reviewer


# ---- health

health_router = APIRouter()


@health_router.get("/health", tags=["health"], responses={200: {"model": answers.Health}}, response_model=None)
def health(request: Request) -> Response:
    """That the server is alive, with the versions of program, model and ledger."""
    model = model_info()
    found = {
        "status": "ok", "program": __version__, "ledger": VERSION, "writable": request.app.state.ledger.catalogue.is_writable,
        "model": {"name": model.name, "version": str(model.version), "sha256": model.sha256},
    }  # fmt: skip
    return JSONResponse(found)
