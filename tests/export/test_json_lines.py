from __future__ import annotations

import json
from dataclasses import replace

import pytest

from rowback.export.json_lines import as_json
from tests.export.sample import BARE, READING, TEXT, saying

ARTICLE = ("id url outlet title published published_basis published_precision language translated original_url text blocks").split()
STATEMENT = (
    "id kind quote content cue source speaker said_on occasion addressee via verbatim continues aligned_to nested_in positions confidence"
).split()


def read(reading):
    return json.loads(as_json(reading))


@pytest.mark.parametrize("reading", [READING, BARE], ids=["full", "bare"])
def test_every_key_is_always_there_in_the_contract_s_order(reading):
    found = read(reading)
    assert list(found) == ["article", "statements", "asides"]
    assert list(found["article"]) == ARTICLE
    for statement in found["statements"]:
        assert list(statement) == STATEMENT
        assert list(statement["speaker"]) == ["id", "name", "kind", "role", "side"]
        assert statement["said_on"] is None or list(statement["said_on"]) == ["start", "end", "basis", "inferred"]
    for aside in found["asides"]:
        assert list(aside) == ["type", "content", "cue", "source"]


def test_offsets_are_code_points_of_the_text():
    found = read(READING)
    text = found["article"]["text"]
    assert text == TEXT
    for statement in found["statements"]:
        assert text[statement["content"][0][0] : statement["content"][-1][1]] == statement["quote"]
    assert text[slice(*found["asides"][0]["content"][0])] == "Moscow seems to be backtracking"


def test_values_are_told_as_the_contract_has_them():
    headline, main, *_, nested, nobody = read(READING)["statements"]
    start = TEXT.index("Thursday")
    assert main["said_on"] == {"start": "2025-02-13", "end": "2025-02-13", "basis": [start, start + 8], "inferred": False}
    assert (main["kind"], main["verbatim"], main["confidence"]) == ("direct", False, 0.9123)
    assert headline["positions"] == [
        {
            "issue": "ua_nato",
            "stance": "open",
            "evidence": headline["content"],
            "condition": [],
            "limit": [[30 + 1, 30 + 10]],
            "rules": ["table.on"],
            "score": 0.8,
        }
    ]
    assert nested["said_on"] is None
    assert nested["nested_in"] == "s3"
    assert nobody["speaker"] == {"id": None, "name": None, "kind": "unknown", "role": None, "side": None}


@pytest.mark.parametrize(
    "words",
    [
        "a\nb\r\nc",
        "next\x85line",
        "line\u2028separator\u2029",
        "nul \x00 escape \x1b[31m delete \x7f",
        "half \ud83d of a pair",
        "🙂 é 中 א",
    ],
    ids=ascii,
)
def test_an_article_is_one_line_of_utf8_whatever_it_holds(words):
    line = as_json(saying(words))
    assert line.splitlines() == [line]
    assert json.loads(line.encode("utf-8"))["statements"][0]["quote"] == words


def test_a_score_that_is_no_number_is_never_printed():
    broken = replace(READING.statements[0], confidence=float("nan"))
    with pytest.raises(ValueError, match="JSON"):
        as_json(replace(READING, statements=(broken,)))
