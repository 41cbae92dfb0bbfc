"""Rules and network together: which of them has the say, and what a position then shows."""

from __future__ import annotations

import numpy as np
import pytest

from rowback.core.article import Article
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.core.statement import Position
from rowback.pipeline import positions_for
from rowback.stance.deciding import LEARNED, NONE, decide
from tests.stance.sentences import statement

TEXT = "If the money is found, the bypass will be built for the time being, the minister said."
SAID = "If the money is found, the bypass will be built for the time being"
BYPASS = Issue("bypass", "Bypass", "The bypass is built.")
ARTICLE = Article(id="a", text=TEXT, language="en")


def chances(**told: float) -> list[float]:
    """Eight chances; what is not told shares the rest."""
    names = [*(s.value for s in Stance), "none"]
    rest = (1 - sum(told.values())) / (8 - len(told))
    return [told.get(name, rest) for name in names]


def read(stance: Stance) -> Position:
    """A position as the rules give it."""
    return Position("bypass", stance, (Span(0, 2),), (Span(0, 21),), (Span(47, 66),), ("will",), 0.5)


def decided(position: Position | None, spoken_of: bool = True, **told: float) -> Position | None:
    return decide(ARTICLE, statement(TEXT, SAID), BYPASS, position, spoken_of, chances(**told))


def test_without_a_stand_by_either_there_is_no_position() -> None:
    assert decided(None, none=0.9) is None


def test_a_sure_network_speaks_where_the_rules_find_nothing() -> None:
    found = decided(None, opposes=0.9)
    assert found is not None
    assert (found.stance, found.rules) == (Stance.OPPOSES, (LEARNED,))
    assert [s.of(TEXT) for s in found.evidence] == [SAID]


def test_a_sure_network_overrules_the_rules() -> None:
    found = decided(read(Stance.COMMITS), rules_out=0.97)
    assert found is not None
    assert found.stance is Stance.RULES_OUT
    assert LEARNED in found.rules
    assert decided(read(Stance.COMMITS), none=0.97) is None


def test_where_both_agree_the_rules_evidence_is_shown() -> None:
    found = decided(read(Stance.SUPPORTS), supports=0.6)
    assert found is not None
    assert (found.stance, found.rules, found.evidence) == (Stance.SUPPORTS, ("will",), (Span(0, 2),))
    near = decided(read(Stance.SUPPORTS), commits=0.97)
    assert near is not None
    assert (near.stance, near.rules) == (Stance.COMMITS, ("will", LEARNED))


def test_an_unsure_network_leaves_the_step_to_the_rules() -> None:
    found = decided(read(Stance.LEANS), leans=0.2, supports=0.25, commits=0.25)
    assert found is not None
    assert found.stance is Stance.LEANS


def test_the_score_is_the_chance_of_the_sign() -> None:
    sure, unsure = decided(None, opposes=0.95), decided(None, opposes=0.45, supports=0.4)
    assert sure is not None
    assert unsure is not None
    assert 0 < unsure.score < sure.score <= 1


def test_where_the_rules_find_no_stand_on_what_is_spoken_of_the_network_needs_more() -> None:
    assert decided(None, True, supports=0.5, none=0.2) is None
    assert decided(None, False, supports=0.5, none=0.2) is not None


def test_the_score_is_less_where_rules_and_network_disagree() -> None:
    agreed, against = decided(read(Stance.SUPPORTS), supports=0.9), decided(read(Stance.SUPPORTS), supports=0.1, none=0.4)
    assert agreed is not None
    assert against is not None
    assert against.score < 0.9 < agreed.score


def test_conditions_and_limits_are_found_without_the_rules() -> None:
    found = decided(None, leans=0.9)
    assert found is not None
    assert [s.of(TEXT) for s in found.condition] == ["If the money is found"]
    assert [s.of(TEXT) for s in found.limit] == ["for the time being"]
    left_open = decided(None, open=0.9)
    assert left_open is not None
    assert left_open.limit == ()


