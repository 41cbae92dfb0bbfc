"""A tagger that marks random words: what follows it in the road must stand any tags."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from rowback.core.attribution import Name, NameKind, Part, Tags
from rowback.core.span import Span

_WORD = re.compile(r"\w+|[^\w\s]")
_MOST_WORDS = 4000  # marked ones; the rest of a long text stays bare, which keeps it quick
_LENGTHS = {"source": (1, 5), "cue": (1, 2), "content": (1, 30), "gap": (1, 12)}
_KINDS = tuple(NameKind)


class StubTagger:
    """Marks runs of words as source, cue, content and names; the same text and seed get the same marks."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def tag(self, text: str) -> Tags:
        """Tags as the real tagger's: sorted, within a head without overlap, from word to word."""
        rng = random.Random(f"{self._seed}:{text}")
        words = [Span(*found.span()) for _, found in zip(range(_MOST_WORDS), _WORD.finditer(text), strict=False)]
        parts: dict[str, list[Part]] = {"source": [], "cue": [], "content": []}
        for kind, span in _runs(words, rng):
            if kind in parts:
                parts[kind].append(Part(span, rng.random()))
        names = [Name(span, rng.choice(_KINDS)) for kind, span in _runs(words, rng) if kind != "content" and rng.random() < 0.6]
        return Tags(tuple(parts["source"]), tuple(parts["cue"]), tuple(parts["content"]), tuple(names))


def _runs(words: Sequence[Span], rng: random.Random) -> Iterator[tuple[str, Span]]:
    """The words cut into runs of random kinds; half of them as speech is: a source, a cue and a content together."""
    at = 0
    while at < len(words):
        usual = [*rng.choice((("source", "cue", "content"), ("content", "source", "cue"), ("content", "cue", "source"))), "gap"]
        for kind in usual if rng.random() < 0.5 else rng.choices(tuple(_LENGTHS), k=3):
            last = min(len(words), at + rng.randint(*_LENGTHS[kind])) - 1
            if at <= last:
                yield kind, Span(words[at].start, words[last].end)
            at = last + 1
