"""The outlet's own words that somebody changed a position, or that two contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rowback.core.article import SILENT, Article
from rowback.core.attribution import AsideType
from rowback.core.finding import Claim, FindingKind
from rowback.core.paragraphs import paragraphs, sentences
from rowback.core.quotation import quoted_spans
from rowback.core.span import Span, strip
from rowback.core.statement import Aside, Statement
from rowback.findings.sides import data
from rowback.findings.subjects import subject

MOST_BEFORE = 300  # characters of a sentence before its words of change that are read for clause and subject
MOST_HITS = 20  # claims of one sentence; what holds more is no prose


_OPENING = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sense:
    """What words of change say: the steps they are evidence for, those that they make a change within one sign, whose contradiction."""

    id: str
    steps: frozenset[FindingKind]
    fine: frozenset[FindingKind]
    contradiction: str
    pattern: re.Pattern[str]
    opens: frozenset[str]
    """The first words of all that the pattern matches, in small letters."""


@dataclass(frozen=True, slots=True)
class _Words:
    senses: tuple[Sense, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    partial: re.Pattern[str]
    part: re.Pattern[str]


def _phrase(words: str) -> str:
    """A pattern of the phrase; spaces match hyphens as well, apostrophes every kind."""
    return re.escape(words).replace(r"\ ", r"[\s-]+").replace("'", "['’]")


def _any(phrases: Iterable[str]) -> str:
    return "|".join(_phrase(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))


def _verb(verb: Mapping[str, Any], nouns: Iterable[str]) -> str:
    pattern = rf"(?:{_any(verb['forms'])})"
    between, objects = verb["gap"], verb.get("object")
    if objects and verb.get("nouns"):
        short = [o for o in objects if " " not in o and o not in nouns]
        whole = [o for o in objects if o not in short]
        pattern += rf"\s+(?:{_any(whole)}|(?:{_any(short)})(?:\s+[\w’'-]+){{0,2}}?\s+(?:{_any(nouns)}))\b"
    elif objects:
        pattern += rf"\s+(?:{_any(objects)})\b"
        between = max(0, between - 1)
    if verb["particle"]:
        pattern += rf"(?:\s+[\w’'-]+){{0,{between}}}?\s+{_phrase(verb['particle'])}"
    if verb.get("unless"):
        pattern += rf"(?!\s+(?:{_any(verb['unless'])})\b)"
    return pattern


def _sense(entry: Mapping[str, Any], nouns: Iterable[str]) -> Sense:
    parts = [*(_verb(verb, nouns) for verb in entry["verbs"]), _any(entry["phrases"])]
    return Sense(
        entry["id"],
        frozenset(map(FindingKind, entry["steps"])),
        frozenset(map(FindingKind, entry["fine"])),
        entry["contradiction"],
        re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE),
        frozenset(
            _OPENING.findall(phrase.lower())[0]
            for phrase in [*(form for verb in entry["verbs"] for form in verb["forms"]), *entry["phrases"]]
        ),
    )


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = data("claims")
    before = [w for w in table["not"]["before"] if w != "n't"]
    auxiliary = r"(?:\s+(?:has|have|had|was|were|is|are|been|be|being|far)){0,3}"
    return _Words(
        tuple(_sense(entry, table["stance"]["nouns"]) for entry in table["sense"]),
        re.compile(rf"(?<![\w-])(?:{_any(before)})(?![\w-])|n['’]t\b", re.IGNORECASE),
        re.compile(
            rf"(?:\s+(?:on|over|about)(?:\s+[\w’'-]+){{1,6}}?)?{auxiliary}\s+(?:{_any(table['not']['after'])})(?![\w-])",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w-])(?:{_any(table['partial']['words'])})(?![\w-])", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{_any(table['part']['phrases'])})(?![\w-])[^.,;:!?”\"—–]*", re.IGNORECASE),
    )


@lru_cache(maxsize=4096)
def senses_of(words: str) -> tuple[Sense, ...]:
    """The senses of a claim's words; none where they hold no words of change."""
    return tuple(sense for sense in _words().senses if sense.pattern.search(words))


def is_partial(words: str) -> bool:
    """True for words of a change in part."""
    return _words().partial.search(words) is not None


def part_named(words: str) -> str | None:
    """The part that the words keep to ("only for farmers"), None where they keep to none."""
    found = _words().part.search(words)
    return found.group().strip() if found else None


