"""What is given to understand without a word of stance, with counter-examples."""

from __future__ import annotations

import pytest

from rowback.core.attribution import Kind
from rowback.core.issue import Issue
from tests.stance.sentences import position, stance

BYPASS = Issue("bypass", "Northern bypass", "The northern bypass is built.", terms=("bypass",))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A bypass? No.", "rules_out"),
        ("The bypass? Absolutely.", "supports"),
        ("No. The bypass has a name.", "none"),
        ("You want a bypass, and I think there will be.", "leans"),
        ("Nobody has drawn a bypass and nobody will.", "rules_out"),
        ("The bypass is drawn by his own will.", "none"),
        ("A bypass through my garden?", "opposes"),
        ("The bypass, what are we waiting for?", "supports"),
        ("The first cars will be on the bypass by Christmas.", "commits"),
        ("The first cars were on the bypass by Christmas.", "none"),
        ("The bypass ought to come first.", "supports"),
        ("If the county pays, the bypass will have our vote.", "leans"),
        ("If it rains, the bypass will not have our vote.", "opposes"),
        ("If you ask for a map of the bypass, you will find one.", "none"),
        ("She will not sign for the bypass until the county pays.", "opposes"),
        ("A word on the bypass: I will not bow to it.", "rules_out"),
        ("The bypass? Make it.", "supports"),
        ("The bypass? Of it much was said.", "none"),
        ("The bypass must not come first.", "opposes"),
    ],
)
def test_hint(text: str, wanted: str) -> None:
    assert stance(BYPASS, text) == wanted


def test_the_question_of_somebody_else_is_none() -> None:
    assert stance(BYPASS, "A bypass through my garden?", kind=Kind.INDIRECT) == "none"


@pytest.mark.parametrize(
    ("text", "said", "kind", "wanted"),
    [
        ("“The bypass now”, urged the mayor.", "The bypass now", Kind.DIRECT, "supports"),
        ("“The bypass now”, said the mayor.", "The bypass now", Kind.DIRECT, "none"),
        ("The bypass comes near the school, the grocer fears.", "The bypass comes near the school", Kind.INDIRECT, "opposes"),
        ("She vowed that there would not be a bypass.", "there would not be a bypass", Kind.INDIRECT, "rules_out"),
        ("He denied that he had wanted the bypass.", "he had wanted the bypass", Kind.INDIRECT, "rules_out"),
        ("She announced that the bypass museum has a café.", "the bypass museum has a café", Kind.INDIRECT, "none"),
        ("He supports the bypass but “it ruins us”.", "it ruins us", Kind.DIRECT, "opposes"),
    ],
)
def test_the_verb_of_reporting_behind_or_before(text: str, said: str, kind: Kind, wanted: str) -> None:
    assert stance(BYPASS, text, said, kind=kind) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("As long as I am mayor, the bypass will not be built.", "rules_out"),
        ("As long as the court sits, the bypass will not be built.", "opposes"),
        ("Until then I am neither for nor against the bypass.", "open"),
    ],
)
def test_a_term_of_office_is_no_reservation(text: str, wanted: str) -> None:
    assert stance(BYPASS, text) == wanted


@pytest.mark.parametrize(
    "said", ["would not comment on the bypass", "declined to comment on the bypass", "The bypass? Ask me again in May."]
)
def test_a_refusal_names_itself(said: str) -> None:
    found = position(BYPASS, said)
    assert found is not None
    assert any("refusal" in rule for rule in found.rules)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I will not pay one more cent to the office for this bypass madness.", "opposes"),
        ("The bypass is not a mistake.", "leans"),
        ("The bypass would cost 50 pounds instead of 40.", "none"),
        ("We want the bypass instead of a tunnel.", "supports"),
    ],
)
def test_praise_blame_and_preference(text: str, wanted: str) -> None:
    assert stance(BYPASS, text) == wanted