def test_the_network_is_asked_only_of_issues_that_are_near() -> None:
    asked: list[tuple[str, str]] = []

    class Stub:
        def weigh(self, _article: Article, pairs: object) -> np.ndarray:
            asked.extend((s.id, i.id) for s, i in pairs)  # type: ignore[attr-defined]
            return np.tile(np.eye(8, dtype=np.float32)[NONE], (len(pairs), 1))  # type: ignore[arg-type]

    other = Issue("whales", "Whaling", "Whaling is banned.")
    found = positions_for(ARTICLE, [statement(TEXT, SAID)], [other, BYPASS], Stub())
    assert asked == [("s", "bypass")]
    assert found == [()]


def test_an_issue_that_is_not_wanted_is_not_judged() -> None:
    ban = Issue("ban", "Ban on lorries", "Lorries are banned from the town.")
    assert positions_for(ARTICLE, [statement(TEXT, SAID)], [ban, BYPASS], None, ["ban"]) == [()]
    assert [p.issue for p in positions_for(ARTICLE, [statement(TEXT, SAID)], [ban, BYPASS], None, ["bypass"])[0]] == ["bypass"]


class Told:
    """A network that holds the same likely of every statement: by the id of the issue."""

    def __init__(self, **rows: list[float]) -> None:
        self._rows = rows

    def weigh(self, _article: Article, pairs: object) -> np.ndarray:
        return np.array([self._rows[issue.id] for _, issue in pairs], np.float32)  # type: ignore[attr-defined]


SENT = Issue("sent", "Tanks for Norland", "The government delivers tanks to Norland.")
PASSED_ON = Issue("passed_on", "Passing on of tanks", "The government allows others to pass on tanks to Norland.")
TANKS = "The minister said the tanks for Norland would get there by May."


def on_tanks(sure: float, wanted: list[str] | None = None) -> list[str]:
    article, told = Article(id="a", text=TANKS, language="en"), statement(TANKS, "the tanks for Norland would get there by May")
    network = Told(sent=chances(commits=0.99), passed_on=chances(commits=sure, none=1 - sure - 0.01))
    return [p.issue for p in positions_for(article, [told], [SENT, PASSED_ON], network, wanted)[0]]


def test_of_neighbours_that_the_words_do_not_tell_apart_the_network_tells_which_is_meant() -> None:
    assert on_tanks(0.6) == ["sent"]
    assert on_tanks(0.98) == ["sent", "passed_on"]


def test_where_the_network_sees_no_stand_on_what_the_words_fit_it_is_asked_on_what_else_the_article_speaks_of() -> None:
    unloaded = Issue("sent", "Unloading of tanks", "The tanks are unloaded.")
    strike = Issue("strike", "Strike at the port", "The dockers strike.")
    text = "The dockers may strike. They will not unload the tanks, their leader said."
    article, said = Article(id="a", text=text, language="en"), statement(text, "They will not unload the tanks")

    def judged(on_tanks: list[float], wanted: list[str] | None = None) -> list[str]:
        network = Told(sent=on_tanks, passed_on=on_tanks, strike=chances(supports=0.9))
        return [p.issue for p in positions_for(article, [said], [strike, unloaded], network, wanted)[0]]

    assert judged(chances(rules_out=0.9)) == ["sent"]
    assert judged(chances(none=0.95)) == ["strike"]
    assert judged(chances(rules_out=0.9), ["strike"]) == []
    assert judged(chances(none=0.95), ["strike"]) == ["strike"]


def test_that_holds_too_for_an_issue_that_is_added_later() -> None:
    assert on_tanks(0.6, ["passed_on"]) == []
    assert on_tanks(0.98, ["passed_on"]) == ["passed_on"]


@pytest.mark.parametrize("text", ["", "bypass", "“bypass", "The bypass. The bypass."])
def test_no_text_is_too_odd(text: str) -> None:
    found = decide(Article(id="a", text=text), statement(text), BYPASS, None, False, chances(opposes=0.9))
    assert found is not None
    assert all(0 <= s.start <= s.end <= len(text) for s in (*found.evidence, *found.condition, *found.limit))
