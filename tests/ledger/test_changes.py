"""A server that remembers answers says, after any change, what a ledger says that was just opened."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace

import pytest

from rowback import Filter, Ledger, Stance
from rowback.core.errors import LedgerError
from rowback.core.finding import Review
from rowback.ledger import facets
from rowback.ledger.changes import Change, Changes
from tests.ledger.asking import put
from tests.ledger.story import BRIDGE, Said, article, positions_for

NAMES = ["Anna Berg", "Berg", "Carl Dahl", "Dora Eide", "A. Berg", None]
SIDES = ["Norland", "Sudland", None]
WORDS = ["harbour never", "harbour for", "bridge perhaps", "harbour pledge", "bridge against", "nothing at all"]
DAYS = ["2025-02-10", "2025-02-12", "2025-02-14", None]
FILTERS = [
    Filter(), Filter(words="harbour"), Filter(words="pledge"), Filter(side="norland"), Filter(side="Sudland"),
    Filter(actor="Berg"), Filter(actor="Eide"), Filter(outlet="The Pier"), Filter(issue="harbour"), Filter(stances=(Stance.COMMITS,)),
]  # fmt: skip


@pytest.fixture
def server(tmp_path, empty):
    path = tmp_path / "server.db"
    shutil.copy(empty, path)
    with Ledger.open(path, fresh=True) as opened:
        yield opened


def everything(ledger):
    """What pages are made of, as far as it is remembered between changes."""
    catalogue, survey = ledger.catalogue, ledger.survey
    told = {issue.id: (ledger.board(issue.id), ledger.findings(issue.id), survey.outline(issue.id)) for issue in ledger.issues}
    actors = sorted({entry.statement.speaker.id for entry in ledger.entries() if entry.statement.speaker.id})
    return {
        "told": told,
        "facets": [_facets(catalogue.facets(wanted)) for wanted in FILTERS],
        "leaves": [catalogue.statements(wanted, limit=limit) for wanted in FILTERS for limit in (2, 50)],
        "sizes": survey.sizes(), "survey": survey.findings(), "labels": survey.labels(), "extent": catalogue.extent(),
        "standings": [survey.standing(issue, actor) for issue in told for actor in actors],
        "profiles": [catalogue.profile(actor) for actor in actors], "actors": catalogue.actors(),
    }  # fmt: skip


def _facets(found):
    return found and (
        {key: list(map(tuple, counts)) for key, counts in found.counts.items()},
        found.names,
        found.total,
        found.complete,
    )


def add(ledger, reading):
    """The article with its positions, as a server records it."""
    known = ledger.issues.known()
    found = positions_for(reading.article, reading.statements, known.issues)
    statements = tuple(replace(s, positions=positions) for s, positions in zip(reading.statements, found, strict=True))
    ledger.add([replace(reading, statements=statements)], issue_revision=known.revision)


def change(ledger, rng, number):
    """Something that people or programs do to a ledger."""
    ids = [entry.id for entry in ledger.entries()]
    findings = ledger.findings()
    what = rng.choice(["add"] * 9 + ["unjudged", "correct", "withdraw", "undo", "review", "issue", "merge"]) if ids else "add"
    try:
        if what in ("add", "unjudged"):
            said = [
                Said(rng.choice(NAMES), rng.choice(WORDS), rng.choice(DAYS), rng.choice(SIDES)) for _ in range(rng.randint(1, 3))
            ]
            outlet, published = rng.choice(["The Pier", "The Quay"]), rng.choice(["2025-02-14", "2025-02-15"])
            bring = add if what == "add" else put
            bring(ledger, article(*said, outlet=outlet, published=published, url=f"https://pier.example/{number}"))
        elif what == "correct":
            ledger.correct(rng.choice(ids), speaker=rng.choice(["Dora Eide", "Jane Roe"]))
        elif what == "withdraw":
            ledger.correct(rng.choice(ids), not_a_statement=True)
        elif what == "undo":
            ledger.undo_correction(rng.choice(ids))
        elif what == "review" and findings:
            ledger.review(rng.choice(findings).id, rng.choice([Review.ACCEPTED, Review.REJECTED]))
        elif what == "issue":
            ledger.issues.put([type(BRIDGE)("bridge", f"The bridge {number}", BRIDGE.proposition)])
            ledger.issues.judge()
        elif what == "merge":
            one, other = rng.choice(ledger.catalogue.actors() or [("p", "", 0)])[0], rng.choice(ids)
            ledger.actors.merge(one, f"p{other[1:]}")
    except LedgerError:
        pass  # there was nothing to undo, or no two actors to join


@pytest.mark.parametrize("most", [3, 3000])
@pytest.mark.parametrize("seed", range(2))
def test_what_is_remembered_is_what_is_so(server, seed, most, monkeypatch):
    monkeypatch.setattr(facets, "MOST_COUNTED", most)
    rng = random.Random(seed)
    for number in range(20):
        change(server, rng, number)
        if rng.random() < 0.2:  # another process
            with Ledger.open(server.catalogue._store.path) as other:
                change(other, rng, 1000 + number)
        if rng.random() < 0.7:  # else the next answers are mended over several changes
            with Ledger.open(server.catalogue._store.path) as anew:
                assert everything(server) == everything(anew)


def test_what_a_change_does_not_touch_is_not_asked_again(server, monkeypatch):
    add(server, article(Said("Anna Berg", "harbour never", "2025-02-10"), Said("Carl Dahl", "bridge for", "2025-02-10", "Sudland")))
    asked = [Filter(words="never"), Filter(actor="Berg")]
    before = [(server.catalogue.facets(wanted), server.catalogue.statements(wanted)) for wanted in asked]
    board = server.board("harbour")
    add(server, article(Said("Dora Eide", "bridge against", "2025-02-12", "Estland"), outlet="The Quay"))
    monkeypatch.setattr("rowback.ledger.catalogue.facets_of", None)
    monkeypatch.setattr("rowback.ledger.catalogue._leaf", None)
    monkeypatch.setattr("rowback.ledger.answers._kept", None)
    assert [(server.catalogue.facets(wanted), server.catalogue.statements(wanted)) for wanted in asked] == before
    assert server.board("harbour") == board


def test_changes_are_known_only_without_a_gap():
    changes, one, other = Changes(), Change(new=frozenset(["s1"])), Change(actors=frozenset(["p1"]))
    changes.note("1", "2", one)
    changes.note("2", "3", other)
    changes.note("4", "5", one)
    changes.note("5", "6", None)
    assert changes.between("1", "3") == one.then(other)
    assert changes.between("2", "2") == Change()
    assert [changes.between(*ends) for ends in [("1", "4"), ("3", "1"), ("5", "6"), ("4", "6"), ("x", "1")]] == [None] * 5
