"""Hostile words in every field are shown as words."""

from __future__ import annotations

import re

import pytest

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "</textarea></title></script><b>bold",
    "no\u202eyes\u2066x\u200b",
    "\ufeff\u0085\x07bell",
]


def is_harmless(page):
    assert not re.search(r"<script>|<img|onerror=alert\(1\)>|<svg/onload|<b>bold", page)
    assert not re.search(r'(?:href|src|action)="\s*javascript:', page)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x07\x85]", page)
    assert "49{%" not in page


@pytest.mark.parametrize("attack", ATTACKS)
def test_in_every_field_of_an_article_and_issue(newcomer, attack):
    text = f"Minister {attack} speaks\n\n“The toll {attack} stays,” minister Anna Berg told {attack} on Tuesday."
    page = newcomer.post(
        "/articles", text=text, title=f"T {attack}", outlet=f"O {attack}", url=attack, published="2025-03-05"
    )  # fmt: skip
    assert page.status_code == 200
    newcomer.post("/issues", label=f"L {attack}", proposition=f"P {attack}", terms=f"toll, {attack}", id="toll")
    statements = newcomer.client.get("/api/statements").json()["items"]
    for statement in statements:
        newcomer.post(f"/statements/{statement['id']}/correct", speaker=f"S {attack}", note=attack, **{"stance:toll": "supports"})
    newcomer.post("/name", name=attack)
    article = newcomer.client.get("/api/articles").json()["items"][0]["id"]
    actors = [a["id"] for a in newcomer.client.get("/api/actors").json()["items"]]
    for path in ("/", "/issues", "/issues/toll", "/issues/toll?view=table", f"/articles/{article}", "/articles", "/actors", "/statements",
                 "/review", "/sample?n=3", *(f"/actors/{ident}" for ident in actors)):  # fmt: skip
        is_harmless(newcomer.page(path))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("name", ["q", "actor", "side", "outlet", "month", "done", "issue", "from", "stance"])
def test_in_every_parameter(reader, name, attack):
    answer = reader.get("/statements", params={name: attack})
    assert answer.status_code in (200, 404, 422)
    is_harmless(answer.text)


def test_a_word_without_end(newcomer):
    word = "toll" * 250_000
    page = newcomer.post("/articles", text=f"Word\n\n“The {word} stays,” minister Anna Berg said.", title="Word", outlet="w" * 199)
    assert page.status_code in (200, 422)
    for path in ("/", "/statements", "/articles"):
        assert len(newcomer.page(path)) < 200_000
