"""How the words of a statement are put together: negation, modality, conditions, limits, contrast, polarity, whose words they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.pipeline import positions_for
from tests.stance.sentences import position, stance, statement

BYPASS = Issue("bypass", "Northern bypass", "The northern bypass is built.", terms=("bypass",))
LIBRARY = Issue("library", "Closure of Elm Road library", "Elm Road library is closed.")
DUTY = Issue("duty", "Lower fuel duty", "Fuel duty is cut.")
AGE = Issue("age", "Retirement age 67", "The retirement age is raised to 67.")
LIFTED = Issue("embargo", "Arms embargo", "The arms embargo is lifted again.")


@pytest.mark.parametrize(
    ("issue", "text", "wanted"),
    [
        (BYPASS, "The bypass is not off the table.", "open"),
        (BYPASS, "We have not ruled out the bypass.", "open"),
        (BYPASS, "We rule out neither the bypass nor a tunnel.", "open"),
        (BYPASS, "I do not think that the bypass will be built.", "doubts"),
        (BYPASS, "I think the bypass will be built.", "leans"),
        (BYPASS, "The bypass is unlikely, but it cannot be excluded.", "open"),
        (BYPASS, "We will never build the bypass.", "rules_out"),
        (LIBRARY, "We will keep Elm Road library open.", "rules_out"),
        (LIBRARY, "Elm Road library must not be closed.", "opposes"),
        (LIBRARY, "Closing Elm Road library would be madness.", "opposes"),
        (DUTY, "We will protect fuel duty.", "rules_out"),
        (DUTY, "Fuel duty must be lowered.", "supports"),
        (DUTY, "Fuel duty will be raised.", "rules_out"),
        (AGE, "The retirement age will stay where it is.", "rules_out"),
        (AGE, "We promise not to raise the retirement age.", "rules_out"),
        (LIFTED, "The embargo was a tough decision.", "opposes"),
    ],
)
def test_direct_words(issue: Issue, text: str, wanted: str) -> None:
    assert stance(issue, text, title=issue.label) == wanted


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("The minister ruled out building the bypass.", "building the bypass", "rules_out"),
        ("The minister declined to say whether the bypass would be built.", "the bypass would be built", "open"),
        ("She promised not to build the bypass.", "not to build the bypass", "rules_out"),
        ("The mayor urged the council to build the bypass.", "the council to build the bypass", "supports"),
        ("He doubts that the bypass will be built.", "the bypass will be built", "doubts"),
        ("Asked about the bypass, she said that it was too early to say.", "it was too early to say", "open"),
    ],
)
def test_the_verb_of_reporting_counts(text: str, said: str, wanted: str) -> None:
    assert stance(BYPASS, text, said, kind=Kind.INDIRECT) == wanted


def test_a_condition_is_marked_and_weakens() -> None:
    text = "We will build the bypass if the county pays half."
    found = position(BYPASS, text)
    assert found is not None
    assert (found.stance, [s.of(text) for s in found.condition]) == ("leans", ["if the county pays half"])


@pytest.mark.parametrize("text", ["Even if it rains, we will build the bypass.", "Nobody asked if we will build the bypass."])
def test_what_is_no_condition(text: str) -> None:
    found = position(BYPASS, text)
    assert found is None or found.condition == ()


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("The bypass will not be built until 2030.", "until 2030", "opposes"),
        ("The bypass will not be built for the time being.", "for the time being", "opposes"),
        ("We rule out the bypass right now.", "right now", "opposes"),
    ],
)
def test_a_limit_in_time_is_marked_and_weakens(text: str, limit: str, wanted: str) -> None:
    found = position(BYPASS, text)
    assert found is not None
    assert (found.stance, [s.of(text) for s in found.limit]) == (wanted, [limit])


def test_who_foretells_does_not_promise() -> None:
    assert stance(BYPASS, "The bypass will be built.", role="analyst") == "leans"
    assert stance(BYPASS, "The bypass will be built.", role="minister") == "commits"


def test_what_others_want_is_not_the_speakers_view() -> None:
    assert stance(BYPASS, "They want the bypass.") == "none"
    assert stance(BYPASS, "We want the bypass.") == "supports"


def test_evidence_and_rules_are_named() -> None:
    text = "The minister ruled out building the bypass."
    found = position(BYPASS, text, "building the bypass", kind=Kind.INDIRECT)
    assert found is not None
    assert found.rules == ("rule_out",)
    assert [s.of(text) for s in found.evidence] == ["ruled out"]
    assert 0 < found.score <= 1


def test_a_continued_statement_refers_to_the_one_before() -> None:
    text = "“Everybody has heard of the bypass,” said Nowak. It will never be built."
    first = replace(statement(text, "Everybody has heard of the bypass,"), id="s1")
    second = replace(statement(text, "It will never be built."), id="s2", continues="s1")
    found = positions_for(Article(id="a", text=text, language="en"), [first, second], [BYPASS])
    assert [[p.stance.value for p in positions] for positions in found] == [[], ["rules_out"]]


def test_spans_lie_in_the_text_whatever_it_is() -> None:
    for text in ("", "?", "bypass", "“bypass", "if if if bypass, but", "not not not the bypass is not", "\u2028bypass\u00a0"):
        article = Article(id="a", text=text, language="en")
        one = replace(statement("x"), content=(Span(0, len(text)),), quote=text)
        for position_ in positions_for(article, [one], [BYPASS])[0]:
            assert all(0 <= s.start < s.end <= len(text) for s in (*position_.evidence, *position_.condition, *position_.limit))
