"""Texts with marked sources, cues and contents as the stage takes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rowback.core.article import Article
from rowback.core.attribution import AsideType, Attribution, Kind, Name, NameKind
from rowback.core.span import Span

_MARK = re.compile(r"\[([scqad])(\d?) |\]")
_NAMES = {"persons": NameKind.PERSON, "organisations": NameKind.ORGANISATION, "places": NameKind.PLACE}


def unmarked(marked: str) -> tuple[str, list[Attribution]]:
    """The text without its marks, and the attributions that they mark."""
    text, at, opened = "", 0, []
    spans: dict[tuple[int, str], list[Span]] = {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group() == "]":
            number, part, start = opened.pop()
            spans.setdefault((number, part), []).append(Span(start, len(text)))
        else:
            opened.append((int(mark[2] or 1), mark[1], len(text)))
    text += marked[at:]
    attributions = []
    for number in sorted({n for n, _ in spans}):
        asked, spoken = spans.get((number, "a")), spans.get((number, "d"))
        content = tuple(asked or spoken or spans[number, "q"])
        direct = bool(spoken) or content[0].start > 0 and text[content[0].start - 1] == '"'
        source, cue = tuple(spans.get((number, "s"), ())), tuple(spans.get((number, "c"), ()))
        attributions.append(
            Attribution(content, cue, source, Kind.DIRECT if direct else Kind.INDIRECT, aside=AsideType.QUESTION if asked else None)
        )
    return text, attributions


def article_of(case: dict[str, Any]) -> tuple[Article, Sequence[Name], list[Attribution]]:
    """What a case of the table gives to the stage."""
    text, attributions = unmarked(case["text"])
    names = [
        Name(Span(found.start(), found.end()), kind)
        for key, kind in _NAMES.items()
        for words in case.get(key, ())
        for found in re.finditer(rf"\b{re.escape(words)}\b", text)
    ]
    return Article(id="a", text=text, outlet=case.get("outlet"), url=case.get("url"), language="en"), sorted(names), attributions
