"""Who speaks for whom in stories about companies, unions and strikes, and where "union" and "company" mean something else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import rowback

CASES = tomllib.loads((Path(__file__).parent / "unions.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    told = {
        " ".join(s.quote.split()[:6]): [s.speaker.name or "-", s.speaker.side or "-"]
        for s in reversed(rowback.read_text(case["text"]).statements)
    }
    assert {quote: told.get(quote) for quote, *_ in case["expect"]} == {quote: rest for quote, *rest in case["expect"]}
