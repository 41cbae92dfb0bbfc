"""What the renderings for people share: safe text, days and speakers in words, strings out of rich."""

from __future__ import annotations

import io
import re

from rich.console import Console, RenderableType
from rich.text import Text

from rowback.core.actor import ActorKind
from rowback.core.article import Article
from rowback.core.saidon import SaidOn
from rowback.core.statement import Actor, Reading

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(words: str) -> str:
    """Words without characters that steer a terminal (escape sequences, marks of direction), each replaced by one that is seen."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", words)


def shortened(words: str, limit: int) -> str:
    """Words on one line, cut at a space with an ellipsis where they are longer than the limit."""
    line = " ".join(safe(words).split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return head[: head.rfind(" ") if " " in head[limit // 2 :] else len(head)].rstrip() + "…"


def day_in_words(said: SaidOn | None, joint: str = " to ") -> str:
    """A day or interval; "~" before those that are inferred; "-" for none."""
    if said is None:
        return "-"
    mark, start, end = "~" if said.inferred else "", said.start.isoformat(), said.end.isoformat()
    if start == end:
        return mark + start
    return f"{mark}{start}{joint}{end[5:] if end[:4] == start[:4] else end}"


def speaker_in_words(speaker: Actor) -> str:
    """The name, "unknown" where the text tells nobody."""
    return "unknown" if speaker.kind is ActorKind.UNKNOWN or not speaker.name else safe(speaker.name)


def belongings(speaker: Actor) -> str:
    """Role and side, separated by a comma, each only if it says more than the name does; empty where neither is known."""
    named = (speaker.name or "").casefold()
    return ", ".join(" ".join(safe(part).split()) for part in (speaker.role, speaker.side) if part and part.casefold() != named)


def heading(reading: Reading) -> Text:
    """Title, then outlet, date and language of an article, and what a reader must know of it."""
    article = reading.article
    result = Text(_title(article), style="bold")
    facts = (
        article.outlet,
        article.published[:10] if article.published else "no date of publication",
        article.language or "unknown language",
    )
    result.append("\n" + " · ".join(shortened(fact, 60) for fact in facts if fact), style="not bold dim")
    if article.translated:
        result.append("\nTranslated: the words in quotation marks are not the words that were spoken.", style="not bold yellow")
    if not reading.extracted:
        result.append("\nNot read for statements: Rowback does not know this language.", style="not bold yellow")
    return result


def _title(article: Article) -> str:
    lines = (line for line in article.text.splitlines() if line.strip())
    return shortened(article.title or next(lines, "") or article.url or article.id, 200)


def rendered(*parts: RenderableType, width: int, colour: bool) -> str:
    """What rich makes of the parts, as a string that ends in a line end; without colour no line ends in spaces."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="auto" if colour else None,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in parts:
        console.print(part)
    text = out.getvalue()
    return text if colour else "".join(line.rstrip() + "\n" for line in text.split("\n")[:-1])
