"""What forms do: articles, issues, corrections, decisions, and taking them back."""

from __future__ import annotations

import re
import time

import pytest

TEXT = """Minister says harbour toll stays

“The harbour toll will stay,” transport minister Anna Berg said on Tuesday. The opposition leader Karl Lund said that the toll was dead.
"""


def json_of(visitor, path):
    answer = visitor.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def waited(visitor, job):
    for _ in range(1800):  # on a busy machine the example alone takes half a minute
        found = json_of(visitor, f"/jobs/{job}.json")
        if found["state"] in ("done", "failed"):
            return found
        time.sleep(0.1)
    raise AssertionError("the job never ended")


def test_a_pasted_article_is_read_on_the_spot(newcomer):
    page = newcomer.post("/articles", text=TEXT, published="2025-03-05", outlet="Harbour Times")
    assert page.status_code == 200
    assert "1 new article with" in page.text
    assert "Anna Berg" in page.text
    assert "Harbour Times" in page.text
    (article,) = json_of(newcomer, "/api/articles")["items"]
    assert (article["published"], article["outlet"]) == ("2025-03-05", "Harbour Times")
    again = newcomer.post("/articles", text=TEXT, published="2025-03-05", outlet="Harbour Times")
    assert "1 known already" in again.text
    assert len(json_of(newcomer, "/api/articles")["items"]) == 1


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("toll.txt", TEXT.encode()),
        ("toll.html", f"<html><body><article><h1>Toll</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode()),
        ("toll.jsonl", b'{"text": "The toll will stay, Anna Berg said.", "published": "2025-03-05"}\n'),
    ],
)
def test_uploads(newcomer, name, raw):
    page = newcomer.post("/articles", files={"file": (name, raw)}, published="2025-03-05")
    assert page.status_code == 200, page.text
    assert len(json_of(newcomer, "/api/articles")["items"]) == 1


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 422), ({"text": "   "}, 422), ({"text": "x", "published": "tomorrow"}, 422), ({"text": '{"text": 1}'}, 422)],
)
def test_what_cannot_be_read_is_said(newcomer, fields, status):
    assert newcomer.post("/articles", **fields).status_code == status
    assert json_of(newcomer, "/api/articles")["items"] == []


def test_the_example_story_is_loaded_by_one_click(newcomer):
    page = newcomer.post("/example")
    job = re.search(r"/jobs/([\w-]+)", str(page.url)).group(1)
    assert waited(newcomer, job)["state"] == "done"
    told = json_of(newcomer, f"/jobs/{job}.json")
    assert (told["done"], told["total"]) == (9, 9)
    assert "contradict each other" in newcomer.page("/")


def test_an_issue_is_made_of_a_statement(writer, found):
    page = writer.page(f"/issues?statement={found['statement']}")
    assert "Make an issue of this statement" in page
    made = writer.post("/issues", label="Talks with Russia", proposition="Ukraine talks with Russia.", terms="negotiations, talks")
    assert made.status_code == 200
    assert "Talks with Russia" in made.text
    assert json_of(writer, "/api/issues/talks_with_russia")["terms"] == ["negotiations", "talks"]
    second = writer.post("/issues", label="Talks with Russia", proposition="Another.")
    assert str(second.url).partition("?")[0].endswith("/talks_with_russia_2")
    changed = writer.post("/issues", id="talks_with_russia", label="Talks", proposition="Ukraine negotiates with Russia.")
    assert changed.status_code == 200
    assert json_of(writer, "/api/issues/talks_with_russia")["label"] == "Talks"


def test_findings_follow_a_corrected_speaker_and_its_undoing(writer, found):
    finding = json_of(writer, f"/api/findings/{found['finding']}")
    ident = finding["to"]["id"]
    for statement in {s["id"] for s in (finding["to"],)} | {pair[1] for pair in finding["also"]}:
        page = writer.post(f"/statements/{statement}/correct", speaker="Jane Roe", note="misread")
        assert "Corrected" in page.text
        assert "corrected by Writer" in page.text
    assert json_of(writer, f"/api/statements/{ident}")["speaker"]["name"] == "Jane Roe"
    assert finding["to"]["id"] not in {
        f["to"]["id"] for f in json_of(writer, "/api/findings?limit=200")["items"] if f["id"] == finding["id"]
    }
    page = writer.post(f"/statements/{ident}/undo")
    assert "taken back" in page.text
    assert json_of(writer, f"/api/statements/{ident}")["speaker"]["name"] == finding["to"]["speaker"]["name"]


def test_day_stance_and_withdrawal_are_corrected(writer, found):
    ident = found["statement"]
    article = json_of(writer, f"/api/statements/{ident}")["article"]["id"]
    writer.post(f"/statements/{ident}/correct", said_on="2025-02-10", said_to="2025-02-10", **{"stance:ua_nato": "commits"})
    now = json_of(writer, f"/api/statements/{ident}")
    assert now["said_on"]["start"] == now["said_on"]["end"] == "2025-02-10"
    assert {p["issue"]: p["stance"] for p in now["positions"]}["ua_nato"] == "commits"
    page = writer.post(f"/statements/{ident}/correct", not_a_statement="yes")
    assert "Taken out by correction" in page.text
    assert writer.client.get(f"/api/statements/{ident}").status_code == 404
    writer.post(f"/statements/{ident}/undo", article=article)
    assert json_of(writer, f"/api/statements/{ident}")["said_on"]["start"] == "2025-02-10"


