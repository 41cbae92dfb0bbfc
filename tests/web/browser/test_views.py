"""Every page in a browser: accessible, inside the screen, dark and light, wide and narrow."""

from __future__ import annotations

import re

import pytest

from tests.web.browser.conftest import PHONE, WIDE

PAGES = [
    "/", "/issues", "/issues/ua_nato", "/issues/ua_nato?view=table", "/findings", "finding", "/articles", "article", "/actors", "actor",
    "/statements", "/statements?q=table&kind=direct", "/review", "/sample", "/sample?n=4", "/sample?n=2&of=findings", "/api", "/nothing",
]  # fmt: skip


def address(page, shown, path):
    """The address of a page; of those with an id that of the first one listed."""
    lists = {
        "finding": ("/findings", ".card .title a"),
        "article": ("/articles", ".list .title"),
        "actor": ("/actors", ".list .title"),
    }
    if path in lists:
        listing, selector = lists[path]
        page.goto(shown + listing)
        return shown + page.locator(selector).first.get_attribute("href")
    return shown + path


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")], ids=str)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(shown, opened, axe, path, viewport, scheme):
    page = opened(viewport, scheme)
    page.goto(address(page, shown, path))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=str)
def test_the_page_that_wants_the_token_is_accessible_and_leads_on(locked, opened, axe, viewport, scheme):
    page = opened(viewport, scheme)
    page.goto(locked + "/articles")
    assert axe(page) == []
    page.fill("#token", "another token")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert axe(page) == []
    page.fill("#token", "a token for tests")
    page.keyboard.press("Enter")
    page.wait_for_url(locked + "/articles")


def test_dark_is_dark(shown, opened):
    def paper(scheme):
        page = opened(scheme=scheme)
        page.goto(shown)
        return sum(map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))[:3]))

    assert paper("dark") < 150 < 600 < paper("light")


def test_a_mark_shows_its_quote_and_leads_to_the_words(shown, opened):
    page = opened()
    page.goto(f"{shown}/issues/ua_nato")
    dot = page.locator(".dot").first
    dot.hover()
    tip = page.locator(".tip")
    assert tip.inner_text() == dot.get_attribute("aria-label")
    assert "“" in tip.inner_text()
    dot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/articles/a\w+#s"))
    assert page.locator("mark:target").is_visible()


def test_dragging_over_days_shows_only_these(shown, opened):
    page = opened()
    page.goto(f"{shown}/issues/ua_nato")
    before = page.locator(".dot").count()
    box = page.locator(".plot").bounding_box()
    xs = [float(x) for x in page.locator(".lanes").get_attribute("data-x").split()]
    left, right = (box["x"] + box["width"] * x / 100 for x in (xs[0] - 1, xs[1] + 1))
    y = box["y"] + 8
    page.mouse.move(left, y)
    page.mouse.down()
    page.mouse.move((left + right) / 2, y)
    page.mouse.move(right, y)
    page.mouse.up()
    page.wait_for_url(re.compile("from=2025-02-12&to=2025-02-13"))
    assert 0 < page.locator(".dot").count() < before
    page.go_back()
    page.wait_for_url(re.compile("/issues/ua_nato$"))


@pytest.mark.parametrize("width", [390, 1024, 1600])
@pytest.mark.parametrize("issue", ["ua_nato", "de_debt_brake"])
def test_no_line_or_mark_crosses_a_name(shown, opened, issue, width):
    page = opened({"width": width, "height": 900})
    page.goto(f"{shown}/issues/{issue}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    crossed = page.evaluate("""() => {
        const box = (e) => e.getBoundingClientRect();
        const drawn = [...document.querySelectorAll(".plot .dot, .plot .arc path:not(.hit), .plot .grid, .plot .rail")].map(box);
        const crosses = (element) => {
            const range = document.createRange(), frame = box(element);
            range.selectNodeContents(element);
            return [...range.getClientRects()].some((words) => drawn.some((d) =>
                d.left < Math.min(words.right, frame.right) - 1 && d.right > words.left + 1 &&
                d.top < Math.min(words.bottom, frame.bottom) - 1 && d.bottom > words.top + 1));
        };
        return [...document.querySelectorAll(".rows h2, .rows .name, .rows .now")].filter(crosses).map((e) => e.textContent);
    }""")
    assert crossed == []
    ticks = page.evaluate("""() => [...document.querySelectorAll(".axis text")].map((e) => e.getBoundingClientRect())
        .filter((r) => r.width).sort((a, b) => a.left - b.left).map((r) => [r.left, r.right])""")
    assert all(one[1] < other[0] for one, other in zip(ticks, ticks[1:], strict=False))
    assert ticks[-1][1] <= width
    frames = page.evaluate("""() => [...document.querySelectorAll(".lane .now .stance")].filter((e) => e.offsetParent)
        .map((e) => [e.getBoundingClientRect().right, e.closest(".lane").getBoundingClientRect().right])""")
    assert all(right <= edge for right, edge in frames)


def test_the_slider_shows_the_board_as_known_then(shown, opened):
    page = opened()
    page.goto(f"{shown}/issues/ua_nato")
    before = page.locator(".dot").count()
    slider = page.get_by_role("slider", name="As known on")
    slider.focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("as_of=2025"))
    page.get_by_text("only articles published up to then").wait_for()
    assert page.locator(".dot").count() < before


def test_words_and_cards_light_up_together(shown, opened):
    page = opened()
    page.goto(address(page, shown, "article"))
    words = page.locator("mark[data-s]").first
    ident = words.get_attribute("data-s")
    words.hover()
    assert "lit" in page.locator(f"#c-{ident}").get_attribute("class")


def test_print_leaves_the_tools_out(shown, opened):
    page = opened()
    page.goto(f"{shown}/issues/ua_nato")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator(".board").is_visible()


def test_what_narrows_a_page_is_open_where_there_is_room_and_folded_on_a_phone(shown, opened):
    for path, field in (("/issues/ua_nato", "Side"), ("/issues/ua_nato?side=Ukraine", "Side"), ("/statements", None)):
        wide, phone = opened(), opened(PHONE)
        for page in (wide, phone):
            page.goto(shown + path)
        inside = (lambda page: page.get_by_label(field)) if field else (lambda page: page.locator(".facet a").first)  # noqa: B023
        assert inside(wide).is_visible()
        assert inside(phone).is_visible() is ("?" in path)
        if "?" not in path:
            phone.locator(".fold summary").first.click()
            assert inside(phone).is_visible()


def test_the_table_of_a_board_fits_a_phone(shown, opened):
    page = opened(PHONE)
    page.goto(f"{shown}/issues/ua_nato?view=table")
    assert page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.scroll'))") <= 1
