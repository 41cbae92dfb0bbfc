"""Articles: the list, and the text of one with its statements marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rowback.core.article import Article, BlockKind
from rowback.core.attribution import AsideType
from rowback.core.errors import LedgerError
from rowback.core.finding import Entry
from rowback.core.stance import Stance
from rowback.core.statement import Reading
from rowback.export.csv_rows import row_of
from rowback.export.json_lines import reading_object
from rowback.export.ledger_csv import STATEMENT_COLUMNS, entry_row
from rowback.ledger import Listed
from rowback.web.answering import Form, Page, Pages, listed
from rowback.web.asked import Asked, as_choice, as_day
from rowback.web.marking import Paragraph, marked
from rowback.web.rendering import query
from rowback.web.words import cut

pages = Pages()
_LEAF = 30
_ISSUES = 12  # of which all are offered where a statement is corrected
ARTICLE_COLUMNS = tuple("article_id url outlet title published language translated statements recorded_at".split())


@pages.show("/articles")
def articles(asked: Asked) -> Page:
    """The articles of the ledger, those recorded last first."""
    shelf, outlet = asked.ledger.articles, asked.text("outlet")
    before = asked.number("before", 0, 0, 10**15) or None
    found = shelf.listed(outlet=outlet, before=before, limit=_LEAF + 1)
    following = found[_LEAF - 1].number if len(found) > _LEAF else None
    in_all = shelf.number(outlet)
    context = {"articles": found[:_LEAF], "next": following, "outlet": outlet, "in_all": in_all}

    def every() -> Iterator[Listed]:
        at = None
        while part := shelf.listed(outlet=outlet, before=at, limit=1000):
            yield from part
            at = part[-1].number

    def data() -> dict[str, Any]:
        return listed(map(article_line, found[:_LEAF]), str(following) if following else None)

    return Page("articles.html", "Articles", context, data, ARTICLE_COLUMNS, lambda: map(_row, every()), in_all, "articles")


def article_line(found: Listed) -> dict[str, Any]:
    """An article without its text."""
    return {
        "id": found.id, "url": found.url, "outlet": found.outlet, "title": found.title, "published": found.published,
        "language": found.language, "translated": found.translated, "statements": found.statements, "recorded_at": found.recorded_at,
    }  # fmt: skip


def _row(found: Listed) -> str:
    return row_of(article_line(found).values())


@pages.show("/articles/{ident}")
def article(asked: Asked) -> Page:
    """One article."""
    ledger, ident = asked.ledger, asked.path("ident")
    found, asides = ledger.articles[ident]
    entries = ledger.articles.entries(ident, **asked.scope)
    versions = ledger.articles.versions(found.url)
    labels = ledger.survey.labels()

    def offered(entry: Entry) -> list[tuple[str, str]]:
        """The issues on which the stance of a statement can be corrected: of many only those it takes one on."""
        if len(labels) <= _ISSUES:
            return list(labels.items())
        return sorted((p.issue, labels[p.issue]) for p in entry.statement.positions if p.issue in labels)

    context = {
        "labels": labels, "offered": offered,
        "article": found, "entries": entries, "paragraphs": _below(_heading(found), marked(found, entries, asides)),
        "versions": [v for v in versions if v.id != ident],
        "corrections": ledger.articles.corrections([entry.id for entry in entries]), "withdrawn": ledger.articles.withdrawn(ident),
        "nobodys": [a for a in asides if a.type is not AsideType.NOTICE], "text": found.text,
        "notices": [block.span.of(found.text) for block in found.blocks if block.kind is BlockKind.NOTICE],
    }  # fmt: skip

    def data() -> dict[str, Any]:
        return reading_object(Reading(found, tuple(entry.statement for entry in entries), asides))

    title = cut(_heading(found), 110)
    return Page(
        "article.html",
        title,
        context,
        data,
        STATEMENT_COLUMNS,
        lambda: map(entry_row, entries),
        len(entries),
        f"article-{ident}",
    )


def _heading(found: Article) -> str:
    """The title, else the headline in the text, else its first line."""
    headline = " ".join(block.span.of(found.text) for block in found.blocks if block.kind is BlockKind.HEADLINE)
    return found.title or headline or next((line for line in found.text.splitlines() if line.strip()), found.id)


def _below(heading: str, found: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs without a headline that the page's own heading repeats, if nothing in it is marked."""
    first = found[0] if found else None
    if first is None or first.kind is not BlockKind.HEADLINE or first.entries or any(s.role for s in first.stretches):
        return found
    words = " ".join("".join(stretch.words for stretch in first.stretches).split())
    return found[1:] if words == " ".join(heading.split()) else found


# ---- corrections


@pages.act("/statements/{ident}/correct")
def correct(asked: Asked, form: Form) -> str:
    """Correct what a form changed of a statement."""
    ident = asked.path("ident")
    entry = asked.ledger.entry(ident)
    name = form.text("speaker", 200)
    changes: dict[str, Any] = {}
    if name is not None and name != entry.statement.speaker.name:
        changes["speaker"] = name
    start, end = as_day("said_on", form.text("said_on", 10)), as_day("said_to", form.text("said_to", 10))
    said = entry.statement.said_on
    days: tuple[date, date] | None = (start, max(start, end or start)) if start is not None else None
    if days is not None and (said is None or days != (said.start, said.end)):
        changes["said_on"] = days
    stances: dict[str, Stance | None] = {}
    for issue in asked.ledger.survey.labels():
        value = form.text(f"stance:{issue}", 20)
        held = entry.position(issue)
        now = held.stance.value if held is not None else "none"
        if value is not None and value != now:
            stances[issue] = None if value == "none" else as_choice("stance", value, Stance)
    other = form.text("other_issue", 200)
    if other is not None:
        value = form.text("other_stance", 20) or "none"
        stances[asked.ledger.issues[other].id] = None if value == "none" else as_choice("other_stance", value, Stance)
    if stances:
        changes["stances"] = stances
    if form.text("not_a_statement") is not None:
        changes["not_a_statement"] = True
    back = f"/articles/{entry.source.id}"
    if not changes:
        return f"{back}{query(done='Nothing was changed')}#{ident}"
    asked.ledger.correct(ident, **changes, by=asked.guest.name, note=form.text("note"))
    asked.ledger.refresh()
    return f"{back}{query(done='Corrected; the findings that rest on it follow', undo=ident)}#{ident}"


@pages.act("/statements/{ident}/undo")
def undo(asked: Asked, form: Form) -> str:
    """Take the last correction of a statement back."""
    ident = asked.path("ident")
    asked.ledger.undo_correction(ident, by=asked.guest.name)
    asked.ledger.refresh()
    try:
        back = f"/articles/{asked.ledger.entry(ident).source.id}"
    except LedgerError:  # it was taken out by an older correction, which still holds
        back = f"/articles/{form.text('article', 40) or ''}"
    return f"{back}{query(done='The last correction is taken back')}#{ident}"
