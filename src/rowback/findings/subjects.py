"""Whom a clause is about, in the article's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rowback.core.span import Span
from rowback.core.statement import Statement

_VERB = re.compile(
    r"""\b(?:is|are|was|were|has|have|had|will|would|did|does|do|appears?|appeared|seems?|seemed|looks?|looked|signals?|signall?ed|announce[sd]?
    |made|makes?|perform(?:s|ed)?|later|then|now|again|also|since|quickly|partly|partially|slightly|apparently|abruptly|suddenly|publicly|himself
    |herself|itself|themselves|finally|still|today|yesterday|on|in|took|takes|struck|strikes|gave|gives|sent|sends|pulls?|pulled)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PRONOUN = re.compile(r"^(?:he|she|they|it|this|that|these|who|which|we)$", re.IGNORECASE)
_LEADING = re.compile(
    r"""^(?:(?:but|and|now|so|yet|meanwhile|however|still|then|later|since\s+then|today|in\s+an?\s+[\w\s-]{3,40},|on\s+\w+day|earlier(?:\s+on\s+\w+day)?
    |hours\s+later|a\s+day\s+later|(?:one|two|three)\s+\w+\s+(?:later|after)[^,]*,|only)\s*,?\s+)+""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"(?:[A-ZÀ-ÖØ-ÞŁŠŽĆ][\w’'.-]+(?:\s+(?:of|the|de|von|van|al|bin)\s+)?\s*){1,5}")
_MOST_WORDS = 8
_STARTERS = frozenset(
    "the a an in on at but and after before when while as for it he she they this that earlier later now since".split()
)


def subject(text: str, sentence: Span, claim: Span, paragraph: Span, statements: Sequence[Statement] = ()) -> str | None:
    """The words that say whom a claim is about; a pronoun becomes the name before it, None where nobody is named.

    `statements` of the article tell whose pronoun it is where one of them has that source.
    """
    named = _before_verb(text[claim.start : claim.end])
    if named is None:
        named = _before_verb(text[sentence.start : claim.end])
    if named is None:
        return None
    if not _PRONOUN.match(named):
        return named
    if named.lower() in ("this", "that", "these", "it", "which", "we"):
        return None
    return _owner(claim, statements) or _last_name(text, paragraph.start, claim.start)


def _before_verb(words: str) -> str | None:
    """The noun phrase at the start of a clause: what stands before its first verb."""
    clause = _LEADING.sub("", words.strip(" ,;:—–\"“”'"))
    found = _VERB.search(clause)
    head = (clause[: found.start()] if found else clause).strip(" ,;:—–\"“”'")
    if not found:
        # "USA rows back", "Minister contradicts chancellor": the words before the words of change are names or nouns
        head = re.split(r"\s+(?=[a-z][\w-]*(?:s|ed|ing)?\b)", head, maxsplit=1)[0] if head[:1].isupper() else ""
    parts = head.split()
    if (
        not parts
        or len(parts) > _MOST_WORDS
        or (len(parts) == 1 and parts[0].lower() in ("the", "a", "an", "in", "on", "at", "there"))
    ):
        return None
    return head


def _owner(claim: Span, statements: Sequence[Statement]) -> str | None:
    """The name of the speaker whose mention stands in the claim as a statement's source."""
    for statement in statements:
        if statement.speaker.name and any(claim.overlaps(span) for span in statement.source):
            return statement.speaker.name
    return None


def _last_name(text: str, start: int, end: int) -> str | None:
    """The last capitalised name before a place, without a sentence's first small word."""
    names = [m.group().strip() for m in _NAME.finditer(text, start, end)]
    able = [n for n in names if n.lower() not in _STARTERS and len(n) > 2]
    return able[-1] if able else None
