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


@dataclass(frozen=True, slots=True)
class Sense:
    """What words of change say: the steps they are evidence for, those that they make a change within one sign, whose contradiction."""

    id: str
    steps: frozenset[FindingKind]
    fine: frozenset[FindingKind]
    contradiction: str
    pattern: re.Pattern[str]


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


def _verb(verb: Mapping[str, Any]) -> str:
    pattern = rf"(?:{_any(verb['forms'])})"
    between, objects = verb["gap"], verb.get("object")
    if objects:
        pattern += rf"\s+(?:{_any(objects)})\b"
        between = max(0, between - 1)
    if verb["particle"]:
        pattern += rf"(?:\s+[\w’'-]+){{0,{between}}}?\s+{_phrase(verb['particle'])}"
    return pattern


def _sense(entry: Mapping[str, Any]) -> Sense:
    parts = [*map(_verb, entry["verbs"]), _any(entry["phrases"])]
    return Sense(
        entry["id"],
        frozenset(map(FindingKind, entry["steps"])),
        frozenset(map(FindingKind, entry["fine"])),
        entry["contradiction"],
        re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = data("claims")
    before = [w for w in table["not"]["before"] if w != "n't"]
    auxiliary = r"(?:\s+(?:has|have|had|was|were|is|are|been|be|being|far)){0,3}"
    return _Words(
        tuple(map(_sense, table["sense"])),
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

    A change that is denied, asked for or only possible is none. Claims of one sentence about one clause count once.
    """
    text = article.text
    spoken = sorted({*quoted_spans(text), *(span for s in statements for span in s.content)})
    spoken += [part for a in asides if a.type in (AsideType.QUESTION, AsideType.NOTICE) for part in a.content]
    own = [part for a in asides if a.type is AsideType.OUTLET_VOICE for part in (*a.content, *a.cue)]
    silent = [block.span for block in article.blocks if block.kind in SILENT]
    found: list[Claim] = []
    for paragraph in paragraphs(text):
        for sentence in sentences(text, paragraph):
            if any(block.overlaps(sentence) and block.covers(sentence) for block in silent):
                continue
            for span in _in_sentence(text, sentence):
                if any(s.covers(span) for s in spoken) and not any(o.overlaps(span) for o in own):
                    continue
                about = subject(text, sentence, span, paragraph, statements)
                found.append(Claim(article.id, span, span.of(text), about))
    return found


def _in_sentence(text: str, sentence: Span) -> list[Span]:
    """The spans of a sentence that speak of a change, each a clause from its subject to its last word of change."""
    words = _words()
    hits = sorted({Span(*m.span()) for sense in words.senses for m in sense.pattern.finditer(text, sentence.start, sentence.end)})
    kept: list[Span] = []
    for hit in hits:
        start = _clause_start(text, sentence, hit)
        head, tail = text[start : hit.start], text[hit.end : sentence.end]
        if _is_negated(words, head, tail):
            continue
        span = strip(text, Span(start, hit.end), " \t\n\r\u00a0,;:—–“”\"'")
        if kept and kept[-1].overlaps(span):
            kept[-1] = Span(min(kept[-1].start, span.start), max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return kept


def _is_negated(words: _Words, head: str, tail: str) -> bool:
    return words.before.search(head) is not None or words.after.match(tail) is not None


def _clause_start(text: str, sentence: Span, hit: Span) -> int:
    """Where the clause of the hit starts: after the last mark or joining word before it that has words after it."""
    start = sentence.start
    for found in _CLAUSE.finditer(text, sentence.start, hit.start):
        if not _TRANSPARENT.match(text[found.end() : hit.start]):
            start = found.end()
    return start
