"""Whose words are a side's own: its head, its official spokesperson, the body itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rowback.core.actor import ActorKind
from rowback.core.statement import Actor
from rowback.findings.sides import SideKind, country_words, data, plain, side_of, side_pattern


@dataclass(frozen=True, slots=True)
class _Words:
    before: frozenset[str]
    heads: dict[SideKind, frozenset[str]]
    only: dict[str, frozenset[str]]
    never: dict[str, frozenset[str]]
    spoken: re.Pattern[str]
    own: frozenset[str]
    itself: frozenset[str]
    alone: frozenset[str]
    groups: frozenset[str]
    governs: frozenset[str]
    lower: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = data("voices")
    nouns = sorted(table["spokesperson"]["nouns"], key=lambda n: (-len(n), n))
    return _Words(
        before=frozenset(table["before"]),
        heads={kind: frozenset(table[kind.value]["heads"]) for kind in SideKind},
        only={post: frozenset(sides) for post, sides in table["country"]["only"].items()},
        never={post: frozenset(sides) for post, sides in table["country"]["never"].items()},
        spoken=re.compile(r"\b(?:" + "|".join(map(re.escape, nouns)) + r")\b"),
        own=frozenset(table["spokesperson"]["own"]),
        itself=frozenset(table["itself"]["words"]),
        alone=frozenset(table["itself"]["alone"]),
        groups=frozenset(table["itself"]["never"]),
        governs=frozenset(table["itself"]["governs"]),
        lower=frozenset(table["itself"]["lower"]),
    )


_EDGES = frozenset(["the", "of", "for", "a", "an", "and", "in", "at", "to", "'s", "s"])
_TOKEN = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")


def _rest(role: str, side: str) -> str:
    """The role without the side's own words, articles and such as change nothing about it."""
    left = _TOKEN.findall(side_pattern(side).sub(" ", plain(role)))
    while left and (left[0] in _EDGES or left[0] in _words().before):
        left.pop(0)
    while left and left[-1] in _EDGES:
        left.pop()
    return " ".join(left)


@lru_cache(maxsize=65536)
def is_head(role: str, side: str) -> bool:
    """True for the post that leads the side: head of government, party leader, head of the body."""
    words, found, post = _words(), side_of(side), _rest(role, side)
    if found.kind is not SideKind.COUNTRY:
        return post in words.heads[found.kind]
    # a side under another name ("US administration") is looked up under the country's
    names = {plain(name) for name in (found.name, *found.itself)}
    if any(plain(name) in names for name in words.never.get(post, ())):
        return False
    if post in words.only:
        return any(plain(name) in names for name in words.only[post])
    return post in words.heads[SideKind.COUNTRY]


@lru_cache(maxsize=65536)
def spokesperson_of(role: str, side: str) -> frozenset[str] | None:
    """None for a role that is no spokesperson's; else the words that make it another's than the side's own, none where it is."""
    words, rest = _words(), _rest(role, side)
    if not words.spoken.search(rest):
        return None
    rest = words.spoken.sub(" ", rest)
    whose = side_of(side)
    posts = [*words.heads[whose.kind], *words.only] if whose.kind is SideKind.COUNTRY else words.heads[whose.kind]
    for post in sorted(posts, key=lambda p: (-len(p), p)):
        if post in rest and is_head(post, side):
            rest = re.sub(rf"\b{re.escape(post)}(?:'s)?\b", " ", rest)
    left = [token.removesuffix("'s").removesuffix("'") for token in _TOKEN.findall(rest)]
    return frozenset(token for token in left if token and token not in words.own and token not in words.before)


@lru_cache(maxsize=65536)
def is_itself(name: str, side: str) -> bool:
    """True for the name of the body itself: the side's, its seat, "the government"."""
    words, called = _words(), plain(name)
    if called in words.alone or called in side_of(side).itself or called.removeprefix("the ") in side_of(side).itself:
        return True
    if called.split()[-1:] and called.split()[-1] in words.groups:
        return False
    tokens = set(_TOKEN.findall(called))
    own = side_pattern(side).search(called) is not None
    if side_of(side).kind is SideKind.COUNTRY and tokens & words.governs and not tokens & words.lower:
        # "the Smith administration", but not another country's
        return own or not any(token in country_words() for token in tokens)
    if not own:
        return False
    left = [token.removesuffix("'s") for token in _TOKEN.findall(side_pattern(side).sub(" ", called))]
    return all(token in words.itself for token in left)


def heads_of(speakers: Iterable[Actor]) -> dict[str, frozenset[str]]:
    """Plain names of the heads of each side: "Smith's spokesman" speaks for the side that Smith leads."""
    found: dict[str, set[str]] = {}
    for speaker in speakers:
        if speaker.kind is ActorKind.PERSON and speaker.side and speaker.role and speaker.name:
            if is_head(speaker.role, speaker.side):
                found.setdefault(speaker.side, set()).add(plain(speaker.name))
    return {side: frozenset(names) for side, names in found.items()}


def is_voice(actor: Actor, heads: Iterable[str] = ()) -> bool:
    """True where the actor speaks with the voice of the side; `heads` are plain names of the side's heads ("Smith's spokesman")."""
    if actor.side is None:
        return False
    if actor.kind in (ActorKind.GOVERNMENT, ActorKind.ORGANISATION):
        return actor.name is not None and is_itself(actor.name, actor.side)
    if actor.kind not in (ActorKind.PERSON, ActorKind.UNNAMED):
        return False
    roles = [r for r in (actor.role, actor.name if actor.kind is ActorKind.UNNAMED else None) if r]
    for role in roles:
        if is_head(role, actor.side):
            return True
        others = spokesperson_of(role, actor.side)
        if others is not None and (not others or others <= _TITLES | {word for name in heads for word in plain(name).split()}):
            return True
    return False


_TITLES = frozenset(["sir", "dame", "lord", "lady", "mr", "mrs", "ms", "dr"])


@lru_cache(maxsize=1)
def _for_themselves() -> frozenset[str]:
    return frozenset(plain(role["noun"]) for role in data("roles")["role"] if role["speaks_for"] in ("own", "none"))


@lru_cache(maxsize=65536)
def speaks_for_side(role: str | None) -> bool:
    """False for those who speak for themselves though a body is named with them (an analyst, a professor), and for former holders."""
    if role is None:
        return True
    words = _TOKEN.findall(plain(role))
    if "former" in words or "ex" in words or any(w.startswith("ex-") for w in words):
        return False
    head = re.split(r" (?:of|for|at|with|from|to|in|on) ", " ".join(words), maxsplit=1)[0].split()
    return not any(" ".join(head[-n:]) in _for_themselves() for n in (3, 2, 1) if len(head) >= n)
