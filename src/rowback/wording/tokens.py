"""Tokens of a text with their spans; contractions are taken apart, possessive endings left off."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rowback.core.span import Span
from rowback.wording.stems import stem

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*(?:['’ʼ](?=\s|$))?|(?:[^\W_]\.){2,}|[^\w\s]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SCAN = re.compile(rf"{_DOTTED.pattern}|{_NUMBER.pattern}(?:st|nd|rd|th|m|bn)?|{_TOKEN.pattern}")
_ENDINGS = {"ll": "will", "re": "are", "ve": "have", "m": "am"}
_WHOLE = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("will", "not"), "ain't": ("is", "not"),
    "it's": ("it", "is"), "that's": ("that", "is"), "there's": ("there", "is"), "what's": ("what", "is"), "he's": ("he", "is"),
    "she's": ("she", "is"), "who's": ("who", "is"), "here's": ("here", "is"), "let's": ("let", "us"), "where's": ("where", "is"),
    "gonna": ("going", "to"), "wanna": ("want", "to"), "how's": ("how", "is"), "nothing's": ("nothing", "is"),
}  # fmt: skip
_HYPHENS = frozenset("-‐‑")
_OPENING = frozenset("\"“”„‟«»‹›‘’'`")


class Token(NamedTuple):
    """A word or mark; ``word`` is in lower case, ``capital`` True where the text writes it with a capital."""

    start: int
    end: int
    word: str
    stem: str
    capital: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


def tokens(text: str, within: Span) -> tuple[Token, ...]:
    """The words and marks of a stretch of text, quotation marks left out; "won't" is two tokens of one span.

    >>> [t.word for t in tokens("The U.S. won't pay Kyiv's bill", Span(0, 30))]
    ['the', 'us', 'will', 'not', 'pay', 'kyiv', 'bill']
    """
    result: list[Token] = []
    for found in _SCAN.finditer(text, within.start, within.end):
        written = found.group()
        if written in _OPENING or (written in _HYPHENS and text[found.start() - 1 : found.start()].isalnum()):
            continue
        start, end = found.span()
        result += [Token(start, end, word, root, capital) for word, root, capital in _told(written)]
    return tuple(result)


@lru_cache(maxsize=65536)
def _told(written: str) -> tuple[tuple[str, str, bool], ...]:
    """The words of what stands between spaces, each with its stem and whether it is written with a capital."""
    capital = written[0].isupper()
    return tuple((word, stem(word), capital) for word in _words(written))


def _words(written: str) -> tuple[str, ...]:
    word = written.lower().replace("’", "'").replace("ʼ", "'").rstrip("'")
    if "." in word and _DOTTED.fullmatch(word):
        return (word.replace(".", ""),)
    if word in _WHOLE:
        return _WHOLE[word]
    if "'" not in word:
        return (word or written,)
    head, _, ending = word.rpartition("'")
    if ending == "t" and head.endswith("n") and len(head) > 2:
        return head[:-1], "not"
    if ending in _ENDINGS:
        return head, _ENDINGS[ending]
    if ending == "d":
        return head, "would"
    return (head,) if ending == "s" else (word.replace("'", ""),)
