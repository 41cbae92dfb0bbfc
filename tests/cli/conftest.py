"""The command line without model and reader: what both would say is put in their place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import ModuleType

import pytest

from rowback import InputError, Reading
from rowback.cli import main
from tests.export.sample import READING


@dataclass
class Road:
    """Stands in for reading and pipeline. ``finds`` is what reading yields: readings (their article) and refusals."""

    finds: Sequence[Reading | InputError] = (READING,)
    asked: dict[str, object] = field(default_factory=dict)

    def read_paths(self, paths, given, *, on_page=None):
        self.asked |= {"paths": list(paths), "given": given}
        for item in self.finds:
            yield item.article if isinstance(item, Reading) else item

    def read_articles(self, articles, *, issues=(), processes=None):
        self.asked |= {"issues": issues, "processes": processes}
        by_article = {item.article.id: item for item in self.finds if isinstance(item, Reading)}
        for article in articles:
            yield replace(by_article[article.id], article=article)


@dataclass(frozen=True)
class Given:
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None

    def __post_init__(self):
        if self.language == "klingon":
            raise InputError("RB108", "the language given", "'klingon' is not an ISO 639-1 code such as en")


@pytest.fixture
def road(monkeypatch) -> Road:
    """The stand-in, put where the calls look for reading and pipeline."""
    stub = Road()
    for name, members in {
        "rowback.reading": {"read_paths": stub.read_paths, "Given": Given},
        "rowback.pipeline": {"read_articles": stub.read_articles},
    }.items():
        module = ModuleType(name)
        for member, value in members.items():
            setattr(module, member, value)
        monkeypatch.setitem(sys.modules, name, module)
    return stub


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsysbinary) -> Callable[..., Outcome]:
    """Runs the command line in this process; output is read as the UTF-8 that it must be."""

    def call(*arguments: str) -> Outcome:
        status = main(arguments)
        out, err = capsysbinary.readouterr()
        return Outcome(status, out.decode("utf-8"), err.decode("utf-8"))

    return call
