"""Which statements tell the same utterance."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rowback.core.article import BlockKind
from rowback.core.attribution import Kind
from rowback.findings import group_utterances
from tests.findings.told import ISSUE, told

KINDS = {"d": Kind.DIRECT, "m": Kind.MIXED, "i": Kind.INDIRECT}
TABLE = tomllib.loads((Path(__file__).parent / "same_words.toml").read_text(encoding="utf-8"))
NO = "We will not sell the forest to anyone, whatever they pay."


def pair(case):
    stance = case.get("stance")
    stances = stance if isinstance(stance, list) else [stance, stance]
    article = "x" if case.get("article") else None
    entries = []
    for ident, held, at, issue in zip("ab", stances, (40, 900), case.get("issues", [ISSUE, ISSUE]), strict=True):
        kind, quote = case[ident].split(" ", 1)
        block = BlockKind.LEAD if ident == "a" and case.get("top") else BlockKind.BODY
        entries.append(
            told(ident, "Aro", held, 4, kind=KINDS[kind], quote=quote, article=article, block=block, at=at if case.get("top") else at + 400,
                 translated=ident == "b" and case.get("translated", False), issue=issue)
        )  # fmt: skip
    return entries


@pytest.mark.parametrize("case", TABLE["same"]["cases"], ids=lambda c: c["name"])
def test_the_same_words(case):
    assert group_utterances(pair(case)) == {"a": "a", "b": "a"}


@pytest.mark.parametrize("case", TABLE["other"]["cases"], ids=lambda c: c["name"])
def test_other_words(case):
    assert group_utterances(pair(case)) == {"a": "a", "b": "b"}


DAYS = {
    "on one day": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 4, quote=NO)], True),
    "on two days": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 9, quote=NO)], False),
    "long words on two days in a row": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 5, quote=NO)], True),
    "a short phrase on two days in a row": ([told("a", "Aro", None, 4, quote="It is over."), told("b", "Aro", None, 5, quote="It is over.")], False),
    "an inferred day that can be the same": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 5, quote=NO, weak=True)], True),
    "an inferred day some days later": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 7, quote=NO, weak=True)], True),
    "an inferred day long after": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 19, quote=NO, weak=True)], False),
    "two inferred days in a row": ([told("a", "Aro", None, 4, quote=NO, weak=True), told("b", "Aro", None, 5, quote=NO, weak=True)], True),
    "two days told, one of them the other's": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 5, quote=NO, days=2)], True),
    "no day, in a later article": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, None, quote=NO, published=20)], True),
    "no day, in an earlier article": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, None, quote=NO, published=2)], False),
    "no day but a week that holds the other's": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 8, quote=NO, days=7)], True),
    "no day but another week": ([told("a", "Aro", None, 4, quote=NO), told("b", "Aro", None, 25, quote=NO, days=7)], False),
    "twice no day": ([told("a", "Aro", None, None, quote=NO), told("b", "Aro", None, None, quote=NO)], True),
    "an inferred day, a retelling with the same position and no common word": (
        [told("a", "Aro", "opposes", 4, quote=NO), told("b", "Aro", "opposes", 8, weak=True, kind=Kind.INDIRECT, quote="timber firms should look elsewhere")],
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "same"), DAYS.values(), ids=DAYS.keys())
def test_days(entries, same):
    assert group_utterances(entries) == {"a": "a", "b": "a" if same else "b"}


SPEAKERS = {
    "another person": ([told("a", "Aro", None, 4, quote=NO), told("b", "Bell", None, 4, quote=NO)], False),
    "an unnamed official of the side": ([told("a", "Aro", None, 4, quote=NO), told("b", "official", None, 4, quote=NO)], True),
    "an unnamed official of another side": ([told("a", "Aro", None, 4, quote=NO), told("b", "official", None, 4, quote=NO, side="Norway")], False),
    "an unnamed official with other words": (
        [told("a", "Aro", "opposes", 4, quote=NO), told("b", "official", "opposes", 4, quote="it will not happen", kind=Kind.INDIRECT)],
        False,
    ),
    "an unnamed official in the lead of the article that names him": (
        [
            told("a", "Aro", "opposes", 4, quote=NO, article="x", at=900),
            told("b", "official", "opposes", 4, quote="it will not happen", kind=Kind.INDIRECT, article="x", block=BlockKind.LEAD, at=60),
        ],
        True,
    ),
    "a body, and its named spokesperson": (
        [
            told("a", "Hale", "opposes", 4, quote="Sending the forest rangers just makes no sense.", role="Forestry Board spokeswoman"),
            told("b", "the Forestry Board", "opposes", 4, quote="sending rangers was pointless", kind=Kind.INDIRECT),
        ],
        True,
    ),
    "a body, and a minister": (
        [
            told("a", "Hale", "opposes", 4, quote="Sending the forest rangers just makes no sense.", role="forest minister"),
            told("b", "the Forestry Board", "opposes", 4, quote="sending rangers was pointless", kind=Kind.INDIRECT),
        ],
        False,
    ),
    "the government in the lead, its spokesperson below": (
        [
            told("a", "Voss", "opposes", 4, quote=NO, article="x", at=900),
            told("b", "the government", "opposes", 4, quote="it will not happen", kind=Kind.INDIRECT, article="x", block=BlockKind.LEAD, at=60),
        ],
        True,
    ),
    "the government in the lead, a minister below": (
        [
            told("a", "Aro", "opposes", 4, quote=NO, article="x", at=900),
            told("b", "the government", "opposes", 4, quote="it will not happen", kind=Kind.INDIRECT, article="x", block=BlockKind.LEAD, at=60),
        ],
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "same"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_speakers(entries, same):
    assert group_utterances(entries) == {"a": "a", "b": "a" if same else "b"}


def test_an_aligned_statement_goes_with_the_one_it_shortens():
    entries = [
        told("b", "Aro", None, 4, quote=NO),
        told("a", "Aro", None, 4, quote="No way", aligned="b"),
        told("c", "Aro", None, 4, quote="Nope", aligned="z"),
    ]
    assert group_utterances(entries) == {"a": "a", "b": "a", "c": "c"}


def test_a_circle_of_aligned_statements_ends():
    entries = [told("a", "Aro", None, 4, aligned="b"), told("b", "Aro", None, 4, aligned="a")]
    assert group_utterances(entries) == {"a": "a", "b": "a"}


def test_quotations_that_one_article_keeps_apart_stay_apart():
    """Retellings of other articles must not tie together what one article prints as two."""
    one, two = (
        "Families with two children will pay less for the ferry.",
        "The fare for lorries will be looked at in the autumn budget.",
    )
    entries = [
        told("a", "Aro", "leans", 4, quote=one, article="x", at=500), told("b", "Aro", "leans", 4, quote=two, article="x", at=900),
        told("c", "Aro", "leans", 4, quote="families would pay less for the ferry", kind=Kind.INDIRECT),
        told("d", "Aro", "leans", 4, quote="lorry fares would be looked at in the budget", kind=Kind.INDIRECT),
    ]  # fmt: skip
    assert group_utterances(entries) == {"a": "a", "b": "b", "c": "a", "d": "b"}


def test_a_day_with_very_many_statements_is_grouped_too():
    quotes = [f"Number {n} is the {word} that we will build in {place}." for n, (word, place) in enumerate(
        (w, p) for w in "bridge tunnel school harbour station library".split() for p in "Tarn Halden Orby Skane Lund Brook Vale Ness".split())]  # fmt: skip
    entries = [told(f"s{n:03}-{m}", "Aro", None, 4, quote=quote) for n, quote in enumerate(quotes) for m in range(3)]
    assert group_utterances(entries) == {e.id: f"{e.id[:-1]}0" for e in entries}


def test_nothing_is_lost_and_nothing_invented():
    assert group_utterances([]) == {}
    entries = [told("a", "Aro", None, 4, side=None), told("b", "Bell", None, None, quote="…")]
    assert group_utterances(entries) == {"a": "a", "b": "b"}


def test_an_unnamed_lead_sums_up_the_person_whose_words_are_like_it():
    lead = told(
        "l",
        "official",
        "open",
        4,
        quote="the forest sale remains possible",
        kind=Kind.INDIRECT,
        article="x",
        block=BlockKind.LEAD,
        at=40,
    )
    aro = told("a", "Aro", "open", 4, quote="nothing about the forest sale was decided", kind=Kind.INDIRECT, article="x", at=500)
    bell = told("b", "Bell", "open", 4, quote="We will see.", article="x", at=900)
    found = group_utterances([lead, aro, bell])
    assert found["l"] == found["a"] != found["b"]


def lead_and_body(*quotes, lead="the ferry will be kept", stance=None):
    body = [told(f"b{n}", "Aro", None, 4, quote=quote, article="x", at=500 + 300 * n) for n, quote in enumerate(quotes)]
    return [told("a", "Aro", stance, 4, quote=lead, kind=Kind.INDIRECT, article="x", block=BlockKind.LEAD, at=40), *body]


def test_the_first_quotation_bears_out_the_lead():
    found = group_utterances(lead_and_body("Nobody wants to see it go.", "The harbour needs new cranes."))
    assert found["a"] == found["b0"] != found["b1"]


def test_the_words_tell_more_than_the_place():
    found = group_utterances(
        lead_and_body("The harbour needs new cranes.", "We will keep the ferry.", lead="the city will keep its ferry")
    )
    assert found["a"] == found["b1"] != found["b0"]


def test_no_lead_is_borne_out_by_the_opposite():
    lead = told(
        "a", "Aro", "supports", 4, quote="the ferry will be kept", kind=Kind.INDIRECT, article="x", block=BlockKind.LEAD, at=40
    )
    body = told("b", "Aro", "opposes", 4, quote="Nobody wants to see it go.", article="x", at=500)
    assert group_utterances([lead, body]) == {"a": "a", "b": "b"}


def test_a_slip_in_one_text_does_not_give_the_actor_another_side():
    quotes = [told(f"b{n}", "Aro", None, 4, quote=NO) for n in range(2)]
    slip = told("a", "Aro", None, 4, quote=NO, side="Norway")
    official = told("c", "official", None, 4, quote=NO)
    assert set(group_utterances([slip, *quotes, official]).values()) == {"a"}
