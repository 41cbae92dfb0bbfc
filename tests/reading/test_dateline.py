"""Datelines before the first sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rowback.core.span import Span
from rowback.reading.dateline import dateline_span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "datelines.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_dateline(case: dict[str, str]) -> None:
    text = f"Before.\n\n{case['text']}"
    found = dateline_span(text, Span(9, len(text)))
    assert (found.of(text) if found else None) == case.get("dateline")
