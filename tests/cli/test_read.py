from __future__ import annotations

import errno
import json
import sys
from types import SimpleNamespace

import pytest

import rowback
from rowback import InputError, Issue, ModelError, UsageError
from rowback.export.csv_rows import header
from rowback.export.table import as_table
from tests.export.sample import BARE, READING, saying

REFUSAL = InputError("RB101", "articles.jsonl:3", "is not a JSON object")


@pytest.fixture
def issues(tmp_path):
    path = tmp_path / "issues.toml"
    path.write_text('[[issue]]\nid = "i"\nlabel = "L"\nproposition = "P."\n', encoding="utf-8")
    return path


def test_a_table_is_what_is_printed_unless_told_otherwise(run, road):
    outcome = run("read", "a.txt")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == as_table(READING)


def test_several_articles_are_counted_together(run, road):
    road.finds = (READING, BARE)
    assert run("read", "a.txt").out.endswith("\n2 articles: 6 statements, 1 by unknown speakers; 1 aside\n")


def test_json_is_one_object_a_line(run, road):
    road.finds = (READING, BARE, saying("two\u2028lines"))
    outcome = run("read", "--format", "json", "news")
    assert [json.loads(line)["article"]["id"] for line in outcome.out.splitlines()] == ["a1", "a2", "a3"]


def test_csv_has_one_header(run, road):
    road.finds = (READING, saying("no"))
    lines = run("read", "--format", "csv", "news").out.split("\n")
    assert lines.count(header()) == 1
    assert lines[0] == header()
    assert lines[-1] == ""


def test_csv_of_nothing_is_the_header(run, road):
    road.finds = ()
    assert run("read", "--format", "csv", "empty").out == header() + "\n"


def test_explain_prints_the_article(run, road):
    assert "[2: Right now, that is still on the table,]" in run("read", "--explain", "a.txt").out


def test_options_reach_the_road(run, road, issues):
    outcome = run(
        *("read", "--published", "2025-02-14", "--url", "https://x.example/", "--outlet", "The X", "--language", "en"),
        *("--issues", str(issues), "--processes", "2", "a.txt", "b*.html", "-"),
    )
    assert outcome.status == 0
    assert road.asked["paths"] == ["a.txt", "b*.html", "-"]
    assert vars(road.asked["given"]) == {
        "published": "2025-02-14",
        "url": "https://x.example/",
        "outlet": "The X",
        "language": "en",
    }
    assert road.asked["issues"] == (Issue("i", "L", "P."),)
    assert road.asked["processes"] == 2


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_refusals_are_listed_the_rest_is_done_and_the_status_is_1(run, road, form):
    road.finds = (REFUSAL, READING, InputError("RB102", "b.bin", "is no text"))
    outcome = run("read", "--format", form, "news")
    assert outcome.status == 1
    assert outcome.err.splitlines() == ["articles.jsonl:3: is not a JSON object [RB101]", "b.bin: is no text [RB102]"]
    assert "John Coale" in outcome.out


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_an_article_in_a_language_not_read_is_kept_and_said(run, road, form):
    road.finds = (BARE, READING)
    outcome = run("read", "--format", form, "news")
    assert outcome.status == 0
    assert (
        outcome.err
        == "“Quelques mots en français.…”: in language 'fr', which Rowback does not read yet; kept without statements [RB301]\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["read"], "Missing argument 'PATH...'"),
        (["read", "--format", "xml", "a"], "'xml' is not one of 'table', 'json', 'csv'"),
        (["read", "--format", "json", "--explain", "a"], "--explain is a form of its own and does not go with --format json"),
        (["read", "--processes", "0", "a"], "0 is not in the range"),
        (["read", "--language", "klingon", "a"], "'klingon' is not an ISO 639-1 code"),
        (["read", "--issues", "no-such.toml", "a"], "no-such.toml: cannot be read: No such file or directory [RB201]"),
        (["read", "--frmat", "json", "a"], "No such option '--frmat'. Did you mean '--format'?"),
        (["raed"], "No such command 'raed'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_with_status_2_and_nothing_on_stdout(run, road, arguments, told):
    outcome = run(*arguments)
    assert outcome.status == 2
    assert told in " ".join(outcome.err.split())
    assert outcome.out == ""


def test_without_a_command_the_help_is_shown(run):
    outcome = run()
    assert outcome.status == 2
    assert "rowback read article.txt" in outcome.err + outcome.out


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (UsageError("RB900", "this call is wrong"), 2, "Error: this call is wrong [RB900]"),
        (ModelError("RB901", "the model is damaged: reinstall"), 1, "rowback: the model is damaged: reinstall [RB901]"),
        (KeyboardInterrupt(), 130, "rowback: interrupted"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_errors_on_the_way_are_told_without_a_traceback(run, road, error, status, told):
    def read_articles(articles, **_options):
        raise error
        yield

    sys.modules["rowback.pipeline"].read_articles = read_articles
    outcome = run("read", "a.txt")
    assert outcome.status == status
    assert outcome.err.strip().splitlines()[-1] == told


class Broken:
    """A standard output that takes nothing."""

    def __init__(self, number):
        self.error = OSError(number, "No space left on device" if number == errno.ENOSPC else "Broken pipe")

    def write(self, _words):
        raise self.error

    def flush(self):
        raise self.error

    def fileno(self):
        raise OSError

    def isatty(self):
        return False


@pytest.mark.parametrize(
    ("number", "status", "told"),
    [(errno.EPIPE, 0, ""), (errno.ENOSPC, 1, "rowback: the answer cannot be written: No space left on device\n")],
    ids=["nobody reads", "disk full"],
)
def test_an_output_that_takes_nothing(run, road, monkeypatch, number, status, told):
    monkeypatch.setattr(sys, "stdout", Broken(number))
    outcome = run("read", "--format", "json", "a.txt")
    assert (outcome.status, outcome.err) == (status, told)


def test_version_names_program_model_and_hash(run, monkeypatch):
    stub = SimpleNamespace(model_info=lambda: SimpleNamespace(name="rowback-tagger", version="1", sha256="ab" * 32))
    monkeypatch.setitem(sys.modules, "rowback.language", stub)
    outcome = run("--version")
    assert outcome.status == 0
    assert outcome.out == f"rowback {rowback.__version__}\nmodel rowback-tagger 1, sha256 {'ab' * 32}\n"
