"""Which of an outlet's own words claim a change, and about whom."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rowback.core.actor import ActorKind
from rowback.core.article import Article, Block, BlockKind
from rowback.core.attribution import AsideType, Kind
from rowback.core.span import Span
from rowback.core.statement import Actor, Aside, Statement
from rowback.findings import find_claims
from rowback.findings.claims import is_partial, senses_of

TABLE = tomllib.loads((Path(__file__).parents[2] / "src/rowback/data/claims.toml").read_text(encoding="utf-8"))
SENSES = {sense["id"]: sense for sense in TABLE["sense"]}


def article(text, *blocks):
    return Article("x", text, tuple(blocks))


def words(text):
    return [(c.words, c.about) for c in find_claims(article(text), ())]


@pytest.mark.parametrize(("sense", "sentence"), [(s, e) for s in SENSES for e in SENSES[s]["examples"]], ids=lambda v: v)
def test_examples_of_the_table_are_claims_of_their_sense(sense, sentence):
    found = find_claims(article(sentence), ())
    assert len(found) == 1
    assert sense in {s.id for s in senses_of(found[0].words)}


@pytest.mark.parametrize("sentence", [e for s in SENSES.values() for e in s["counter"]], ids=lambda v: v)
def test_counter_examples_of_the_table_are_none(sentence):
    assert find_claims(article(sentence), ()) == []


@pytest.mark.parametrize("sentence", TABLE["partial"]["examples"], ids=lambda v: v)
def test_partial_changes(sentence):
    (found,) = find_claims(article(sentence), ())
    assert is_partial(found.words)


ABOUT = {
    "a name": ("Aro has rowed back on fees.", "Aro has rowed back", "Aro"),
    "a name with a post": ("Fisheries minister Ben Aro seemed to backtrack on Friday.", "Fisheries minister Ben Aro seemed to backtrack", "Fisheries minister Ben Aro"),
    "a post": ("Norway's prime minister signalled a U-turn on Friday.", "Norway's prime minister signalled a U-turn", "Norway's prime minister"),
    "a government": ("Now the Norwegian government appears to be backtracking again.", "Now the Norwegian government appears to be backtracking", "the Norwegian government"),
    "a headline without a verb before it": ("Oslo U-turns on ferries", "Oslo U-turns", "Oslo"),
    "the clause after a mark": ("The port closed, but the ministry walked the order back.", "the ministry walked the order back", "the ministry"),
    "words between verb and back": ("On Monday Aro slightly walked that back.", "On Monday Aro slightly walked that back", "Aro"),
    "a thing is nobody": ("Since then the line has been firmed up.", "Since then the line has been firmed up", None),
    "the words that are left open": ("Aro has since softened his stance on fees.", "Aro has since softened his stance", "Aro"),
    "what is contradicted": ("An aide contradicted what the minister had said.", "An aide contradicted what the minister had said", "An aide"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "claimed", "about"), ABOUT.values(), ids=ABOUT.keys())
def test_whom_a_claim_is_about(text, claimed, about):
    assert words(text) == [(claimed, about)]


NONE = {
    "denied": "There was no U-turn by the minister.",
    "not done": "The minister did not back down.",
    "ruled out before": "Aro ruled out a U-turn on fees.",
    "ruled out after": "A U-turn on fees has been ruled out by Aro.",
    "asked for": "Unions called for a U-turn on fees.",
    "demanded of": "The party urged the minister to reverse course.",
    "only possible": "Aro could soften his stance in autumn.",
    "asked whether": "Reporters asked whether the minister had changed his mind.",
    "refused": "Aro refused to back down.",
    "feared": "The unions fear a climbdown.",
    "quoted": "“This is a shameful U-turn,” the union said.",
    "another meaning": "The night shift ended at six.",
    "a shift that is taken for known": "The ambassador was cheering about the shift under the new minister.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_what_is_no_claim(text):
    assert words(text) == []


def statement(text, content, source, name):
    span, at = Span(text.index(content), text.index(content) + len(content)), text.index(source)
    speaker = Actor("p", name, ActorKind.PERSON, None, None)
    return Statement(
        "s", Kind.INDIRECT, content, (span,), (), (Span(at, at + len(source)),), speaker, None, None, None, None, None, None, None, None, (), 0.9
    )  # fmt: skip


def test_what_somebody_says_is_no_claim_of_the_outlet():
    text = "The union said the minister had made a U-turn on fees."
    said = statement(text, "the minister had made a U-turn on fees", "The union", "Union")
    assert find_claims(article(text), (), [said]) == []


def test_a_pronoun_is_the_last_speaker():
    text = "Ben Aro said fees would rise. On Friday he rowed back."
    assert [c.about for c in find_claims(article(text), (), [statement(text, "fees would rise", "Ben Aro", "Ben Aro")])] == [
        "Ben Aro"
    ]
    assert [c.about for c in find_claims(article(text), ())] == [None]


def test_the_outlets_own_voice_counts_within_what_was_taken_for_speech():
    text = "Oslo appears to be backtracking, it seems."
    held = Span(0, 31)
    said = statement(text, "Oslo appears to be backtracking", "it", "x")
    aside = Aside(AsideType.OUTLET_VOICE, (held,), (), ())
    assert find_claims(article(text), (), [said]) == []
    assert [c.words for c in find_claims(article(text), [aside], [said])] == ["Oslo appears to be backtracking"]


def test_links_and_bylines_are_not_read():
    text = "Read more: Oslo U-turns on ferries\n\nThe ferry sailed."
    assert find_claims(article(text, Block(BlockKind.LINK, Span(0, 34)), Block(BlockKind.BODY, Span(36, len(text)))), ()) == []


def test_every_claim_is_where_it_says():
    text = "Oslo U-turns. Aro softened his stance, and the party broke its promise.\n\nA rift opened; Bell changed her mind. Reed backtracked."
    found = find_claims(article(text), ())
    assert len(found) == 5
    assert all(c.span.of(text) == c.words and c.article == "x" for c in found)
    assert [c.span for c in found] == sorted(c.span for c in found)
