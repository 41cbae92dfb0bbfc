"""The ledger a page at a time tells what it tells as a whole."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import rowback
from rowback import Filter, Ledger, Stance
from rowback.core.attribution import Kind
from rowback.core.finding import FindingKind, Review
from rowback.ledger import Brief, Verdict, answered, facets, filters, judging, precision
from rowback.ledger.samples import Precision
from rowback.ledger.survey import judged
from rowback.ledger.view import View

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


def test_a_leaf_of_the_past_tells_what_was_known_then(ledger):
    then = {"as_of": date(2025, 2, 14)}
    known = {entry.id: entry for entry in ledger.entries(**then)}
    leaf = ledger.catalogue.statements(Filter(), limit=500, **then).entries
    assert list(leaf) == [replace(known[entry.id], utterance="") for entry in leaf]


def test_a_leaf_of_the_past_loads_no_more_than_it_shows(ledger, monkeypatch):
    then = {"as_of": date(2025, 2, 14)}
    made, entry = [], View._entry
    monkeypatch.setattr(View, "_entry", lambda self, *rest: (made.append(1), entry(self, *rest))[1])
    assert len(ledger.catalogue.statements(Filter(), limit=5, **then).entries) == 5
    assert len(made) <= 6
    assert ledger.catalogue.facets(Filter(), **then).total == len(ledger.entries(**then))


def test_a_correction_holds_in_leaves_and_counts_of_any_day(ledger):
    then = {"as_of": date(2025, 2, 14)}
    one, other, third = (e.id for e in ledger.catalogue.statements(Filter(side="United States"), limit=3, **then).entries)
    ledger.correct(one, speaker="Jane Roe", said_on=(date(2025, 1, 5), date(2025, 1, 5)))
    ledger.correct(other, not_a_statement=True)
    ledger.correct(third, stances={"ua_nato": Stance.COMMITS})
    for scope in ({}, then):
        for wanted in (*FILTERS, Filter(actor="Jane Roe"), Filter(until=date(2025, 1, 9)), Filter(stances=(Stance.COMMITS,))):
            whole = sorted(entry.id for entry in ledger.entries(wanted, **scope))
            assert sorted(leaves(ledger, wanted, 500, **scope)) == whole
            assert ledger.catalogue.facets(wanted, **scope).total == len(whole)


@pytest.mark.parametrize("wanted", [f for f in FILTERS if f.words or f.side], ids=str)
def test_what_many_hold_is_looked_for_one_by_one_with_the_same_answer(ledger, monkeypatch, wanted):
    monkeypatch.setattr(filters, "_MANY", 0)
    assert sorted(leaves(ledger, wanted, 7)) == sorted(entry.id for entry in ledger.entries(wanted))


@pytest.mark.parametrize("wanted", [f for f in FILTERS if f.actor != "nobody" and f.side != "Atlantis"], ids=str)
@pytest.mark.parametrize("scope", [{}, {"as_of": date(2025, 2, 14)}], ids=["today", "then"])
def test_facets_count_the_answer(ledger, wanted, scope):
    entries, found = ledger.entries(wanted, **scope), ledger.catalogue.facets(wanted, **scope)
    assert found.complete
    assert found.total == len(entries)
    for kind, count in found.counts.get("kind", ()):
        assert count == sum(entry.statement.kind == kind for entry in entries)
    assert dict(found.counts.get("side", ())) == Counter(e.statement.speaker.side for e in entries if e.statement.speaker.side)
    assert dict(found.counts.get("actor", ())) == Counter(e.statement.speaker.id for e in entries if e.statement.speaker.id)


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
@pytest.mark.parametrize("scope", [{}, {"as_of": date(2025, 2, 14)}], ids=["today", "then"])
def test_of_more_than_are_counted_the_number_is_still_told(ledger, monkeypatch, wanted, scope):
    monkeypatch.setattr(facets, "MOST_COUNTED", 3)
    found, whole = ledger.catalogue.facets(wanted, **scope), ledger.entries(wanted, **scope)
    assert found.total == len(whole)
    assert found.complete is (len(whole) <= 3)
    assert sum(count for _, count in found.counts.get("kind", ())) == min(3, len(whole))


def test_numbers_of_lists(ledger):
    assert ledger.catalogue.number_of_actors() == len(ledger.catalogue.actors(limit=500))
    assert ledger.catalogue.number_of_actors("Hegseth") == len(ledger.catalogue.actors(words="Hegseth")) == 1
    outlets = {listed.outlet for listed in ledger.articles.listed(limit=500) if listed.outlet}
    assert ledger.articles.number() == len(ledger.articles.listed(limit=500))
    for outlet in outlets:
        assert ledger.articles.number(outlet) == len(ledger.articles.listed(outlet=outlet, limit=500))


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
    ledger.correct(one.later.id, not_a_statement=True)
    assert one.issue in ledger.survey.findings().pending


def test_what_was_touched_is_pending_until_somebody_asks(ledger):
    before = {brief.id for brief in ledger.findings("ua_nato")}
    assert "ua_nato" not in ledger.survey.findings().pending
    actor = min(f.actor for f in ledger.findings("ua_nato") if f.actor)
    with ledger._store.writing() as connection:
        answered.touch(connection, [("ua_nato", actor)])
    surveyed = ledger.survey.findings()
    assert "ua_nato" in surveyed.pending
    assert {brief.id for brief in surveyed.findings if brief.issue == "ua_nato"} == before  # as they were, until then
    ledger.findings("ua_nato")
    assert "ua_nato" not in ledger.survey.findings().pending
    assert {brief.id for brief in ledger.survey.findings().findings if brief.issue == "ua_nato"} == before


def test_a_pair_that_is_decided_on_two_issues_is_told_on_both():
    pair = frozenset(("s1", "s2"))
    briefs = [Brief(f"f{issue}", issue, FindingKind.REVERSAL, 0.9, "2025-02-14", (pair,)) for issue in ("a", "b")]
    decided = {("a", pair): (1, Review.ACCEPTED), ("b", pair): (2, Review.REJECTED)}
    assert [brief.review for brief in judged(briefs, decided)] == [Review.ACCEPTED, Review.REJECTED]


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
    assert len(ledger.samples.draw(5000, seed=1)) == ledger.catalogue.extent().statements
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
