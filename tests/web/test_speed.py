"""What makes pages quick on a large ledger, and that nothing of it makes them stale."""

from __future__ import annotations

import gc
import threading

from rowback.core.finding import Review
from rowback.ledger import Ledger, answers, outline
from rowback.ledger.refresh import state_of
from rowback.web.chart import spark
from rowback.web.sweeping import Sweeper, sweeping

TEXT = "“Ukraine will join NATO,” said US defence secretary Pete Hegseth in Brussels on Tuesday."


def brought(writer, text=TEXT, day="2025-03-05"):
    told = writer.client.post("/api/articles", json={"articles": [{"text": text, "published": day}]})
    assert told.status_code == 200, told.text
    return told.json()["articles"]


def test_a_page_is_the_same_however_its_findings_come(writer):
    for path in ("/", "/findings"):
        assert writer.page(path) == writer.page(path)  # worked out for the first, kept for the second


def test_what_is_brought_is_shown_at_once(writer):
    paths = ["/", "/issues", "/issues/ua_nato", "/statements", "/statements?q=join", "/statements?side=United+States", "/actors"]
    before = {path: writer.page(path) for path in paths}
    statements = writer.client.get("/index.json").json()["statements"]
    (ident,) = brought(writer)
    assert all(writer.page(path) != before[path] for path in paths)
    assert writer.client.get("/index.json").json()["statements"] == statements + 1
    found = writer.client.get("/api/statements?q=Ukraine+will+join+NATO").json()
    assert [item["article"]["id"] for item in found["items"]] == [ident]
    assert writer.client.get("/api/statements?side=united+states").json()["total"] > 0


def test_a_correction_changes_pictures_at_once(writer, found):
    ledger = writer.client.app.state.ledger
    seen, board = ledger.survey.outline("ua_nato"), ledger.board("ua_nato")
    assert seen == outline(board)
    assert seen.actors == len(board)
    entry = board[0].entry
    ledger.correct(entry.id, not_a_statement=True)
    assert ledger.survey.outline("ua_nato") == outline(ledger.board("ua_nato")) != seen


def test_another_process_is_noticed(writer):
    ledger = writer.client.app.state.ledger
    seen, extent = ledger.survey.outline("ua_nato"), ledger.catalogue.extent()
    with Ledger.open(ledger.catalogue._store.path) as other:
        other.correct(other.board("ua_nato")[0].entry.id, not_a_statement=True)
    assert ledger.survey.outline("ua_nato") != seen
    assert ledger.catalogue.extent().statements == extent.statements - 1


def test_nobody_sees_a_ledger_half_brought_up_to_date(writer, monkeypatch):
    ledger = writer.client.app.state.ledger
    states, judge = [], type(ledger.issues).judge

    def noted(self, *rest):  # comes right after an article is recorded
        with ledger._store.snapshot() as connection:
            states.append(state_of(connection).is_fresh)
        return judge(self, *rest)

    monkeypatch.setattr(type(ledger.issues), "judge", noted)
    for place in ("Rome", "Oslo", "Bonn"):
        brought(writer, TEXT.replace("Brussels", place))
    ledger.correct(ledger.board("ua_nato")[0].entry.id, speaker="Jane Roe")
    with ledger._store.snapshot() as connection:
        states.append(state_of(connection).is_fresh)
    assert states == [True] * 4


def test_what_cannot_be_kept_is_worked_out_once_for_each_change(writer, monkeypatch):
    ledger = writer.client.app.state.ledger
    ledger.board("ua_nato")
    monkeypatch.setattr(type(ledger._store), "keep", lambda *_: False)
    brought(writer)
    made, board = [], answers._Board.some
    monkeypatch.setattr(answers._Board, "some", lambda self, *rest: (made.append(1), board(self, *rest))[1])
    first = ledger.board("ua_nato")
    assert ledger.board("ua_nato") == first
    assert len(made) == 1
    brought(writer, TEXT.replace("Brussels", "Paris"))
    ledger.board("ua_nato")
    assert len(made) == 2


def test_changes_wait_for_one_another_and_nobody_for_them(writer, monkeypatch):
    app = writer.client.app
    busy, free, together = threading.Event(), threading.Event(), []
    judge = type(app.state.ledger.issues).judge

    def slow(self, *rest):
        together.append(1)
        busy.set()
        assert free.wait(30)
        assert len(together) == 1
        together.pop()
        return judge(self, *rest)

    monkeypatch.setattr(type(app.state.ledger.issues), "judge", slow)
    posts = [threading.Thread(target=brought, args=(writer, TEXT.replace("Brussels", place))) for place in ("Rome", "Oslo", "Bonn")]
    for post in posts:
        post.start()
    assert busy.wait(30)
    assert all(writer.get(path).status_code == 200 for path in ("/", "/issues", "/statements", "/health"))
    free.set()
    for post in posts:
        post.join(30)
    assert writer.client.get("/api/statements?q=Ukraine+will+join+NATO").json()["total"] == 3


def test_a_picture_shows_the_newest_positions(writer):
    seen = writer.client.app.state.ledger.survey.outline("ua_nato")
    drawn = spark(seen)
    assert drawn.label.startswith(f"{seen.actors} actors: {seen.against} against")
    xs = [x for x, _, _ in drawn.points]
    assert xs == sorted(xs)
    assert len(drawn.points) == len(set(drawn.points)) <= 150


def test_what_outlives_a_collection_is_set_aside_and_taken_back_in_time():
    now, others = 0.0, list(gc.callbacks)
    sweeper = Sweeper(lambda: now)
    gc.callbacks.append(sweeper)
    try:
        gc.collect()
        aside = gc.get_freeze_count()
        assert aside > 1000
        now = 1e6
        gc.callbacks.remove(sweeper)
        sweeper("start", {"generation": 2})
        assert gc.get_freeze_count() == 0
    finally:
        gc.unfreeze()
    with sweeping():
        gc.collect()
        assert gc.get_freeze_count() > 1000
    assert gc.get_freeze_count() == 0
    assert gc.callbacks == others


def test_a_page_is_of_one_moment_until_it_changes_something(writer):
    ledger = writer.client.app.state.ledger
    store = ledger._store
    with ledger.catalogue.moment():
        before, statements = ledger.catalogue.revision(), ledger.catalogue.extent().statements
        with Ledger.open(store.path) as other:
            other.correct(other.board("ua_nato")[0].entry.id, not_a_statement=True)
        assert ledger.catalogue.revision() == before
        assert len(ledger.entries()) == ledger.catalogue.extent().statements == statements
        ledger.review(ledger.findings("ua_nato")[0].id, Review.ACCEPTED)
        assert ledger.catalogue.revision() != before
        assert ledger.catalogue.extent().statements == statements - 1
    assert store.engine.pool.checkedout() == 0
