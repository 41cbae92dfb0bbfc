"""What a single line of an article is: a notice, a byline, a caption, a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from rowback.core.article import BlockKind
from rowback.reading.tables import table

_LONGEST_NOTICE = 400  # code points; the longest translation notices seen have about 250
_LONGEST_FURNITURE = 600
_URL = re.compile(r"https?://[^\s<>\"“”)\]]+[^\s<>\"“”)\].,;:!?]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern for lines of one kind, with the lines that it must match and those that it must not."""

    id: str
    kind: BlockKind
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def line_kind(line: str) -> BlockKind | None:
    """The kind of a line that is no prose, None for prose. Bylines are among them: look whether one can stand there."""
    if len(line) > _LONGEST_FURNITURE:
        return None
    return next((rule.kind for rule in furniture_rules() if rule.pattern.search(line)), None)


def is_translation_notice(line: str) -> bool:
    """True for a line that says the article, not some words in it, is a translation."""
    return len(line) <= _LONGEST_NOTICE and any(rule.pattern.search(line) for rule in translation_rules())


def leads_to_original(line: str) -> bool:
    """True for "read the original article here" and its like."""
    return len(line) <= _LONGEST_NOTICE and any(rule.pattern.search(line) for rule in original_rules())


def address_in(line: str) -> str | None:
    """The first web address that the line spells out, None if there is none."""
    found = _URL.search(line)
    return found.group() if found else None


@cache
def furniture_rules() -> tuple[Rule, ...]:
    """The rules of furniture.toml."""
    return tuple(_rule(row, BlockKind(row["kind"]), row["pattern"]) for row in table("furniture.toml")["rule"])


@cache
def translation_rules() -> tuple[Rule, ...]:
    """The notices of translation_notices.toml."""
    rows = table("translation_notices.toml")["notice"]
    return tuple(_rule(row, BlockKind.NOTICE, "(?i)" + row["pattern"]) for row in rows)


@cache
def original_rules() -> tuple[Rule, ...]:
    """The lines of translation_notices.toml that lead to the original."""
    rows = table("translation_notices.toml")["original"]
    return tuple(_rule(row, BlockKind.LINK, "(?i)" + row["pattern"]) for row in rows)


def _rule(row: dict[str, Any], kind: BlockKind, pattern: str) -> Rule:
    return Rule(row["id"], kind, re.compile(pattern), tuple(row["examples"]), tuple(row["counter"]))
