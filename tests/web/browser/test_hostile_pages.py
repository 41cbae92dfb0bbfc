"""Hostile words do nothing in a real browser."""

from __future__ import annotations

from tests.web.test_hostile import ATTACKS


def test_nothing_runs(fresh, opened):
    page = opened()
    page.goto(fresh)
    attack = " ".join(ATTACKS)
    page.get_by_label("Paste its text").fill(f"Toll\n\n“The toll {attack} stays,” minister Anna Berg said. {attack}")
    page.get_by_label("Outlet").fill(attack[:150])
    page.get_by_label("Headline").fill(attack[:300])
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/articles/**")
    assert page.locator("main script, main img").count() == 0
    for path in ("/", "/statements", "/actors", "/articles", "/review", "/sample?n=2"):
        page.goto(fresh + path)
        assert page.locator("main script, main img").count() == 0
