"""HTML pages: body, headline, blocks, date, outlet, language, translation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rowback.core.article import Article, BlockKind
from rowback.core.errors import InputError
from rowback.reading import Given, read_paths
from rowback.reading.page import article_from_page

TODAY = date(2025, 12, 31)
NOTHING = Given()
TITLE = "Minister quits over leak"
BODY = [
    "The minister said on Friday that he would go, and that he would not come back to the cabinet.",
    "“I have had enough of this,” he told reporters in Berlin. He gave no reason for going at this hour.",
    "His party said that it was sorry to see him go, and that it wished him well on his farm.",
]


def page(
    head: str = "", above: str = "", below: str = "", html: str = "<html>", body: list[str] | None = None, title: str = TITLE
) -> str:
    paragraphs = "".join(f"<p>{words}</p>" for words in (BODY if body is None else body))
    return (
        f"<!DOCTYPE html>{html}<head><meta charset='utf-8'><title>{title} | The Daily</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/world'>World</a></nav><article><h1>{title}</h1>{above}{paragraphs}{below}</article>"
        "<footer><p>© 2025 The Daily. All rights reserved.</p></footer></body></html>"
    )


def json_ld(record: Any) -> str:
    return f"<script type='application/ld+json'>{record if isinstance(record, str) else json.dumps(record)}</script>"


def read(source: str, given: Given = NOTHING) -> Article:
    return article_from_page(source, given, "a.html", TODAY)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def test_plain_page() -> None:
    article = read(page())
    assert article.text == "\n\n".join([TITLE, *BODY])
    assert article.title == TITLE
    assert [kind for kind, _ in kinds(article)] == ["headline", "lead", "body", "body"]
    assert (article.url, article.outlet, article.published, article.translated) == (None, None, None, False)


NEWS = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2025-02-13T19:42:00-05:00", "publisher": {"name": "The Daily"}}


@pytest.mark.parametrize(
    ("head", "published", "basis", "precision"),
    [
        (json_ld(NEWS), "2025-02-13T19:42:00-05:00", "json-ld", "second"),
        (json_ld([{"@type": "WebSite"}, NEWS]), "2025-02-13T19:42:00-05:00", "json-ld", "second"),
        (json_ld({"@graph": [{"@type": "Person"}, NEWS]}), "2025-02-13T19:42:00-05:00", "json-ld", "second"),
        (json_ld({"@type": "WebPage", "mainEntity": NEWS}), "2025-02-13T19:42:00-05:00", "json-ld", "second"),
        (json_ld({**NEWS, "@type": ["ReportageNewsArticle", "Thing"]}), "2025-02-13T19:42:00-05:00", "json-ld", "second"),
        (json_ld({**NEWS, "datePublished": "2025-02-13"}), "2025-02-13", "json-ld", "day"),
        (json_ld({**NEWS, "datePublished": "2025-02-13T19:42Z"}), "2025-02-13T19:42Z", "json-ld", "minute"),
        (json_ld({**NEWS, "datePublished": "2025-02-13T19:42:00.000+01:00[Europe/Berlin]"}), "2025-02-13", "json-ld", "day"),
        (json_ld({**NEWS, "datePublished": "Thu, 13 Feb 2025 19:42:00 GMT"}), "2025-02-13T19:42:00+00:00", "json-ld", "second"),
        (json_ld({**NEWS, "datePublished": "2039-01-01"}) + "<meta property='article:published_time' content='2025-02-14'>", "2025-02-14", "meta", "day"),
        (json_ld("{broken") + "<meta name='date' content='2025-02-14T08:00:00+01:00'>", "2025-02-14T08:00:00+01:00", "meta", "second"),
        ("<meta itemprop='datePublished' content='2025-02-14'>", "2025-02-14", "meta", "day"),
        ("<link rel='canonical' href='https://a.example/2025/02/14/leak'>", "2025-02-14", "url", "day"),
        ("<link rel='canonical' href='https://a.example/news/20250214-leak'>", "2025-02-14", "url", "day"),
        ("<link rel='canonical' href='https://a.example/news/20251399-leak'>", None, None, None),
    ],
    ids=lambda value: value[-60:] if isinstance(value, str) and "<" in value else "",
)  # fmt: skip
def test_published(head: str, published: str | None, basis: str | None, precision: str | None) -> None:
    article = read(page(head))
    assert (article.published, article.published_basis, article.published_precision) == (published, basis, precision)


def test_published_in_time_elements() -> None:
    related = "<aside><time datetime='2025-01-01'>1 January</time></aside>"
    changed = "<time class='updated' datetime='2025-02-15'>15 February</time>"
    article = read(page(above=related + changed + "<p>By Jane Doe <time datetime='2025-02-14T09:00'>14 February</time></p>"))
    assert (article.published, article.published_basis) == ("2025-02-14T09:00", "time")


def test_published_inferred_from_the_words_yields_to_the_given() -> None:
    source = page(above="<p class='date'>Published: February 14, 2025</p>")
    assert (read(source).published, read(source).published_basis) == ("2025-02-14", "inferred")
    assert read(source, Given(published="2025-02-13")).published_basis == "option"
    assert read(page(json_ld(NEWS)), Given(published="2025-02-10")).published_basis == "json-ld"


def test_dates_in_prose_and_copyright_are_not_the_date_of_publication() -> None:
    assert read(page(body=["It began on 3 March 2020 and ended in May 2021, the minister said.", *BODY])).published is None


def test_outlet_url_and_language() -> None:
    head = json_ld({**NEWS, "inLanguage": "en-GB"}) + "<link rel='canonical' href='/leak'>"
    article = read(page(head), Given(url="https://daily.example/x?utm=1", outlet="Other"))
    assert (article.url, article.outlet, article.language) == ("https://daily.example/leak", "The Daily", "en")
    assert read(page("<meta property='og:site_name' content='The  Daily'>")).outlet == "The Daily"
    assert read(page(), Given(outlet="Other", url="https://a.example/")).outlet == "Other"


def test_language_of_the_text_counts_more_than_that_of_the_template() -> None:
    assert read(page(html="<html lang='de'>")).language == "en"
    assert read(page(html="<html lang='de'>"), Given(language="de")).language == "de"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Trump: &ldquo;No&rdquo; to NATO", "Trump: “No” to NATO"),
        ("Leak &amp; exit", "Leak & exit"),
        ("Minister <em>quits</em> over leak", "Minister quits over leak"),
    ],
)
def test_title_with_markup(title: str, expected: str) -> None:
    article = read(page(title=title))
    assert article.title == expected
    assert article.text.startswith(f"{expected}\n\n")


def test_headline_that_stands_only_in_the_head() -> None:
    source = page("<meta property='og:title' content='Minister quits over leak'>").replace("<h1>", "<!--").replace("</h1>", "-->")
    assert read(source).text.startswith(f"{TITLE}\n\nThe minister said")


def test_site_name_is_no_part_of_the_title() -> None:
    source = page("<meta property='og:site_name' content='The Daily'>").replace("<h1>", "<!--").replace("</h1>", "-->")
    assert read(source).title == TITLE


def test_logo_in_a_heading_is_no_headline() -> None:
    source = page("<meta property='og:title' content='Minister quits over leak'>").replace("<nav>", "<h1>The Daily</h1><nav>")
    assert read(source).title == TITLE


def test_blocks_of_a_page() -> None:
    above = "<p class='standfirst'>He said it himself, and nobody had expected it</p><div class='byline'>By <a href='/jd'>Jane Doe</a></div>"
    middle = [
        BODY[0],
        BODY[1]
        + "</p><figure><img src='a.jpg'><figcaption>The minister in Berlin</figcaption></figure><h2>“A loss”</h2><p>"
        + BODY[2],
    ]
    assert kinds(read(page(above=above, body=middle))) == [
        ("headline", TITLE),
        ("lead", "He said it himself, and nobody had expected it"),
        ("byline", "By Jane Doe"),
        ("body", BODY[0]),
        ("body", BODY[1]),
        ("caption", "The minister in Berlin"),
        ("subhead", "“A loss”"),
        ("body", BODY[2]),
    ]


def test_dateline_of_a_page() -> None:
    article = read(page(body=["BERLIN (Reuters) - " + BODY[0], *BODY[1:]]))
    assert kinds(article)[1:3] == [("dateline", "BERLIN (Reuters) -"), ("lead", BODY[0])]


def test_furniture_is_left_out() -> None:
    boxes = (
        "<div class='newsletter-box'><p>Sign up to our briefing. It comes every morning and costs nothing at all.</p></div>",
        "<div class='ad'>ADVERTISEMENT</div>",
        "<div hidden><p>Reading with advertising or with a subscription? You can choose it here.</p></div>",
        "<aside class='related'><h3>Related</h3><ul><li><a href='/x'>Another minister quits</a></li></ul></aside>",
        "<div class='comments'><p>riverman62</p><p>He said the same thing last year. Nothing new here for me.</p></div>",
    )
    article = read(page(body=[BODY[0], BODY[1] + "</p>" + "".join(boxes) + "<p>" + BODY[2]]))
    assert article.text == "\n\n".join([TITLE, *BODY])


def test_paragraphs_made_of_line_breaks() -> None:
    source = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{'<br><br>'.join(BODY)}</div></body></html>"
    article = read(source)
    assert [words for kind, words in kinds(article) if kind in ("lead", "body")] == BODY


NOTICE = "This article was translated automatically."


@pytest.mark.parametrize(
    ("below", "translated", "original"),
    [
        (f"<p>{NOTICE} <a href='https://b.example/1'>Read the original article</a></p>", True, "https://b.example/1"),
        (f"<p class='note'>{NOTICE}</p><p><a href='https://b.example/1'>Read the original here</a></p>", True, "https://b.example/1"),
        (f"<div>{NOTICE}</div>", True, None),
        (f"<p>{NOTICE} Original: https://b.example/1</p>", True, "https://b.example/1"),
        ("<p><a href='https://b.example/1'>Read the original here</a></p>", False, None),
        ("<p>Speaking through a translator, he said that his translated book was a success everywhere.</p>", False, None),
    ],
)  # fmt: skip
def test_translation_notice(below: str, translated: bool, original: str | None) -> None:
    article = read(page(below=below))
    assert (article.translated, article.original_url) == (translated, original)
    assert (BlockKind.NOTICE in {block.kind for block in article.blocks}) is translated


def test_translation_told_by_markup() -> None:
    work = {**NEWS, "translationOfWork": {"@type": "NewsArticle", "url": "https://b.example/1"}}
    article = read(page(json_ld(work)))
    assert (article.translated, article.original_url) == (True, "https://b.example/1")
    assert read(page(html="<html class='js translated-ltr'>")).translated is True


@pytest.mark.parametrize(
    "source",
    [
        "<html><body></body></html>",
        "<html><head><title>The Daily</title></head><body><nav><a href='/a'>World</a></nav><ul>" + "<li><a href='/x'>Minister quits over leak</a></li>" * 30 + "</ul></body></html>",
        "<html><head><title>The Daily</title></head><body>" + "<div><h2><a href='/x'>Minister quits over leak</a></h2><p>He said no. He went.</p></div>" * 12 + "</body></html>",
        "<html><head><title>404</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>",
        "<html><head><title>Log in</title></head><body><form><p>Name</p><input><p>Password</p><input></form></body></html>",
    ],
    ids=["empty", "links", "front page", "error page", "form"],
)  # fmt: skip
def test_no_article(source: str) -> None:
    with pytest.raises(InputError, match=r"a\.html: no article found"):
        read(source)


@pytest.mark.parametrize(
    ("charset", "declared", "words"),
    [
        ("utf-8", "utf-8", "Präsident „nein“"),
        ("utf-8", "iso-8859-1", "Präsident „nein“"),
        ("cp1252", "iso-8859-1", "Präsident „nein“"),
        ("cp1252", None, "Präsident „nein“"),
        ("cp1251", "windows-1251", "Президент сказал нет и ушел"),
        ("shift_jis", "Shift_JIS", "大統領は"),
        ("utf-16", None, "Präsident „nein“"),
        ("utf-8-sig", None, "Präsident „nein“"),
    ],
)
def test_encodings(tmp_path: Path, charset: str, declared: str | None, words: str) -> None:
    source = page(body=[f"{words}. {BODY[0]}", *BODY[1:]]).replace(
        "<meta charset='utf-8'>", f"<meta charset='{declared}'>" if declared else ""
    )
    source = source.replace("©", "(c)")
    (tmp_path / "a.html").write_bytes(source.encode(charset))
    (article,) = read_paths([str(tmp_path / "a.html")], today=TODAY)
    assert isinstance(article, Article), article
    assert words in article.text


def test_deep_and_broken_markup() -> None:
    source = page(above="<div><span>" * 60, below="</b></i><table><tr><td>" * 50)
    assert BODY[2] in read(source).text


def test_characters_that_a_page_does_not_show() -> None:
    article = read(page(body=["The prime&shy;minister\u200b said <q>no, <b>never</b></q> on Friday&nbsp;night.", *BODY]))
    assert "The primeminister said “no, never” on Friday\u00a0night." in article.text


def test_questions_of_an_interview_are_no_subheads() -> None:
    middle = [BODY[0], "<b>Will you come back one day?</b>", BODY[1], "<b>A farm in the north</b>", BODY[2]]
    assert [kind for kind, _ in kinds(read(page(body=middle)))] == ["headline", "lead", "body", "body", "subhead", "body"]


def test_hint_without_notice_leaves_translation_open() -> None:
    assert read(page("<meta name='generator' content='Daily-Translate'>")).translated is None
    assert read(page("<meta name='generator' content='Daily-Translate'>", below=f"<p>{NOTICE}</p>")).translated is True


def test_short_article() -> None:
    assert read(page(body=["The minister said that he would go."])).text == f"{TITLE}\n\nThe minister said that he would go."
