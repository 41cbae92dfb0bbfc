"""The words of the grammar, by class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with their classes and values, all in lower case.

    ``classes`` maps a word to its (class, value) pairs; ``tens`` holds twenty to ninety; ``small`` the words for one to nineteen and
    the ordinals; ``phrases`` maps names of several words, joined by spaces, to "word" for holidays and "name" for those that are no dates.
    """

    classes: Mapping[str, tuple[tuple[str, Any], ...]]
    tens: Mapping[str, int]
    small: Mapping[str, int]
    teens: frozenset[str]
    phrases: Mapping[str, str]
    phrase_starts: frozenset[str]
    longest_phrase: int
    abbreviations: frozenset[str]

    def is_number(self, word: str) -> bool:
        """True for a word that can open a spelled number."""
        return word in self.small or word in self.tens


def read_vocabulary(table: Mapping[str, Any]) -> Vocabulary:
    """Build the vocabulary from the tables ``words``, ``numbers``, ``holidays`` and ``names`` of the grammar."""
    classes: dict[str, list[tuple[str, Any]]] = {}
    for name, words in table["words"].items():
        for word, value in words.items():
            classes.setdefault(word, []).append((name, value))
    for holiday, rule in table["holidays"].items():
        classes.setdefault(holiday, []).append(("holiday", rule))
    numbers = table["numbers"]
    phrases = {name: "word" for name in table["holidays"] if " " in name} | dict.fromkeys(table["names"]["phrases"], "name")
    short = {word for name in ("month", "weekday", "weekday_short") for word in table["words"][name] if len(word) <= 5}
    return Vocabulary(
        classes={word: tuple(pairs) for word, pairs in classes.items()},
        tens=numbers["tens"],
        small={**numbers["units"], **numbers["ordinals"]},
        teens=frozenset(word for word, value in numbers["units"].items() if value >= 10),
        phrases=phrases,
        phrase_starts=frozenset(name.split()[0] for name in phrases),
        longest_phrase=max(len(name.split()) for name in phrases),
        abbreviations=frozenset(short - {"march", "april", "may", "june", "july"}),
    )
