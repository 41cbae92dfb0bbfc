"""The gate on the gold articles, and that it can fail."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import cache

import pytest

import floors
import gold_files
import quality_gate
import stance
from figures import Figure
from rowback.core.actor import ActorKind
from rowback.core.statement import Actor


@pytest.fixture(scope="module")
def read_once(golds):
    return gold_files.read_all(golds)


@pytest.fixture(scope="module")
def judged_once():
    return cache(stance.measure)


@pytest.fixture
def gate(monkeypatch, read_once, judged_once, tmp_path):
    """Runs the gate on given readings of the gold, by default the real ones, with floors of its own."""
    path = tmp_path / "floors.json"
    monkeypatch.setattr(stance, "measure", judged_once)

    def run(*arguments, readings=read_once):
        monkeypatch.setattr(gold_files, "read_all", lambda _: readings)
        return quality_gate.main(arguments, path=path)

    run.path = path
    return run


def test_the_gold_articles_reach_their_floors(monkeypatch, read_once, judged_once, capsys):
    monkeypatch.setattr(stance, "measure", judged_once)
    monkeypatch.setattr(gold_files, "read_all", lambda _: read_once)
    status = quality_gate.main([])
    assert status == 0, capsys.readouterr().out


def test_without_floors_nothing_passes(gate, capsys):
    assert gate() == 1
    assert "own gold: recall has no floor" in capsys.readouterr().out


def test_it_says_what_it_left_out(gate, capsys):
    gate()
    told = capsys.readouterr().out
    for stage in quality_gate.STAGES:
        assert f"left out: {stage.name}, no --data DIR was given" in told


def test_data_that_is_not_there_is_left_out_in_words(gate, capsys, tmp_path):
    gate("--data", str(tmp_path))
    assert f"left out: polnear, not there: {tmp_path}/polnear/dev.jsonl.gz" in capsys.readouterr().out


def test_pinned_floors_hold(gate):
    assert gate("--update") == 0
    assert gate() == 0


def _unknown(statement):
    return replace(statement, speaker=Actor(None, None, ActorKind.UNKNOWN, None, None))


DAMAGES = [
    ("recall", lambda r: replace(r, statements=r.statements[::2])),
    ("precision", lambda r: replace(r, statements=r.statements + tuple(replace(s, id=s.id + "x") for s in r.statements))),
    ("speaker", lambda r: replace(r, statements=tuple(map(_unknown, r.statements)))),
    ("said_on", lambda r: replace(r, statements=tuple(replace(s, said_on=None) for s in r.statements))),
]


@pytest.mark.parametrize(("figure", "damage"), DAMAGES, ids=[figure for figure, _ in DAMAGES])
def test_damaged_readings_fail(gate, read_once, capsys, figure, damage):
    gate("--update")
    assert gate(readings=[damage(r) for r in read_once]) == 1
    assert f"own gold: {figure} is " in capsys.readouterr().out


def test_an_article_that_is_refused_fails(gate, read_once):
    gate("--update")
    assert gate(readings=[None, *read_once[1:]]) == 1


def test_changed_gold_fails_until_it_is_pinned(gate, monkeypatch, tmp_path, capsys):
    gate("--update")
    copy = tmp_path / "gold"
    shutil.copytree(gold_files.GOLD, copy)
    changed, removed, *_ = sorted(copy.glob("*.json"))
    gold = json.loads(changed.read_text(encoding="utf-8"))
    gold["not_statements"].pop()
    changed.write_text(json.dumps(gold), encoding="utf-8")
    shutil.copy(removed, copy / "more.json")
    removed.unlink()
    monkeypatch.setattr(gold_files, "GOLD", copy)
    now = floors.gold_now()
    told = floors.gold_changes(floors.load(gate.path).gold, now)
    assert [line.split(" ")[1] for line in told] == [removed.name, changed.name, "more.json"]
    assert "were" in told[1]
    assert floors.gold_changes(now, now) == []


def test_a_floor_whose_figure_is_missing_fails(gate, capsys):
    gate("--update")
    pinned = floors.load(gate.path)
    floors.save(replace(pinned, floors={**pinned.floors, "own gold: haste": 0.5}), gate.path)
    assert gate() == 1
    assert "own gold: haste was not measured, its floor is 0.500" in capsys.readouterr().out
    assert gate("--update") == 1


def test_an_update_lowers_no_floor_without_a_reason(gate, capsys):
    gate("--update")
    pinned = floors.load(gate.path)
    floors.save(replace(pinned, floors={**pinned.floors, "own gold: recall": 1.0}), gate.path)
    assert gate("--update") == 1
    assert "own gold: recall: 1.0000 to " in capsys.readouterr().out
    assert floors.load(gate.path).floors["own gold: recall"] == 1.0
    assert gate("--update", "--allow-regression", "stricter gold") == 0
    after = floors.load(gate.path)
    assert after.floors == pinned.floors
    assert after.regressions[-1]["reason"] == "stricter gold"


@pytest.mark.parametrize(
    "arguments", [("--allow-regression", "why"), ("--update", "--allow-regression", " ")], ids=["alone", "no reason"]
)
def test_a_regression_wants_update_and_a_reason(gate, arguments):
    with pytest.raises(SystemExit) as stopped:
        gate(*arguments)
    assert stopped.value.code == 2


def test_an_update_keeps_the_floors_of_what_was_left_out(gate):
    floors.save(floors.Floors({"polnear: cue exact": 0.7}), gate.path)
    gate("--update")
    assert floors.load(gate.path).floors["polnear: cue exact"] == 0.7


@pytest.mark.parametrize(
    ("value", "cases", "below"),
    [
        (0.9, 1000, False),
        (0.8951, 1000, False),
        (0.8940, 1000, True),
        (0.9 - 1 / 13, 13, False),
        (0.9 - 2 / 13, 13, True),
        (0.0, 0, True),
    ],
)
def test_slack_is_half_a_hundredth_or_one_case(value, cases, below):
    assert floors.is_below(Figure(value, cases), 0.9) is below


def test_an_update_never_lets_a_floor_creep_down():
    pinned = floors.Floors({"own gold: recall": 0.9})
    after = floors.updated(pinned, {"own gold: recall": Figure(0.897, 300)}, (), {}, "", None)
    assert after.floors == {"own gold: recall": 0.9}
