from __future__ import annotations

import csv
import io

import pytest

from rowback.export.csv_rows import COLUMNS, as_csv, header
from tests.export.sample import BARE, READING, saying


def rows(reading):
    return list(csv.DictReader(io.StringIO(header() + "\n" + as_csv(reading), newline=""), strict=True))


def test_the_columns_are_stable():
    assert header() == (
        "article_id,url,outlet,title,published,statement_id,kind,speaker,speaker_kind,role,side,said_start,said_end,said_inferred,"
        "quote,occasion,addressee,via,verbatim,continues,aligned_to,nested_in,start,end,confidence,positions"
    )
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_one_row_a_statement():
    found = rows(READING)
    assert [row["statement_id"] for row in found] == ["s0", "s1", "s2", "s3", "s4", "s5"]
    assert found[1] == {
        "article_id": "a1",
        "url": "https://news.example/coale",
        "outlet": "Harbour Times",
        "title": "Envoy: option “on the table”",
        "published": "2025-02-14T08:30:00+01:00",
        "statement_id": "s1",
        "kind": "direct",
        "speaker": "John Coale",
        "speaker_kind": "person",
        "role": "deputy envoy",
        "side": "United States",
        "said_start": "2025-02-13",
        "said_end": "2025-02-13",
        "said_inferred": "false",
        "quote": "Right now, that is still on the table,",
        "occasion": "Reuters interview",
        "addressee": "a reporter",
        "via": "Reuters",
        "verbatim": "false",
        "continues": "",
        "aligned_to": "",
        "nested_in": "",
        "start": "31",
        "end": "69",
        "confidence": "0.9123",
        "positions": "",
    }
    assert found[4]["said_start"] == found[4]["said_inferred"] == ""
    assert found[5]["speaker"] == ""
    assert found[5]["speaker_kind"] == "unknown"


def test_an_article_without_statements_has_no_row():
    assert rows(BARE) == []


@pytest.mark.parametrize("words", ['he said "no", twice', "two\nlines", "old\rMac", "=1+1", " outer ", "nul \x00", "🙂"], ids=ascii)
def test_words_come_back_as_they_are(words):
    (row,) = rows(saying(words))
    assert row["quote"] == words


def test_positions_are_pairs_in_one_field():
    assert rows(READING)[0]["positions"] == "ua_nato=open"
