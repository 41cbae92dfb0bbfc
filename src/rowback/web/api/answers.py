"""What the API answers with. The same objects as the command line prints, described for the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

from rowback.core.actor import ActorKind
from rowback.core.attribution import AsideType, Kind
from rowback.core.finding import FindingKind, Review
from rowback.core.stance import Stance
from rowback.ledger import Trend, Verdict
from rowback.web.jobs import JobState

Span = Annotated[list[int], Field(min_length=2, max_length=2, description="start and end in code points of the article's text")]
Day = Annotated[str, Field(description="YYYY-MM-DD")]


class Problem(BaseModel):
    """The one shape of errors. `where` names the parameter, field, file or record that is meant, if one is."""

    type: str
    title: str
    detail: str
    where: str | None


class Speaker(BaseModel):
    """Who made a statement; everything but the kind is null where it is not known."""

    id: str | None
    name: str | None
    kind: ActorKind
    role: str | None
    side: str | None


class SaidOn(BaseModel):
    """The day or days of saying, both ends included."""

    start: Day
    end: Day
    basis: Span | None
    inferred: bool


class Position(BaseModel):
    """Where a statement stands on an issue, and the words it rests on."""

    issue: str
    stance: Stance
    evidence: list[Span]
    condition: list[Span]
    limit: list[Span]
    rules: list[str]
    score: float


class Source(BaseModel):
    """The article that tells a statement."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None


class ReadStatement(BaseModel):
    """A statement of an article."""

    id: str
    kind: Kind
    quote: str
    content: list[Span]
    cue: list[Span]
    source: list[Span]
    speaker: Speaker
    said_on: SaidOn | None
    occasion: str | None
    addressee: str | None
    via: str | None
    verbatim: bool | None
    continues: str | None
    aligned_to: str | None
    nested_in: str | None
    positions: list[Position]
    confidence: float


class Statement(ReadStatement):
    """A statement of the ledger."""

    article: Source
    utterance: Annotated[str | None, Field(description="null in lists of a day in the past; a single statement tells it")]
    recorded_at: str


class Statements(BaseModel):
    """A leaf of statements. `facets` tells for each property its values with how many of the statements have them.

    `total` counts all statements; where it is not `complete`, `facets` count only the newest of them.
    """

    items: list[Statement]
    next: str | None
    total: int
    complete: bool
    facets: dict[str, list[tuple[str, int]]]


class Block(BaseModel):
    """A part of an article's text."""

    kind: str
    start: int
    end: int


class ReadArticle(Source):
    """An article with its text."""

    published_basis: str | None
    published_precision: str | None
    language: str | None
    translated: bool | None
    original_url: str | None
    text: str
    blocks: list[Block]


class Aside(BaseModel):
    """Words that are nobody's statement."""

    type: AsideType
    content: list[Span]
    cue: list[Span]
    source: list[Span]


class Reading(BaseModel):
    """An article with what was found in it."""

    article: ReadArticle
    statements: list[ReadStatement]
    asides: list[Aside]


class ListedArticle(Source):
    """An article without its text, with the number of its statements."""

    language: str | None
    translated: bool | None
    statements: int
    recorded_at: str


class Articles(BaseModel):
    """A leaf of articles, those recorded last first."""

    items: list[ListedArticle]
    next: str | None


class Taken(BaseModel):
    """What came of articles that were posted: ids of new ones, of known ones, and what was refused."""

    articles: list[str]
    known: list[str]
    statements: int
    refused: list[Problem]


class Job(BaseModel):
    """A piece of longer work; ask again until it is done or failed."""

    id: str
    what: str
    state: JobState
    done: int
    total: int | None
    words: str | None
    refused: list[str]
    articles: list[str]
    link: str | None


class Issue(BaseModel):
    """Something to take a stand on."""

    id: str
    label: str
    proposition: str
    terms: list[str]
    exclude: list[str]


class Issues(BaseModel):
    """All issues, by id."""

    items: list[Issue]
    next: None


class Named(BaseModel):
    """An actor by id and name."""

    id: str
    name: str | None


class Office(Named):
    """An actor with the role last told."""

    role: str | None


class Told(BaseModel):
    """An actor's position on one day, told by so many statements."""

    day: Day | None
    stance: Stance
    statement: str
    told: int


class Standing(BaseModel):
    """Where an actor stands on an issue."""

    issue: str
    side: str | None
    actor: Office
    stance: Stance
    day: Day | None
    trend: Trend
    history: list[Told]
    statement: Statement


class Board(BaseModel):
    """Where everyone stands on an issue."""

    items: list[Standing]
    next: None


class Reported(BaseModel):
    """An outlet's own words that report the change."""

    article: str
    start: int
    end: int


class Finding(BaseModel):
    """A change or contradiction between two statements."""

    id: str
    kind: FindingKind
    issue: str | None
    actor: Named | None
    side: str | None
    from_: Statement = Field(alias="from")
    to: Statement
    also: list[tuple[str, str]]
    explanation: str
    against: list[str]
    part: str | None
    reported_by: list[Reported]
    score: float
    review: Review


class Findings(BaseModel):
    """A leaf of findings, newest first."""

    items: list[Finding]
    next: str | None
    total: int


class CountedActor(BaseModel):
    """An actor with the number of statements."""

    id: str
    name: str
    statements: int


class Actors(BaseModel):
    """A leaf of actors, those of most statements first."""

    items: list[CountedActor]
    next: str | None


class Post(BaseModel):
    """A post, and the days on which texts or a roster give it."""

    role: str | None
    side: str | None
    from_: Day | None = Field(alias="from")
    to: Day | None
    evidence: str | None
    told: int


class Decision(BaseModel):
    """What a person decided."""

    number: int
    kind: str
    subject: str
    value: dict[str, Any]
    by: str | None
    note: str | None
    recorded_at: str


class Actor(BaseModel):
    """An actor across articles; one of a single article has no names and posts."""

    id: str
    name: str
    kind: ActorKind
    sides: list[str]
    names: dict[str, int]
    posts: list[Post]
    statements: int
    decisions: list[Decision]


class Drawn(BaseModel):
    """Something drawn at random, with what was said of it."""

    id: str
    verdict: Verdict | None


class Sample(BaseModel):
    """A sample with its precision and 95 % interval, null before any of it is judged."""

    items: list[Drawn]
    next: None
    right: int
    wrong: int
    unsure: int
    precision: float | None
    interval: tuple[float, float] | None


class Done(BaseModel):
    """What was changed: the id of what it is about."""

    id: str


class Model(BaseModel):
    """The tagger."""

    name: str
    version: str
    sha256: str


class Health(BaseModel):
    """That the server is alive, and what it runs. `ledger` is the version of the ledger's tables."""

    status: str
    program: str
    model: Model
    ledger: str
    writable: bool
