"""What the words of a post tell of its country where they name none: which governments have such a post."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor
from rowback.speakers.surroundings import one_country
from rowback.speakers.tables import tables

_CLEAR = 2.5  # how much an article must speak of a country for it to be understood
_ALONE = 1.2  # enough for a named person where the next country has half of it
_CLEAR_ALONE = 1.5  # the same where no other country comes near


@lru_cache(maxsize=4096)
def hinted(text: str) -> Mapping[str, tuple[str, ...]]:
    """The countries whose governments have such a post, with the words of the rules that say so."""
    low = f" {' '.join(text.lower().replace('defence', 'defense').split())} "
    rules = tables().rules["post_countries"]
    found = {country: tuple(p for p in posts if f" {p.replace('defence', 'defense')} " in low) for country, posts in rules.items()}
    every = [p for told in found.values() for p in told]
    longest = {c: tuple(p for p in told if not any(p != q and p in q for q in every)) for c, told in found.items()}
    return {country: told for country, told in longest.items() if told}


@lru_cache(maxsize=4096)
def is_of_many(text: str) -> bool:
    """True for a post that countries without an entry of their own have too: "senator"."""
    low = f" {' '.join(text.lower().split())} "
    return any(f" {post} " in low for post in tables().rules["posts_of_many"])


def clearest(scores: Mapping[str, float], actor: Actor, hinted_at: bool, excluded: bool) -> str | None:
    """The country with the highest score; None where the article speaks of several alike or hardly of any."""
    if not scores:
        return None
    best = max(scores, key=lambda c: (scores[c], c))
    others = sorted((w for c, w in scores.items() if c != best), reverse=True)
    if actor.kind is not ActorKind.PERSON and sum(others) > scores[best] * 0.7:
        return None  # an unnamed official in an article about several countries
    second = others[0] if others else 0.0
    alone = (
        one_country(scores) is not None
        or (scores[best] >= _CLEAR_ALONE and scores[best] > 3 * second)
        or (actor.kind is ActorKind.PERSON and scores[best] >= _ALONE >= 2 * second)
        or (excluded and not second)
    )
    return best if hinted_at or scores[best] >= _CLEAR or alone else None
