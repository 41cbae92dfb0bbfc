"""Answers of which only parts are made anew are those that would be made of the whole."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from itertools import accumulate

import pytest
from sqlalchemy import delete

import generated_news
from generated_news import ISSUES, News, issue_name, issues
from rowback.core.stance import Stance
from rowback.ledger import Ledger, schema

ASKED = [issue_name(n) for n in range(3)]


@pytest.fixture
def short(monkeypatch):
    """Some weeks in which every line turns."""
    monkeypatch.setattr(generated_news, "DAYS", 60)


def news(seed):
    """News of few people on three issues, some of whom are now and then told of another side."""
    made = News(actors=90, seed=seed)
    made.topic_weights = list(accumulate([5.0, 3.0, 2.0] + [0.0] * (ISSUES - 3)))
    rng = random.Random(seed)
    for topic in made.topics[:3]:
        topic.sides[:] = topic.sides[:4]
        topic.turns = {side: rng.randrange(60) for side in topic.sides}
    for reading in made.articles(190):
        sides = [s.speaker.side for s in reading.statements if s.speaker.side]
        yield replace(reading, statements=tuple(_told_of(rng, s, sides) for s in reading.statements))


def _told_of(rng, statement, sides):
    if statement.speaker.id is None or not sides or rng.random() > 0.06:
        return statement
    return replace(statement, speaker=replace(statement.speaker, side=rng.choice(sides)))


def answers(ledger):
    return [(ledger.board(issue), ledger.findings(issue)) for issue in ASKED]


def made_as_a_whole(path, target):
    shutil.copy(path, target)
    with Ledger.open(target) as ledger:
        with ledger._store.writing() as connection:  # the tables are what this is about
            for table in (schema.answers, schema.parts, schema.touched):
                connection.execute(delete(table))
        return answers(ledger)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.usefixtures("short")
def test_parts_made_anew(tmp_path, seed):
    path, rng, source = tmp_path / "one.db", random.Random(seed), news(seed)
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put(issues()[:3])
        revision = ledger.issues.known().revision
        ledger.add([next(source) for _ in range(150)], issue_revision=revision)
        answers(ledger)
        for step in range(12):
            ledger.add([next(source) for _ in range(rng.choice((1, 1, 3)))], issue_revision=revision)
            if step % 4 == 3:
                _correct(ledger, rng)
            if step % 3 == 2:
                with Ledger.open(path) as other:  # which has nothing in memory
                    answers(other)
            said = answers(ledger)
            ledger.backup(tmp_path / f"{step}.db")
            assert said == made_as_a_whole(tmp_path / f"{step}.db", tmp_path / f"{step}.copy.db")
        assert any(found for _, found in said)


def _correct(ledger, rng):
    entries = [e for e in ledger.entries() if e.statement.positions and e.statement.speaker.id]
    entry = rng.choice(entries)
    if rng.random() < 0.5:
        ledger.correct(entry.id, speaker=rng.choice(entries).statement.speaker.id)
    else:
        ledger.correct(entry.id, stances={entry.statement.positions[0].issue: Stance.OPEN})
