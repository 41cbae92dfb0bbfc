"""Dates in running text and days of saying, by the table in cases.toml; and what no text may do."""

from __future__ import annotations

import random
import re
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest

from rowback.core.article import Article
from rowback.core.attribution import Attribution
from rowback.core.span import Span
from rowback.dates import Looks, find_dates, past_date, say_days

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))
ANCHOR = date(2025, 2, 14)
MARK = re.compile(r"\{([cvs])(\d) ([^}]*)\}")


def by_name(kind):
    return pytest.mark.parametrize("case", CASES[kind], ids=[case["name"] for case in CASES[kind]])


@by_name("find")
def test_find(case):
    anchor = date.fromisoformat(case["anchor"]) if case.get("anchor") else None if "anchor" in case else ANCHOR
    found = find_dates(case["text"], anchor)
    told = [
        [one.span.of(case["text"]), str(one.start), str(one.end), *(["forward"] if one.looks is Looks.FORWARD else [])]
        for one in found
    ]
    assert told == case["found"]


def marked(text):
    """The text without marks, and the spans of each statement by kind."""
    plain, at, spans = "", 0, {}
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        start = len(plain)
        plain += mark.group(3)
        spans.setdefault(int(mark.group(2)), {}).setdefault(mark.group(1), []).append(Span(start, len(plain)))
        at = mark.end()
    return plain + text[at:], spans


@by_name("say")
def test_say(case):
    text, spans = marked(case["text"])

    def link(kind, number):
        other = case.get(kind, {}).get(str(number))
        return None if other is None else other - 1

    attributions = [
        Attribution(
            content=tuple(parts["c"]),
            cue=tuple(parts.get("v", ())),
            source=tuple(parts.get("s", ())),
            continues=link("continues", number),
            aligned_to=link("aligned", number),
            nested_in=link("nested", number),
        )
        for number, parts in sorted(spans.items())
    ]
    article = Article("a", text, published=case.get("published", "2025-02-14") or None, language="en")
    days = say_days(article, attributions, [key or None for key in case["speakers"]])
    told = [
        []
        if day is None
        else [str(day.start), str(day.end), day.basis.of(text) if day.basis else "", *(["inferred"] if day.inferred else [])]
        for day in days
    ]
    assert told == case["said"]


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("last week", ("2025-02-03", "2025-02-09")),
        ("two months ago", ("2024-12-14", "2024-12-14")),
        ("from may to september 2024", ("2024-05-01", "2024-08-31")),
        ("before 2010", ("0001-01-01", "2009-12-31")),
        ("twenty five january nineteen eighty six", ("1986-01-25", "1986-01-25")),
        ("10/1/2018", ("2018-10-01", "2018-10-01")),
        ("last easter", ("2024-03-31", "2024-03-31")),
        ("monday of nothing", None),
        ("", None),
    ],
)
def test_past_date(expression, days):
    got = past_date(expression, ANCHOR)
    assert (got and tuple(str(day) for day in got)) == days


def test_within():
    text = "On Monday and on Tuesday."
    assert [found.span.of(text) for found in find_dates(text, ANCHOR, within=Span(10, len(text)))] == ["on Tuesday"]


PIECES = (
    "on the last next previous Monday Friday May March 12 12th 2025 2025-02-12 31/12/2024 99 a two twenty five hundred thousand of to from "
    "between and since until before week days year ago later earlier in , . ; : ( ) - – ' s “ ” said who when had 14:05 q1 £ % 0000 9999 "
    "١٢ ² 𝟙𝟚 Christmas new eve İ ß early late the 1990 more than first quarter century"
).split()


def random_text(source):
    if source.random() < 0.5:
        return "".join(source.choice(PIECES) + source.choice(["", " ", "\n"]) for _ in range(source.randrange(30)))
    return "".join(
        chr(source.choice([source.randrange(32, 127), source.randrange(0x300), source.randrange(0x2000, 0x2100)]))
        for _ in range(40)
    )


def test_random_texts_never_raise():
    source = random.Random(7)
    for _ in range(10_000):
        text = random_text(source)
        anchor = source.choice([ANCHOR, date.min, date.max, date(2024, 2, 29), None])
        for found in find_dates(text, anchor):
            assert found.start <= found.end
            assert found.span.of(text).strip() == found.span.of(text) != ""
        past_date(text, anchor or ANCHOR)


def test_random_attributions_never_raise():
    source = random.Random(8)
    for _ in range(500):
        text = random_text(source) or " "

        def some(most, text=text):
            starts = sorted(source.randrange(len(text)) for _ in range(source.randrange(most + 1)))
            return tuple(Span(start, source.randrange(start, len(text)) + 1) for start in starts)

        def other():
            return source.choice([None, None, source.randrange(6)])

        attributions = [
            Attribution(some(2) or (Span(0, 1),), some(1), some(1), continues=other(), aligned_to=other(), nested_in=other())
            for _ in range(source.randrange(6))
        ]
        article = Article("a", text, published=source.choice([None, "2025-02-14", "0001-01-01", "9999-12-31"]))
        assert len(say_days(article, attributions, [source.choice([None, 1, 2]) for _ in attributions])) == len(attributions)


@pytest.mark.parametrize(
    "piece", ["on Monday ", "2025-", "1.1.", "twenty ", "two thousand and ", "from May to ", "9", "Jan. ", "the first week of "]
)
def test_time_is_linear(piece):
    """A text ten times as long takes little more than ten times the work; a floor lets small times of the processor be noisy."""
    times = []
    for length in (5_000, 50_000):
        text = piece * (length // len(piece))
        began = time.process_time()  # of this process alone, whatever else the machine does
        find_dates(text, ANCHOR)
        times.append(time.process_time() - began)
    assert times[1] < 40 * max(times[0], 0.01)
