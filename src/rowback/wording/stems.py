"""Stems: one form for the inflections of an English word. Rough on purpose, since word lists pass through the same function."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_VOWELS = frozenset("aeiouy")
_KEPT_DOUBLE = frozenset("lsz")


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    table = tomllib.loads((files("rowback") / "data" / "inflections.toml").read_text(encoding="utf-8"))
    result: dict[str, str] = {}
    for line in table["forms"].strip().splitlines():
        base, *forms = line.split()
        result.update(dict.fromkeys((base, *forms), base))
    result.update({word: word for word in table["unchanged"].split()})
    return result


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in lower case; British and American spellings have one stem.

    >>> stem("ruling"), stem("rules"), stem("ruled")
    ('rul', 'rul', 'rul')
    >>> stem("legalising") == stem("legalize")
    True
    """
    word = word.replace("’", "'").replace("ʼ", "'")
    base = _irregular().get(word)
    if base is not None:
        return base if base in _SHORT or len(base) <= 3 else _without_e(base)
    if len(word) <= 3 or not word.isalpha():
        return word
    return _spelling(_without_e(_without_ending(word)))


_SHORT = frozenset(
    {"fare", "have", "give", "take", "make", "come", "leave", "here", "there", "were", "where", "one", "more", "some", "before"}
)


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        head = word[: -len(ending)]
        if (
            word.endswith(ending)
            and len(head) >= 3
            and any(c in _VOWELS for c in head)
            and not (ending == "ed" and head.endswith("e"))
        ):
            doubled = len(head) > 3 and head[-1] == head[-2] and head[-1] not in _KEPT_DOUBLE and head[-1] not in _VOWELS
            return head[:-1] if doubled else head
    if word.endswith("eed") and len(word) > 5:
        return word[:-1]
    return word


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") and not word.endswith("ee") else word


def _spelling(word: str) -> str:
    if word.endswith("ll") and len(word) > 5:  # cancelled, installed
        word = word[:-1]
    for british, american in (("isation", "ization"), ("is", "iz"), ("yse", "yze"), ("our", "or"), ("ogu", "og"), ("enc", "ens")):
        if word.endswith(british) and len(word) > len(british) + 2:
            return word[: -len(british)] + american
    return word