def test_an_unchanged_form_changes_nothing(writer, found):
    page = writer.post(f"/statements/{found['statement']}/correct")
    assert "Nothing was changed" in page.text
    assert "corrected by" not in page.text


def test_a_review_is_signed_and_undone(writer, found):
    writer.post("/name", name="Ada  Lovelace", back="/review")
    page = writer.post(f"/findings/{found['finding']}/review", verdict="accept", note="clear")
    assert "accepted" in page.text
    assert json_of(writer, f"/api/findings/{found['finding']}")["review"] == "accepted"
    with_name = [d for d in writer.client.app.state.ledger.actors.decisions(about_all=True) if d.kind == "review"]
    assert [(d.by, d.note) for d in with_name] == [("Ada Lovelace", "clear")]
    assert re.search(r"Accepted by Ada Lovelace, \d+ \w+ \d{4}: “clear”", writer.page(f"/findings/{found['finding']}"))
    writer.post(f"/findings/{found['finding']}/review", verdict="undo")
    assert json_of(writer, f"/api/findings/{found['finding']}")["review"] == "unreviewed"
    assert writer.post(f"/findings/{found['finding']}/review", verdict="undo").status_code == 409
    assert writer.post(f"/findings/{found['finding']}/review", verdict="perhaps").status_code == 422


def test_the_queue_goes_from_one_to_the_next(writer):
    seen, path = [], "/review"
    for _ in range(20):
        page = writer.page(path)
        form = re.search(r'action="/findings/(f[0-9a-f]+)/review" class="decide', page)
        if form is None:
            break
        back = re.search(r'name="back" value="(/review[^"]*)"', page).group(1).replace("&amp;", "&")
        seen.append(form.group(1))
        path = back
        writer.post(f"/findings/{form.group(1)}/review", verdict="unsure", back=back)
    assert len(seen) == len(set(seen)) == json_of(writer, "/api/findings")["total"]
    assert "findings are reviewed" in writer.page(path)


def test_actors_are_joined_set_apart_and_the_decision_undone(writer):
    people = {a["name"]: a["id"] for a in json_of(writer, "/api/actors?limit=200")["items"]}
    one, other = people["Pete Hegseth"], people["John Coale"]
    page = writer.post(f"/actors/{one}/merge", other=other)
    assert "one actor now" in page.text
    joined = str(page.url).partition("?")[0].rpartition("/")[2]
    names = json_of(writer, f"/api/actors/{joined}")["names"]
    assert any("Coale" in name for name in names)
    assert any("Hegseth" in name for name in names)
    (decision,) = json_of(writer, f"/api/actors/{joined}")["decisions"]
    writer.post(f"/actors/{joined}/undo", number=str(decision["number"]))
    assert {a["name"] for a in json_of(writer, "/api/actors?limit=200")["items"]} == set(people)


def test_a_sample_is_judged_and_told_with_its_interval(writer):
    drawn = json_of(writer, "/sample.json?n=4&seed=9")["items"]
    assert drawn == json_of(writer, "/sample.json?n=4&seed=9")["items"]
    assert drawn != json_of(writer, "/sample.json?n=4&seed=10")["items"]
    for item, verdict in zip(drawn, ("right", "right", "wrong", "unsure"), strict=True):
        writer.post("/sample", id=item["id"], verdict=verdict, back="/sample?n=4&seed=9")
    told = json_of(writer, "/sample.json?n=4&seed=9")
    assert (told["right"], told["wrong"], told["unsure"]) == (2, 1, 1)
    assert told["precision"] == pytest.approx(2 / 3)
    assert told["interval"] == pytest.approx([0.2077, 0.9385], abs=1e-3)
    assert "67 % right" in writer.page("/sample?n=4&seed=9")
    writer.post("/sample", id=drawn[2]["id"], verdict="undo", back="/sample?n=4&seed=9")
    assert json_of(writer, "/sample.json?n=4&seed=9")["wrong"] == 0
    assert writer.post("/sample", id=drawn[2]["id"], verdict="undo").status_code == 409


def test_a_name_leads_nowhere_else(writer):
    for back in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = writer.post("/name", follow=False, name="A", back=back)
        assert answer.headers["location"] == "/"


def test_findings_that_a_new_article_touches_are_told_once(writer):
    assert json_of(writer, "/api/findings?limit=200")["items"]  # they are worked out and kept
    text = "“NATO membership of Ukraine is on the table,” US Defense Secretary Pete Hegseth said on Friday."
    assert writer.post("/articles", text=text, published="2025-02-16").status_code == 200
    assert writer.client.app.state.ledger.survey.findings().pending
    after = [finding["id"] for finding in json_of(writer, "/api/findings?limit=200")["items"]]
    assert len(after) == len(set(after)) > 0
    assert len(re.findall(r'<article class="card', writer.page("/findings"))) == len(after)
