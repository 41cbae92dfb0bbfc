"""Every rule of the grammar, by its own examples and counter-examples."""

from __future__ import annotations

from datetime import date

import pytest

from rowback.dates import find_dates
from rowback.dates.grammar import read_grammar

GRAMMAR = read_grammar()
EXAMPLES = [(rule, example) for rule in GRAMMAR.rules for example in rule.examples]
EXCLUDED = [(rule, text) for rule in GRAMMAR.rules for text in rule.excluded]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.id}: {example[0]}" for rule, example in EXAMPLES])
def test_example(rule, example):
    text, *days = example
    told = days.pop().removeprefix("after ") if days[-1].startswith("after ") else None
    text = f"On {told}: {text}" if told else text
    found = find_dates(text, GRAMMAR.anchor)[1 if told else 0 :]
    assert [(str(one.start), str(one.end), one.rule) for one in found] == [(days[0], days[-1], rule.id)]


@pytest.mark.parametrize(("rule", "text"), EXCLUDED, ids=[f"{rule.id}: {text}" for rule, text in EXCLUDED])
def test_counter_example(rule, text):
    assert rule.id not in [found.rule for found in find_dates(text, GRAMMAR.anchor)]


def test_ids_are_unique():
    assert len({rule.id for rule in GRAMMAR.rules}) == len(GRAMMAR.rules)


def test_anchor_is_a_friday():
    assert isinstance(GRAMMAR.anchor, date)
    assert GRAMMAR.anchor.weekday() == 4
