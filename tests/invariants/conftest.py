"""The whole road with a tagger that marks random words, from the command line down."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from rowback import pipeline
from rowback.cli import main

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from stub_tagger import StubTagger


@dataclass(frozen=True)
class Outcome:
    status: int
    articles: list
    told: str


@pytest.fixture
def run(monkeypatch, capsysbinary):
    """Runs `rowback read --format json`; what it prints is read as the UTF-8 that it must be."""
    monkeypatch.setattr(pipeline, "_tagger", lambda _: StubTagger())

    def call(*arguments):
        status = main(["read", "--format", "json", "--processes", "1", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return Outcome(status, [json.loads(line) for line in out.decode("utf-8").splitlines()], err.decode("utf-8"))

    return call
