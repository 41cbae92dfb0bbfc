"""Findings, one by one and in a list, and what people decide about them."""

from __future__ import annotations

from typing import Any

from rowback.core.finding import Entry, Finding, FindingKind, Review
from rowback.export.ledger_csv import FINDING_COLUMNS, finding_row
from rowback.export.ledger_json import entry_object, finding_object
from rowback.ledger import Brief, Decision
from rowback.web.answering import Form, Page, Pages, listed
from rowback.web.asked import Asked, as_choice
from rowback.web.differences import Part, compared
from rowback.web.known import issue_labels, known_findings, whole
from rowback.web.marking import in_context
from rowback.web.rendering import query
from rowback.web.words import REVIEWS, counted, headline

pages = Pages()
_LEAF = 30
_NAMED = 8  # outlets that are named
_PAIRS = 10  # further pairs of statements that are shown
VERDICTS = {"accept": Review.ACCEPTED, "reject": Review.REJECTED, "unsure": Review.UNSURE, "undo": Review.UNREVIEWED}


@pages.show("/findings")
def findings(asked: Asked) -> Page:
    """All findings, newest first."""
    found, pending = findings_of(asked)
    start = asked.number("after", 0, 0, 10**9)
    shown = whole(asked, found[start : start + _LEAF])
    labels = {f.issue: asked.ledger.issues[f.issue].label for f in shown if f.issue is not None}
    context = {
        "findings": shown, "in_all": len(found), "looking": pending,
        "next": start + _LEAF if start + _LEAF < len(found) else None, "labels": labels,
        "offered": issue_labels(asked, asked.text("issue")), "issue": asked.text("issue"),
        "kind": asked.choice("kind", FindingKind), "review": asked.choice("review", Review),
    }  # fmt: skip

    def data() -> dict[str, Any]:
        return listed(map(finding_object, whole(asked, found)), None, total=len(found))

    return Page(
        "findings.html", "Findings", context, data, FINDING_COLUMNS, lambda: map(finding_row, whole(asked, found)), len(found),
        "findings",
    )  # fmt: skip


def findings_of(asked: Asked) -> tuple[list[Brief], int]:
    """The findings that are asked for, newest first, and on how many issues they are still looked for."""
    issue, kind, review = asked.text("issue"), asked.choice("kind", FindingKind), asked.choice("review", Review)
    known = known_findings(asked, issue)
    return [f for f in known.findings if kind in (None, f.kind) and review in (None, f.review)], known.pending


@pages.show("/findings/{ident}")
def finding(asked: Asked) -> Page:
    """One finding with all that speaks for and against it."""
    found = asked.ledger.finding(asked.path("ident"), **asked.scope)
    context = {**context_of(asked, found), "decision": _decision_on(asked, found)}

    def data() -> dict[str, Any]:
        wordings = {end: [entry_object(entry) for entry, _ in context["wordings"][end]] for end in ("from", "to")}
        return {**finding_object(found), "wordings": wordings}

    title = f"{headline(found)} – {context['issue'].label}" if context["issue"] else headline(found)
    return Page("finding.html", title, context, data, FINDING_COLUMNS, lambda: [finding_row(found)], 1, f"finding-{found.id}")


def context_of(asked: Asked, found: Finding) -> dict[str, Any]:
    """What the page of a finding and the review queue show of it."""
    ledger = asked.ledger
    ends = {"from": found.earlier, "to": found.later}
    told = ledger.catalogue.telling([found.earlier.utterance, found.later.utterance])
    wordings: dict[str, list[tuple[Entry, list[Part]]]] = {}
    for name, end in ends.items():
        others = [
            e for e in told if e.utterance == end.utterance and e.source.id != end.source.id and e.statement.aligned_to is None
        ]
        wordings[name] = [(e, compared(end.statement.quote, e.statement.quote)) for e in others]
    pairs = found.also[:_PAIRS]
    also = ledger.catalogue.entries((ident for pair in pairs for ident in pair), **asked.scope)
    return {
        "finding": found,
        "issue": ledger.issues[found.issue] if found.issue is not None else None,
        "context": {name: around(asked, end) for name, end in ends.items()},
        "wordings": wordings,
        "also": [(also[one], also[other]) for one, other in pairs if one in also and other in also],
        "pairs": len(found.also),
        "claims": [(claim, ledger.articles.named(claim.article)) for claim in found.reported_by],
        "outlets": _outlets(told),
    }


def _decision_on(asked: Asked, found: Finding) -> Decision | None:
    """Who decided what stands of a finding, when and why; None if it is not reviewed or was decided as another finding."""
    if found.review is Review.UNREVIEWED:
        return None
    made = asked.ledger.actors.decisions(about_all=True)
    own = [d for d in made if d.kind == "review" and d.subject == found.id]
    return own[-1] if own and own[-1].value["verdict"] == found.review.value else None


def _outlets(told: list[Entry]) -> str:
    """How many outlets tell of it, and which; articles without an outlet count each."""
    names = sorted({entry.source.outlet for entry in told if entry.source.outlet})
    nameless = len({entry.source.id for entry in told if not entry.source.outlet})
    listed = [
        *names[:_NAMED],
        *([f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []),
        *([f"{nameless} not named"] if nameless else []),
    ]
    words = " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""
    return f"{counted(len(names) + nameless, 'outlet')}: {words}"


def around(asked: Asked, entry: Entry) -> list[tuple[str, str]]:
    """A statement's words in their context, by role."""
    return in_context(asked.ledger.articles[entry.source.id][0].text, entry.statement)


@pages.act("/findings/{ident}/review")
def decide(asked: Asked, form: Form) -> str:
    """Record a decision about a finding."""
    ident = asked.path("ident")
    verdict = form.needed("verdict")
    if verdict not in VERDICTS:
        as_choice("verdict", verdict, Review)
    found = asked.ledger.review(ident, VERDICTS[verdict], by=asked.guest.name, note=form.text("note"))
    back = form.text("back") or ""
    if back.startswith("/review"):
        return back
    words = "The last decision is taken back" if verdict == "undo" else f"This finding is {REVIEWS[found.review.value]} now"
    return f"/findings/{ident}" + query(done=words)
