"""Processes that die and processes that add at once. `make kill` kills more often: ROWBACK_KILLS says how often."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rowback.ledger import Ledger
from tests.ledger.adder import articles
from tests.ledger.asking import all_of

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("ROWBACK_KILLS", "6"))
COUNT = 240  # articles: enough that a process lives for a second or two


def start(path, outlet="The Pier"):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-m", "tests.ledger.adder", str(path), str(COUNT), outlet]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def held(ledger):
    return {entry.source.id for entry in ledger.entries()}


@pytest.fixture
def undisturbed(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "l.db"
    out, err = start(path).communicate(timeout=300)
    assert out.endswith("done\n"), err
    with Ledger.open(path) as ledger:
        return all_of(ledger)


@pytest.mark.slow
def test_killed_at_any_moment_it_loses_nothing_that_was_acknowledged(tmp_path, undisturbed):
    path, rng = tmp_path / "l.db", random.Random(os.environ.get("ROWBACK_SEED", "1"))
    acknowledged: set[str] = set()
    longest = 1.0
    for _ in range(KILLS):
        began = time.monotonic()
        process = start(path)
        try:
            process.communicate(timeout=rng.uniform(0.2, longest))
            longest = time.monotonic() - began
            for left in path.parent.glob("l.db*"):  # it came to its end: begin anew
                left.unlink()
            acknowledged.clear()
            continue
        except subprocess.TimeoutExpired:
            process.kill()
        out, _ = process.communicate()
        acknowledged |= {line for line in out.splitlines() if line.startswith("a") and len(line) == 17}
        longest = min(6.0, longest * 1.3)
        if path.exists() and path.stat().st_size:
            if acknowledged:
                with Ledger.open(path) as ledger:
                    assert acknowledged <= held(ledger)
                    assert ledger.check() == []
    out, err = start(path).communicate(timeout=300)
    assert out.endswith("done\n"), err
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert all_of(ledger) == undisturbed


@pytest.mark.slow
def test_two_processes_that_add_at_once_both_succeed(tmp_path):
    path = tmp_path / "l.db"
    processes = [start(path, outlet) for outlet in ("The Pier", "Quay News")]
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert out.endswith("done\n"), err
    wanted = {reading.article.id for outlet in ("The Pier", "Quay News") for reading in articles(COUNT, outlet)}
    with Ledger.open(path) as ledger:
        assert held(ledger) == wanted
        assert ledger.check() == []
