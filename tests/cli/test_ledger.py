"""The commands on a ledger, from articles to corrections, with the stages that judge replaced by stand-ins."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from rowback import calls
from rowback.ledger import judging
from tests.ledger import story
from tests.ledger.story import Said, article

ISSUES = '[[issue]]\nid = "harbour"\nlabel = "The harbour"\nproposition = "The harbour is dredged."\n'
STORY = (
    article(Said("Anna Berg", "harbour never", "2025-02-10", role="mayor"), published="2025-02-11", url="https://pier.example/1"),
    article(Said("Anna Berg", "harbour for sure", "2025-02-20"), published="2025-02-21", outlet="Quay News"),
    article(Said(None, "weather nice"), published="2025-02-22"),
)


def judged(reading):
    """The reading as the road makes it when it is given the issues."""
    positions = story.positions_for(reading.article, reading.statements, [story.HARBOUR])
    return replace(reading, statements=tuple(replace(s, positions=p) for s, p in zip(reading.statements, positions, strict=True)))


@pytest.fixture
def ask(run, road, tmp_path, monkeypatch):
    """Runs a command on a ledger that holds the story."""
    for name in ("positions_for", "utterances", "changes", "told_by"):
        monkeypatch.setattr(judging, name, getattr(story, name))
    monkeypatch.setattr(calls, "_extractor", lambda: "stand-in 1")
    monkeypatch.setenv("ROWBACK_LEDGER", str(tmp_path / "l.db"))
    (tmp_path / "issues.toml").write_text(ISSUES, encoding="utf-8")
    road.finds = [judged(reading) for reading in STORY]
    assert run("issues", "import", str(tmp_path / "issues.toml")).out == "1 of 1 issue new or changed\n"
    assert run("add", "news/").out == "3 new articles with 3 statements; 0 known already; 0 refused\n"
    return run


def lines(outcome):
    assert (outcome.status, outcome.err) == (0, ""), outcome.err
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_adding_again(ask):
    assert ask("add", "-v", "news/").out == "0 new articles with 0 statements; 3 known already; 0 refused\n"


def test_statements(ask):
    found = lines(ask("statements", "--format", "json"))
    assert [s["quote"] for s in found] == ["harbour never", "harbour for sure", "weather nice"]
    assert found[0]["article"] == {
        "id": STORY[0].article.id, "url": "https://pier.example/1", "outlet": "The Pier", "title": None, "published": "2025-02-11",
    }  # fmt: skip
    assert {"utterance", "recorded_at", "positions", "speaker"} <= set(found[0])
    assert len(lines(ask("statements", "--format", "json", "--stance", "rules_out", "--actor", "berg", "--to", "2025-02-11"))) == 1
    assert lines(ask("statements", "--format", "json", "--as-of", "2025-02-10")) == []
    assert lines(ask("statements", "--format", "json", "--recorded-by", "1999-01-01")) == []
    rows = list(csv.DictReader(io.StringIO(ask("statements", "--format", "csv").out)))
    assert [row["positions"] for row in rows] == ["harbour=rules_out", "harbour=supports", ""]
    assert "harbour: rules out −3" in ask("statements").out


def test_board(ask):
    (row,) = lines(ask("board", "harbour", "--format", "json"))
    assert (row["actor"]["name"], row["stance"], row["trend"], row["side"]) == ("Anna Berg", "supports", "up", "Norland")
    assert [h["stance"] for h in row["history"]] == ["rules_out", "supports"]
    assert "↑" in ask("board", "harbour").out
    assert ask("board", "harbour", "--format", "csv").out.count("\n") == 2
    assert lines(ask("board", "harbour", "--format", "json", "--as-of", "2025-02-11"))[0]["trend"] == "first"


def test_findings_and_review(ask):
    (found,) = lines(ask("findings", "--format", "json"))
    assert list(found) == ("id kind issue actor side from to also explanation against part reported_by score review".split())
    assert (found["from"]["quote"], found["to"]["quote"]) == ("harbour never", "harbour for sure")
    assert "REVERSAL" in ask("findings", "--issue", "harbour").out
    assert ask("review", found["id"], "reject", "--by", "eva").out == f"{found['id']}: rejected\n"
    assert ask("findings").out == "0 findings, 1 rejected not shown\n"
    assert lines(ask("findings", "--format", "json"))[0]["review"] == "rejected"
    (decision,) = lines(ask("ledger", "decisions", "--format", "json"))
    assert (decision["by"], decision["value"]["verdict"]) == ("eva", "rejected")
    assert "rejected, statements" in ask("ledger", "decisions").out
    assert ask("review", found["id"], "undo").out == f"{found['id']}: unreviewed\n"
    assert ask("findings", "--format", "csv").out.count("\n") == 2


def test_show(ask):
    (found,) = lines(ask("findings", "--format", "json"))
    for ident in (found["id"], found["from"]["id"], found["from"]["article"]["id"], found["actor"]["id"]):
        for form in ("table", "json", "csv"):
            outcome = ask("show", ident, "--format", form)
            assert (outcome.status, outcome.err) == (0, "")
            assert "Berg" in outcome.out
    outcome = ask("show", "f0")
    assert outcome.status == 2
    assert "nothing of the id 'f0'" in outcome.err


def test_correct(ask):
    (found,) = lines(ask("findings", "--format", "json"))
    later = found["to"]["id"]
    assert ask("correct", later, "--stance", "harbour=opposes", "--by", "eva").status == 0
    assert lines(ask("findings", "--format", "json")) == []
    assert ask("correct", later, "--undo").status == 0
    assert len(lines(ask("findings", "--format", "json"))) == 1
    for arguments in (
        (),
        ("--undo", "--not-a-statement"),
        ("--stance", "harbour"),
        ("--stance", "harbour=maybe"),
        ("--said-on", "soon"),
    ):
        assert ask("correct", later, *arguments).status == 2
    assert "[RB432]" in ask("correct", "s0", "--not-a-statement").err


def test_actors(ask, tmp_path):
    (berg,) = lines(ask("actors", "list", "--format", "json"))
    assert (berg["name"], berg["sides"], berg["statements"], berg["posts"][0]["role"]) == ("Anna Berg", ["Norland"], 2, "mayor")
    assert "mayor" in ask("actors", "show", "Anna Berg").out
    (tmp_path / "r.csv").write_text("name,role,side\nAnna Berg,governor,Norland\n", encoding="utf-8")
    assert ask("actors", "import", str(tmp_path / "r.csv")).out == "1 post\n"
    assert len(lines(ask("actors", "decisions", "--format", "json"))) == 1
    assert ask("actors", "undo").out.startswith("undone: roster 1")
    outcome = ask("actors", "merge", "Anna Berg", "berg")
    assert (outcome.status, outcome.out) == (1, "")
    assert "one actor already" in outcome.err
    assert ask("actors", "split", "Anna Berg", "Berg").status == 1


def test_issues(ask, tmp_path):
    assert "The harbour is dredged." in ask("issues", "list").out
    assert ask("issues", "add", "fair", "--label", "The fair", "--proposition", "The fair is held.", "--term", "market").status == 0
    text = ask("issues", "export").out
    (tmp_path / "again.toml").write_text(text, encoding="utf-8")
    assert ask("issues", "import", str(tmp_path / "again.toml")).out == "0 of 2 issues new or changed\n"
    assert lines(ask("issues", "show", "fair", "--format", "json"))[0]["terms"] == ["market"]
    assert ask("issues", "judge").out == "0 articles judged\n"
    assert ask("issues", "export", str(tmp_path / "again.toml")).status == 2
    assert ask("issues", "add", " ", "--label", "x", "--proposition", "y").status == 2
    outcome = ask("board", "nothing")
    assert (outcome.status, outcome.out) == (1, "")
    assert "there is no issue 'nothing'; issues of this ledger: fair, harbour" in outcome.err


def test_an_issue_file_that_is_not_right_changes_nothing(ask, tmp_path):
    path = tmp_path / "wrong.toml"
    for text in (ISSUES + ISSUES, ISSUES.replace("The harbour is dredged.", " "), ISSUES + 'colour = "red"\n', "no toml"):
        path.write_text(text, encoding="utf-8")
        assert ask("issues", "import", str(path)).status == 2
    assert ask("issues", "list").out.endswith("1 issue\n")


def test_care(ask, tmp_path):
    assert ask("ledger", "check").out == "sound\n"
    assert ask("ledger", "backup", str(tmp_path / "b.db")).out == f"{tmp_path / 'b.db'}\n"
    assert "overwrites nothing" in ask("ledger", "backup", str(tmp_path / "b.db")).err
    assert lines(ask("ledger", "info", "--format", "json"))[0]["articles"] == 3
    assert "articles        3\n" in ask("ledger", "info").out
    assert ask("ledger", "reread").out == "0 articles read again, 0 statements\n"


@pytest.mark.parametrize("command", [("statements",), ("findings",), ("board", "x"), ("actors", "list"), ("ledger", "info")])
def test_a_ledger_that_is_not_there(run, tmp_path, command):
    outcome = run("--ledger", str(tmp_path / "none.db"), *command)
    assert (outcome.status, outcome.out) == (1, "")
    assert "there is no ledger here" in outcome.err
    assert not (tmp_path / "none.db").exists()


def test_suggested_issues(run, road, tmp_path, monkeypatch):
    for name in ("positions_for", "utterances", "changes", "told_by"):
        monkeypatch.setattr(judging, name, getattr(story, name))
    monkeypatch.setattr(calls, "_extractor", lambda: "stand-in 1")
    monkeypatch.setenv("ROWBACK_LEDGER", str(tmp_path / "l.db"))
    road.finds = [
        article(Said(name, f"the canal lock {words}", "2025-02-10"), outlet=f"Paper {name}")
        for name, words in (("Anna Berg", "is shut"), ("Bo Lund", "leaks"), ("Ida Holm", "stays"))
    ]
    run("add", "news/")
    (found,) = lines(run("issues", "suggest", "--format", "json"))
    assert (found["label"], found["statements"], found["speakers"]) == ("Canal lock", 3, 3)
    assert {s["quote"] for s in found["examples"]} == {"the canal lock is shut", "the canal lock leaks", "the canal lock stays"}
    assert "Canal lock  3 statements by 3 speakers" in run("issues", "suggest").out
    assert run("issues", "suggest", "--format", "csv").out.splitlines()[1].startswith("Canal lock,Canal lock comes about.,3,3,s")
    assert run("issues", "suggest", "--limit", "0").status == 2
