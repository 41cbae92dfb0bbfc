"""Posts that a side has one of at a time, so that two spellings of a name in one of them can be one person's."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from rowback.core.span import Span
from rowback.ledger.names import Name, same_given
from rowback.wording.names import variants
from rowback.wording.stems import stem
from rowback.wording.tokens import tokens

_ALIKE = 45  # of 100: of a name that is got wrong its beginning and nearly half of the letters are left ("Mastin" for "Marquist")
_SLIP = 3  # times as many statements under the one name for the other to be a slip
_EMPTY = frozenset("the a of for new acting current incoming newly appointed then".split())


@lru_cache(maxsize=65536)
def unique_post(role: str | None, side: str | None) -> str | None:
    """The words of a post that the side has one of at a time, without those for the side; None for every other post.

    >>> unique_post("US Defense Secretary", "United States") == unique_post("defence secretary", "United States")
    True
    >>> unique_post("deputy defence minister", "Germany") is None
    True
    """
    if role is None or side is None:
        return None
    words = _words(role)
    for name in sorted(variants().get(_words(side), {_words(side)}), key=len, reverse=True):
        words = _without(words, name)
    told = tuple(stem(word) for word in words if word not in _EMPTY and word != "s")
    return " ".join(told) if told in _unique() else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text, Span(0, len(text))) if token.word[0].isalnum())


def _without(words: tuple[str, ...], part: tuple[str, ...]) -> tuple[str, ...]:
    size = len(part)
    at = next((n for n in range(len(words) - size + 1) if size and words[n : n + size] == part), None)
    return words if at is None else (*words[:at], *words[at + size :])


@lru_cache(maxsize=1)
def _unique() -> frozenset[tuple[str, ...]]:
    table = tomllib.loads((files("rowback") / "data" / "roles.toml").read_text(encoding="utf-8"))
    return frozenset(tuple(stem(word) for word in _words(role["noun"])) for role in table["role"] if role.get("unique"))


def post_key(name: Name | None, role: str | None, side: str | None) -> str | None:
    """What two names must share to be one holder's: side, post and the first letters; None without a unique post or a given name."""
    post = unique_post(role, side)
    if post is None or name is None or not name.given or len(name.given[0]) < 2:
        return None
    return f"{side}|{post}|{name.given[0][:1]}{name.family[:1]}"


def is_slip(one: Name, count: int, other: Name, times: int) -> bool:
    """True if, in one post, the name that fewer statements give is the other one got wrong, not its holder before or after."""
    few, many = sorted((count, times))
    alike = fuzz.ratio(one.family, other.family) >= _ALIKE and min(len(one.family), len(other.family)) >= 4
    return alike and few * _SLIP <= many and same_given(one.given, other.given)
