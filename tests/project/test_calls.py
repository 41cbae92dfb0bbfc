"""`rowback.read` and `rowback.read_text`, on the road as it is."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import pytest

import rowback

ROOT = Path(__file__).parents[2]

PLAIN = "“We will not sign,” John Coale told Reuters on Thursday."


def test_read_yields_articles_in_the_order_of_the_input():
    found = list(rowback.read(ROOT / "examples/ua_nato/vance.txt", ROOT / "examples/ua_nato/brussels.txt"))
    assert [reading.article.published for reading in found] == ["2025-02-15", "2025-02-12"]
    assert all(
        s.quote == reading.article.text[s.content[0].start : s.content[-1].end] for reading in found for s in reading.statements
    )


def test_read_text_is_one_article():
    reading = rowback.read_text(PLAIN, title="Envoy keeps door open", published=date(2025, 2, 14), outlet="Harbour Times")
    assert (reading.article.published, reading.article.outlet) == ("2025-02-14", "Harbour Times")
    (statement,) = reading.statements
    assert (statement.quote, statement.speaker.name) == ("We will not sign", "John Coale")
    assert statement.said_on is not None
    assert statement.said_on.start.isoformat() == "2025-02-13"


def test_a_refusal_is_raised_unless_it_is_asked_for(tmp_path):
    (tmp_path / "broken.jsonl").write_text(
        '{"title": "no text"}\n{"text": "A minister said that all was well."}\n', encoding="utf-8"
    )
    with pytest.raises(rowback.InputError, match=r"broken\.jsonl:1: .*\[RB\d{3}\]"):
        list(rowback.read(tmp_path / "broken.jsonl"))
    refused = []
    assert len(list(rowback.read(tmp_path / "broken.jsonl", on_refused=refused.append))) == 1
    assert len(refused) == 1


@pytest.mark.parametrize(
    "options",
    [{"language": "klingon"}, {"published": "yesterday"}, {"issues": "no-such.toml"}],
    ids=["language", "published", "issues"],
)
def test_a_wrong_call_is_told_at_the_call(options):
    with pytest.raises(rowback.UsageError):
        rowback.read(ROOT / "examples/ua_nato/vance.txt", **options)
    with pytest.raises((rowback.UsageError, rowback.InputError)):
        rowback.read_text(PLAIN, **options)


def test_the_documentation_s_examples(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(ROOT / "docs/python.md"), module_relative=False).failed == 0
