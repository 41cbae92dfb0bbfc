"""Adding in any order, in any batches, any number of times, gives the same ledger."""

from __future__ import annotations

import random
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rowback.ledger import Ledger, view
from rowback.ledger.store import Store
from tests.ledger.asking import all_of, put
from tests.ledger.story import Said, article

NAMES = [
    "Anna Berg", "Berg", "A. Berg", "Ana Berg", "Bengt Berg", "Volodymyr Zelensky", "Zelenskiy", "Wolodymyr Selenskyj",
    "John Coale", "John Cole", "Coale", "Coal", "J.D. Vance", "JD Vance", "James David Vance", "Vance", None,
]  # fmt: skip
said = st.builds(
    Said,
    st.sampled_from(NAMES),
    st.builds(
        "{} {}".format, st.sampled_from(["harbour", "bridge", "weather"]), st.sampled_from(["never", "perhaps", "for", "nice"])
    ),
    st.sampled_from([None, "2025-02-10", "2025-02-12", "2025-02-20"]),
    st.sampled_from([None, "Norland", "Sudland"]),
    st.sampled_from([None, "mayor", "envoy"]),
)
articles = st.builds(
    lambda told, published, outlet: article(*told, published=published, outlet=outlet),
    st.lists(said, min_size=1, max_size=3, unique_by=lambda s: s.name),
    st.sampled_from(["2025-02-11", "2025-02-14", "2025-02-21"]),
    st.sampled_from(["The Pier", "Quay News"]),
)
stories = st.lists(articles, min_size=1, max_size=8, unique_by=lambda reading: reading.article.id)
thorough = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def fresh(tmp_path_factory, empty, clock):
    made = []

    def make():
        path = tmp_path_factory.mktemp("ledger") / "l.db"
        shutil.copy(empty, path)
        made.append(Ledger(Store(str(path), now=clock)))
        return made[-1]

    yield make
    for ledger in made:
        ledger.close()


@pytest.mark.parametrize("many", [3000, 2], ids=["together", "crowded"])
@thorough
@given(readings=stories, seed=st.integers(0, 2**16))
def test_order_and_batches_do_not_matter(fresh, many, readings, seed, monkeypatch):
    monkeypatch.setattr(view, "MANY", many)
    one, other = fresh(), fresh()
    put(one, *readings)
    rng = random.Random(seed)
    mixed = rng.sample(readings, len(readings)) + rng.sample(readings, rng.randint(0, len(readings)))
    while mixed:
        count = rng.randint(1, len(mixed))
        put(other, *mixed[:count])
        if rng.random() < 0.5:
            all_of(other)  # what was asked in between does not matter either
        mixed = mixed[count:]
    assert all_of(one) == all_of(other)


@thorough
@given(readings=stories)
def test_an_answer_of_then_is_the_answer_of_a_ledger_of_then(fresh, readings):
    whole, then = fresh(), fresh()
    days = {reading.article.id: date(2025, 3, 1 + n % 3) for n, reading in enumerate(readings)}
    for reading in readings:
        put(whole, reading, recorded_at=days[reading.article.id])
    for reading in readings:
        if days[reading.article.id] <= date(2025, 3, 2) and reading.article.published <= "2025-02-14":
            put(then, reading)
    assert all_of(whole, as_of=date(2025, 2, 14), recorded_by=date(2025, 3, 2)) == all_of(then)
    assert all_of(whole, as_of=date(2025, 12, 31), recorded_by=date(2025, 12, 31)) == all_of(whole)


def test_facts_that_differ_count_alike_in_any_order(fresh):
    early = article(Said("Anna Berg", "harbour never"))
    late = type(early)(type(early.article)(**{**vars_of(early.article), "published": "2025-02-16"}), early.statements, ())
    one, other = fresh(), fresh()
    put(one, early, late)
    put(other, late)
    put(other, early)
    assert all_of(one) == all_of(other)
    assert one.entries()[0].source.published == "2025-02-14"


def vars_of(thing):
    return {name: getattr(thing, name) for name in thing.__slots__}


def test_adding_again_changes_nothing(fresh):
    ledger = fresh()
    reading = article(Said("Anna Berg", "harbour never", "2025-02-12"))
    assert put(ledger, reading).articles == (reading.article.id,)
    before = all_of(ledger)
    again = put(ledger, reading, reading)
    assert (again.articles, again.known, again.statements) == ((), 2, 0)
    assert all_of(ledger) == before
