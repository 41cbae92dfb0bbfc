"""What the API is told."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rowback.core.finding import Review
from rowback.core.stance import Stance
from rowback.ledger import Verdict


def _clean(words: str) -> str:
    if "\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
        raise ValueError("holds characters that no text has")
    return words


def _said(words: str) -> str:
    if not words.strip():
        raise ValueError("must not be empty")
    return _clean(words.strip())


Words = Annotated[str, Field(max_length=2000), AfterValidator(_clean)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_said)]
Person = Annotated[
    str | None, Field(max_length=80, description="who decides; by default the name that the server was started with")
]
Note = Annotated[str | None, Field(max_length=2000, description="why, for whoever reads it later")]


class Ask(BaseModel):
    """What is not known is refused, so that a misspelt key cannot be lost."""

    model_config = ConfigDict(extra="forbid")


class Record(Ask):
    """An article as JSON Lines tell it; only the text is needed."""

    text: Annotated[str, Field(min_length=1, max_length=2_000_000)]
    url: Words | None = None
    outlet: Words | None = None
    title: Words | None = None
    published: Annotated[str | None, Field(max_length=40, description="YYYY-MM-DD, with time and zone if known")] = None
    language: Annotated[str | None, Field(max_length=20, description="ISO 639-1, such as en")] = None


class Records(Ask):
    """Articles to put into the ledger."""

    articles: Annotated[list[Record], Field(min_length=1, max_length=10_000)]


class IssueAsk(Ask):
    """An issue, or a new version of one."""

    label: Name
    proposition: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_said)]
    terms: Annotated[list[Name], Field(max_length=200)] = []
    exclude: Annotated[list[Name], Field(max_length=200)] = []


class Correction(Ask):
    """What is wrong with a statement; what is left out stays. A stance of null means no position."""

    speaker: Name | None = None
    said_on: tuple[date, date] | None = None
    stances: dict[str, Stance | None] | None = None
    not_a_statement: bool = False
    by: Person = None
    note: Note = None


class Ruling(Ask):
    """A decision about a finding; unreviewed takes the last one back."""

    verdict: Review
    by: Person = None
    note: Note = None


class Merge(Ask):
    """Another actor, by id or name, who is the same."""

    other: Name
    by: Person = None
    note: Note = None


class Split(Ask):
    """Names of the actor that are somebody else's."""

    names: Annotated[list[Name], Field(min_length=1, max_length=200)]
    by: Person = None
    note: Note = None


class Judgement(Ask):
    """What is said of something drawn."""

    verdict: Verdict
    by: Person = None
    note: Note = None
