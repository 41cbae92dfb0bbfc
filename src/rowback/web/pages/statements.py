"""Search: statements by their words and what else is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rowback.core.finding import Entry
from rowback.export.ledger_csv import STATEMENT_COLUMNS, entry_row
from rowback.export.ledger_json import entry_object
from rowback.ledger import MOST_COUNTED, Filter, Leaf
from rowback.web.answering import Page, Pages, listed
from rowback.web.asked import Asked
from rowback.web.failures import AskedWronglyError
from rowback.web.words import month_in_words

pages = Pages()
_LEAF, _MOST = 25, 200
_SHOWN = 8  # values of a facet


@pages.show("/statements")
def statements(asked: Asked) -> Page:
    """The statements that are asked for, with facets."""
    catalogue, wanted = asked.ledger.catalogue, asked.filter
    limit = asked.number("limit", _LEAF, 1, _MOST)
    if wanted.issue is not None:
        asked.ledger.issues[wanted.issue]
    leaf = leaf_of(asked, wanted, limit)
    facets = catalogue.facets(wanted, **asked.scope)
    labels, month = asked.ledger.survey.labels(), asked.text("month")
    months = [value for value, _ in facets.counts.get("month", ())] + ([month] if month else [])
    context = {
        "leaf": leaf, "facets": facets, "filter": wanted, "labels": labels, "shown": _SHOWN, "most": MOST_COUNTED,
        "names": {**(catalogue.names([wanted.actor]) if wanted.actor else {}), **facets.names}, "q": wanted.words or "",
        "month": month, "months": {value: month_in_words(value) for value in months}, "more": asked.changed(after=leaf.next),
    }  # fmt: skip

    title = f"“{wanted.words}” in statements" if wanted.words else "Statements"
    return Page(
        "statements.html", title, context, lambda: statements_object(asked, limit), STATEMENT_COLUMNS, lambda: map(entry_row, _every(asked, wanted)),
        facets.total, "statements",
    )  # fmt: skip


def statements_object(asked: Asked, limit: int) -> dict[str, Any]:
    """A leaf of statements with facets, for programs."""
    wanted = asked.filter
    if wanted.issue is not None:
        asked.ledger.issues[wanted.issue]
    leaf, facets = leaf_of(asked, wanted, limit), asked.ledger.catalogue.facets(wanted, **asked.scope)
    counts = {key: [[value, count] for value, count in found[:100]] for key, found in facets.counts.items()}
    return listed(map(entry_object, leaf.entries), leaf.next, total=facets.total, complete=facets.complete, facets=counts)


def leaf_of(asked: Asked, wanted: Filter, limit: int) -> Leaf:
    """The leaf that a place begins."""
    try:
        return asked.ledger.catalogue.statements(wanted, after=asked.text("after"), limit=limit, **asked.scope)
    except ValueError as error:
        raise AskedWronglyError("after", str(error)) from error


def _every(asked: Asked, wanted: Filter) -> Iterator[Entry]:
    """All of them, a leaf at a time, so that any number can be written."""
    after = None
    while True:
        leaf = asked.ledger.catalogue.statements(wanted, after=after, limit=1000, **asked.scope)
        yield from leaf.entries
        after = leaf.next
        if after is None:
            return


@pages.show("/statements/{ident}")
def statement(asked: Asked) -> Page:
    """One statement: people are shown it in its article."""
    entry = asked.ledger.entry(asked.path("ident"), **asked.scope)
    return Page(
        "", "Statement", {}, lambda: entry_object(entry), STATEMENT_COLUMNS, lambda: [entry_row(entry)], 1, f"statement-{entry.id}",
        elsewhere=f"/articles/{entry.source.id}#{entry.id}",
    )  # fmt: skip
