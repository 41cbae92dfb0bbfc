from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import own_gold
from rowback.core.actor import ActorKind
from rowback.core.attribution import Kind
from rowback.core.span import Span
from rowback.core.statement import Actor, Aside


def scored(golds, readings):
    return own_gold.figures([own_gold.score(g, r) for g, r in zip(golds, readings, strict=True)])


def changed(readings, change):
    return [replace(r, statements=tuple(change(s, r) for s in r.statements)) for r in readings]


def test_gold_read_perfectly_scores_one_everywhere(golds, perfect_readings):
    assert scored(golds, perfect_readings) == dict.fromkeys(own_gold.FIGURES, 1.0)


def test_nothing_read_scores_nothing(golds):
    figures = scored(golds, [None] * len(golds))
    assert figures.pop("kept out") == 1.0
    assert set(figures.values()) == {0.0}


def test_an_altered_text_counts_as_not_read(golds, perfect_readings):
    altered = [replace(r, article=replace(r.article, text=r.article.text + " ")) for r in perfect_readings]
    assert scored(golds, altered)["recall"] == 0.0


def _later(s, _):
    return replace(
        s, said_on=s.said_on and replace(s.said_on, start=s.said_on.start + timedelta(9), end=s.said_on.end + timedelta(9))
    )


def _speaker(**fields):
    return lambda s, _: replace(s, speaker=replace(s.speaker, **fields))


def _half(s, reading):
    span = Span(s.content[0].start, s.content[0].start + max(1, (s.content[0].end - s.content[0].start) // 3))
    return replace(s, content=(span,), quote=span.of(reading.article.text))


def _trimmed(s, reading):
    span = Span(s.content[0].start + 2, s.content[0].end)
    return replace(s, content=(span,), quote=span.of(reading.article.text))


DAMAGES = [
    ("speaker", _speaker(name="Nobody Whatever")),
    ("known", lambda s, _: replace(s, speaker=Actor(None, None, ActorKind.UNKNOWN, None, None))),
    ("role", _speaker(role="keeper of the royal swans")),
    ("side", _speaker(side="Atlantis")),
    ("speaker_kind", _speaker(kind=ActorKind.GROUP)),
    ("kind", lambda s, _: replace(s, kind=Kind.INDIRECT if s.kind is Kind.DIRECT else Kind.DIRECT)),
    ("said_on", _later),
    ("explicit", _later),
    ("via", lambda s, _: replace(s, via="The Daily Invention")),
    ("setting", lambda s, _: replace(s, occasion=None, addressee=None)),
    ("recall", _half),
    ("precision", _half),
    ("exact", _trimmed),
    ("edges", _trimmed),
    ("verbatim", lambda s, reading: replace(s, verbatim=reading.article.translated is True)),
    ("aligned", lambda s, _: replace(s, aligned_to=None)),
    ("continues", lambda s, _: replace(s, continues=None)),
    ("nested", lambda s, _: replace(s, nested_in=None)),
]


@pytest.mark.parametrize(("figure", "damage"), DAMAGES, ids=[figure for figure, _ in DAMAGES])
def test_a_damage_lowers_its_figure(golds, perfect_readings, figure, damage):
    assert scored(golds, changed(perfect_readings, damage))[figure] < 0.75


def test_statements_that_gold_lacks_cost_precision_and_are_listed(golds, perfect_readings):
    gold, reading = golds[0], perfect_readings[0]
    wrong = gold.not_statements[0]
    span = Span(wrong["start"], wrong["end"])
    extra = replace(reading.statements[0], id="extra", content=(span,), quote=wrong["quote"], aligned_to=None, nested_in=None)
    result = own_gold.score(gold, replace(reading, statements=(*reading.statements, extra)))
    assert result.rates()["precision"] == (len(gold.statements), len(gold.statements) + 1)
    assert result.rates()["kept out"] == (len(gold.not_statements) - 1, len(gold.not_statements))
    assert any("false" in line for line in result.lines)
    assert any("no statement" in line for line in result.lines)


def test_a_missed_statement_is_listed_with_what_became_of_it(golds, perfect_readings):
    gold, reading = golds[0], perfect_readings[0]
    gone = reading.statements[3]
    aside = Aside("question", gone.content, (), ())
    result = own_gold.score(
        gold, replace(reading, statements=tuple(s for s in reading.statements if s is not gone), asides=(aside,))
    )
    assert [line for line in result.lines if gone.id + " " in line and "missed" in line and "aside (question)" in line]


@pytest.mark.parametrize("key", ["span_alt"])
def test_alternative_spans_are_exact(golds, perfect_readings, key):
    for gold, reading in zip(golds, perfect_readings, strict=True):
        given = {s["id"]: [Span(*part) for part in s[key][-1]] for s in gold.statements if s.get(key)}
        other = tuple(replace(s, content=tuple(given.get(s.id, s.content))) for s in reading.statements)
        rates = own_gold.score(gold, replace(reading, statements=other)).rates()
        assert rates["exact"][0] == rates["exact"][1] == len(gold.statements)


def test_a_pair_is_made_one_to_one_best_first():
    gold = [[frozenset(range(10))], [frozenset(range(5, 15))]]
    assert own_gold.match(gold, [frozenset(range(5, 15)), frozenset(range(4, 14))]) == {1: 0}
    assert own_gold.match(gold, [frozenset(range(2, 12)), frozenset(range(5, 15))]) == {1: 1, 0: 0}
