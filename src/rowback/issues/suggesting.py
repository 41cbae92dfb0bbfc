"""Suggest issues from statements: phrases that several speakers use, with statements as examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rowback.core.finding import Entry
from rowback.core.issue import Suggestion
from rowback.core.span import Span
from rowback.wording.classes import is_common, is_saying, is_verb
from rowback.wording.tokens import Token, tokens

LEAST_STATEMENTS, LEAST_SPEAKERS = 3, 2
EXAMPLES = 5
_INSIDE = frozenset({"of", "for", "on", "in"})
_LONGEST = 4  # words of a phrase


@dataclass
class _Phrase:
    written: Counter[str] = field(default_factory=Counter)
    statements: list[str] = field(default_factory=list)
    speakers: set[str] = field(default_factory=set)


def suggest(entries: Sequence[Entry], limit: int = 20) -> list[Suggestion]:
    """Issues that statements of at least two speakers are about, the most spoken of first.

    The proposition is a draft ("… comes about."): a phrase does not tell what is to become of the thing.
    """
    phrases: dict[tuple[str, ...], _Phrase] = {}
    for entry in sorted(entries, key=lambda e: (e.source.published or "", e.id)):
        quote = entry.statement.quote
        for stems, span in sorted(set(_phrases(tokens(quote, Span(0, len(quote))))), key=lambda f: (f[0], f[1])):
            phrase = phrases.setdefault(stems, _Phrase())
            phrase.written[span.of(quote)] += 1
            phrase.speakers.add(entry.statement.speaker.id or entry.id)
            if entry.id not in phrase.statements:
                phrase.statements.append(entry.id)
    wide = {s: p for s, p in phrases.items() if len(p.statements) >= LEAST_STATEMENTS and len(p.speakers) >= LEAST_SPEAKERS}
    ranked = sorted(wide.items(), key=lambda f: (-len(f[1].speakers) * len(f[1].statements) * len(f[0]), f[0]))
    return [_suggestion(phrase) for phrase in _without_parts(ranked)][:limit]


def _without_parts(ranked: Sequence[tuple[tuple[str, ...], _Phrase]]) -> Iterator[_Phrase]:
    """The phrases that share no word with one ranked before them."""
    taken: set[str] = set()
    for stems, phrase in ranked:
        content = {s for s in stems if s not in _INSIDE}
        if not content & taken:
            taken |= content
            yield phrase


def _phrases(listed: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Runs of two to four words that name something: none of grammar but "of" and its like inside, no verbs, no names of people."""
    for start in range(len(listed)):
        for end in range(start + 2, min(len(listed), start + _LONGEST) + 1):
            part = listed[start:end]
            edges = _names(part[0]) and _names(part[-1])
            if edges and not all(t.capital for t in part) and all(_names(t) or t.word in _INSIDE for t in part):
                yield tuple(t.stem for t in part), Span(part[0].start, part[-1].end)


def _names(token: Token) -> bool:
    return (
        not is_common(token) and not is_saying(token) and not is_verb(token) and not token.word[0].isdigit() and len(token.word) > 2
    )


def _suggestion(phrase: _Phrase) -> Suggestion:
    written = min(phrase.written, key=lambda w: (-phrase.written[w], w))
    label = written[0].upper() + written[1:]
    return Suggestion(
        label, f"{label} comes about.", tuple(phrase.statements[:EXAMPLES]), len(phrase.statements), len(phrase.speakers)
    )
