"""Feed gold positions into the findings stage: what the rules find when everything before them is right.

    bench/gold_findings.py --data DIR [--out DIR] [--language en] [--days told|known] [--read] [--lines]

DIR holds stories/ with a folder a story: articles.jsonl and gold.json. For each story statements.jsonl and findings.jsonl are
written under --out, in the form of `rowback statements` and `rowback findings`, so that a scorer of such files can judge them.
`--days told` gives a statement the day of publication, inferred, where its article does not tell the day. `--read` takes speakers,
sides, days and places from reading the articles, and only the positions from gold; persons are joined as gold joins them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import retold
import sameness
from rowback.core.actor import ActorKind
from rowback.core.article import Article, BlockKind
from rowback.core.attribution import Kind
from rowback.core.finding import Claim, Entry, Finding, Source
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.core.statement import Actor, Aside, Position, Statement
from rowback.export.json_lines import statement_object
from rowback.findings import denials, find_changes, find_claims, group_utterances, order_in_day
from rowback.pipeline import read_articles
from rowback.reading.given import Given
from rowback.reading.records import article_from_record

Gold = dict[str, Any]
SCORE = 0.9  # of a position that is gold
TOLD_AT = datetime(2030, 1, 1, tzinfo=UTC)
_NOBODY = re.compile(r"\b(?:spokes\w+|press secretary|anonymous|unnamed|senior official)\b", re.IGNORECASE)


@dataclass
class Story:
    """A story's articles and gold, as entries."""

    name: str
    articles: dict[str, Article]
    entries: list[Entry]
    claims: list[Claim]
    gold: Gold
    ids: dict[int, str]


