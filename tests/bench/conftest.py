"""Makes the programs of bench/ importable, which are no package, and gold read without a fault."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

import gold_files
from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.attribution import Kind
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.statement import Actor, Reading, Statement


def said_on(gold):
    days = [gold["said_on"]] * 2 if gold["said_on"] else gold.get("said_on_interval")
    return SaidOn(date.fromisoformat(days[0]), date.fromisoformat(days[1]), None, not gold["said_on"]) if days else None


def statement(article, gold):
    span = Span(gold["start"], gold["end"])
    kind, unknown = Kind(gold["kind"]), gold["speaker"] is None
    actor_id = None if unknown else "p" + hashlib.sha256(gold["speaker"].encode()).hexdigest()[:8]
    return Statement(
        id=gold["id"],
        kind=kind,
        quote=span.of(article.text),
        content=(span,),
        cue=(),
        source=(),
        speaker=Actor(actor_id, gold["speaker"], ActorKind(gold["speaker_kind"]), gold["role"], gold["side"]),
        said_on=said_on(gold),
        occasion=gold["occasion"],
        addressee=gold["addressee"],
        via=gold["via"],
        verbatim=None if kind is Kind.INDIRECT or article.translated is None else not article.translated,
        continues=(gold["continues"] or [None])[-1],
        aligned_to=gold["aligned_to"],
        nested_in=gold["nested_in"],
        positions=(),
        confidence=1.0,
    )


def perfect(gold):
    """A reading that says what gold says."""
    fields = {key: gold.article[key] for key in ("url", "outlet", "title", "published", "language")}
    article = Article(id=gold.name, text=gold.text, translated=gold.translated or None, **fields)
    return Reading(article, tuple(statement(article, one) for one in gold.statements), ())


@pytest.fixture(scope="session")
def golds():
    return [gold_files.load(path) for path in gold_files.files()]


@pytest.fixture(scope="session")
def perfect_readings(golds):
    return [perfect(gold) for gold in golds]
