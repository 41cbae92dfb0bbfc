"""The ledger a page at a time tells what it tells as a whole."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import rowback
from rowback import Filter, Ledger, Stance
from rowback.core.attribution import Kind
from rowback.core.finding import Review
from rowback.ledger import Verdict, catalogue, judging, precision
from rowback.ledger.samples import Precision

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def stand_ins():
    """The real stages, not the stand-ins of this folder: what is compared here is two ways of asking."""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    path = tmp_path_factory.mktemp("told") / "told.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put(rowback.read_issues(ROOT / "examples/issues.toml"))
        rowback.add(ledger, ROOT / "examples/ua_nato", ROOT / "examples/debt_brake", processes=1)
    return path


@pytest.fixture
def ledger(told, tmp_path):
    assert judging.changes.__module__ == "rowback.ledger.judging"
    shutil.copy(told, tmp_path / "own.db")
    with Ledger.open(tmp_path / "own.db") as opened:
        yield opened


FILTERS = [
    Filter(), Filter(actor="Hegseth"), Filter(side="united states"), Filter(side="Atlantis"), Filter(issue="ua_nato"),
    Filter(issue="ua_nato", stances=(Stance.OPEN, Stance.DOUBTS)), Filter(kind=Kind.DIRECT), Filter(outlet="harbour times"),
    Filter(words="table"), Filter(since=date(2025, 2, 13), until=date(2025, 2, 14)), Filter(actor="nobody"),
    Filter(side="Germany", words="debt", kind=Kind.INDIRECT),
]  # fmt: skip


def leaves(ledger, wanted, limit, **scope):
    found, after = [], None
    while True:
        leaf = ledger.catalogue.statements(wanted, after=after, limit=limit, **scope)
        assert len(leaf.entries) <= limit
        found += [entry.id for entry in leaf.entries]
        after = leaf.next
        if after is None:
            return found


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
@pytest.mark.parametrize("scope", [{}, {"as_of": date(2025, 2, 14)}], ids=["today", "then"])
def test_leaves_together_are_the_answer(ledger, wanted, scope):
    whole = [entry.id for entry in ledger.entries(wanted, **scope)]
    for limit in (1, 7, 500):
        found = leaves(ledger, wanted, limit, **scope)
        assert sorted(found) == sorted(whole)
        if limit == 1 and len(whole) > 40:
            break


@pytest.mark.parametrize("wanted", [f for f in FILTERS if f.words or f.side], ids=str)
def test_what_many_hold_is_looked_for_one_by_one_with_the_same_answer(ledger, monkeypatch, wanted):
    monkeypatch.setattr(catalogue, "_MANY", 0)
    assert sorted(leaves(ledger, wanted, 7)) == sorted(entry.id for entry in ledger.entries(wanted))


@pytest.mark.parametrize("wanted", [f for f in FILTERS if f.actor != "nobody" and f.side != "Atlantis"], ids=str)
def test_facets_count_the_answer(ledger, wanted):
    entries, facets = ledger.entries(wanted), ledger.catalogue.facets(wanted)
    assert facets.complete
    assert facets.total == len(entries)
    for kind, count in facets.counts["kind"]:
        assert count == sum(entry.statement.kind == kind for entry in entries)
    assert dict(facets.counts["side"]) == Counter(e.statement.speaker.side for e in entries if e.statement.speaker.side)
    assert dict(facets.counts["actor"]) == Counter(e.statement.speaker.id for e in entries if e.statement.speaker.id)


def test_leaves_go_newest_first(ledger):
    days = [e.statement.said_on and e.statement.said_on.start for e in ledger.catalogue.statements(Filter(), limit=200).entries]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)
    assert days[: len(known)] == known


@pytest.mark.parametrize("place", ["", "x", "2025-02-30~1", "~", "~-1", "2025-02-14~" + "9" * 30])
def test_no_place_is_an_error_in_words(ledger, place):
    with pytest.raises(ValueError, match="no place"):
        ledger.catalogue.statements(Filter(), after=place)


def test_the_survey_knows_what_was_worked_out(ledger):
    before = ledger.survey.findings()
    assert set(before.pending) | {brief.issue for brief in before.findings} >= {"ua_nato"}
    whole = ledger.findings()
    found = ledger.survey.findings()
    assert found.pending == ()
    assert {brief.id for brief in found.findings} == {finding.id for finding in whole}
    one = whole[0]
    ledger.review(one.id, Review.ACCEPTED, by="a")
    assert {b.id: b.review for b in ledger.survey.findings().findings}[one.id] is Review.ACCEPTED
    assert ledger.survey.issue_of(one.id) == one.issue
    ledger.correct(one.later.id, not_a_statement=True)
    assert one.issue in ledger.survey.findings().pending


def test_sizes_and_issues_of_an_actor(ledger):
    sizes = ledger.survey.sizes()
    assert [count for _, count in sizes] == sorted((count for _, count in sizes), reverse=True)
    assert dict(sizes)["ua_nato"] == len(ledger.entries(Filter(issue="ua_nato")))
    actor = ledger.actors.list("Hegseth")[0].id
    assert ledger.survey.issues_of(actor, 5)[0] == "ua_nato"


def test_a_sample_is_drawn_evenly_and_again(ledger):
    drawn = ledger.samples.draw(20, seed=5)
    assert drawn == ledger.samples.draw(20, seed=5)
    assert len(set(drawn)) == 20
    assert len(ledger.samples.draw(5000, seed=1)) == ledger.catalogue.info().statements
    counts = dict.fromkeys((entry.id for entry in ledger.entries()), 0)
    for seed in range(200):
        for ident in ledger.samples.draw(20, seed=seed):
            counts[ident] += 1
    assert max(counts.values()) < 6 * 200 * 20 / len(counts)


def test_the_last_word_on_a_drawn_one_counts(ledger):
    (ident,) = ledger.samples.draw(1, seed=1)
    ledger.samples.judge(ident, Verdict.WRONG, by="a")
    ledger.samples.judge(ident, Verdict.RIGHT, by="b")
    assert ledger.samples.judgements([ident])[ident].by == "b"
    assert precision([ident, "other"], ledger.samples.judgements([ident])) == Precision(1, 0, 0, 2)
    assert ledger.samples.undo(ident)
    assert ledger.samples.judgements([ident])[ident].verdict is Verdict.WRONG
    assert ledger.samples.undo(ident)
    assert not ledger.samples.undo(ident)


@pytest.mark.parametrize(
    ("right", "wrong", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 0, 0.7225, 1.0), (81, 19, 0.7222, 0.8749), (1, 0, 0.2065, 1.0)]
)
def test_the_interval(right, wrong, low, high):
    assert Precision(right, wrong, 0, 0).interval == pytest.approx((low, high), abs=1e-4)
