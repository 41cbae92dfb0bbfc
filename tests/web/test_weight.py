"""What a board weighs on the wire, everything included."""

from __future__ import annotations

import gzip
import random
from datetime import UTC, date, datetime, timedelta

import pytest

from rowback.core.finding import Entry, Source
from rowback.core.stance import Stance
from rowback.ledger import Appearance, Mark, Standing, Trend
from rowback.web.chart import Wanted, draw
from rowback.web.plot import plot
from rowback.web.rendering import STATIC
from tests.export.sample import ARTICLE, READING


def standings(marks):
    """Actors with ten marks each, their quotes of a usual length and of no two words in the same place."""
    rng = random.Random(1)
    words = "budget harbour treaty school border pension energy court farm army vote bank clinic rail tax water port tariff".split()
    entry = Entry(READING.statements[0], Source(ARTICLE.id, None, "Post", None, None), "s1", datetime.now(UTC))
    told, found = {}, []
    for number in range(marks // 10):
        days = sorted({date(2024, 1, 1) + timedelta(days=rng.randrange(600)) for _ in range(10)})
        shown = []
        for day in days:
            ident = f"s{rng.getrandbits(64):016x}"
            told[ident] = Mark(" ".join(rng.choices(words, k=28)), f"Outlet {rng.randrange(30)}", day.isoformat(), "a1")
            shown.append(Appearance(day, rng.choice(list(Stance)), ident, 1))
        found.append(
            Standing(
                f"Side {number % 12}", f"p{number}", f"Person {number}", "minister", entry, shown[-1].stance, Trend.UP, tuple(shown)
            )
        )
    return sorted(found, key=lambda s: s.side or ""), told


@pytest.mark.parametrize(("marks", "most"), [(500, 300_000), (5000, 700_000)])
def test_a_board(reader, marks, most):
    found, told = standings(marks)
    drawing = draw(found, [], told, Wanted())
    assert drawing.marks > 0.95 * marks
    picture = str(plot(drawing))
    page = reader.page("/issues/ua_nato")
    files = [(STATIC / name).read_bytes() for name in ("rowback.css", "rowback.js", "icon.svg")]
    weight = sum(len(gzip.compress(raw)) for raw in [*files, (page + picture).encode()])
    assert weight < most
