"""Actors, issues and decisions of a ledger as tables for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from rowback.core.issue import Issue
from rowback.export.ledger_tables import as_statements, columned, printed
from rowback.export.screen import safe, shortened, speaker_in_words
from rowback.ledger import Decision, Profile, Shown, Suggested


def as_actors(profiles: Sequence[Profile], *, width: int, colour: bool) -> str:
    """One row an actor."""
    table = columned(("actor", 10), ("side", 8), ("post", 12), ("told", 5))
    for profile in profiles:
        name = Text(shortened(profile.name, 80), style="cyan")
        name.append(f"\n{profile.id}", style="dim")
        if others := sorted(set(profile.names) - {profile.name}):
            name.append(f"\nalso {shortened(', '.join(others), 120)}", style="dim")
        posts = "\n".join(dict.fromkeys(shortened(post.role or "", 60) for post in profile.posts[:4]))
        table.add_row(name, Text(safe(", ".join(profile.sides[:3]))), Text(posts), Text(f"{sum(profile.names.values()):,}"))
    return printed(table, Text(f"\n{len(profiles)} actor{'s' * (len(profiles) != 1)}", style="dim"), width=width, colour=colour)


def as_actor(shown: Shown, *, width: int, colour: bool) -> str:
    """One actor: names, posts with days and evidence, decisions, statements."""
    profile = shown.profile
    head = Text(shortened(profile.name, 100), style="bold")
    head.append(f"  {profile.id} · {profile.kind.value}", style="not bold dim")
    head.append(f"\nsides: {safe(', '.join(profile.sides)) or 'unknown'}", style="not bold")
    names = ", ".join(f"{name} ({count})" for name, count in sorted(profile.names.items(), key=lambda item: (-item[1], item[0])))
    head.append(f"\nnames: {safe(names)}", style="not bold")
    posts = columned(("from", 10), ("to", 10), ("post", 20), ("evidence", 10))
    for post in profile.posts:
        words = ", ".join(part for part in (post.role, post.side) if part)
        posts.add_row(
            Text(post.start or "-"), Text(post.end or "-"), Text(safe(words)), Text(post.evidence or "roster", style="dim")
        )
    decisions = [Text(_decision(decision), style="yellow") for decision in shown.decisions]
    parts: list[RenderableType] = [head, Text(), posts, *decisions, Text()]
    return printed(*parts, width=width, colour=colour) + as_statements(shown.entries, width=width, colour=colour)


def as_decisions(decisions: Sequence[Decision], *, width: int, colour: bool) -> str:
    """One line a decision."""
    lines = [Text(_decision(decision)) for decision in decisions]
    tail = Text(f"{len(decisions)} decision{'s' * (len(decisions) != 1)}", style="dim")
    return printed(*lines, tail, width=width, colour=colour)


def _corrected(value: Mapping[str, Any]) -> str:
    if "speaker" in value:
        return f"said by {value['speaker'][1]}"
    if "said_on" in value:
        return f"said on {' to '.join(dict.fromkeys(value['said_on'] or ['no known day']))}"
    if "issue" in value:
        return f"{value['stance'] or 'no position'} on {value['issue']}"
    return "not a statement"


def _decision(decision: Decision) -> str:
    value = decision.value
    if decision.kind == "merge":
        what = f"{decision.subject}: statements {value['one']} and {value['other']} are one actor's"
    elif decision.kind == "split":
        what = f"{decision.subject}: not called {', '.join(value['names'])}"
    elif decision.kind == "roster":
        what = f"{decision.subject}: {len(value['rows'])} posts"
    elif decision.kind == "review":
        what = f"{decision.subject}: {value['verdict']}, statements {' and '.join(value['pair'])} on {value['issue']}"
    else:
        what = f"{decision.subject}: {_corrected(value)}"
    by = f" by {decision.by}" if decision.by else ""
    note = f" ({decision.note})" if decision.note else ""
    return safe(f"{decision.number}  {decision.recorded_at[:10]}{by}  {decision.kind} {what}{note}")


def as_issues(issues: Sequence[Issue], *, width: int, colour: bool) -> str:
    """One paragraph an issue."""
    parts: list[RenderableType] = []
    for issue in issues:
        words = Text(safe(issue.id), style="bold").append(f"  {safe(issue.label)}", style="not bold")
        words.append(f"\n  {safe(issue.proposition)}", style="not bold")
        for name, listed in (("terms", issue.terms), ("not", issue.exclude)):
            if listed:
                words.append(f"\n  {name}: {safe(', '.join(listed))}", style="not bold dim")
        parts.append(words)
    return printed(*parts, Text(f"{len(issues)} issue{'s' * (len(issues) != 1)}", style="dim"), width=width, colour=colour)


_EXAMPLES = 3


def as_suggestions(suggested: Sequence[Suggested], *, width: int, colour: bool) -> str:
    """One paragraph a suggested issue, with its first examples."""
    parts: list[RenderableType] = []
    for one in suggested:
        found = one.suggestion
        words = Text(safe(found.label), style="bold")
        words.append(f"  {found.statements:,} statements by {found.speakers:,} speakers", style="not bold dim")
        words.append(f"\n  draft: {safe(found.proposition)}", style="not bold")
        for entry in one.examples[:_EXAMPLES]:
            speaker = speaker_in_words(entry.statement.speaker)
            words.append(f"\n  {entry.id}  {safe(speaker)}: {shortened(entry.statement.quote, 120)}", style="not bold dim")
        parts.append(words)
    count = Text(f"{len(suggested)} suggestion{'s' * (len(suggested) != 1)}", style="dim")
    return printed(*parts, count, width=width, colour=colour)
