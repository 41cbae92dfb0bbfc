"""Which statement is about which issue: names, what is referred to, and neighbours that are kept apart."""

from __future__ import annotations

import pytest

from rowback.core.article import Article, Block, BlockKind
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.issues import match
from rowback.wording.propositions import proposition_of
from tests.stance.sentences import statement

NUCLEAR_POWER = Issue("power", "New nuclear power stations", "New nuclear power stations are built.")
NUCLEAR_WEAPONS = Issue("weapons", "Nuclear weapons in Norland", "Nuclear weapons are stationed in Norland.")
INCOME_TAX = Issue("income", "Higher income tax", "Income tax is raised.")
COUNCIL_TAX = Issue("council", "Higher council tax", "Council tax is raised.")
CEASEFIRE = Issue("ceasefire", "Ceasefire in Kordania", "The parties to the war in Kordania agree a ceasefire.")
NATO = Issue("nato", "NATO membership of Ukraine", "Ukraine becomes a NATO member.")


def about(issue: Issue, text: str, said: str | None = None, title: str | None = None) -> bool:
    whole = text if title is None else f"{title}\n\n{text}"
    blocks = () if title is None else (Block(BlockKind.HEADLINE, Span(0, len(title))),)
    article = Article(id="a", text=whole, title=title, blocks=blocks, language="en")
    one = statement(whole, said or text)
    return issue.id in match(article, [one], [issue])[0]


@pytest.mark.parametrize(
    ("issue", "text", "wanted"),
    [
        (NUCLEAR_POWER, "Nuclear power is coming back and we will build two reactors.", True),
        (NUCLEAR_POWER, "Nuclear weapons have no place in this country.", False),
        (NUCLEAR_WEAPONS, "Nuclear weapons will never be stationed in Norland.", True),
        (NUCLEAR_WEAPONS, "Norland needs nuclear power stations.", False),
        (INCOME_TAX, "Income tax will not go up.", True),
        (INCOME_TAX, "Council tax will not go up.", False),
        (COUNCIL_TAX, "Council tax will not go up.", True),
        (COUNCIL_TAX, "Income tax will not go up.", False),
        (CEASEFIRE, "Kordania's army will respect a truce.", True),
        (CEASEFIRE, "We offer Kordania a pause in the fighting for the feast.", False),
        (NATO, "Kyiv's accession to the alliance is not on the agenda.", True),
        (NATO, "Sweden's harvest was poor.", False),
    ],
)
def test_own_words(issue: Issue, text: str, wanted: bool) -> None:
    assert about(issue, text) is wanted


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        ("Ukraine wants to join NATO. It is not realistic, the minister said.", "It is not realistic", True),
        (
            "Asked whether Ukraine would join NATO, the minister said that it was still on the table.",
            "it was still on the table",
            True,
        ),
        (
            "Ukraine wants to join NATO. The harvest was poor since the rain had come far too late, he said.",
            "The harvest was poor since the rain had come far too late",
            False,
        ),
        ("The harvest was poor. It is not realistic, the minister said.", "It is not realistic", False),
    ],
)
def test_what_is_referred_to(text: str, said: str, wanted: bool) -> None:
    assert about(NATO, text, said) is wanted


def test_the_title_names_what_the_text_leaves_out() -> None:
    assert about(NATO, "That is off the table, the envoy said.", "That is off the table", "Ukraine will not join NATO")
    assert not about(NATO, "That is off the table, the envoy said.", "That is off the table", "Grain deal in doubt")


def test_terms_find_and_exclusions_drop() -> None:
    issue = Issue("toll", "City toll", "A congestion charge is introduced.", terms=("tenner for drivers",), exclude=("harbour",))
    assert about(issue, "The tenner for drivers will come.")
    assert not about(issue, "The congestion charge at the harbour will come.")


def test_an_issue_is_matched_on_its_own() -> None:
    text = "Income tax will not go up and NATO will not take in Ukraine."
    article = Article(id="a", text=text, language="en")
    issues = [INCOME_TAX, COUNCIL_TAX, NATO, CEASEFIRE]
    together = match(article, [statement(text)], issues)[0]
    assert together == {k: v for issue in issues for k, v in match(article, [statement(text)], [issue])[0].items()}


def test_anchors_name_words_of_the_statement() -> None:
    text = "We say no: Ukraine will not join NATO."
    article = Article(id="a", text=text, language="en")
    found = match(article, [statement(text)], [NATO])[0]["nato"]
    assert {span.of(text) for span in found.anchors} >= {"NATO", "join"}
    assert 0 <= found.own <= 1
    assert 0 <= found.score <= 1


def test_the_names_of_only_one_neighbour_decide():
    east = Issue("east", "Brazil's yes to Chile in the customs union", "Brazil approves Chile's accession to the customs union.")
    first = Issue("first", "Peru in the customs union before Chile", "Peru joins the customs union before Chile.")
    text = "Peru should not join the customs union before Chile."
    article = Article(id="a", text=text, language="en")
    assert set(match(article, [statement(text, text)], [east, first])[0]) == {"first"}


def test_a_word_that_only_one_neighbour_has_decides():
    sent = Issue("sent", "Tanks for Norland", "The government delivers tanks to Norland.")
    passed_on = Issue("passed_on", "Passing on of tanks", "The government allows others to pass on tanks to Norland.")
    text = "There were no plans to deliver tanks to Norland."
    article = Article(id="a", text=text, language="en")
    assert set(match(article, [statement(text, text)], [sent, passed_on])[0]) == {"sent"}
    text = "There was nothing wrong with tanks for Norland."
    found = match(Article(id="a", text=text, language="en"), [statement(text, text)], [sent, passed_on])[0]
    assert {key: matched.own_words for key, matched in found.items()} == {"sent": False, "passed_on": False}


def test_a_verb_before_what_it_moves_makes_no_other_kind_of_it():
    issue = Issue("arms", "Norland's weapons for Ostia", "Norland goes on supplying weapons to Ostia.")
    assert about(issue, "We are no longer shipping weapons to Ostia.")
    assert about(issue, "Norland is not exporting weapons to Ostia.")


def test_a_name_that_does_something_is_not_what_the_issue_is_about():
    issue = Issue("suit", "Chile's complaint at the WTO", "Chile pursues its complaint at the WTO.")
    assert {c.stem for c in proposition_of(issue).concepts if c.chief} == {"complaint"}
    assert about(issue, "Chile drops its complaint at the WTO.")
