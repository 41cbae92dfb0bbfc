"""What a finding says of itself."""

from __future__ import annotations

import pytest

from rowback.core.attribution import Kind
from rowback.findings import find_changes
from tests.findings.told import ISSUE, claim, told


def finding(earlier, later, claims=()):
    (found,) = find_changes(ISSUE, [earlier, later], list(claims))
    return found


EXPLAINED = {
    "a reversal": (told("a", "Aro", "rules_out", 1), told("b", "Aro", "commits", 4), "Aro ruled it out on 1 March 2025 and committed to it on 4 March 2025."),
    "within a day": (told("a", "Aro", "opposes", 2), told("b", "Aro", "supports", 2, after="a"), "Aro opposed it on 2 March 2025 and later the same day supported it."),
    "two days": (told("a", "Aro", "doubts", 2, days=2), told("b", "Aro", "open", 9), "Aro doubted it between 1 March 2025 and 2 March 2025 and left it open on 9 March 2025."),
    "a side": (told("a", "Voss", "rules_out", 1), told("b", "Pine", "leans", 4), "For Canada, Voss ruled it out on 1 March 2025 and Pine leaned towards it on 4 March 2025."),
    "a contradiction": (told("a", "Aro", "opposes", 1), told("b", "Bell", "supports", 4),
                        "Aro opposed it on 1 March 2025, Bell supported it on 4 March 2025; both speak for Canada."),
    "a contradiction of one day": (told("a", "Aro", "opposes", 1, side="United States"), told("b", "Bell", "supports", 1, side="United States"),
                                   "Aro opposed it on 1 March 2025, Bell supported it the same day; both speak for the United States."),
    "no day": (told("a", "Aro", "opposes", None, article="x"), told("b", "Aro", "supports", 4, article="x"),
               "Aro supported it on 4 March 2025, having earlier opposed it on a day that no text tells."),
}  # fmt: skip


@pytest.mark.parametrize(("earlier", "later", "sentence"), EXPLAINED.values(), ids=EXPLAINED.keys())
def test_one_plain_sentence_explains_it(earlier, later, sentence):
    assert finding(earlier, later).explanation == sentence


def test_the_sentence_says_what_the_words_that_are_shown_say():
    unsure = told("a", "Aro", "doubts", 1, utterance="u", score=0.6)
    sure = told("b", "Aro", "rules_out", 1, utterance="u", kind=Kind.INDIRECT)
    (found,) = find_changes(ISSUE, [unsure, sure, told("c", "Aro", "supports", 4)], [])
    assert found.earlier.id == "b"
    assert found.explanation == "Aro ruled it out on 1 March 2025 and supported it on 4 March 2025."


PLAIN = told("a", "Aro", "rules_out", 1)
AGAINST = {
    "a condition": (PLAIN, told("b", "Aro", "supports", 4, quote="We would dig it if the city pays.", condition="if the city pays"),
                    "the later statement has a condition: “if the city pays”"),
    "a time limit": (PLAIN, told("b", "Aro", "supports", 4, quote="For now we are for it.", limit="For now"), "the later statement has a time limit: “For now”"),
    "low confidence": (PLAIN, told("b", "Aro", "supports", 4, confidence=0.3), "the later statement was read with low confidence"),
    "translated text": (PLAIN, told("b", "Aro", "supports", 4, translated=True), "the later words are known from a translated text"),
    "words retold": (PLAIN, told("b", "Aro", "supports", 4, kind=Kind.INDIRECT), "the later words are retold, not quoted"),
    "an inferred day": (PLAIN, told("b", "Aro", "supports", 9, weak=True), "the day of the later statement is only inferred from publication"),
    "weak positions": (told("a", "Aro", "doubts", 1), told("b", "Aro", "leans", 4), "both positions are weak"),
    "one article": (told("a", "Aro", "rules_out", 1, article="x"), told("b", "Aro", "supports", 4, article="x"), "only one article tells it"),
    "an unnamed speaker": (PLAIN, told("b", "official", "supports", 4), "the later speaker is not named"),
    "an unknown order": (PLAIN, told("b", "Bell", "supports", 1), "no text tells which of the two spoke first"),
    "no day": (told("a", "Aro", "opposes", None, article="x"), told("b", "Aro", "supports", 4, article="x"), "no text tells the day of the earlier statement"),
}  # fmt: skip


@pytest.mark.parametrize(("earlier", "later", "words"), AGAINST.values(), ids=AGAINST.keys())
def test_what_speaks_against_it(earlier, later, words):
    assert words in finding(earlier, later).against


def test_nothing_speaks_against_a_plain_one():
    assert finding(PLAIN, told("b", "Aro", "supports", 4)).against == ()


def test_other_words_of_the_day_speak_against_it():
    entries = [
        PLAIN,
        told("b", "Aro", "commits", 4),
        told("b2", "Aro", "commits", 4, utterance="b"),
        told("c", "Aro", "opposes", 4),
    ]
    (found,) = find_changes(ISSUE, entries, [])
    assert "other statements of the same day say otherwise" in found.against


PARTS = {
    "the later words keep to a part": (
        "It will be dug only for the freight boats, for the moment.",
        None,
        "only for the freight boats",
    ),
    "with an exception": ("We support it, except for the northern arm.", None, "except for the northern arm"),
    "the outlet calls it partial": ("We support it.", "Aro made a partial U-turn", "Aro made a partial U-turn"),
    "no part": ("We support it.", "Aro made a U-turn", None),
}


@pytest.mark.parametrize(("quote", "words", "part"), PARTS.values(), ids=PARTS.keys())
def test_a_partial_change_names_its_part(quote, words, part):
    claims = [claim("x", words, "Aro")] if words else []
    assert finding(PLAIN, told("b", "Aro", "supports", 4, quote=quote, article="x"), claims).part == part


def test_scores_fall_with_doubt_and_rise_with_reports():
    later = told("b", "Aro", "supports", 9, article="x")
    plain = finding(PLAIN, later).score
    assert finding(PLAIN, told("b", "Aro", "supports", 9, weak=True)).score < plain
    assert finding(PLAIN, told("b", "Aro", "supports", 9, confidence=0.3)).score < plain
    assert plain < finding(PLAIN, later, [claim("x", "Aro made a U-turn", "Aro")]).score <= 1


def test_the_most_original_words_stand_for_an_utterance():
    entries = [
        PLAIN, told("b", "Aro", "supports", 4, utterance="b", kind=Kind.INDIRECT), told("c", "Aro", "supports", 4, utterance="b", translated=True),
        told("d", "Aro", "supports", 4, utterance="b"), told("e", "Aro", "supports", 5, utterance="b", weak=True),
    ]  # fmt: skip
    (found,) = find_changes(ISSUE, entries, [])
    assert found.later.id == "d"
    assert set(found.also) == {("a", "b"), ("a", "c"), ("a", "e")}
