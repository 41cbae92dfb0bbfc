"""The shipped stance network: what it is given, what it answers, that it answers the same in any company."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from tokenizers import Tokenizer

from rowback.core.article import Article
from rowback.core.errors import ModelError
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.stance import network as module
from rowback.stance.network import CLASSES, Network
from rowback.stance.passage import CLOSE, LENGTHS, OPEN, Passage, cut_passage, passage_ids
from tests.stance.sentences import statement

BYPASS = Issue("bypass", "Bypass", "The bypass is built.")
TOLL = Issue("toll", "Bridge toll", "A toll is levied on the bridge.")


@pytest.fixture(scope="module")
def shipped() -> Network:
    return Network()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_buffer((files("rowback") / "data" / "model" / "tokenizer.json").read_bytes())


def likeliest(shipped: Network, text: str, said: str, issue: Issue = BYPASS) -> str:
    row = shipped.weigh(Article(id="a", text=text), [(statement(text, said), issue)])[0]
    best = int(row.argmax())
    return "none" if best == CLASSES - 1 else Stance.at(best - 3).value


@pytest.mark.parametrize(
    ("said", "stances"),
    [
        ("the bypass would never be built", {"rules_out"}),
        ("he was firmly against the bypass", {"opposes", "rules_out"}),
        ("no decision on the bypass had been taken", {"open"}),
        ("the town urgently needed the bypass", {"supports"}),
        ("work on the bypass would begin in May", {"commits"}),
        ("her predecessor had been a fine man", {"none"}),
    ],
)
def test_what_is_plainly_told_is_read(shipped: Network, said: str, stances: set[str]) -> None:
    assert likeliest(shipped, f"The mayor said on Tuesday that {said}.", said) in stances


def test_a_stand_on_one_issue_is_none_on_its_neighbour(shipped: Network) -> None:
    said = "drivers should pay to cross the bridge"
    text = f"The council met on Monday. The mayor said {said}."
    assert likeliest(shipped, text, said, TOLL) == "supports"
    assert likeliest(shipped, text, said, BYPASS) == "none"
    said = "schools needed more teachers"
    assert likeliest(shipped, f"The bypass has been debated for years. The mayor said {said}.", said, BYPASS) == "none"


@pytest.mark.xfail(
    strict=True, reason="a sentence before that names an issue makes the network take what follows for a stand on it"
)
def test_a_stand_is_not_given_to_the_issue_that_the_sentence_before_names(shipped: Network) -> None:
    said = "drivers should pay to cross the bridge"
    text = f"The bypass has been debated for years. The mayor said {said}."
    assert likeliest(shipped, text, said, BYPASS) == "none"


def test_chances_do_not_depend_on_what_else_is_asked(shipped: Network) -> None:
    text = "The bypass will be built. The toll on the bridge is a disgrace, the mayor said after a long day in the council."
    article = Article(id="a", text=text)
    one = statement(text, "The bypass will be built.")
    two = replace(statement(text, "The toll on the bridge is a disgrace"), id="t")
    alone = shipped.weigh(article, [(one, BYPASS)])
    among = shipped.weigh(article, [(two, TOLL), (one, TOLL), (one, BYPASS), (two, BYPASS)])
    assert np.array_equal(alone[0], among[2])
    assert np.allclose(among.sum(axis=1), 1.0, atol=1e-5)


def test_nothing_asked_is_nothing_answered(shipped: Network) -> None:
    assert shipped.weigh(Article(id="a", text="x"), []).shape == (0, CLASSES)


def test_passage_marks_what_was_said() -> None:
    text = "It rained. Nobody came. “We,” he said, “stay.” Then they left."
    content = (Span(text.index("We"), text.index("We") + 3), Span(text.index("stay"), text.index("stay") + 5))
    cut = cut_passage(Article(id="a", text=text), content)
    assert cut.before == "It rained. Nobody came."
    assert [words for words, said in cut.parts if said] == ["We,", "stay."]
    assert "".join(words for words, _ in cut.parts) == "“We,” he said, “stay.”"


def test_the_title_is_told_unless_the_sentences_are_it() -> None:
    text = "It rained. It will stay, he said."
    said = (Span(11, 23),)
    assert cut_passage(Article(id="a", text=text, title="The toll"), said).title == "The toll"
    assert cut_passage(Article(id="a", text=text, title="It rained."), said).title == ""
    assert cut_passage(Article(id="a", text=text), said).title == ""


def test_long_passages_are_cut(tokenizer: Tokenizer) -> None:
    ids = passage_ids(
        tokenizer, Passage("head " * 900, "word " * 900, (("so " * 900, False), ("no " * 900, True), ("he said " * 900, False)))
    )
    assert len(ids) == LENGTHS["title"] + 1 + LENGTHS["before"] + LENGTHS["lead"] + LENGTHS["content"] + LENGTHS["tail"] + 2
    assert (ids.count(OPEN), ids.count(CLOSE)) == (1, 1)


def test_a_missing_network_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match="install rowback again"):
        Network()
