"""When a predicted name, role, side, place or day counts as the one in gold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from rowback.core.saidon import SaidOn

TITLES = frozenset(
    """the a an mr mrs ms miss dr prof professor sir dame lord lady gen general president prime minister premier secretary chancellor
    pm senator commissioner herr frau kanzler bundeskanzler prasident""".split()
)
_BESIDE_ROLE = frozenset("a an the of his her its their us united states".split())
_BESIDE_OCCASION = frozenset(
    """a an the about after against at before between by during for from in into near of off on over since through to towards under
    until with within without and as had has have is too much was were whether
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_SHORTENED = re.compile(r"['’‘ʼ`´]|(?<=\w)\.(?=\w)")  # apostrophes, and the inner dots of "U.S."
MOST_DAYS = 2  # a longer interval counts as no day


@lru_cache(maxsize=8192)
def words(text: str | None) -> tuple[str, ...]:
    """Lower-case words without accents, apostrophes and the dots of abbreviations ("U.S." is "us")."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", _SHORTENED.sub("", plain)))


def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a name without titles, unless titles are all there is."""
    return tuple(w for w in words(name) if w not in TITLES) or words(name)


def same_name(name: str | None, gold: str | None) -> bool:
    """True for the same words, the bare surname, or surname and one more name in common; titles are ignored."""
    a, b = name_words(name), name_words(gold)
    if not a or not b:
        return False
    same_surname = a[-1] == b[-1] and len(b) > 1
    return set(a) == set(b) or (same_surname and (len(a) == 1 or bool(set(a[:-1]) & set(b[:-1]))))


def same_side(name: str | None, gold: str | None) -> bool:
    """True for the same words in their order; only "the" may be missing, and None is None."""
    a, b = (tuple(w for w in words(n) if w != "the") for n in (name, gold))
    return a == b


def same_role(role: str | None, gold: str | None, beside: frozenset[str] = frozenset()) -> bool:
    """True with half of the words of the gold role and at most two others; None is None.

    Words `beside` the role, such as the name of the president whose envoy somebody is, do not count, nor does "president"
    where gold has other words.
    """
    if role is None or gold is None:
        return role is gold
    got, wanted = (frozenset(words(r)) - _BESIDE_ROLE - beside for r in (role, gold))
    bare, rest = got - {"president"}, wanted - {"president"}
    return got == wanted or (2 * len(bare & rest) >= len(rest) > 0 and len(bare - rest) <= 2)


def shares_word(told: Iterable[str | None], gold: Iterable[str | None]) -> bool:
    """True if the two lists of words have a content word in common."""
    mine, theirs = ({w for text in texts for w in words(text)} - _BESIDE_OCCASION for texts in (told, gold))
    return bool(mine & theirs)


def told_day(said: SaidOn | None) -> SaidOn | None:
    """The predicted day or interval, None where it counts as no day."""
    return said if said is not None and said.days <= MOST_DAYS else None


def covers(said: SaidOn, first: date, last: date) -> bool:
    """True if every day from first to last lies in the predicted interval."""
    return said.start <= first and last <= said.end


def same_day(said: SaidOn | None, gold: dict[str, Any]) -> bool:
    """True if an interval of at most two days covers one that gold has; no day is right where gold has none or allows it."""
    told, wanted = told_day(said), gold_intervals(gold)
    if told is None:
        main = gold["said_on"] or gold.get("said_on_interval")
        return not main or gold.get("said_on_null_ok") is True
    return any(covers(told, first, last) for first, last in wanted)


def name_beside(names: Iterable[str | None]) -> frozenset[str]:
    """The words of the names, also with the s of a genitive: in a role they name somebody else."""
    return frozenset(form for name in names for word in words(name) for form in (word, word + "s"))


def gold_intervals(gold: dict[str, Any]) -> list[tuple[date, date]]:
    """The days and intervals that are right, both ends included, the best first."""
    spans = [[gold["said_on"]] * 2] if gold["said_on"] else []
    spans += [gold["said_on_interval"]] if gold.get("said_on_interval") else []
    return [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in [*spans, *gold.get("said_on_alt", [])]]
