"""The pure parts of pages: scales, charts, marked text, differences, words."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rowback.core.finding import Source
from rowback.core.span import Span
from rowback.web.chart import _steps
from rowback.web.differences import compared
from rowback.web.marking import in_context, marked
from rowback.web.rendering import lit
from rowback.web.scale import Scale
from rowback.web.words import cut, link, marks_within, said_in_words, slug, visible
from tests.export.sample import ARTICLE, READING

DAY = date(2025, 2, 12)


def days(*offsets):
    return [DAY + timedelta(days=offset) for offset in offsets]


@pytest.mark.parametrize(
    ("quote", "marks"),
    [
        ("We never saw it,’ he said. ‘They just spoke about it.", "single"),
        ("We never saw it,» he said. «They just spoke about it.", "angled"),
        ("We never saw it,« he said. »They just spoke about it.", "turned"),
        ('We never saw it," he said. "They just spoke about it.', "straight"),
        ("We never saw it,” he said. “They just spoke about it.", None),
        ("It is ‘ruled out,’ he told us, and ‘that’s it’.", None),
        ("The farmers’ vote was lost, ‘for now’.", None),
        ('He called it "dead," not "buried".', None),
    ],
)
def test_a_quote_is_set_in_the_marks_that_break_it(quote, marks):
    assert marks_within(quote) == marks


def test_days_keep_their_order_and_stay_inside():
    random.seed(1)
    for _ in range(50):
        chosen = days(*(random.randrange(900) for _ in range(random.randrange(1, 40))))
        scale = Scale(chosen, with_unknown=random.random() < 0.5)
        places = [scale.x(day) for day in scale.days]
        assert places == sorted(places)
        assert all(0 <= x <= 100 for x in places)
        assert all(b.x - a.x >= 11.9 for a, b in zip(scale.ticks(), scale.ticks()[1:], strict=False))


def test_long_silence_is_cut_short_and_told():
    scale = Scale(days(0, 1, 2, 3, 70, 71))
    (gap,) = scale.gaps()
    assert gap.label == "10 weeks"
    assert gap.width < 25
    assert Scale(days(0, 30, 60, 90)).gaps() == []


def test_one_day_and_none():
    assert Scale(days(0)).x(DAY) == 50
    assert Scale([]).ticks() == []
    assert Scale([]).x(None) < 10


def test_days_between_stand_in_proportion():
    scale = Scale(days(0, 4))
    assert scale.x(DAY + timedelta(days=2)) == pytest.approx((scale.x(DAY) + scale.x(DAY + timedelta(days=4))) / 2)


@pytest.fixture
def entries():
    from datetime import UTC, datetime

    from rowback.core.finding import Entry

    source = Source(ARTICLE.id, ARTICLE.url, ARTICLE.outlet, ARTICLE.title, ARTICLE.published)
    return [Entry(statement, source, statement.id, datetime.now(UTC)) for statement in READING.statements]


def test_the_marked_text_is_the_text(entries):
    paragraphs = marked(ARTICLE, entries, READING.asides)
    words = "".join(stretch.words for paragraph in paragraphs for stretch in paragraph.stretches)
    assert "".join(words.split()) == "".join(ARTICLE.text.split())


def test_every_statement_begins_once_and_is_beside_its_paragraph(entries):
    paragraphs = marked(ARTICLE, entries, READING.asides)
    begun = [s.statement for p in paragraphs for s in p.stretches if s.is_first]
    assert sorted(begun) == sorted(entry.id for entry in entries)
    assert sorted(entry.id for p in paragraphs for _, entry in p.entries) == sorted(begun)


def test_a_quote_in_context_is_a_piece_of_the_text_with_the_quote_marked_in_it(entries):
    for text, shift in ((ARTICLE.text, 0), ("word " * 200 + ARTICLE.text.replace("\n", " ") + " word" * 200, 1000)):
        for entry in entries:
            parts = in_context(text, moved(entry.statement, shift))
            words = "".join(part for part, _ in parts)
            assert words in text
            assert len(words) < len(text) or not shift
            content = [span.of(ARTICLE.text).replace("\n", " ") for span in entry.statement.content]
            assert "".join(part.replace("\n", " ") for part, role in parts if role == "content") == "".join(content)


def moved(statement, shift):
    spans = {
        name: tuple(Span(s.start + shift, s.end + shift) for s in getattr(statement, name)) for name in ("content", "source", "cue")
    }
    return replace(statement, **spans)


@pytest.mark.parametrize(
    ("one", "other", "own"),
    [("a b", "a b", []), ("it is open", "It is still open", ["still "]), ("", "new", ["new"]), ("gone", "", [])],
)
def test_differences(one, other, own):
    parts = compared(one, other)
    assert [part.words for part in parts if part.is_own] == own
    assert "".join(part.words for part in parts) == other


def test_long_wordings_are_not_compared():
    assert compared("a " * 2000, "b " * 2000)[0].is_own is False


@pytest.mark.parametrize(
    ("url", "kept"), [("https://a.example/x", True), ("javascript:alert(1)", False), ("http://", False), (None, False)]
)
def test_only_addresses_of_the_web_are_linked(url, kept):
    assert (link(url) is not None) is kept


def test_words():
    assert slug("Ü: Zölle & Co.") == "u_zolle_co"
    assert said_in_words(None) == "day unknown"
    assert cut("a" * 10_000, 20) == "a" * 19 + "…"
    assert visible("plain “text”\n") == "plain “text”\n"


def test_words_sought_for_are_marked_and_nothing_else_is_markup():
    assert lit("On the <b>tables</b>, and off a table", 'TABLE "off" a') == (
        "On the &lt;b&gt;<mark>tables</mark>&lt;/b&gt;, and <mark>off</mark> <mark>a</mark> <mark>table</mark>"
    )
    assert lit("as \u202eit is", None) == "as ⟨U+202E⟩it is"


def test_marks_of_neighbouring_days_do_not_hide_each_other():
    assert _steps([10, 30, 33, 36, 60, 64, 90]) == [0, -9, 9, -9, -9, 9, 0]
    assert _steps([]) == []
