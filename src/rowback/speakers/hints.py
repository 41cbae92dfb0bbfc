"""What the words of a post tell of its country where they name none: which governments have such a post."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rowback.speakers.tables import tables


@lru_cache(maxsize=4096)
def hinted(text: str) -> Mapping[str, tuple[str, ...]]:
    """The countries whose governments have such a post, with the words of the rules that say so."""
    low = f" {' '.join(text.lower().replace('defence', 'defense').split())} "
    rules = tables().rules["post_countries"]
    found = {country: tuple(p for p in posts if f" {p.replace('defence', 'defense')} " in low) for country, posts in rules.items()}
    return {country: told for country, told in found.items() if told}


@lru_cache(maxsize=4096)
def is_of_many(text: str) -> bool:
    """True for a post that countries without an entry of their own have too: "senator"."""
    low = f" {' '.join(text.lower().split())} "
    return any(f" {post} " in low for post in tables().rules["posts_of_many"])
