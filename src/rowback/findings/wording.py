"""The words of a statement as they are compared with those of another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rowback.core.attribution import Kind
from rowback.core.quotation import quoted_spans
from rowback.core.statement import Statement
from rowback.findings.sides import country_words, data, plain

_TOKEN = re.compile(r"[^\W_]+(?:[.,][0-9]+)*(?:'[^\W\d_]+)?")
_SEPARATORS = re.compile(r"(?<=\d),(?=\d{3})")
_NAME = re.compile(r"(?<![.!?…“\"‘«(\n] )(?<!^)(?<![“\"‘«])\b[A-ZÀ-ÖØ-ÞŁŠŽĆĐ][\w’'-]+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BRACKETS = re.compile(r"\([^)]{0,60}\)|\[[^\]]{0,60}\]")


@dataclass(frozen=True, slots=True)
class Wording:
    """``line`` is all words in small letters, ``stems`` the telling ones without endings; the same of the words in quotation marks.

    ``amounts`` are the numbers that are no year (a retelling may leave "pre-2014" out, but no amount), ``names`` the words with a
    capital within a sentence.
    """

    line: str
    stems: frozenset[str]
    quoted_line: str
    quoted: frozenset[str]
    amounts: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    table = data("likeness")
    endings = tuple(sorted(table["endings"], key=lambda e: (-len(e), e)))
    return frozenset(table["little"].split()), frozenset(table["negation"].split()), endings


@lru_cache(maxsize=1)
def _long_names() -> re.Pattern[str]:
    names = [plain(entry["name"]) for entry in data("countries")["country"] if " " in entry["name"]]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n)))) + r")\b")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its ending; countries under one name."""
    word = country_words().get(word, word)
    for ending in _words()[2]:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words)
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return _long_names().sub(lambda m: m.group().replace(" ", "-"), plain(_SEPARATORS.sub("", letters)))


def _stems(line: str) -> frozenset[str]:
    little, negation, _ = _words()
    found = set()
    for token in _TOKEN.findall(line.replace("united-", "united_")):
        token = token.replace("united_", "united-")
        if token in negation or token.endswith("n't"):
            found.add("not")
        elif token not in little and (len(token) > 1 or token.isdigit()):
            found.add(stem(token.removesuffix("'s")))
    return frozenset(found)


def wording(statement: Statement) -> Wording:
    """The words of a statement's content; of a mixed one the quoted words are those between its quotation marks."""
    if statement.content:
        start = statement.content[0].start
        said = " ".join(statement.quote[s.start - start : s.end - start] for s in statement.content)
    else:
        said = statement.quote
    return _wording(said, statement.kind)


@lru_cache(maxsize=16384)  # what one side said in a year or so: it is compared again with every article that comes in
def _wording(said: str, kind: Kind) -> Wording:
    said = _ORDINAL.sub("", _BRACKETS.sub(" ", said))
    line = _plain(said)
    quoted = ""
    if kind is Kind.DIRECT:
        quoted = line
    elif kind is Kind.MIXED:
        quoted = _plain(" ".join(span.of(said) for span in quoted_spans(said)))
    stems = _stems(line)
    return Wording(
        line, stems, quoted, stems if kind is Kind.DIRECT else _stems(quoted),
        frozenset(s for s in stems if s[0].isdigit() and not _YEAR.match(s)), frozenset(stem(plain(n)) for n in _NAME.findall(said)),
    )  # fmt: skip
