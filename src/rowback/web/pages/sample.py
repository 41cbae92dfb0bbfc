"""Check a sample: how a reader learns how far to trust the ledger on texts of their own."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from rowback.core.errors import LedgerError
from rowback.export.samples import SAMPLE_COLUMNS, sample_object, sample_rows
from rowback.ledger import Judgement, Verdict, precision
from rowback.web.answering import Form, Page, Pages
from rowback.web.asked import Asked, as_choice
from rowback.web.known import known_findings
from rowback.web.pages.findings import around, context_of
from rowback.web.rendering import query

pages = Pages()
_MOST = 500


class Of(StrEnum):
    """What is drawn."""

    STATEMENTS = "statements"
    FINDINGS = "findings"


@pages.show("/sample")
def sample(asked: Asked) -> Page:
    """One of a sample to judge, and the precision so far."""
    size, seed = asked.number("n", 30, 1, _MOST), asked.number("seed", 1, 0, 10**9)
    of = asked.choice("of", Of) or Of.STATEMENTS
    begun = asked.text("n") is not None
    drawn = drawn_of(asked, of, size, seed) if begun else []
    judged = asked.ledger.samples.judgements(drawn)
    at = _place(drawn, judged, asked.text("at"), asked.text("after"))
    context: dict[str, Any] = {
        "begun": begun, "size": size, "seed": seed, "of": of.value, "drawn": drawn, "judged": judged,
        "precision": precision(drawn, judged), "ident": drawn[at] if at is not None else None, "last": asked.text("last"),
        "following": _link(drawn, at, 1, size, seed, of), "before": _link(drawn, at, -1, size, seed, of),
        "entry": None, "words": [], "finding": None,
    }  # fmt: skip
    if at is not None:
        context["back"] = "/sample" + query(n=size, seed=seed, of=of.value, after=drawn[at], last=drawn[at])
        if of is Of.FINDINGS:
            context |= context_of(asked, asked.ledger.finding(drawn[at]))
        else:
            context["entry"] = asked.ledger.entry(drawn[at])
            context["words"] = around(asked, context["entry"])

    return Page(
        "sample.html", "Check a sample", context, lambda: sample_object(drawn, judged), SAMPLE_COLUMNS, lambda: sample_rows(of.value, seed, drawn, judged), len(drawn),
        f"sample-{of.value}-{size}-{seed}",
    )  # fmt: skip


def drawn_of(asked: Asked, of: Of, size: int, seed: int) -> list[str]:
    """The ids of a sample."""
    if of is Of.FINDINGS:
        return asked.ledger.samples.draw_of([brief.id for brief in known_findings(asked).findings], size, seed)
    return asked.ledger.samples.draw(size, seed)


def _place(drawn: list[str], judged: dict[str, Judgement], at: str | None, after: str | None) -> int | None:
    places = {ident: n for n, ident in enumerate(drawn)}
    if at is not None and at in places:
        return places[at]
    start = places.get(after or "", -1) + 1
    return next((n for n in (*range(start, len(drawn)), *range(start)) if drawn[n] not in judged), None)


def _link(drawn: list[str], at: int | None, step: int, size: int, seed: int, of: Of) -> str | None:
    if at is None or not 0 <= at + step < len(drawn):
        return None
    return "/sample" + query(n=size, seed=seed, of=of.value, at=drawn[at + step])


@pages.act("/sample")
def judge(asked: Asked, form: Form) -> str:
    """Record a judgement, or take the last one back."""
    ident, verdict = form.needed("id", 40), form.needed("verdict", 20)
    back = form.text("back") or ""
    back = back if back.startswith("/sample") else "/sample"
    if verdict == "undo":
        if not asked.ledger.samples.undo(ident, by=asked.guest.name):
            raise LedgerError("RB450", f"nothing was said about {ident!r} in a sample")
        return back
    judge_one(asked, ident, as_choice("verdict", verdict, Verdict), asked.guest.name, form.text("note"))
    return back


def judge_one(asked: Asked, ident: str, verdict: Verdict, by: str | None, note: str | None) -> None:
    """Record what somebody says of a finding or statement; LedgerError where there is none of this id."""
    _ = asked.ledger.finding(ident) if ident.startswith("f") else asked.ledger.entry(ident)
    asked.ledger.samples.judge(ident, verdict, by=by, note=note)
