from __future__ import annotations

import io
import sys

import pytest

from rowback.cli import progress
from tests.export.sample import READING


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def err(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_long_work_is_counted_on_a_terminal(err, monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", -1)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert list(progress.watched(iter([READING] * 3))) == [READING] * 3
    assert "articles" in err.getvalue()


@pytest.mark.parametrize(
    ("patience", "out", "watching"),
    [(60, io.StringIO, True), (-1, Terminal, True), (-1, io.StringIO, False)],
    ids=["short work", "the answer goes to the terminal", "nobody watches"],
)
def test_otherwise_nothing_is_shown(err, monkeypatch, patience, out, watching):
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stdout", out())
    monkeypatch.setattr(err, "isatty", lambda: watching)
    assert list(progress.watched(iter([READING]))) == [READING]
    assert err.getvalue() == ""
