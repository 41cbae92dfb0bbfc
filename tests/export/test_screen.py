from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rowback import SaidOn, Span
from rowback.export.explain import as_explained
from rowback.export.screen import day_in_words, safe, shortened
from rowback.export.table import as_table, tally
from tests.export.sample import BARE, READING, saying

DAY = date(2025, 2, 13)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, "-"),
        (SaidOn(DAY, DAY, Span(0, 8)), "2025-02-13"),
        (SaidOn(DAY, DAY, None, True), "~2025-02-13"),
        (SaidOn(DAY, date(2025, 2, 14)), "2025-02-13 to 02-14"),
        (SaidOn(date(2024, 12, 31), date(2025, 1, 1), None, True), "~2024-12-31 to 2025-01-01"),
    ],
    ids=["none", "day", "inferred", "interval", "over the year"],
)
def test_days(said, words):
    assert day_in_words(said) == words


@pytest.mark.parametrize(
    ("words", "limit", "short"),
    [("two  \n words", 20, "two words"), ("one two three four", 10, "one two…"), ("x" * 20, 10, "x" * 9 + "…"), ("", 5, "")],
    ids=["fits", "cut at a space", "no space", "empty"],
)
def test_shortening(words, limit, short):
    assert shortened(words, limit) == short


def test_what_steers_a_terminal_is_made_visible():
    assert safe("a\x1b[31mb\u202ec\nd\te") == "a�[31mb�c\nd\te"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("render", [as_table, as_explained])
def test_nothing_is_wider_than_asked_or_ends_in_spaces(render, width):
    lines = render(READING, width=width).split("\n")
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_table_at_80_columns():
    assert as_table(READING, width=80) == TABLE


TABLE = """\
Envoy: option “on the table”
Harbour Times · 2025-02-14 · en
Translated: the words in quotation marks are not the words that were spoken.

# day         speaker              quote                               kind
1 ~2025-02-13 John Coale           on the table                        direct
              deputy envoy, United (Reuters interview; to a reporter)  like 2
              States               ua_nato: open
2 2025-02-13  John Coale           Right now, that is still on the     direct
                                   table,
                                   (Reuters interview; to a reporter)
3 2025-02-13  John Coale           They are “willing”                  mixed
                                   (Reuters interview; to a reporter)  after 2
4 ~2025-02-13 A minister           Coale thinks talks have not begun   indirect
   to 02-14
5 -           John Coale           talks have not begun                indirect
                                                                       in 4
6 ~2025-02-13 unknown              all is well                         indirect
   to 02-14

~ day inferred; like N: shortens N; after N: goes on from N; in N: told within N
6 statements, 1 by unknown speakers; 1 aside

"""


def test_a_table_of_an_article_that_was_not_read_says_so():
    shown = as_table(BARE)
    assert shown.startswith("Quelques mots en français.\nno date of publication · fr\nNot read for statements")
    assert "0 statements" in shown


def test_a_long_quote_is_cut_and_a_long_word_folded():
    shown = as_table(saying("word " * 500))
    assert "…" in shown
    assert "word " * 65 not in " ".join(shown.split())
    assert max(map(len, as_table(saying("x" * 300)).split("\n"))) <= 80


@pytest.mark.parametrize("render", [as_table, as_explained])
def test_markup_and_escapes_in_an_article_are_only_words(render):
    shown = render(saying("[bold]no[/bold] [/] :smile: \x1b[2J"), width=80)
    assert "[bold]no[/bold] [/] :smile: �[2J" in " ".join(shown.split())


@pytest.mark.parametrize("render", [as_table, as_explained])
def test_colour_only_where_asked(render, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in render(READING, width=80, colour=True)
    assert "\x1b[" not in render(READING, width=80, colour=False)


def test_explained_marks_the_text_and_says_why():
    shown = as_explained(READING, width=120)
    assert "{1: Envoy}: option “[1: on the table]”" in shown
    assert "“[2: Right now, that is still on the table,]” {2: John Coale} <2: told> Reuters on Thursday." in shown
    assert "[4: {5: Coale} <5: thinks> [5: talks have not begun]]" in shown
    assert "[a1: Moscow <a1: seems> to be backtracking]" in " ".join(shown.split())
    assert "6  unknown, indirect\n" in shown
    assert "John Coale (person, deputy envoy, United States), direct" in shown
    assert "said 2025-02-13, from “Thursday”\n" in shown
    assert "on ua_nato: open (table.on)" in shown
    assert "said ~2025-02-13 to 02-14, inferred from the day of publication" in shown


def test_explained_bears_spans_that_cross():
    crossing = replace(READING.statements[1], source=(Span(40, 75),))
    shown = as_explained(replace(READING, statements=(crossing,)), width=200)
    assert shown.count("{1: ") == shown.count("} ") == 2


@pytest.mark.parametrize(
    ("counted", "words"),
    [((1, 0, 1), "1 statement, 0 by unknown speakers; 1 aside"), ((0, 0, 0), "0 statements, 0 by unknown speakers; 0 asides")],
)
def test_tally(counted, words):
    assert tally(dict(zip(("statements", "unknown", "asides"), counted, strict=True))) == words
