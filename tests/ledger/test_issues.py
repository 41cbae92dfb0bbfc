"""Issues and their versions; judging what came before them goes on where it was stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rowback import Issue
from rowback.ledger import Ledger, issue_book, judging
from rowback.ledger.store import Store
from tests.ledger import story
from tests.ledger.asking import all_of, put
from tests.ledger.story import Said, article

TRAM = Issue("tram", "The tram", "The tram is extended.")


def told(count):
    return [article(Said("Anna Berg", f"tram never and harbour {n}", "2025-02-10"), outlet=f"Paper {n}") for n in range(count)]


def on(ledger, issue):
    return sum(any(p.issue == issue for p in entry.statement.positions) for entry in ledger.entries())


def test_a_later_issue_judges_the_whole_ledger(filled):
    put(filled, *told(5))
    assert [i.id for i in filled.issues.put([TRAM])] == ["tram"]
    assert filled.issues.pending() == {"tram": 5}
    seen = []
    assert filled.issues.judge(lambda done, total: seen.append((done, total))) == 5
    assert (seen[-1], filled.issues.pending(), on(filled, "tram")) == ((5, 5), {}, 5)
    assert filled.issues.judge() == 0


def test_the_order_of_issues_and_articles_does_not_matter(filled, tmp_path, empty):
    import shutil

    shutil.copy(empty, tmp_path / "other.db")
    put(filled, *told(3))
    filled.issues.put([TRAM])
    filled.issues.judge()
    with Ledger(Store(str(tmp_path / "other.db"))) as other:
        other.issues.put([TRAM])
        put(other, *told(3))
        assert all_of(other) == all_of(filled)


def test_it_goes_on_where_it_was_stopped(filled, monkeypatch):
    monkeypatch.setattr(issue_book, "_BATCH", 2)
    put(filled, *told(7))
    filled.issues.put([TRAM])
    judged = []

    def stop_after_five(made, statements, issues, wanted):
        if len(judged) == 5:
            raise KeyboardInterrupt
        judged.append(made.id)
        return story.positions_for(made, statements, issues, wanted)

    monkeypatch.setattr(judging, "positions_for", stop_after_five)
    with pytest.raises(KeyboardInterrupt):
        filled.issues.judge()
    assert filled.issues.pending() == {"tram": 3}  # two batches are done, the third is not half done
    assert on(filled, "tram") == 4
    judged.clear()
    monkeypatch.setattr(judging, "positions_for", lambda *told: judged.append(told[0].id) or story.positions_for(*told))
    filled.issues.judge()
    assert (len(judged), on(filled, "tram"), filled.issues.pending()) == (3, 7, {})


def test_a_new_version_takes_the_place_of_the_old(filled):
    put(filled, article(Said("Anna Berg", "harbour never"), Said("Bengt Dahl", "quay for")))
    assert (on(filled, "harbour"), len(filled.issues.put([story.HARBOUR]))) == (1, 0)
    filled.issues.put([replace(story.HARBOUR, terms=("quay",))])
    assert on(filled, "harbour") == 0  # nothing is shown that was judged on other words
    filled.issues.judge()
    assert (on(filled, "harbour"), filled.issues["harbour"].terms) == (2, ("quay",))
    assert [s.name for s in filled.board("harbour")] == ["Bengt Dahl", "Anna Berg"] or len(filled.board("harbour")) == 2


def test_articles_read_before_an_issue_came_are_judged_on_it(filled):
    """A process reads with the issues of its beginning; another process adds an issue meanwhile."""
    known = filled.issues.known()
    filled.issues.put([TRAM])
    filled.issues.judge()
    filled.add(told(2), issue_revision=known.revision)
    assert filled.issues.pending() == {"tram": 2}
    filled.issues.judge()
    assert on(filled, "tram") == 2


def test_positions_that_came_with_a_reading_are_kept(filled):
    known = filled.issues.known()
    reading = article(Said("Anna Berg", "harbour never"))
    positions = story.positions_for(reading.article, reading.statements, known.issues)
    judged = replace(reading, statements=tuple(replace(s, positions=p) for s, p in zip(reading.statements, positions, strict=True)))
    filled.add([judged], issue_revision=known.revision)
    assert (filled.issues.pending(), on(filled, "harbour")) == ({}, 1)


def test_a_new_reading_keeps_decisions_and_tells_those_without_ground(filled):
    reading = article(Said("Anna Berg", "harbour never", "2025-02-10"), Said("Bengt Dahl", "bridge for", "2025-02-10"))
    filled.add([reading], extractor="old")
    filled.issues.judge()
    first, second = sorted(filled.entries(), key=lambda e: e.statement.content)
    filled.correct(first.id, speaker="Carl Eng")
    filled.correct(second.id, stances={"bridge": None})
    assert list(filled.info().groundless) == []
    newer = replace(reading, statements=reading.statements[:1])  # the newer model finds the first only
    assert [a.id for a in filled.articles.read_otherwise("new")] == [reading.article.id]
    filled.add([newer], extractor="new", again=True)
    filled.issues.judge()
    assert [(e.id, e.statement.speaker.name) for e in filled.entries()] == [(first.id, "Carl Eng")]
    (told_of,) = list(filled.info().groundless)
    assert second.id in told_of
    assert list(filled.articles.read_otherwise("new")) == []
    assert filled.check() == []
    before = all_of(filled)
    filled.add([newer], extractor="new", again=True)
    assert all_of(filled) == before
    filled.add([reading], extractor="newer still", again=True)
    assert (len(filled.entries()), list(filled.info().groundless)) == (2, [])


def test_raw_pages_are_kept(filled):
    import zlib

    from sqlalchemy import select

    from rowback.ledger import schema

    reading = article(Said("Anna Berg", "harbour never"))
    filled.add([reading], pages={reading.article.id: b"<html>"}, extractor="x")
    with filled._store.snapshot() as connection:
        assert [zlib.decompress(raw) for raw in connection.scalars(select(schema.pages.c.raw))] == [b"<html>"]
