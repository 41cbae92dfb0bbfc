"""Whom sources mean, what their posts and sides are, and where they spoke: the table of cases, and what holds for every text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rowback.core.actor import ActorKind, Setting, Speaker
from rowback.core.article import Article
from rowback.core.attribution import Attribution, Kind, Name, NameKind
from rowback.core.span import Span
from rowback.speakers import find_speakers
from tests.speakers.marked import article_of

CASES = [
    case
    for name in ("cases", "parts")
    for case in tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))["case"]
]
OF_SETTING = {"via", "occasion", "addressee"}


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    article, names, attributions = article_of(case)
    found = find_speakers(article, names, attributions)
    assert len(found) == len(case["expect"])
    for (speaker, setting), expected in zip(found, case["expect"], strict=True):
        told = {k: getattr(setting if k in OF_SETTING else speaker, k) for k in expected}
        assert {k: "-" if v is None else str(v) for k, v in told.items()} == expected


def test_a_continued_statement_has_the_speaker_of_the_one_it_continues() -> None:
    text = "Anna Nowak said it was late. The trains had stopped."
    first = Attribution((Span(16, 27),), (Span(11, 15),), (Span(0, 10),))
    second = Attribution((Span(29, len(text)),), continues=0)
    one, two = find_speakers(Article(id="a", text=text), [Name(Span(0, 10), NameKind.PERSON)], [first, second])
    assert one[0].name == two[0].name == "Anna Nowak"
    assert one[0].key == two[0].key


def test_an_aligned_statement_has_speaker_and_setting_of_its_body_statement() -> None:
    text = "'We go'\n\n\"We go now,\" Anna Nowak told Reuters."
    body = Attribution((Span(10, 20),), (Span(33, 37),), (Span(22, 32),), Kind.DIRECT)
    title = Attribution((Span(1, 6),), kind=Kind.DIRECT, aligned_to=1)
    found = find_speakers(Article(id="a", text=text), [Name(Span(22, 32), NameKind.PERSON)], [title, body])
    assert found[0][0].name == "Anna Nowak"
    assert found[0][1] == found[1][1] == Setting(via="Reuters")


def test_steps_that_lead_in_a_circle_end() -> None:
    a, b = Attribution((Span(0, 2),), continues=1), Attribution((Span(3, 5),), continues=0)
    assert [s for s, _ in find_speakers(Article(id="a", text="We go now."), (), [a, b])] == [Speaker(), Speaker()]


def test_a_text_that_breaks_off_behind_an_article() -> None:
    for text in ("the", "A", "But a", "one of", "said the", "The the"):
        found = find_speakers(Article(id="a", text=text), (), [Attribution((Span(0, 1),), kind=Kind.DIRECT)])
        assert found == [(Speaker(), Setting())]


def test_time_grows_with_the_length_of_the_text() -> None:
    def seconds(count: int) -> float:
        line = "Foreign Minister Anna Nowak{0} said it was late and she added that the minister of {0} would go. "
        text, names, attributions = "", [], []
        for number in range(count):
            at = len(text)
            text += line.format(number)
            names.append(Name(Span(at + 17, at + 27 + len(str(number))), NameKind.PERSON))
            attributions.append(Attribution((Span(at + 40, at + 47),), (Span(at + 33, at + 37),), (Span(at, at + 27),)))
        start = time.process_time()
        find_speakers(Article(id="a", text=text), names, attributions)
        return time.process_time() - start

    seconds(20)  # reads the lexicons
    assert seconds(800) < 12 * max(seconds(200), 0.05)


WORDS = st.sampled_from(
    ["Anna", "Nowak", "he", "She", "they", "said", "the", "minister", "'s", "’s", "of", "US", "President", "Kremlin", "told", "Reuters", "“", "”",
     '"', ".", ",", "\n\n", "who", "is", "45-year-old", "Labour", "MP", "in", "Brussels", "It", "-", "(", ")", "😀", "é", "İ", "\x00", "U.S.", "one"]
)  # fmt: skip


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Article, list[Name], list[Attribution]]:
    """Random words with random spans over them."""
    text = draw(st.one_of(st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=120)))

    def spans(least: int) -> tuple[Span, ...]:
        pairs = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 25)), min_size=least, max_size=2))
        return tuple(Span(a, min(len(text), a + n)) for a, n in pairs)

    names = [Name(s, draw(st.sampled_from(list(NameKind)))) for _ in range(draw(st.integers(0, 5))) for s in spans(0)]
    count = draw(st.integers(0, 4))
    link = st.one_of(st.none(), st.integers(0, max(0, count - 1)))
    attributions = [
        Attribution(spans(1), spans(0), spans(0), draw(st.sampled_from(list(Kind))), draw(link), draw(link), draw(link))
        for _ in range(count)
    ]
    return Article(id="a", text=text), names, attributions


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenes())
def test_no_text_raises_and_every_answer_is_whole(scene: tuple[Article, list[Name], list[Attribution]]) -> None:
    article, names, attributions = scene
    found = find_speakers(article, names, attributions)
    assert len(found) == len(attributions)
    assert found == find_speakers(article, names, attributions)
    for speaker, setting in found:
        assert (speaker.kind is ActorKind.UNKNOWN) == (speaker.key is None) == (speaker.name is None)
        assert all(0 <= m.start <= m.end <= len(article.text) for m in speaker.mentions)
        assert all(
            words is None or words.strip()
            for words in (speaker.role, speaker.side, setting.via, setting.occasion, setting.addressee)
        )
