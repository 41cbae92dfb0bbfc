"""Stems, tokens, patterns, directions and propositions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rowback
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.wording.directions import Direction, alignment, moves
from rowback.wording.patterns import compiled, end_of
from rowback.wording.propositions import proposition_of, refers
from rowback.wording.stems import stem
from rowback.wording.tokens import tokens

DATA = Path(rowback.__file__).parent / "data"


def taken(text: str) -> tuple:
    return tokens(text, Span(0, len(text)))


@pytest.mark.parametrize("forms", ["rule rules ruled ruling", "cut cuts cutting", "go goes went gone going", "legalise legalised legalizing",
                                   "policy policies", "plan plans planned planning", "ban banned banning", "labour labor"])  # fmt: skip
def test_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("news", "new"), ("ceiling", "ceil"), ("this", "thi"), ("fare", "far")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We won't.", ["we", "will", "not", "."]),
        ("It’s Kyiv’s", ["it", "is", "kyiv"]),
        ("pre-2014", ["pre", "2014"]),
        ("the U.S. can't", ["the", "us", "can", "not"]),
        ("“Never,” he’d say", ["never", ",", "he", "would", "say"]),
    ],
)
def test_tokens(text: str, words: list[str]) -> None:
    assert [t.word for t in taken(text)] == words


@given(st.text(max_size=60))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    found = taken(text)
    assert all(0 <= t.start < t.end <= len(text) and t.word for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("rule * out", "rules it out", True),
        ("rule * out", "rules it, out", False),
        ("rule * out", "ruled a b c d out", False),
        ("no plan|plans to", "no plans to", True),
        ("=back the", "backs the", False),
        ("not the? table", "not table", True),
    ],
)
def test_patterns(pattern: str, text: str, fits: bool) -> None:
    assert (end_of(compiled(pattern), taken(text), 0) is not None) is fits


@pytest.mark.parametrize("pattern", ["", "* out", "a? b"])
def test_patterns_open_with_a_word(pattern: str) -> None:
    with pytest.raises(ValueError, match="must open with a word"):
        compiled(pattern)


@pytest.mark.parametrize(
    ("proposition", "words", "towards"),
    [
        ("The tax is cut.", "protect the tax", -1),
        ("The tax is cut.", "scrap the tax", 1),
        ("The plant is closed.", "keep the plant", -1),
        ("The age is raised.", "leave the age unchanged", -1),
        ("The age is raised.", "increase the age", 1),
        ("The wall is built.", "tear down the wall", -1),
        ("The rule is reformed.", "keep the rule", -1),
    ],
)
def test_words_point_towards_a_proposition_or_away(proposition: str, words: str, towards: int) -> None:
    issue = proposition_of(Issue("x", "Something", proposition))
    assert alignment(issue.direction, moves(taken(words))[0].direction) == towards


def test_a_proposition_is_taken_apart() -> None:
    nato = proposition_of(Issue("nato", "NATO membership of Ukraine", "Ukraine becomes a NATO member."))
    assert nato.direction is Direction.MORE
    assert {c.stem for c in nato.concepts if c.specific} == {"nato", "membership"}
    assert any(("kyiv",) in c.stems for c in nato.concepts)
    assert not nato.undoes
    assert proposition_of(Issue("wfp", "Payment", "The payment becomes universal again.")).undoes


@pytest.mark.parametrize(("text", "wanted"), [("It is wrong", True), ("such a step", True), ("he said that rain fell", False),
                                              ("it is likely that rain falls", False), ("the policy stands", True), ("rain fell", False)])  # fmt: skip
def test_what_refers(text: str, wanted: bool) -> None:
    assert refers(taken(text)) is wanted


@pytest.mark.parametrize("name", ["synonyms", "directions", "stances", "stance_scope", "common_words", "inflections"])
def test_tables_open_with_a_comment(name: str) -> None:
    text = (DATA / f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert tomllib.loads(text)
