"""A real server and a real browser. Every test also watches that nothing is asked of the outside and that the content policy holds."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from rowback.web import Settings, create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).parent / "axe" / "axe.min.js"
SLOW = 180_000
"""Milliseconds that a page or a job may take on a machine that is busy with other work."""
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("chromium is missing: `apt-get install chromium`")
        pytest.skip("chromium is not installed: `apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Served:
    """A server on a port of its own, in a thread."""

    def __init__(self, path: Path, token: str | None = None) -> None:
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        settings = Settings(str(path), port=port, reviewer="Tester", token=token)
        self.url = f"http://127.0.0.1:{port}"
        self._server = uvicorn.Server(uvicorn.Config(create_app(settings), port=port, log_level="error"))
        self._thread = threading.Thread(target=self._server.run, args=([taken],), daemon=True)
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(60)


@pytest.fixture(scope="session")
def shown(demo, tmp_path_factory):
    """The address of the demo ledger, which nobody changes."""
    path = tmp_path_factory.mktemp("shown") / "demo.db"
    shutil.copy(demo, path)
    served = Served(path)
    yield served.url
    served.stop()


@pytest.fixture
def own(demo, tmp_path):
    """The address of a copy of the demo ledger."""
    path = tmp_path / "demo.db"
    shutil.copy(demo, path)
    served = Served(path)
    yield served.url
    served.stop()


@pytest.fixture
def fresh(tmp_path):
    """The address of an empty ledger."""
    served = Served(tmp_path / "new.db")
    yield served.url
    served.stop()


@pytest.fixture
def locked(tmp_path):
    """The address of a ledger that wants a token."""
    served = Served(tmp_path / "new.db", token="a token for tests")
    yield served.url
    served.stop()


@pytest.fixture
def opened(browser):
    """Opens pages; at the end nothing was asked of the outside, no policy was broken, no script failed."""
    contexts, asked, wrong = [], [], []

    def open_page(viewport=WIDE, scheme="light", javascript=True):
        context = browser.new_context(viewport=viewport, color_scheme=scheme, java_script_enabled=javascript, locale="en-GB")
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        if javascript:
            context.add_init_script(
                "addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"
            )
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                wrong.append(message.text) if message.type == "error" and "Failed to load resource" not in message.text else None
            ),
        )
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.set_default_timeout(SLOW / 3)
        page.set_default_navigation_timeout(SLOW)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert {url for url in asked if not url.startswith("http://127.0.0.1:")} == set()
    assert wrong == []


@pytest.fixture(scope="session")
def axe():
    """What axe-core finds wrong with a page, in words."""
    source = AXE.read_text(encoding="utf-8")
    told = (AXE.parent / "axe.min.js.sha256").read_text().split()[0]
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == told

    def run(page):
        page.evaluate(source)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        return [f"{v['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}" for v in found for node in v["nodes"]]

    return run
