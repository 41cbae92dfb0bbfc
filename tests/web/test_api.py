"""The HTTP API: every operation answers as its OpenAPI document says."""

from __future__ import annotations

import pytest

from rowback.web.api import answers

READS = [
    ("/api/statements?limit=5", answers.Statements), ("/api/statements?q=table&stance=open&stance=doubts", answers.Statements),
    ("/api/statements/{statement}", answers.Statement), ("/api/articles", answers.Articles), ("/api/articles/{article}", answers.Reading),
    ("/api/issues", answers.Issues), ("/api/issues/{issue}", answers.Issue), ("/api/issues/{issue}/board", answers.Board),
    ("/api/findings", answers.Findings), ("/api/findings/{finding}", answers.Finding), ("/api/actors", answers.Actors),
    ("/api/actors/{actor}", answers.Actor), ("/api/sample?n=3", answers.Sample), ("/health", answers.Health),
]  # fmt: skip


@pytest.mark.parametrize(("path", "model"), READS)
def test_what_is_read_fits_its_schema(reader, found, path, model):
    answer = reader.client.get(path.format(**found))
    assert answer.status_code == 200, answer.text
    model.model_validate_json(answer.text, strict=False)


@pytest.mark.parametrize("path", [path for path, _ in READS if path.startswith("/api")])
def test_what_has_not_changed_is_not_sent_again(reader, found, path):
    first = reader.client.get(path.format(**found))
    again = reader.client.get(path.format(**found), headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_the_document_describes_every_operation(reader):
    document = reader.client.get("/api/openapi.json").json()
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    assert len(operations) > 20
    for operation in operations:
        assert operation["description"]
        assert "200" in operation["responses"]
    assert "/api/statements" in reader.page("/api")


def test_a_day_of_the_api_from_articles_to_a_decision(newcomer):
    client = newcomer.client
    text = "“The harbour toll will stay,” minister Anna Berg said on Tuesday."
    taken = client.post("/api/articles", json={"articles": [{"text": text, "published": "2025-03-05"}, {"text": " "}]}).json()
    assert (len(taken["articles"]), len(taken["refused"])) == (1, 1)
    assert set(taken["refused"][0]) == {"type", "title", "detail", "where"}
    issue = {"label": "Harbour toll", "proposition": "The harbour toll stays."}
    assert client.put("/api/issues/toll", json=issue).json()["terms"] == []
    (statement,) = client.get("/api/statements").json()["items"]
    ident = statement["id"]
    assert client.post(f"/api/statements/{ident}/corrections", json={"stances": {"toll": "commits"}, "by": "Ada"}).json() == {
        "id": ident
    }
    (standing,) = client.get("/api/issues/toll/board").json()["items"]
    assert standing["stance"] == "commits"
    assert client.delete(f"/api/statements/{ident}/corrections/last").status_code == 200
    assert client.delete(f"/api/statements/{ident}/corrections/last").status_code == 409
    assert client.post(f"/api/sample/{ident}", json={"verdict": "right"}).status_code == 200
    assert client.get("/api/sample?n=1").json()["precision"] == 1


def test_many_articles_are_a_job(newcomer):
    articles = [{"text": f"“Toll number {n} will stay,” minister Anna Berg said.", "published": "2025-03-05"} for n in range(1200)]
    answer = newcomer.client.post("/api/articles", json={"articles": articles[:900]})
    assert answer.status_code == 202
    job = answers.Job.model_validate_json(newcomer.client.get(answer.headers["location"]).text)
    assert job.total == 900


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/statements?limit=1000", None, 422),
        ("GET", "/api/findings/f0", None, 404),
        ("GET", "/api/nothing", None, 404),
        ("DELETE", "/api/issues", None, 405),
        ("POST", "/api/articles", {"articles": []}, 422),
        ("POST", "/api/articles", {"articles": [{"text": "x", "titel": "y"}]}, 422),
        ("PUT", "/api/issues/Bad%20Id", {"label": "A", "proposition": "A."}, 422),
        ("POST", "/api/statements/s0/corrections", {"not_a_statement": True}, 404),
        ("POST", "/api/statements/s0/corrections", {}, 422),
        ("POST", "/api/findings/f0/decisions", {"verdict": "maybe"}, 422),
        ("POST", "/api/actors/p0/merges", {"other": "p1"}, 404),
        ("DELETE", "/api/decisions/99999", None, 409),
    ],
)
def test_errors_have_one_shape(writer, method, path, body, status):
    answer = writer.client.request(method, path, json=body)
    assert answer.status_code == status, answer.text
    answers.Problem.model_validate_json(answer.text)
