"""Posts that a side has one of at a time, so that two spellings of a name in one of them can be one person's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from rowback.core.span import Span
from rowback.ledger.names import Name, same_given
from rowback.wording.names import variants
from rowback.wording.stems import stem
from rowback.wording.tokens import tokens

_ALIKE = 45  # of 100: of a name that is got wrong its beginning and nearly half of the letters are left ("Mastin" for "Marquist")
_SAME_TIME = 30  # days before and after texts name a post's holder, for which the post alone still means that one
_SLIP = 3  # times as many statements under the one name for the other to be a slip
_EMPTY = frozenset("the a s new acting current incoming newly appointed then".split())
_BEGINS = 6  # letters in which a party's names agree: "Democrats" and "Democratic"
_LEADS = (("leader",), ("party", "leader"))  # of a party; "the leader" of a country can be anybody
_SAME: dict[tuple[str, ...], tuple[str, ...]] = {("pm",): ("prime", "minister"), ("premier",): ("prime", "minister")}


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
    words, own = _words(role), _words(side)
    for name in sorted(variants().get(own, ()), key=len, reverse=True):
        words = _without(words, name)
    words = _turned(tuple(word for word in words if word not in _EMPTY))
    if own not in variants():  # a party
        called = {word[:_BEGINS] for word in own}
        words = tuple(word for word in words if word[:_BEGINS] not in called)
        return "leader" if words in _LEADS else None
    told = tuple(stem(word) for word in _SAME.get(words, words))
    return " ".join(told) if told in _unique() else None


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Turn "minister of defence" into "defence minister"; "secretary of state" stays."""
    turns = len(words) > 2 and words[0] in ("minister", "secretary") and words[1] in ("of", "for") and words[2] != "state"
    return (*words[2:], words[0]) if turns else tuple(word for word in words if word not in ("of", "for"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text, Span(0, len(text))) if token.word[0].isalnum())


def _without(words: tuple[str, ...], part: tuple[str, ...]) -> tuple[str, ...]:
    size = len(part)
    at = next((n for n in range(len(words) - size + 1) if size and words[n : n + size] == part), None)
    return words if at is None else (*words[:at], *words[at + size :])


@lru_cache(maxsize=1)
def _unique() -> frozenset[tuple[str, ...]]:
    table = tomllib.loads((files("rowback") / "data" / "roles.toml").read_text(encoding="utf-8"))
    nouns = (_turned(_words(role["noun"])) for role in table["role"] if role.get("unique"))
    return frozenset(tuple(stem(word) for word in noun) for noun in nouns)


def post_key(name: Name | None, role: str | None, side: str | None) -> str | None:
    """What two names must share to be one holder's: side, post and the first letters; None without a unique post or a given name."""
    post = unique_post(role, side)
    if post is None or name is None or not name.given or len(name.given[0]) < 2:
        return None
    return f"{side}|{post}|{name.given[0][:1]}{name.family[:1]}"


def holder(first: str | None, last: str | None, held: Iterable[tuple[str, str | None, str | None]]) -> str | None:
    """The one whom a post without a name means on these days, None where nobody or several can be meant.

    `held` are the actors whom texts name in the post, each with first and last day.
    """
    told: dict[str, list[str]] = {}
    for actor, start, end in held:
        told.setdefault(actor, []).extend(day for day in (start, end) if day is not None)
    days = [date.fromisoformat(day).toordinal() for day in (first, last) if day is not None]
    able = [actor for actor, at in told.items() if at and days and _is_near(days, [date.fromisoformat(d).toordinal() for d in at])]
    return able[0] if len(able) == 1 else None


def _is_near(days: list[int], told: list[int]) -> bool:
    return min(told) - _SAME_TIME <= min(days) and max(days) <= max(told) + _SAME_TIME


def is_slip(one: Name, count: int, other: Name, times: int) -> bool:
    """True if, in one post, the name that fewer statements give is the other one got wrong, not its holder before or after."""
    few, many = sorted((count, times))
    alike = fuzz.ratio(one.family, other.family) >= _ALIKE and min(len(one.family), len(other.family)) >= 4
    return alike and few * _SLIP <= many and same_given(one.given, other.given)
