"""Every page answers in every form, says what it is, and keeps to the content policy."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from rowback.web.words import counted, day_in_words, short_day, stance_in_words

PAGES = [
    "/", "/issues", "/issues/{issue}", "/issues/{issue}?view=table", "/issues/{issue}?as_of=2025-02-13", "/findings",
    "/findings?kind=reversal&review=unreviewed", "/findings/{finding}", "/articles", "/articles/{article}", "/actors", "/actors?q=trump",
    "/actors/{actor}", "/statements", "/statements?q=table&side=United+States", "/statements/{statement}", "/review", "/sample",
    "/sample?n=5&seed=3", "/sample?n=2&of=findings",
]  # fmt: skip


def formed(path, ending):
    stem, mark, rest = path.partition("?")
    return f"{'/index' if stem == '/' else stem}{ending}{mark}{rest}"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_a_title_and_nothing_inline(reader, found, path):
    text = reader.page(path.format(**found))
    assert re.search(r"<title>\s*\S", text)
    assert len(re.findall(r"<h1", text)) == 1
    assert not re.search(r"\sstyle=|\son\w+=|<style", text)
    (script,) = re.findall(r"<script[^>]*>", text)
    assert re.fullmatch(r'<script src="/static/rowback\.js\?v=\w+" defer>', script)
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!news\.example)', re.sub(r'<a [^>]*rel="noreferrer[^>]*>', "", text))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_as_json(reader, found, path):
    answer = reader.client.get(formed(path.format(**found), ".json"))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_as_csv(reader, found, path):
    answer = reader.client.get(formed(path.format(**found), ".csv"))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows[0]) > 2
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/statements/{statement}"] + [
    "/statements?as_of=2025-02-13", "/statements?outlet=harbour+times", "/statements?actor=trump&as_of=2025-02-14", "/articles?before=5",
])  # fmt: skip
def test_the_download_has_as_many_rows_as_the_page_says(reader, found, path):
    path = path.format(**found)
    offered = re.search(r"Download (?:all )?([\d,]+) rows?", reader.page(path))
    told = offered.group(1) if offered else "0"
    rows = list(csv.reader(io.StringIO(reader.client.get(formed(path, ".csv")).text)))
    assert len(rows) - 1 == int(told.replace(",", ""))


def test_statements_as_known_on_a_day_are_those_of_that_day(reader):
    then, now = (reader.client.get(f"/api/statements?limit=200{scope}").json() for scope in ("&as_of=2025-02-13", ""))
    assert 0 < then["total"] == len(then["items"]) < now["total"]
    assert all(item["article"]["published"] <= "2025-02-14" for item in then["items"])
    assert {item["utterance"] for item in then["items"]} == {None}
    page = reader.page("/statements?as_of=2025-02-13")
    assert "As known on 13 February 2025" in page
    assert f"{then['total']} statements" in page


def test_leaves_of_statements_hold_each_one_once(reader):
    seen, after = [], ""
    while True:
        leaf = reader.client.get(f"/api/statements?limit=50&after={after}" if after else "/api/statements?limit=50").json()
        seen += [item["id"] for item in leaf["items"]]
        after = leaf["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == leaf["total"]


def test_a_board_as_known_earlier_shows_less(reader):
    now, then = reader.client.get("/issues/ua_nato.json").json(), reader.client.get("/issues/ua_nato.json?as_of=2025-02-12").json()
    assert 0 < len(then["standings"]) < len(now["standings"])
    assert "As known on 12 February 2025" in reader.page("/issues/ua_nato?as_of=2025-02-12")


def test_a_filtered_board_shows_what_was_asked_for(reader):
    page = reader.page("/issues/ua_nato?side=Russia")
    assert "Dmitry Peskov" in page.partition("</figure>")[0]
    assert "John Coale" not in page.partition("</figure>")[0]


def test_an_article_shows_its_statements_and_warns_of_the_translation(reader, found):
    page = reader.page(f"/articles/{found['article']}")
    assert "This is a translation" in page
    assert "Not attributed to anybody" in page
    for statement in reader.client.get(f"/articles/{found['article']}.json").json()["statements"]:
        assert f'id="{statement["id"]}"' in page
        assert f'id="c-{statement["id"]}"' in page


def test_a_finding_tells_both_statements_and_what_speaks_against_it(reader, found):
    page = reader.page(f"/findings/{found['finding']}")
    told = reader.client.get(f"/findings/{found['finding']}.json").json()
    assert told["explanation"] in page
    assert "What speaks against it" in page
    assert all(words.split("“")[0][1:] in page for words in told["against"])
    assert re.search(r"<li><a [^>]+>[^<]+</a>, \d+ \w+ \d{4}, reports it as a change", page) or not told["reported_by"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/articles/a0", 404),
        ("/findings/f0", 404),
        ("/actors/p0", 404),
        ("/issues/none", 404),
        ("/statements/s0", 404),
        ("/statements?stance=maybe", 422),
        ("/statements?from=yesterday", 422),
        ("/statements?after=x", 422),
        ("/issues/ua_nato?as_of=2025-02-30", 422),
        ("/sample?n=0", 422),
        ("/statements?q=" + "x" * 301, 422),
    ],
)
def test_what_is_not_there_or_wrongly_asked_is_said_in_words(reader, path, status):
    page = reader.get(path)
    assert page.status_code == status
    assert "<h1>" in page.text
    told = reader.client.get(formed(path, ".json"))
    assert told.status_code == status
    assert set(told.json()) == {"type", "title", "detail", "where"}


def test_what_is_not_there_is_said_in_a_sentence(reader):
    assert "The ledger has no finding &#39;f0&#39;; <code>rowback findings</code> lists them" in reader.get("/findings/f0").text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/statements?q=zebra", "No statement holds these words."),
        ("/statements?q=zebra&side=Ukraine", "No statement holds these words and meets these conditions."),
        ("/statements?side=Ukraine&outlet=Nowhere", "No statement meets these conditions;"),
    ],
)
def test_a_search_that_finds_nothing_says_so_once(reader, path, words):
    page = reader.page(path)
    assert words in page
    assert "0 statements" not in page
    assert ("Narrow down" in page) == ("side=" in path)


def test_days_of_an_actor_are_days_that_are_known(reader):
    standings = [
        s for issue in ("ua_nato", "de_debt_brake") for s in reader.client.get(f"/api/issues/{issue}/board").json()["items"]
    ]
    for standing in standings:
        days = [told["day"] for told in standing["history"] if told["day"] is not None]
        card = (
            reader.page(f"/actors/{standing['actor']['id']}")
            .partition(f'href="/issues/{standing["issue"]}"')[2]
            .partition("</li>")[0]
        )
        words = f"said on {counted(len(days), 'day')}, last on {short_day(days[-1])}" if days else "day unknown"
        assert words in card


def test_the_languages_of_articles_have_names(newcomer):
    text = "Der Minister sagte am Dienstag, dass der Hafen bleibt und die Abgabe nicht erhoben wird."
    newcomer.client.post("/api/articles", json={"articles": [{"text": text, "language": "de"}]})
    assert '<span class="tag">German</span>' in newcomer.page("/articles")


def test_what_has_not_changed_is_not_sent_again(reader):
    first = reader.get("/issues/ua_nato")
    again = reader.get("/issues/ua_nato", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


def test_an_empty_ledger_says_how_to_begin(newcomer):
    page = newcomer.page("/")
    assert "This ledger is empty" in page
    assert "Load the example story" in page
    for path in ("/issues", "/findings", "/statements", "/actors", "/articles", "/review", "/sample?n=5"):
        newcomer.page(path)


@pytest.mark.parametrize("issue", ["ua_nato", "de_debt_brake"])
def test_a_board_marks_the_stances_that_findings_rest_on(reader, issue):
    labels = [
        html.unescape(label) for label in re.findall(r'class="dot"[^>]* aria-label="([^"]*)"', reader.page(f"/issues/{issue}"))
    ]
    ends = [f[end] for f in reader.client.get(f"/issues/{issue}.json").json()["findings"] for end in ("from", "to")]
    assert ends
    for end in ends:
        (stance,) = (p["stance"] for p in end["positions"] if p["issue"] == issue)
        told = f"{end['speaker']['name']}, {day_in_words(end['said_on']['end'])}: {stance_in_words(stance)} "
        assert any(label.startswith(told) for label in labels), told


def test_a_month_that_is_none_is_called_a_month(reader):
    answer = reader.get("/statements?month=spring")
    assert answer.status_code == 422
    assert "Month must be written YYYY-MM" in answer.text


def test_an_article_has_its_headline_once(reader):
    article = next(a for a in reader.client.get("/articles.json").json()["items"] if (a["title"] or "").startswith("Merz performs"))
    page = html.unescape(reader.page(f"/articles/{article['id']}"))
    assert page.partition("</head>")[2].count(article["title"]) == 1
