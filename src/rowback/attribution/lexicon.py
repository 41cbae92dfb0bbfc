"""Words that report, from data/cues.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from importlib.resources import files


class CueClass(Enum):
    """What a cue tells of its source."""

    SAYING = auto()
    THINKING = auto()
    ATTITUDE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Inflected verbs by class, and patterns for phrases."""

    verbs: dict[str, CueClass]
    phrases: dict[CueClass, re.Pattern[str]]
    asking: frozenset[str]
    change: re.Pattern[str]
    seeming: re.Pattern[str]
    unattributed: re.Pattern[str]
    reacting: re.Pattern[str]
    naming: re.Pattern[str]
    clausal: re.Pattern[str]

    def class_of(self, cue: str) -> CueClass:
        """The class of a cue: the first verb or phrase of the lexicon in it decides, saying before thinking before attitude."""
        lowered = cue.lower().replace("’", "'")
        for kind in (CueClass.SAYING, CueClass.THINKING, CueClass.ATTITUDE):
            if self.phrases[kind].search(lowered):
                return kind
        words = _WORD.findall(lowered)
        # "sidestepped the question" asks nothing: after an article the word is a noun
        verbs = [w for before, w in zip(["", *words], words, strict=False) if before not in _DETERMINERS]
        classes = {self.verbs[w] for w in verbs if w in self.verbs}
        return next((k for k in (CueClass.SAYING, CueClass.THINKING, CueClass.ATTITUDE) if k in classes), CueClass.OTHER)

    def is_saying(self, word: str) -> bool:
        """True for an inflected verb of saying."""
        return self.verbs.get(word.lower()) is CueClass.SAYING


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DETERMINERS = frozenset("the a an his her its their this that any no".split())
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")


def inflect(verb: str) -> tuple[str, ...]:
    """The regular forms of an English verb: base, third person, past, -ing; with and without the last letter doubled where stress decides."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if not _DOUBLED.search(verb):
        return verb, third, verb + "ed", verb + "ing"
    return verb, third, verb + verb[-1] + "ed", verb + verb[-1] + "ing", verb + "ed", verb + "ing"


def phrases(listed: list[str]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases as whole words, the longest first."""
    if not listed:
        return re.compile(r"(?!)")
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(p) for p in sorted(listed, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The cue lexicon, loaded once."""
    table = tomllib.loads((files("rowback") / "data" / "cues.toml").read_text(encoding="utf-8"))
    verbs: dict[str, CueClass] = {}
    for name in ("attitude", "thinking", "saying"):  # the later ones win
        for verb in table[name]["verbs"].split():
            verbs.update(dict.fromkeys(inflect(verb), CueClass[name.upper()]))
        for forms in table[name].get("irregular", ()):
            verbs.update(dict.fromkeys(forms, CueClass[name.upper()]))
    return Lexicon(
        verbs,
        {CueClass[name.upper()]: phrases(table[name].get("phrases", [])) for name in ("saying", "thinking", "attitude")},
        frozenset(form for verb in table["asking"]["verbs"].split() for form in inflect(verb)),
        phrases(table["change"]["phrases"]),
        phrases(table["change"]["seeming"]),
        phrases(table["unattributed"]["phrases"]),
        phrases([form for verb in table["reacting"]["verbs"].split() for form in inflect(verb)]),
        phrases([*(form for verb in table["naming"]["verbs"].split() for form in inflect(verb)), *table["naming"]["phrases"]]),
        phrases(
            [f for verb in table["clausal"]["verbs"].split() for f in inflect(verb)]
            + [f for forms in table["clausal"]["irregular"] for f in forms]
        ),
    )
