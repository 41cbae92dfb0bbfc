"""Where two wordings of the same words differ, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]|\s+")
_LONGEST = 1200  # words; longer wordings are shown whole, since comparing takes the square of their length


class Part(NamedTuple):
    """Words of a wording; ``is_own`` where the other wording does not have them."""

    words: str
    is_own: bool


def compared(one: str, other: str) -> list[Part]:
    """The other wording in parts, with those marked that the one does not have.

    >>> compared("it is on the table", "it is still on the table")
    [Part(words='it is', is_own=False), Part(words=' still', is_own=True), Part(words=' on the table', is_own=False)]
    """
    words, others = _WORD.findall(one), _WORD.findall(other)
    if len(words) > _LONGEST or len(others) > _LONGEST:
        return [Part(other, False)]
    plain, plain_others = [w.casefold() for w in words], [w.casefold() for w in others]
    parts: list[Part] = []
    for tag, _, _, start, end in SequenceMatcher(None, plain, plain_others, autojunk=False).get_opcodes():
        if start < end:
            parts.append(Part("".join(others[start:end]), tag != "equal"))
    return parts
