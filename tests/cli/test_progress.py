from __future__ import annotations

import io
import sys

import pytest

from rowback.cli import progress
from tests.export.sample import READING


class Terminal(io.StringIO):
    def isatty(self):
        return True


def watch(monkeypatch, out, err, patience):
    """Read something; returns what standard error got. Set here, not in a fixture: pytest's capture comes between."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert list(progress.watched(iter([READING] * 3))) == [READING] * 3
    return err.getvalue()


def test_long_work_is_counted_on_a_terminal(monkeypatch):
    assert "3 articles, 18 statements" in watch(monkeypatch, io.StringIO(), Terminal(), patience=-1)


@pytest.mark.parametrize(
    ("patience", "out", "err"),
    [(60, io.StringIO, Terminal), (-1, Terminal, Terminal), (-1, io.StringIO, io.StringIO)],
    ids=["short work", "the answer goes to the terminal", "nobody watches"],
)
def test_otherwise_nothing_is_shown(monkeypatch, patience, out, err):
    assert watch(monkeypatch, out(), err(), patience) == ""
