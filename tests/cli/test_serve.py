"""`rowback serve` starts only where it is safe, and `rowback sample` tells how far to trust a ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rowback.cli import main
from rowback.ledger import Ledger, Verdict
from rowback.web import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture
def served(monkeypatch):
    """What the server would have been told."""
    told = []
    monkeypatch.setattr("rowback.web.serve_on", told.append)
    assert serving
    return told


def call(tmp_path, *words):
    return main(["--ledger", str(tmp_path / "l.db"), "serve", *words])


def test_on_this_machine_it_is_free(served, tmp_path, capsys):
    assert call(tmp_path) == 0
    (settings,) = served
    assert (settings.host, settings.port, settings.token) == ("127.0.0.1", 8470, None)
    assert "http://127.0.0.1:8470/" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "desk.example", "::"])
def test_elsewhere_it_wants_a_token(served, tmp_path, capsys, host):
    assert call(tmp_path, "--host", host) == 2
    assert "RB501" in capsys.readouterr().err
    assert served == []


def test_a_token_file(served, tmp_path):
    token = tmp_path / "token.txt"
    token.write_text("correct-horse-battery-staple\nmore\n")
    assert call(tmp_path, "--host", "0.0.0.0", "--token-file", str(token), "--name", "Desk.example") == 0
    (settings,) = served
    assert settings.token == "correct-horse-battery-staple"
    assert settings.names == ("desk.example",)


@pytest.mark.parametrize("words", [None, "", "short", "\n" + "x" * 40])
def test_a_bad_token_file(served, tmp_path, capsys, words):
    token = tmp_path / "token.txt"
    if words is not None:
        token.write_text(words)
    assert call(tmp_path, "--host", "0.0.0.0", "--token-file", str(token)) == 2
    assert "RB502" in capsys.readouterr().err


def test_a_sample(tmp_path, capsys):
    path = tmp_path / "l.db"
    assert main(["--ledger", str(path), "add", str(ROOT / "examples/ua_nato/coale.txt"), "--processes", "1"]) == 0
    capsys.readouterr()
    assert main(["--ledger", str(path), "sample", "3", "--seed", "2", "--format", "json"]) == 0
    drawn = json.loads(capsys.readouterr().out)
    assert len(drawn["items"]) == 3
    assert drawn["precision"] is None
    with Ledger.open(path) as ledger:
        for item in drawn["items"]:
            ledger.samples.judge(item["id"], Verdict.RIGHT)
    assert main(["--ledger", str(path), "sample", "3", "--seed", "2"]) == 0
    assert "100% of the statements are right; with 95 % confidence between 44% and 100%" in capsys.readouterr().out
    assert main(["--ledger", str(path), "sample", "3", "--seed", "2", "--format", "csv"]) == 0
    assert capsys.readouterr().out.count(",right,") == 3
