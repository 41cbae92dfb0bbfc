"""Which of somebody's posts tells most."""

from __future__ import annotations

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor
from rowback.speakers.posts import Post
from rowback.speakers.tables import tables

_BY_KIND = {"apposition": 2.0, "title": 1.5, "description": -1.0, "relative": -3.0, "possessor": -9.0, "of": -9.0}
_SMALL = frozenset(["of", "the", "for", "and", "in", "at", "a"])
_PLAIN_FAMILIES = frozenset(["people"])


def best_role(actor: Actor) -> str | None:
    """The post that tells most, in the words of the text; None where the text gives none."""
    able = [p for p in actor.posts if p.text and p.kind not in ("possessor", "of") and not (p.party and p.text.isupper())]
    if not able:
        return None
    best = max(able, key=lambda p: (worth_of(p), -p.first))
    if actor.kind is ActorKind.UNNAMED and best.text == actor.name and _names_a_body(best):
        return None
    if best.noun and best.noun.family in _PLAIN_FAMILIES and len(best.text.split()) == 1:
        return None  # "people", "protesters": nobody's post
    return best.text


def _names_a_body(post: Post) -> bool:
    """True for a "post" that is a body under its name: "Ghana's Food and Drugs Authority"."""
    head = post.text.split()[-1]
    return head[:1].isupper() and head.lower() in tables().words_of("body_words") and head.lower() not in ("president", "general")


def worth_of(post: Post) -> float:
    """How much a post tells of its holder: posts in office before former ones, long ones before plain nouns."""
    words = [w for w in post.text.lower().split() if w not in _SMALL and not w.endswith("-year-old")]
    score = min(len(words), 6) + _BY_KIND.get(post.kind, 0.0)
    score += 1.0 * bool(post.country or post.body or post.party or post.owner)
    score -= 6.0 * post.former + 2.0 * (post.noun is None)
    score += 1.0 * bool(post.noun and post.noun.speaks_for in ("government", "office") and not post.former)
    if post.noun and post.noun.family in _PLAIN_FAMILIES:
        score -= 3.0
    if post.noun and post.noun.speaks_for == "none":
        score -= 3.0
    return score
