"""What a ledger answers as tables for people, at least 60 columns wide. Only here are quotes cut and rejected findings left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rowback.core.article import Article
from rowback.core.finding import Entry, Finding, FindingKind, Review
from rowback.core.issue import Issue
from rowback.core.span import hull
from rowback.core.stance import Stance
from rowback.export.screen import belongings, day_in_words, rendered, safe, shortened, speaker_in_words
from rowback.ledger import Standing, Trend

_QUOTE = 240  # characters
_NARROWEST = 60
_COLOURS = {-1: "red", 0: "yellow", 1: "green"}
_TRENDS = {Trend.FIRST: " ", Trend.UP: "↑", Trend.DOWN: "↓", Trend.STEADY: "="}
_KINDS = {
    FindingKind.REVERSAL: "REVERSAL",
    FindingKind.SOFTENING: "SOFTENING",
    FindingKind.HARDENING: "HARDENING",
    FindingKind.SAME_SIDE_CONTRADICTION: "CONTRADICTION ON ONE SIDE",
}


def stance_in_words(stance: Stance) -> Text:
    """A stance with its step: "rules out −3"."""
    sign = "+" if stance.step > 0 else "−" if stance.step < 0 else " "
    return Text(f"{stance.value.replace('_', ' ')} {sign}{abs(stance.step)}", style=_COLOURS[stance.sign])


def as_statements(entries: Sequence[Entry], *, width: int, colour: bool) -> str:
    """One row a statement, and a last line that counts."""
    if not entries:
        return "no statements\n"
    table = columned(("day", 11), ("speaker", 9), ("quote", 18), ("outlet", 6))
    for entry in entries:
        statement, source = entry.statement, entry.source
        speaker = Text(speaker_in_words(statement.speaker), style="cyan")
        if rest := belongings(statement.speaker):
            speaker.append(f"\n{rest}", style="dim")
        quote = Text(shortened(statement.quote, _QUOTE))
        for position in statement.positions:
            quote.append(f"\n{safe(position.issue)}: ", style="dim").append_text(stance_in_words(position.stance))
        quote.append(f"\n{statement.id}", style="dim")
        outlet = Text(shortened(source.outlet or "-", 40))
        outlet.append(f"\n{(source.published or '-')[:10]}", style="dim")
        table.add_row(Text(day_in_words(statement.said_on, "\n to ")), speaker, quote, outlet)
    count = Text(f"\n{len(entries)} statement{'s' * (len(entries) != 1)}", style="dim")
    return printed(table, count, width=width, colour=colour)


def as_board(issue: Issue, standings: Sequence[Standing], *, width: int, colour: bool) -> str:
    """Proposition, then the actors by side with newest position and trend."""
    head = Text(shortened(issue.label, 200), style="bold")
    head.append(f"\n{shortened(issue.proposition, 300)}\n", style="not bold")
    if not standings:
        return printed(head, Text("nobody has taken a stand that this ledger knows of"), width=width, colour=colour)
    parts: list[RenderableType] = [head]
    for side, members in groupby(standings, key=lambda standing: standing.side):
        parts.append(Text(shortened(side or "side unknown", 80), style="bold"))
        table = columned(("day", 10), ("", 1), ("stance", 13), ("actor", 8), ("newest words", 16), header=False)
        for standing in members:
            actor = Text(shortened(standing.name or "unknown", 60), style="cyan")
            if standing.role:
                actor.append(f"\n{shortened(standing.role, 80)}", style="dim")
            day = standing.day.isoformat() if standing.day else "-"
            stance = stance_in_words(standing.stance)
            if len(standing.appearances) > 1:
                stance.append(f"\nwas {_steps(standing)}", style="dim")
            quote = Text(shortened(standing.entry.statement.quote, _QUOTE))
            quote.append(f"\n{shortened(standing.entry.source.outlet or 'outlet unknown', 40)} · {standing.entry.id}", style="dim")
            table.add_row(Text(day), Text(_TRENDS[standing.trend]), stance, actor, quote)
        parts += [Padding(table, (0, 0, 1, 2)), ]  # fmt: skip
    parts.append(Text("↑ moved towards the proposition, ↓ away from it, = as before", style="dim"))
    return printed(*parts, width=width, colour=colour)


def _steps(standing: Standing) -> str:
    return " ".join(f"{a.stance.step:+d}".replace("-", "−").replace("+0", "0") for a in standing.appearances[-4:-1])


def as_findings(findings: Sequence[Finding], *, width: int, colour: bool) -> str:
    """Each finding with both statements, its explanation, who reports it and what speaks against it; rejected ones are counted."""
    shown = [finding for finding in findings if finding.review is not Review.REJECTED]
    parts: list[RenderableType] = []
    for finding in shown:
        parts += [*_finding(finding), Text()]
    rejected = len(findings) - len(shown)
    tail = f"{len(shown)} finding{'s' * (len(shown) != 1)}" + (f", {rejected} rejected not shown" if rejected else "")
    return printed(*parts, Text(tail, style="dim"), width=width, colour=colour)


def _finding(finding: Finding) -> list[RenderableType]:
    head = Text(_KINDS[finding.kind], style="bold")
    who = finding.actor_name or finding.side
    head.append(f"  {safe(who)}" if who else "").append(f" on {safe(finding.issue or '')}")
    reviewed = "" if finding.review is Review.UNREVIEWED else f" · {finding.review.value}"
    head.append(f"  {finding.id} · {finding.score:.2f}{reviewed}", style="not bold dim")
    notes = [Text(f"reported: “{shortened(claim.words, 160)}”", style="magenta") for claim in finding.reported_by[:3]]
    notes += [Text(f"part: {shortened(finding.part, 160)}")] if finding.part else []
    notes += [Text(f"against: {shortened(words, 200)}", style="yellow") for words in finding.against]
    ends = [_side(finding, entry) for entry in (finding.earlier, finding.later)]
    return [head, Text(safe(finding.explanation)), *(Padding(words, (0, 0, 0, 2)) for words in (*ends, *notes))]


def _side(finding: Finding, entry: Entry) -> Text:
    statement = entry.statement
    line = Text(f"{day_in_words(statement.said_on)}  ")
    line.append(speaker_in_words(statement.speaker), style="cyan").append("  ")
    position = entry.position(finding.issue) if finding.issue is not None else None
    if position is not None:
        line.append_text(stance_in_words(position.stance))
    line.append(f"\n“{shortened(statement.quote, _QUOTE)}”")
    where = shortened(entry.source.outlet or "outlet unknown", 40)
    line.append(f"\n{where}, {(entry.source.published or 'undated')[:10]} · {entry.id}", style="dim")
    return line


def in_context(article: Article, entries: Sequence[Entry], *, width: int, colour: bool) -> str:
    """The words of statements in the paragraph that they stand in, marked."""
    parts: list[RenderableType] = []
    for entry in entries:
        statement = entry.statement
        around = hull((*statement.content, *statement.cue, *statement.source))
        start = article.text.rfind("\n", 0, around.start) + 1
        end = article.text.find("\n", around.end)
        words = Text(safe(article.text[start : end if end >= 0 else len(article.text)]))
        marks = [("bold", statement.content), ("cyan", statement.source), ("underline", statement.cue)]
        marks += [("reverse", p.evidence) for p in statement.positions]
        for style, spans in marks:
            for span in spans:
                words.stylize(style, span.start - start, span.end - start)
        parts += [Padding(words, (0, 0, 0, 2)), Text()]
    return printed(*parts, width=width, colour=colour)


def columned(*columns: tuple[str, int], header: bool = True) -> Table:
    """A table whose columns of ten cells or more of days and stances keep their width; the others share what is left."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, expand=True, header_style="bold", show_header=header)
    for title, size in columns:
        if title in ("day", "", "stance", "told"):
            table.add_column(title, width=size, no_wrap=title != "stance", justify="right" if title == "told" else "left")
        else:
            table.add_column(title, ratio=size, overflow="fold")
    return table


def printed(*parts: RenderableType, width: int, colour: bool) -> str:
    return rendered(*parts, width=max(width, _NARROWEST), colour=colour)
