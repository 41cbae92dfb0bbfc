"""Texts as tokens: words, numbers, numeric dates and marks, with their places."""

from __future__ import annotations

import re
from typing import NamedTuple

from rowback.core.span import Span
from rowback.dates.vocabulary import Vocabulary

# Every repetition but those over one class of characters is bounded, so that reading costs linear time.
_TOKEN = re.compile(
    r"""(?P<numeric>\d{1,4}(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,4}(?![\d.]*\d) | \d{4}[-/]\d{1,2}(?![\d]|[-/]\d) | \d{1,2}[-/]\d{4}(?!\d)
        | \d{1,2}/\d{1,2}(?![\d/]) | (?:1[6-9]|20)\d{2}[01]\d[0-3]\d(?!\d))
    | (?P<ordinal>\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
    | (?P<time>\d{1,2}[:.][0-5]\d(?![\d.,:]))
    | (?P<amount>[$£€]\s?\d+ | \d+(?:[.:]\d+)+ | \d+(?:,\d{3})+(?!\d) | \d+\s?%)
    | (?P<int>\d+)
    | (?P<word>[^\W\d_]+)
    | (?P<other>\S)""",
    re.VERBOSE,
)

_ALIKE = {"’": "'", "ʼ": "'", "–": "-", "‑": "-"}


class Token(NamedTuple):
    """A piece of text: ``kind`` is numeric, ordinal, time, amount, int, year, dayword, quarter, word, name or other.

    ``word`` is in lower case; ``number`` is None for all but ordinal, int, year, dayword and quarter (its number), ``capital``
    tells whether it opens with a capital letter.
    """

    kind: str
    span: Span
    word: str
    number: int | None = None
    capital: bool = False


def read_tokens(text: str, within: Span, words: Vocabulary) -> list[Token]:
    """The tokens of a stretch of text; spelled numbers ("twenty five", "nineteen eighty six") and names of holidays are one."""
    raw = [_token(found) for found in _TOKEN.finditer(text, within.start, within.end)]
    result: list[Token] = []
    at = 0
    while at < len(raw):
        token, length = _merged(text, raw, at, words)
        result.append(token)
        at += length
    return result


def _token(found: re.Match[str]) -> Token:
    words = found.group()
    kind = found.lastgroup or "other"
    number = None
    if kind == "ordinal":
        number = int(words[:-2])
    elif kind == "int" and len(words) <= 4:
        number = int(words)
    return Token(kind, Span(*found.span()), _ALIKE.get(words) or words.lower(), number, words[:1].isupper())


def _merged(text: str, raw: list[Token], at: int, words: Vocabulary) -> tuple[Token, int]:
    """The token that starts here, several raw ones joined where they are one, and how many they are."""
    token = raw[at]
    if token.kind != "word":
        return token, 1
    if token.word in words.phrase_starts:
        for length in range(min(words.longest_phrase, len(raw) - at), 1, -1):
            phrase = " ".join(part.word for part in raw[at : at + length])
            if phrase in words.phrases:
                return Token(
                    words.phrases[phrase], Span(token.span.start, raw[at + length - 1].span.end), phrase, None, token.capital
                ), length
    if token.word == "q" and at + 1 < len(raw) and raw[at + 1].span.start == token.span.end and raw[at + 1].number in range(1, 5):
        return Token("quarter", Span(token.span.start, raw[at + 1].span.end), "q", raw[at + 1].number), 2
    if words.is_number(token.word):
        value, length = _spelled(raw, at, words)
        kind = "year" if value >= 1000 else "dayword"
        return Token(kind, Span(token.span.start, raw[at + length - 1].span.end), token.word, value, token.capital), length
    if token.word in words.abbreviations and text[token.span.end : token.span.end + 1] == "." and at + 1 < len(raw):
        return token._replace(span=Span(token.span.start, token.span.end + 1)), 2
    return token, 1


def _spelled(raw: list[Token], at: int, words: Vocabulary) -> tuple[int, int]:
    """The value of the number that is spelled out from here, and the number of its words."""
    first, length = _below_hundred(raw, at, words)
    following = raw[at + length].word if at + length < len(raw) else ""
    if following in ("thousand", "hundred") and 1 <= first <= 20:
        value = first * (1000 if following == "thousand" else 100)
        length += 1
        joined = length + (at + length < len(raw) and raw[at + length].word == "and")
        if at + joined < len(raw) and words.is_number(raw[at + joined].word):
            rest, more = _below_hundred(raw, at + joined, words)
            return value + rest, joined + more
        return value, length
    if 13 <= first <= 20 and (following in words.tens or (first == 20 and following in words.teens)):
        rest, more = _below_hundred(raw, at + length, words)
        return first * 100 + rest, length + more
    return first, length


def _below_hundred(raw: list[Token], at: int, words: Vocabulary) -> tuple[int, int]:
    word = raw[at].word
    if word in words.tens:
        # "twenty-five" is three tokens, "twenty five" two
        skip = 2 if at + 2 < len(raw) and raw[at + 1].word == "-" else 1
        unit = raw[at + skip].word if at + skip < len(raw) else ""
        if unit in words.small and words.small[unit] < 10:
            return words.tens[word] + words.small[unit], skip + 1
        return words.tens[word], 1
    return words.small[word], 1
