"""Whom a clause is about, in the article's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.core.statement import Statement
from rowback.findings.sides import data

MOST_WORDS = 8  # of a subject; a longer one is a clause


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], frozenset[str]]:
    table = data("claims")["subject"]

    def any_of(words: Iterable[str]) -> str:
        return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))

    verb = re.compile(rf"(?<![\w-])(?:{any_of(table['verbs'])})(?![\w-])", re.IGNORECASE)
    leading = re.compile(
        rf"^(?:(?:{any_of(table['leading'])}|[\d][\d./-]*|(?:in|on|at|after|with|within)\s[^,]{{2,60}},|(?:in|on)\s+\w+(?=\s+(?:[A-Z]|he|she|they)))\s*,?\s+)+",
        re.IGNORECASE,
    )
    return verb, leading, frozenset(table["pronouns"]), frozenset(table["things"])


def subject(text: str, before: Span, sentence: Span, statements: Sequence[Statement] = ()) -> str | None:
    """The words that say whom words of change are about: the noun phrase that opens their clause, else the sentence.

    `before` runs from the clause's start to the words of change. A personal pronoun becomes the name of the speaker of the last
    statement before it; None where nobody is told, or only a thing ("the line has been firmed up").
    """
    things = _patterns()[3]
    named = _opening(before.of(text)) or _opening(text[sentence.start : before.end])
    if named is None or (named.lower().split()[-1] in things):
        return None
    if named.lower() in _patterns()[2]:
        return _speaker_before(before, statements)
    return named


def _opening(words: str) -> str | None:
    verb, leading, pronouns, _ = _patterns()
    clause = leading.sub("", words.strip(" \t\n,;:—–\"“”'"))
    found = verb.search(clause)
    head = (clause[: found.start()] if found else clause).strip(" \t\n,;:—–\"“”'")
    parts = head.split()
    if not parts or len(parts) > MOST_WORDS:
        return None
    if not any(p[0].isupper() for p in parts) and parts[0].lower() not in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        *pronouns,
    ):
        return None
    return head if len(parts) > 1 or parts[0].lower() not in ("the", "a", "an", "in", "on", "at", "there") else None


def _speaker_before(before: Span, statements: Sequence[Statement]) -> str | None:
    """The name of the speaker whose pronoun stands there, else of the last named speaker before it."""
    here = [s for s in statements if s.speaker.name and any(before.overlaps(span) for span in s.source)]
    earlier = [
        s
        for s in statements
        if s.speaker.name and s.speaker.kind is ActorKind.PERSON and s.content and s.content[0].start < before.start
    ]
    chosen = here or sorted(earlier, key=lambda s: s.content[0].start)
    return chosen[-1].speaker.name if chosen else None
