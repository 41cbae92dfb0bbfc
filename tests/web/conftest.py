"""A ledger of the example stories, read once by the real model and copied for every test that changes it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import rowback
from rowback.ledger import Ledger
from rowback.web import Settings, create_app

ROOT = Path(__file__).parents[2]
BASE = "http://127.0.0.1:8470"


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The path of a ledger with the example articles and issues."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put(rowback.read_issues(ROOT / "examples/issues.toml"))
        rowback.add(ledger, ROOT / "examples/ua_nato", ROOT / "examples/debt_brake", processes=1)
    return path


class Visitor:
    """A client that keeps its cookies and fills in forms as pages have them."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str, **options):
        headers = {"Accept": "text/html", **options.pop("headers", {})}
        return self.client.get(path, headers=headers, **options)

    def page(self, path: str) -> str:
        found = self.get(path)
        assert found.status_code == 200, f"{path}: {found.status_code} {found.text[:300]}"
        return found.text

    def csrf(self) -> str:
        return re.search(r'name="csrf" value="([0-9a-f]{64})"', self.page("/")).group(1)

    def post(self, path: str, *, follow: bool = True, files=None, **fields):
        data = {"csrf": self.csrf(), **fields}
        return self.client.post(path, data=data, files=files, headers={"Accept": "text/html"}, follow_redirects=follow)


@pytest.fixture(scope="session")
def reader(demo, tmp_path_factory):
    """A visitor of a ledger that nobody changes."""
    path = tmp_path_factory.mktemp("reader") / "demo.db"
    shutil.copy(demo, path)
    with TestClient(create_app(Settings(str(path), reviewer="Reader")), base_url=BASE) as client:
        yield Visitor(client)


@pytest.fixture
def writer(demo, tmp_path):
    """A visitor of a copy of their own."""
    path = tmp_path / "demo.db"
    shutil.copy(demo, path)
    with TestClient(create_app(Settings(str(path), reviewer="Writer")), base_url=BASE) as client:
        yield Visitor(client)


@pytest.fixture
def newcomer(tmp_path):
    """A visitor of an empty ledger."""
    with TestClient(create_app(Settings(str(tmp_path / "new.db"))), base_url=BASE) as client:
        yield Visitor(client)


@pytest.fixture(scope="session")
def found(reader):
    """Ids of things that the ledger holds."""
    get = lambda path: reader.client.get(path).json()["items"]  # noqa: E731
    findings = get("/api/findings?limit=200")
    return {
        "finding": next(f for f in findings if f["kind"] == "same_side_contradiction")["id"],
        "article": next(a for a in get("/api/articles") if (a["title"] or "").startswith("Washington changes"))["id"],
        "actor": next(a for a in get("/api/actors") if a["name"] == "Pete Hegseth")["id"],
        "statement": findings[0]["to"]["id"],
        "issue": "ua_nato",
    }