_CLAUSE = re.compile(r"[;:,—–]|\b(?:but|and|while|which|who|that|after|when|as|because|although|though|before)\b", re.IGNORECASE)
_TRANSPARENT = re.compile(r"^[\s“\"‘'«(]*$")


def find_claims(article: Article, asides: Sequence[Aside], statements: Sequence[Statement] = ()) -> list[Claim]:
    """The claims of an article, in the order of its text; what somebody says, and what stands in quotation marks, is no claim of it.

    A change that is denied, asked for or only possible is none. `statements` are the article's: their contents are somebody's
    words, and their speakers tell whom a pronoun means.
    """
    text = article.text
    spoken = sorted({*quoted_spans(text), *(span for s in statements for span in s.content)})
    spoken += [part for a in asides if a.type in (AsideType.QUESTION, AsideType.NOTICE) for part in a.content]
    own = [part for a in asides if a.type is AsideType.OUTLET_VOICE for part in (*a.content, *a.cue)]
    silent = [block.span for block in article.blocks if block.kind in SILENT]
    found: list[Claim] = []
    for paragraph in paragraphs(text):
        for sentence in sentences(text, paragraph):
            if any(block.covers(sentence) for block in silent):
                continue
            for hit in _hits(text, sentence)[:MOST_HITS]:
                if any(s.covers(hit) for s in spoken) and not any(o.overlaps(hit) for o in own):
                    continue
                start = _clause_start(text, sentence, hit)
                span = _whole(text, sentence, Span(start, hit.end))
                if found and found[-1].span.overlaps(span):
                    span = Span(min(found[-1].span.start, span.start), max(found[-1].span.end, span.end))
                    found[-1] = Claim(article.id, span, span.of(text), found[-1].about)
                else:
                    near = Span(max(sentence.start, hit.start - MOST_BEFORE), sentence.end)
                    about = subject(text, Span(start, hit.start), near, statements)
                    found.append(Claim(article.id, span, span.of(text), about))
    return found


def _hits(text: str, sentence: Span) -> list[Span]:
    """The words of change in a sentence that are a claim."""
    words, said = _words(), set(_OPENING.findall(sentence.of(text).lower()))
    able = [sense.pattern for sense in words.senses if not said.isdisjoint(sense.opens)]
    hits = sorted({Span(*m.span()) for pattern in able for m in pattern.finditer(text, sentence.start, sentence.end)})
    return [
        hit
        for hit in hits
        if not _is_negated(words, text[_clause_start(text, sentence, hit) : hit.start], text[hit.end : sentence.end])
    ]


_OPEN_END = re.compile(
    r"\b(?:his|her|its|their|the|a|an|what|earlier|previous|with|from|to|on|against|over|that|those|some of)$", re.IGNORECASE
)
_REST = re.compile(r"(?:\s+(?:[^\s.,;:!?()\"”—–]|[.](?=[^\s]))+[.]?(?<!\w\w[.])){1,10}")
_NEXT = re.compile(r"(?:\s+(?:own|earlier|previous|initial|original|long-held|stated))*\s+[^\s.,;:!?()\"”—–]+")


def _whole(text: str, sentence: Span, span: Span) -> Span:
    """The span with the words that its end leaves open ("softened his {stance}", "at odds with {what he had said}")."""
    if any(sense.contradiction == "any" for sense in senses_of(span.of(text))):
        more = _REST.match(text, span.end, sentence.end)
        span = Span(span.start, more.end() if more else span.end)
    for _ in range(3):
        if _OPEN_END.search(span.of(text)) and (more := _NEXT.match(text, span.end, sentence.end)):
            span = Span(span.start, more.end())
    return strip(text, span, " \t\n\r\u00a0,;:—–“”\"'")


def _is_negated(words: _Words, head: str, tail: str) -> bool:
    return words.before.search(head) is not None or words.after.match(tail) is not None


def _clause_start(text: str, sentence: Span, hit: Span) -> int:
    """Where the clause of the hit starts: after the last mark or joining word before it that has words after it."""
    start = max(sentence.start, hit.start - MOST_BEFORE)
    for found in _CLAUSE.finditer(text, start, hit.start):
        if not _TRANSPARENT.match(text[found.end() : hit.start]):
            start = found.end()
    return start
