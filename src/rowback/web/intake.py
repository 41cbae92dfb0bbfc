"""Articles that visitors bring: pasted or uploaded, small ones read on the spot, others as a job."""

from __future__ import annotations

import queue
import tempfile
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from rowback.calls import add
from rowback.core.errors import InputError
from rowback.core.statement import Reading
from rowback.issue_file import read_issues
from rowback.ledger import Ledger
from rowback.web.failures import AskedWronglyError
from rowback.web.jobs import Job, Jobs, Work
from rowback.web.words import counted

ON_THE_SPOT = 20_000
"""Bytes that are read while the visitor waits: a long article or two, a few seconds of work."""


_STORY, _ISSUES = "ua_nato", ("ua_nato", "ua_borders")  # of the examples: the story that one click loads, and its issues


@dataclass(frozen=True, slots=True)
class Given:
    """What a visitor says of the articles that they do not tell themselves."""

    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None


@dataclass
class Taken:
    """What came of it: articles in their order, whether new or known before, and what was refused, in words."""

    articles: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    statements: int = 0
    refused: list[InputError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Brought:
    """The bytes of a text or file, with the name that tells its format."""

    raw: bytes
    name: str

    @classmethod
    def pasted(cls, text: str, given: Given) -> Brought:
        """What was pasted: a page where it looks like one, else the text of one article."""
        head = text.lstrip()[:200].casefold()
        if head.startswith(("<!doctype html", "<html")):
            return cls(text.encode("utf-8", "replace"), "pasted.html")
        if head.startswith('{"') and '"text"' in text:
            return cls(text.encode("utf-8", "replace"), "pasted.jsonl")
        if given.title and not text.lstrip().startswith(given.title):
            text = f"{given.title}\n\n{text}"
        return cls(text.encode("utf-8", "replace"), "pasted.txt")


def take(ledger: Ledger, brought: Brought, given: Given, job: Job | None = None) -> Taken:
    """Read what was brought and record it."""
    taken = Taken()
    suffix = "".join(Path(brought.name).suffixes[-2:])[-12:] if brought.name else ""

    def record(reading: Reading, _new: bool) -> None:
        taken.articles.append(reading.article.id)
        taken.statements += len(reading.statements)
        if job is not None:
            job.done += 1

    with tempfile.TemporaryDirectory(prefix="rowback-") as folder:
        path = Path(folder) / f"article{suffix if suffix.replace('.', '').isalnum() else ''}"
        path.write_bytes(brought.raw)

        def refuse(error: InputError) -> None:
            taken.refused.append(InputError(error.code, error.where.replace(str(path), brought.name), error.reason))

        add(
            ledger, path, published=given.published, url=given.url, outlet=given.outlet,
            on_refused=refuse, on_recorded=record, on_known=lambda article: taken.known.append(article.id),
            processes=None if job is not None else 1,
        )  # fmt: skip
    return taken


def take_in_time(ledger: Ledger, jobs: Jobs, brought: Brought, given: Given) -> Taken | Job:
    """Read a small thing at once, and a large one as a job."""
    if len(brought.raw) <= ON_THE_SPOT:
        return take(ledger, brought, given)

    def work(job: Job) -> None:
        if brought.name.endswith((".jsonl", ".ndjson")):
            job.total = sum(1 for line in brought.raw.splitlines() if line.strip())
        taken = take(ledger, brought, given, job)
        job.articles = taken.articles[:1000]
        job.refused = [str(error) for error in taken.refused[:100]]
        job.words = summary(taken)
        job.link = f"/articles/{taken.articles[0]}" if len(taken.articles) == 1 else "/articles"

    return started(jobs, f"Reading {brought.name}", work)


def started(jobs: Jobs, what: str, work: Work) -> Job:
    """Start a job, or say that too many wait."""
    try:
        return jobs.start(what, work)
    except queue.Full as error:
        raise AskedWronglyError("jobs", "too much work is waiting already: try again when some of it is done") from error


def summary(taken: Taken) -> str:
    """What came of it, in a sentence."""
    words = f"{counted(len(taken.articles), 'new article')} with {counted(taken.statements, 'statement')}"
    if taken.known:
        words += f"; {len(taken.known):,} known already"
    if taken.refused:
        words += f"; {len(taken.refused):,} refused"
    return words


def examples() -> Path:
    """The folder of the example story: within the package, or beside it where Rowback runs from its repository."""
    inside = Path(str(files("rowback") / "examples"))
    return inside if inside.is_dir() else Path(__file__).parents[3] / "examples"


def load_example(ledger: Ledger, job: Job) -> Taken:
    """Put the example story and its issues into the ledger."""
    story = examples() / _STORY
    ledger.issues.put([issue for issue in read_issues(examples() / "issues.toml") if issue.id in _ISSUES])
    taken = Taken()
    job.total = sum(1 for path in story.iterdir() if path.is_file())

    def count(*_: object) -> None:
        job.done += 1

    added = add(ledger, story, on_refused=taken.refused.append, on_recorded=count, on_known=count)
    taken.articles, taken.statements = list(added.articles), added.statements
    return taken