def read_story(folder: Path, language: str, days: str, read: bool = False) -> Story:
    """The articles of one language with their gold statements as entries, grouped into utterances by the stage."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["language"] == language]
    keys = ("url", "outlet", "title", "published", "language", "text")
    articles = {
        row["id"]: article_from_record({k: row[k] for k in keys if row.get(k)}, Given(), row["id"], date(2030, 1, 1))
        for row in rows
    }
    texts = {row["id"]: row["text"] for row in rows}
    statements: dict[str, list[Statement]] = {ident: [] for ident in articles}
    ids: dict[int, str] = {}
    for row in gold["statements"]:
        if row["article"] in articles:
            statement = _statement(row, articles[row["article"]], texts[row["article"]], days)
            statements[row["article"]].append(statement)
            ids[row["idx"]] = statement.id
    asides: dict[str, tuple[Aside, ...]] = dict.fromkeys(articles, ())
    if read:
        for ident, reading in zip(articles, read_articles(articles.values(), processes=1), strict=True):
            asides[ident] = reading.asides
            statements[ident] = [_positioned(s, statements[ident], reading.statements, gold) for s in reading.statements]
    entries, claims = [], []
    for ident, article in articles.items():
        entries += _entries(article, statements[ident])
        claims += find_claims(article, asides[ident], statements[ident])
    grouped = group_utterances(entries)
    entries = [Entry(e.statement, e.source, grouped[e.id], e.recorded_at, e.block, e.after, e.after_id, e.denied) for e in entries]
    return Story(folder.name, articles, entries, claims, gold, ids)


def _positioned(statement: Statement, gold: Sequence[Statement], every: Sequence[Statement], names: Gold) -> Statement:
    """A statement that was read, with the gold positions of the gold statements that it tells best; its speaker as gold joins names."""
    positions: dict[str, Position] = {}
    for wanted in gold:
        best = max(every, key=lambda s: retold.same_quote(wanted.quote, s.quote))
        if best is statement and retold.same_quote(wanted.quote, statement.quote):
            positions.update({p.issue: p for p in wanted.positions})
    speaker = statement.speaker
    if speaker.kind is ActorKind.PERSON and speaker.name:
        aliases = {alias: name for name, listed in names["speaker_aliases"].items() for alias in listed}
        known = {name: name for name in (row["speaker"] for row in names["statements"])} | aliases
        one = next((known[name] for name in sorted(known) if sameness.same_name(speaker.name, name)), speaker.name)
        speaker = replace(speaker, id=f"p-{one.split()[-1].lower()}")
    return replace(statement, positions=tuple(positions.values()), speaker=speaker)


def _entries(article: Article, statements: Sequence[Statement]) -> list[Entry]:
    order, denied = order_in_day(article, statements), denials(article, statements)
    source = Source(article.id, article.url, article.outlet, article.title, article.published, article.language, article.translated)
    found = []
    for statement in statements:
        block = article.block_at(statement.content[0].start)
        after, earlier = order.get(statement.id, (None, None))
        kind = block.kind if block else BlockKind.BODY
        found.append(Entry(statement, source, "", TOLD_AT, kind, after, earlier, statement.id in denied))
    return found


def _statement(row: Gold, article: Article, text: str, days: str) -> Statement:
    shift = article.text.index(text)
    span = Span(row["start"] + shift, row["end"] + shift)
    positions = (
        () if row["stance"] == "none" else (Position(row["issue"], Stance(row["stance"]), (span,), (), (), ("gold",), SCORE),)
    )
    kind = Kind(row["kind"])
    speaker = Actor(f"p-{row['speaker']}", row["speaker"], _actor_kind(row), row["role"], row["side"])
    verbatim = None if kind is Kind.INDIRECT or article.translated is None else not article.translated
    return Statement(
        f"s{row['idx']:04}-{row['article']}", kind, span.of(article.text), (span,), (), (), speaker, _said_on(row, article, days), None,
        None, None, verbatim, None, None, None, positions, SCORE,
    )  # fmt: skip


def _actor_kind(row: Gold) -> ActorKind:
    if _NOBODY.search(row["speaker"]):
        return ActorKind.UNNAMED
    return ActorKind.GOVERNMENT if row["role"] == "government" else ActorKind.PERSON


def _said_on(row: Gold, article: Article, days: str) -> SaidOn | None:
    if days == "told" and row.get("said_on_null_ok") and article.day:
        return SaidOn(article.day - timedelta(days=1), article.day, None, True)
    if not row["said_on"] or len(row["said_on"]) < 10:
        return None
    day = date.fromisoformat(row["said_on"])
    return SaidOn(day, day, Span(0, 1), False)


def entry_object(entry: Entry) -> Gold:
    """An entry in the form of `rowback statements --format json`."""
    source = entry.source
    article = {"id": source.id, "url": source.url, "outlet": source.outlet, "title": source.title, "published": source.published}
    return {
        **statement_object(entry.statement), "article": article, "utterance": entry.utterance, "recorded_at": entry.recorded_at.isoformat()
    }  # fmt: skip


def finding_object(finding: Finding) -> Gold:
    """A finding in the form of `rowback findings --format json`."""
    return {
        "id": finding.id, "kind": finding.kind, "issue": finding.issue,
        "actor": {"id": finding.actor, "name": finding.actor_name} if finding.actor else None, "side": finding.side,
        "from": entry_object(finding.earlier), "to": entry_object(finding.later), "also": [list(pair) for pair in finding.also],
        "explanation": finding.explanation, "against": list(finding.against), "part": finding.part,
        "reported_by": [{"article": c.article, "start": c.span.start, "end": c.span.end} for c in finding.reported_by],
        "score": finding.score, "review": finding.review,
    }  # fmt: skip


def _write(path: Path, rows: Sequence[Gold]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def show(story: Story, findings: Sequence[Finding], claims: Sequence[Claim]) -> None:
    """What was found, in lines to read."""
    by_id = {e.id: e for e in story.entries}
    groups: dict[str, list[Entry]] = {}
    for e in story.entries:
        groups.setdefault(e.utterance, []).append(e)
    for members in groups.values():
        if len(members) > 1:
            print("  same", *(f"\n     {m.id} {m.statement.speaker.name}: {m.statement.quote}" for m in members))
    for e in story.entries:
        if e.after is not None or e.denied:
            print(f"  {'denied' if e.denied else 'after'} {e.id} {e.after and by_id and e.after} {e.after_id}")
    for claim in claims:
        print(f"  claim {claim.article} {claim.words!r} about {claim.about!r}")
    for f in findings:
        print(
            f"  {f.kind} {f.issue} {f.score} {f.explanation}\n     {f.earlier.id} -> {f.later.id}, also {len(f.also)}, part {f.part}"
        )
        print("     against:", "; ".join(f.against), "| reported:", "; ".join(c.words for c in f.reported_by))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder that holds stories/")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write statements.jsonl and findings.jsonl for each story here")
    parser.add_argument("--language", default="en", metavar="CODE")
    parser.add_argument("--days", choices=("told", "known"), default="known")
    parser.add_argument("--read", action="store_true", help="read the articles; only positions come from gold")
    parser.add_argument("--lines", action="store_true", help="print what was found")
    options = parser.parse_args()
    for folder in sorted(p.parent for p in (options.data / "stories").glob("*/gold.json")):
        story = read_story(folder, options.language, options.days, options.read)
        issues = sorted({p.issue for e in story.entries for p in e.statement.positions})
        findings = [f for issue in issues for f in find_changes(issue, story.entries, story.claims)]
        print(f"{story.name}: {len(findings)} findings")
        if options.lines:
            show(story, findings, story.claims)
        if options.out:
            _write(options.out / story.name / "statements.jsonl", [entry_object(e) for e in story.entries])
            _write(options.out / story.name / "findings.jsonl", [finding_object(f) for f in findings])


if __name__ == "__main__":
    main()
