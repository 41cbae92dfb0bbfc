"""Names of persons: what is compared of them, and whether two can be one."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz

_MISSPELT = 82  # of 100: "coale" and "cole" are at 89, "hegseth" and "hegsteh" at 86, "cole" and "kohl" at 50
_SOUNDS_ALIKE = 75  # of 100, where the consonants are the same anyway: "Yermak" and "Ermak" are at 80
_TELLING = 4  # consonants; of three or fewer too many names are made: "Merz", "Marsh"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart: given names and family name in small plain letters.

    ``given`` is empty for a bare family name. ``key`` is the same for spellings that may be one family name: the first letter
    and, sorted, the consonants.
    """

    given: tuple[str, ...]
    family: str
    key: str


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Any]:
    data = tomllib.loads((files("rowback") / "data" / "name_folding.toml").read_text(encoding="utf-8"))
    short: dict[str, set[int]] = {}
    for number, names in enumerate(data["short_forms"]):
        for name in names.split():
            short.setdefault(name, set()).add(number)
    return {
        "letters": str.maketrans(data["letters"] | data["other_alphabets"]),
        "sounds": tuple(map(tuple, data["sounds"])),
        "particles": frozenset(data["particles"].split()),
        "additions": frozenset(data["additions"].split()),
        "short": short,
    }


@lru_cache(maxsize=65536)
def fold(words: str) -> str:
    """Small letters without accents, other alphabets as English writes them.

    >>> fold("Erdoğan"), fold("Лавров")
    ('erdogan', 'lavrov')
    """
    plain = unicodedata.normalize("NFC", words.casefold()).translate(_rules()["letters"])
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """What a family name sounds like, roughly: letters of one sound made one, double ones single, vowels left in.

    >>> sound("zelenskyy") == sound("selenskyj")
    True
    """
    for written, heard in _rules()["sounds"]:
        word = word.replace(written, heard)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=[ieo])(?:f|v)$", "v", word[:1] + word[1:].replace("h", ""))


@lru_cache(maxsize=65536)
def _skeleton(family: str) -> str:
    """The consonants of the sound in their order; a vowel at the start counts, since "Ermak" begins as "Yermak" does."""
    heard = sound(family)
    first = "a" if heard[:1] in _VOWELS else ""
    return first + re.sub(r"(.)\1+", r"\1", "".join(c for c in heard if c not in _VOWELS))


@lru_cache(maxsize=65536)
def take_apart(words: str) -> Name | None:
    """The parts of a name; None where it has no letters.

    >>> take_apart("Ursula von der Leyen")
    Name(given=('ursula',), family='von der leyen', key='vdln')
    """
    rules = _rules()
    found = [fold(word).rstrip(".") for word in _initials_apart(words)]
    parts = [word for word in found if word not in rules["additions"]] or found
    if not parts:
        return None
    at = len(parts) - 1
    while at > 0 and parts[at - 1] in rules["particles"]:
        at -= 1
    family = " ".join(parts[at:])
    skeleton = _skeleton(parts[-1])
    key = skeleton[:1] + "".join(sorted(skeleton[1:]))
    return Name(tuple(parts[:at]), family, key if at == len(parts) - 1 else "".join(p[:1] for p in parts[at:-1]) + key)


def _initials_apart(words: str) -> list[str]:
    """The words of a name; "J.D." and "JD" are two initials."""
    result: list[str] = []
    for word in _WORD.findall(re.sub(r"(?<=\b\w)\.(?=\w)", ". ", words.replace("-", " "))):
        bare = word.rstrip(".")
        result += list(bare) if len(bare) == 2 and bare.isupper() and not result else [word]
    return result


def same_family(one: str, other: str) -> bool:
    """True if two family names are one, spelt or transliterated otherwise."""
    return one == other or sounds_alike(one, other) or is_misspelt(one, other)


def sounds_alike(one: str, other: str) -> bool:
    """True if two family names are one in other ways of writing the same sounds."""
    heard, also = sound(one), sound(other)
    if heard == also:
        return True
    alike = _skeleton(one) == _skeleton(other) and len(_skeleton(one)) >= _TELLING
    return alike and fuzz.ratio(heard, also) >= _SOUNDS_ALIKE


def is_misspelt(one: str, other: str) -> bool:
    """True if one family name may be the other with an error of the hand; never for short ones of other beginnings."""
    return one[:1] == other[:1] and min(len(one), len(other)) >= 4 and fuzz.ratio(one, other) >= _MISSPELT


def same_given(one: Sequence[str], other: Sequence[str]) -> bool:
    """True if two rows of given names can be one person's: the same, initials, short forms, or one left out."""
    if not one or not other:
        return True
    if len(one[0]) == 1 or len(other[0]) == 1:
        return _fit_initials(one, other)
    if _alike(one[0], other[0]):
        return True
    # a second name in use: "Boris Johnson" and "Alexander Boris Johnson"
    return any(_alike(a, b) for a in one for b in other if len(a) > 1 and len(b) > 1) and len(one) != len(other)


def is_initials(given: Sequence[str]) -> bool:
    """True if only initials of the given names are known."""
    return bool(given) and all(len(word) == 1 for word in given)


def _fit_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    shorter = min(len(one), len(other))
    return all(a[0] == b[0] for a, b in zip(one[:shorter], other[:shorter], strict=True))


def _alike(one: str, other: str) -> bool:
    if one == other or sound(one) == sound(other):
        return True
    short = _rules()["short"]
    if short.get(one, set()) & short.get(other, set()):
        return True
    return one[:1] == other[:1] and min(len(one), len(other)) >= 4 and fuzz.ratio(one, other) >= _MISSPELT
