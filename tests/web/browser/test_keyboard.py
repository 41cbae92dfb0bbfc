"""Everything by keyboard alone."""

from __future__ import annotations

import re


def test_a_queue_is_worked_with_keys(own, opened):
    page = opened()
    page.goto(f"{own}/review")
    first = page.locator("h1").inner_text()
    assert "0 of" in page.locator(".progress").inner_text()
    page.keyboard.press("a")
    page.wait_for_url(re.compile("last="))
    assert "1 of" in page.locator(".progress").inner_text()
    assert page.locator("h1").inner_text() != first
    page.keyboard.press("r")
    page.locator(".progress").get_by_text("2 of").wait_for()
    page.keyboard.press("z")
    page.locator(".progress").get_by_text("1 of").wait_for()
    page.keyboard.press("u")
    page.locator(".progress").get_by_text("2 of").wait_for()
    here = page.url
    page.keyboard.press("k" if page.locator("[data-key=k]").count() else "j")
    page.wait_for_url(re.compile("at="))
    assert page.url != here


def test_keys_are_letters_in_a_note(own, opened):
    page = opened()
    page.goto(f"{own}/review")
    page.get_by_label("Note").focus()
    page.keyboard.type("a rare juke")
    assert page.get_by_label("Note").input_value() == "a rare juke"
    assert page.url == f"{own}/review"


def test_the_first_stop_skips_to_the_content(shown, opened):
    page = opened()
    page.goto(shown)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_is_seen(shown, opened):
    page = opened()
    page.goto(f"{shown}/issues/ua_nato")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "date":
            continue  # the browser marks the part of a day that is typed
        outline = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        assert outline[0] != "none", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert outline[1] >= 1


def test_arrows_go_from_mark_to_mark(shown, opened):
    page = opened()
    page.goto(f"{shown}/issues/ua_nato")
    page.locator(".dot").first.focus()
    seen = set()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert page.locator(".tip").is_visible()
    assert len(seen) >= 3
    page.keyboard.press("Escape")
    assert page.locator(".tip").count() == 0
    assert page.locator(".dot[tabindex='0']").count() == 1
