"""Text to word pieces with the cues to layout and case that an uncased encoder is blind to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from rowback.core.quotation import find_quotations
from rowback.core.span import Span

Ints = npt.NDArray[np.int64]

CASES = 4  # lower or no letter, Capitalised, ALL CAPITALS, mixed
GAPS = 4  # none, space, line, blank line before the word
FEATURE_CODES = CASES * GAPS * 2  # times inside quotation marks or not


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as the encoder sees it.

    ``ids`` and ``features`` hold one entry a word piece; ``words`` the code-point span of each word, ``first`` the index
    of each word's first piece.
    """

    ids: Ints
    features: Ints
    words: tuple[Span, ...]
    first: Ints


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into word pieces; words are BERT's: runs without white space, punctuation marks apart.

    Text is handed to the tokenizer in stretches, since it cannot be interrupted and its memory grows with the length.
    """
    ids: list[int] = []
    first: list[int] = []
    words: list[Span] = []
    for start, end in _stretches(text):
        encoding = tokenizer.encode(text[start:end], add_special_tokens=False)
        last = None
        for piece, word, (a, b) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if word != last:
                first.append(len(ids))
                words.append(Span(start + a, start + b))
                last = word
            else:
                words[-1] = Span(words[-1].start, start + b)
            ids.append(piece)
    codes = _features(text, words)
    pieces_of = np.diff(np.append(np.asarray(first, dtype=np.int64), len(ids)))
    return Pieces(np.asarray(ids, dtype=np.int64), np.repeat(codes, pieces_of), tuple(words), np.asarray(first, dtype=np.int64))


_STRETCH = 20_000  # characters


def _stretches(text: str) -> list[tuple[int, int]]:
    result, at = [], 0
    while at < len(text):
        end = min(len(text), at + _STRETCH)
        if end < len(text):
            space = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
            end = space if space > at else end
        result.append((at, end))
        at = end
    return result


def _features(text: str, words: Sequence[Span]) -> Ints:
    quoted = [q.inner for q in find_quotations(text) if q.depth == 0]
    starts = [q.start for q in quoted]
    codes = np.zeros(len(words), dtype=np.int64)
    before = 0
    for n, word in enumerate(words):
        at = bisect_right(starts, word.start) - 1
        inside = at >= 0 and word.end <= quoted[at].end
        codes[n] = (_case(word.of(text)) * GAPS + _gap(text[before : word.start], n == 0)) * 2 + inside
        before = word.end
    return codes


def _case(word: str) -> int:
    if word.islower() or not any(c.isalpha() for c in word):
        return 0
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 3


def _gap(between: str, opening: bool) -> int:
    if opening or between.count("\n") > 1:
        return 3
    return 2 if "\n" in between else 1 if between else 0
