"""The order within a day, and denials, as an article tells them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.statement import Actor, Statement
from rowback.findings import denials, order_in_day

TABLE = tomllib.loads((Path(__file__).parents[2] / "src/rowback/data/order.toml").read_text(encoding="utf-8"))
ROLES = {"Aro": "fisheries minister", "Bell": "transport minister", "Pine": "prime minister"}
DAY = SaidOn(date(2025, 3, 4), date(2025, 3, 4), None, True)


def read(marked):
    """The text and its statements: "{Aro a|he would stay}" is statement a of Aro with that content."""
    text, statements = "", []
    for part in marked.split("{"):
        head, mark, rest = part.partition("}")
        if not mark:
            text += part
            continue
        who, content = head.split("|")
        name, ident = who.split()
        span = Span(len(text), len(text) + len(content))
        text += content + rest
        speaker = Actor(f"p-{name}", f"Kim {name}", ActorKind.PERSON, ROLES.get(name), "Norway")
        statements.append(
            Statement(
                ident, Kind.INDIRECT, content, (span,), (), (), speaker, DAY, None, None, None, None, None, None, None, (), 0.9
            )
        )
    sources = []
    for s in statements:  # the source is the surname in the same sentence, before the content if it stands there
        at = text.rfind(s.speaker.name.split()[-1], max(0, text.rfind(".", 0, s.content[0].start)), s.content[0].start)
        sources.append(replace(s, source=(Span(at, at + 4),) if at >= 0 else ()))
    return Article("x", text), sources


ORDERS = {
    "hours later": ("Aro said {Aro a|it would close}. Hours later Aro said {Aro b|it would stay open}.", {"b": "a"}),
    "later that day, another one": ("Aro said {Aro a|it would close}. Later that day Bell said {Bell b|it would stay}.", {"b": "a"}),
    "then took it back": ("Aro said {Aro a|it would close}. Aro then took it back, saying {Aro b|it would stay}.", {"b": "a"}),
    "the same speaker before the nearest one": (
        "Aro said {Aro a|it would close}. Bell said {Bell n|all was well}. Hours later Aro said {Aro b|it would stay}.",
        {"b": "a"},
    ),
    "who spoke after": ("Aro said {Aro a|it would close}. Bell, who spoke after Aro, said {Bell b|it would stay}.", {"b": "a"}),
    "speaking after, with a post": ("Aro said {Aro a|it would close}. Speaking after the fisheries minister, Bell said {Bell b|it would stay}.", {"b": "a"}),
    "reacting to": ("Aro said {Aro a|it would close}. Reacting to Kim Aro, Pine said {Pine b|it would stay}.", {"b": "a"}),
    "told before what it came after": ("Bell, speaking hours after Aro, said {Bell b|it would stay}. Aro had said {Aro a|it would close}.", {"b": "a"}),
    "earlier on the day": ("Bell said {Bell b|it would stay}. Earlier on Tuesday Aro said {Aro a|it would close}.", {"b": "a"}),
    "earlier, opening the sentence": ("Bell said {Bell b|it would stay}. Earlier, Aro had said {Aro a|it would close}.", {"b": "a"}),
    "in the morning, told first": ("In the morning Aro said {Aro a|it would close}. Bell said {Bell b|it would stay}.", {"b": "a"}),
    # what orders nothing
    "no words of order": ("Aro said {Aro a|it would close}. Bell said {Bell b|it would stay}.", {}),
    "days later": ("Aro said {Aro a|it would close}. Two days later Bell said {Bell b|it would stay}.", {}),
    "earlier in the week": ("Bell said {Bell b|it would stay}. Earlier this week Aro said {Aro a|it would close}.", {}),
    "what another had said earlier": ("Bell said {Bell n|no}. Aro said {Aro a|it would close}, unlike what she told them earlier.", {}),
    "within what is said": ("Aro said {Aro a|it would close}. Bell said {Bell b|hours later it would open}.", {}),
    "after a meeting with somebody": ("Aro said {Aro a|it would close}. After talks in the city with Aro, Bell said {Bell b|it would stay}.", {}),
}  # fmt: skip


@pytest.mark.parametrize(("marked", "expected"), ORDERS.values(), ids=ORDERS.keys())
def test_order(marked, expected):
    found = order_in_day(*read(marked))
    assert {later: earlier for later, (_, earlier) in found.items()} == expected


def test_the_span_names_the_words():
    article, statements = read("Aro said {Aro a|it would close}. Bell, who spoke after Aro, said {Bell b|it would stay}.")
    span, _ = order_in_day(article, statements)["b"]
    assert span.of(article.text) == "who spoke after Aro"


def test_other_days_are_not_ordered():
    article, statements = read("Aro said {Aro a|it would close}. Hours later Aro said {Aro b|it would stay}.")
    other = replace(statements[1], said_on=SaidOn(date(2025, 3, 9), date(2025, 3, 9)))
    assert order_in_day(article, [statements[0], other]) == {}


@pytest.mark.parametrize(
    ("table", "sentence"), [(t, e) for t in ("later", "earlier") for e in TABLE[t]["counter"]], ids=lambda v: v
)
def test_counter_examples_of_the_table_order_nothing(table, sentence):
    words = sentence.rstrip(".").split()
    marked = f"Aro said {{Aro a|it would close}}. {' '.join(words[:-2])} Aro {{Aro b|{' '.join(words[-2:])}}}."
    assert order_in_day(*read(marked)) == {}


@pytest.mark.parametrize("sentence", [e for t in ("later", "earlier") for e in TABLE[t]["examples"]], ids=lambda v: v)
def test_examples_of_the_table_order(sentence):
    words = sentence.rstrip(".").split()
    marked = f"Aro said {{Aro a|it would close}}. {' '.join(words[:-2])} Aro {{Aro b|{' '.join(words[-2:])}}}."
    assert set(order_in_day(*read(marked))) in ({"a"}, {"b"})


DENIED = {
    "denied the report": ("The Herald reported that Aro said {Aro a|it would close}. Aro denied the report.", {"a"}),
    "denied by a pronoun": ("Aro reportedly said {Aro a|it would close}. He denied it.", {"a"}),
    "said he never said that": (
        "According to the Herald, Aro said {Aro a|it would close}. Aro said {Aro b|he never said that}.",
        {"a"},
    ),
    "denied having said": ("Aro denied having said that {Aro a|it would close}.", {"a"}),
    "denied a report that": ("Aro denied a report that {Aro a|he would close it}.", {"a"}),
    "by somebody of the same side": (
        "The Herald reported that Aro said {Aro a|it would close}. Bell said {Bell b|the report was false}.",
        {"a"},
    ),
    # what is not denied
    "told by the article itself": ("Aro said {Aro a|it would close}. Aro denied the report.", set()),
    "not denied": ("The Herald reported that Aro said {Aro a|it would close}. Aro did not deny it.", set()),
    "somebody else's denial": ("The Herald reported that Aro said {Aro a|it would close}. Mr Kern denied it.", set()),
    "a denial of something else": ("Aro said {Aro a|it would close}. Aro denied fraud.", set()),
    "what is said after the denial": ("Aro denied the report. The Herald reported that Aro said {Aro a|it would close}.", set()),
}


@pytest.mark.parametrize(("marked", "expected"), DENIED.values(), ids=DENIED.keys())
def test_denials(marked, expected):
    assert denials(*read(marked)) == expected


def test_an_article_without_statements():
    assert order_in_day(Article("x", ""), []) == {}
    assert denials(Article("x", "He denied it."), []) == set()
