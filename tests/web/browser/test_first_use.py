"""The way of a first-time user, from an empty ledger to a corrected finding."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.browser.conftest import SLOW

FOUNDING = (Path(__file__).parents[3] / "examples/ua_nato/founding.txt").read_text(encoding="utf-8")


def paste(page, text):
    page.get_by_label("Paste its text").fill(text)
    page.get_by_label("Published on").fill("2025-02-14")
    page.get_by_label("Outlet").fill("Desk copy")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url(re.compile(r"/articles/a"))


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_first_article_to_a_corrected_finding(fresh, opened, javascript):
    page = opened(javascript=javascript)
    page.goto(fresh)
    assert page.get_by_text("This ledger is empty").is_visible()
    paste(page, re.sub(r"^date .*\n", "", FOUNDING))
    assert page.get_by_text("This is a translation").is_visible()
    assert page.locator("article.stmt").count() > 10

    card = page.locator("article.stmt").filter(has_text="John Coale").nth(1)
    card.get_by_role("link", name="Make an issue of it").click()
    page.get_by_label("Proposition").fill("Ukraine becomes a NATO member.")
    page.get_by_label("Name", exact=True).fill("NATO membership of Ukraine")
    page.get_by_role("button", name="Add and judge").click()
    page.wait_for_url(re.compile(r"/issues/nato_membership_of_ukraine"))

    assert page.locator(".dot").count() >= 3
    assert page.locator(".arc").count() >= 1
    cards = page.locator("article.card").filter(has_text=re.compile("Pete Hegseth.*John Coale.*contradict each other"))
    cards.first.locator(".title a").click()
    page.get_by_text("both speak for the United States").wait_for()
    assert page.get_by_text("the American government seems to be paddling back").first.is_visible()
    finding = page.url.partition("?")[0]
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("This finding is accepted now").wait_for()

    # who said it is corrected wherever it is told, until nothing is left of the finding
    for _ in range(5):
        page.goto(finding)
        if page.get_by_role("heading", level=1).inner_text() == "Not found":
            break
        page.locator(".end").filter(has_text="John Coale").locator(".evidence").click()
        page.wait_for_url(re.compile(r"/articles/a"))
        card = page.locator(f"#c-{page.url.partition('#')[2]}")
        assert card.locator(".kicker .who").inner_text() == "John Coale"
        card.locator("summary").click()
        card.get_by_label("Speaker").fill("Jane Roe")
        card.get_by_role("button", name="Save").click()
        page.wait_for_url(re.compile("done=Corrected"))
        assert "Jane Roe" in page.inner_text("main")
    else:
        raise AssertionError("the finding outlives its statements")

    page.goto(fresh)
    page.get_by_label("Search what was said").fill('"on the table"')
    page.locator(".bigfind button").click()
    page.wait_for_url(re.compile(r"/statements\?"))
    assert page.locator(".results .quote").count() >= 1
    assert "Jane Roe" in page.inner_text(".results")
    assert page.get_by_role("link", name="Jane Roe").first.is_visible()


def test_a_form_at_work_says_so_and_cannot_be_sent_again(fresh, opened):
    page = opened()
    page.goto(fresh)
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    page.get_by_label("Paste its text").fill("The toll stays, minister Anna Berg said.")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("status").filter(has_text="Reading").wait_for()
    assert page.get_by_role("button", name="Read it").is_disabled()


def test_one_click_loads_the_example(fresh, opened):
    page = opened()
    page.goto(fresh)
    page.get_by_role("button", name="Load the example story").click()
    page.get_by_text("of 9 articles done").wait_for(timeout=SLOW)
    page.get_by_role("link", name="Go on").click(timeout=SLOW)
    page.wait_for_url(f"{fresh}/")
    assert page.locator("article.card").count() > 2
