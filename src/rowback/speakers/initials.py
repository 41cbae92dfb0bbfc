"""Bodies whose name is followed by its initials: "Aontas na nOibrithe (ANO)", "the Confederation of Dockers (CD-X)"."""

from __future__ import annotations

from collections.abc import Iterator

from rowback.speakers.words import Words

_LONGEST = 9  # words of a name
_SHORT = 4  # letters of a small word that gives no initial


def named_by_initials(words: Words) -> Iterator[tuple[int, int, int]]:
    """First word of a body's name, the word behind it, and the word that is its initials."""
    for at in range(2, len(words.items) - 1):
        word = words.items[at].text
        if (
            words.items[at - 1].text != "("
            or words.items[at + 1].text != ")"
            or len(word) < 3
            or not word.isalpha()
            or not word[0].isupper()
        ):
            continue
        if sum(c.isupper() for c in word) < 2:
            continue
        first = _start(words, at - 1, word)
        if first is not None:
            yield first, at - 1, at


def _start(words: Words, end: int, initials: str) -> int | None:
    """Where the name that ends before a word begins, None where the initials are not those of its capitals."""
    left = [c for c in initials if c.isupper()]
    for at in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
        word = words.items[at].text
        if not word[0].isalpha():
            return None
        if (capital := next((c for c in word if c.isupper()), None)) is None:
            if len(word) > _SHORT:
                return None
            if word[0].upper() == left[-1]:
                left.pop()
            continue
        if capital != left.pop():
            return None
        if not left:
            return at if end - at > 1 else None
    return None
