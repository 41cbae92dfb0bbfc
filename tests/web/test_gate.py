"""Who gets in, with how much, and what every answer carries."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from rowback.web import Settings, create_app
from rowback.web.gate import POLICY
from tests.web.conftest import BASE

TOKEN = "correct-horse-battery-staple"


@pytest.fixture
def served(tmp_path):
    """Makes a client of a server with given settings."""
    opened = []

    def make(base=BASE, client=("127.0.0.1", 5000), **settings):
        app = create_app(Settings(str(tmp_path / "gate.db"), **settings))
        made = TestClient(app, base_url=base, client=client)
        opened.append(made)
        return made.__enter__()

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8470", 200), ("localhost:8470", 200), ("[::1]:8470", 200), ("evil.example", 421), ("evil.example:8470", 421),
     ("127.0.0.1.evil.example", 421), ("192.168.1.5:8470", 421), ("", 421), ("desk.example", 200)],
)  # fmt: skip
def test_only_hosts_of_this_machine_are_answered(served, host, status):
    client = served(names=("desk.example",))
    assert client.get("/api/issues", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"Origin": BASE}, 200), ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403),
     ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403), ({"Sec-Fetch-Site": "same-origin"}, 200)],
)  # fmt: skip
def test_other_sites_change_nothing(served, headers, status):
    client = served()
    issue = {"label": "A", "proposition": "A is done."}
    assert client.put("/api/issues/a", json=issue, headers=headers).status_code == status


def test_a_form_needs_the_token_of_our_own_page(newcomer):
    client = newcomer.client
    assert client.post("/articles", data={"text": "A."}).status_code == 422
    newcomer.page("/")
    assert client.post("/articles", data={"text": "A.", "csrf": "0" * 64}).status_code == 422
    assert client.get("/api/articles").json()["items"] == []


def test_json_is_not_taken_from_forms(served):
    client = served()
    body = '{"label": "A", "proposition": "A is done."}'
    assert client.put("/api/issues/a", content=body, headers={"Content-Type": "text/plain"}).status_code == 422


def test_off_loopback_a_token_is_wanted(served):
    client = served("http://10.0.0.5:8470", client=("10.0.0.9", 5000), host="0.0.0.0", token=TOKEN)
    assert client.get("/api/issues").status_code == 401
    assert client.get("/", headers={"Accept": "text/html"}, follow_redirects=False).headers["location"] == "/enter"
    assert client.get("/api/issues", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/issues", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client.post("/enter", data={"token": "wrong"}).status_code == 401
    assert client.post("/enter", data={"token": TOKEN}, follow_redirects=False).status_code == 303
    assert client.get("/api/issues").status_code == 200
    assert TOKEN not in str(client.cookies)


def test_the_token_leads_on_to_the_page_asked_for(served):
    client = served("http://10.0.0.5:8470", client=("10.0.0.9", 5000), host="0.0.0.0", token=TOKEN)
    locked = client.get("/statements?q=on+the+table", headers={"Accept": "text/html"}).text
    assert 'name="to" value="/statements?q=on+the+table"' in locked
    assert "/issues" not in locked  # nothing is offered that only leads back here
    wrong = client.post("/enter", data={"token": "wrong", "to": "/findings"}).text
    assert "That is not the token" in wrong
    assert 'name="to" value="/findings"' in wrong
    entered = client.post("/enter", data={"token": TOKEN, "to": "/statements?q=on+the+table"}, follow_redirects=False)
    assert entered.headers["location"] == "/statements?q=on+the+table"


@pytest.mark.parametrize(
    "elsewhere", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example/", "\t//elsewhere.example", ""]
)
def test_the_token_leads_nowhere_else(served, elsewhere):
    client = served("http://10.0.0.5:8470", client=("10.0.0.9", 5000), host="0.0.0.0", token=TOKEN)
    answer = client.post("/enter", data={"token": TOKEN, "to": elsewhere}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_guessing_tokens_is_slow(served):
    client = served("http://10.0.0.5:8470", client=("10.0.0.9", 5000), host="0.0.0.0", token=TOKEN)
    answers = [client.post("/enter", data={"token": str(n)}).status_code for n in range(30)]
    assert 429 in answers
    assert answers.count(401) <= 10


def test_too_much_is_refused_whether_told_or_not(served):
    client = served(largest=10_000)
    told = client.post("/api/articles", json={"articles": [{"text": "x" * 20_000}]})
    assert told.status_code == 413

    def untold():
        yield b'{"articles": [{"text": "'
        yield b"x" * 20_000
        yield b'"}]}'

    answer = client.post("/api/articles", content=untold(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert set(answer.json()) == {"type", "title", "detail", "where"}


def test_every_answer_carries_the_policy(reader):
    for path in ("/", "/static/rowback.css", "/api/issues", "/nothing", "/health"):
        headers = reader.client.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY


def test_health_names_the_versions(reader):
    told = reader.client.get("/health").json()
    assert told["status"] == "ok"
    assert len(told["model"]["sha256"]) == 64
    assert told["ledger"].isdigit()


def test_files_that_tell_their_content_are_kept(reader):
    import re

    address = re.search(r"/static/rowback\.css\?v=\w+", reader.page("/")).group()
    assert "immutable" in reader.client.get(address).headers["cache-control"]
    assert reader.client.get("/static/../app.py").status_code == 404
