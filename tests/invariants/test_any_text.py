"""What holds for every text: spans, ids, order. The tagger is a stub that marks random words."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gold_files
import rowback
import soundness
from rowback.core.errors import InputError
from rowback.export.json_lines import as_json
from rowback.pipeline import read_article
from rowback.reading import article_from_text
from stub_tagger import StubTagger

ROOT = Path(__file__).resolve().parents[2]
CALM = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
PIECES = st.sampled_from(
    [
        *(
            "Ann Lee",
            "the minister",
            "He",
            "she",
            "Reuters",
            "the U.S.",
            "Kremlin",
            "Prime Minister",
            "Dr. No",
            "NATO",
            "a spokesman for Kyiv",
        ),
        *(
            "said",
            "told",
            "according to",
            "believes that",
            "denied",
            "asked whether",
            "that",
            "added",
            ", who",
            "and that",
            "did not",
        ),
        *("on Thursday", "yesterday", "earlier this week", "on 12 February", "last year", "hours later", "in 2019", "on 31 June"),
        *("“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "(", ")", "—", ":", ",", ".", "?", "…", "?!”", ".”"),
        *("it was open", "no", "We will wait", "Q", "I", "Read more", "Advertisement", "BRUSSELS", "By", "the table", "’s", "n’t"),
        *("\n", "\n\n", "\r\n", "\u2028", "\t", "\u00a0", " ", "\u202e", "e\u0301", "👩‍👧", "שלום", "中文", "\ufeff", "ſ", "İ"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=80).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
    st.text(max_size=300),
    st.text('“”"’a \n', max_size=60),
)
DAYS = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2025, 6, 1)))


def article(text, **facts):
    """The article, None where the text is refused."""
    try:
        return article_from_text(text, today=date(2026, 1, 1), **{"language": "en", **facts})
    except InputError:
        return None


@CALM
@given(TEXTS, DAYS, st.one_of(st.none(), TEXTS), st.integers(0, 9))
def test_every_reading_is_sound(text, published, title, seed):
    one = article(text, published=published, title=title)
    if one is not None:
        reading = read_article(one, StubTagger(seed))
        assert soundness.faults(reading) == []
        for statement in reading.statements:
            assert one.text[statement.content[0].start : statement.content[-1].end] == statement.quote


@CALM
@given(TEXTS, DAYS)
def test_the_same_input_gives_the_same_reading(text, published):
    first, again = (
        article(text, published=published, url="https://example.org/a"),
        article(text, published=published, url="https://example.org/a"),
    )
    if first is not None:
        assert as_json(read_article(first, StubTagger())) == as_json(read_article(again, StubTagger()))


@CALM
@given(TEXTS)
def test_another_url_gives_other_ids(text):
    here, there = (article(text, url=f"https://example.org/{name}") for name in "ab")
    if here is not None:
        mine, theirs = (read_article(one, StubTagger()) for one in (here, there))
        assert here.id != there.id
        assert not {s.id for s in mine.statements} & {s.id for s in theirs.statements}
        assert [s.quote for s in mine.statements] == [s.quote for s in theirs.statements]


@pytest.fixture(scope="module")
def golds():
    return [gold_files.load(path) for path in gold_files.files()]


def test_articles_do_not_see_one_another(golds):
    """What an article yields does not depend on which ones were read before it."""
    articles = [article(gold.text, published=gold.article["published"], url=gold.article["url"]) for gold in golds]
    tagger = StubTagger(3)
    wanted = {one.id: as_json(read_article(one, tagger)) for one in articles}
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        assert all(as_json(read_article(one, tagger)) == wanted[one.id] for one in articles)


def test_the_same_on_every_run():
    """Nothing depends on the order in which Python walks through sets."""
    command = [sys.executable, "-m", "rowback", "read", "--format", "json", str(ROOT / "examples" / "ua_nato" / "coale.txt")]
    outputs = {
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b'"quote"') > 2


@pytest.mark.slow
def test_workers_give_what_one_process_gives(tmp_path, golds):
    path = tmp_path / "articles.jsonl"
    rows = [
        {"url": f"https://example.org/{n}", "published": "2025-02-14", "language": "en", "text": gold.text}
        for n, gold in enumerate((golds * 2)[:27])
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    alone, many = ([as_json(r) for r in islice(rowback.read(path, processes=n), len(rows))] for n in (1, 2))
    assert alone == many
