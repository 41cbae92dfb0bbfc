"""On whose behalf somebody speaks, and which post tells most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.introductions import owner_mention
from rowback.speakers.posts import Post
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_BY_KIND = {"apposition": 2.0, "title": 1.5, "description": -1.0, "relative": -3.0, "possessor": -9.0, "of": -9.0}
_PLAIN_FAMILIES = frozenset(["people"])


def best_role(actor: Actor) -> str | None:
    """The post that tells most, in the words of the text; None where the text gives none."""
    able = [p for p in actor.posts if p.text and p.kind not in ("possessor", "of")]
    if not able:
        return None
    best = max(able, key=lambda p: (_worth(p), -p.first))
    return best.text


def _worth(post: Post) -> float:
    words = [w for w in post.text.split() if w.lower() not in ("of", "the", "for", "and", "in", "at", "a")]
    score = min(len(words), 6) + _BY_KIND.get(post.kind, 0.0)
    score += 1.0 * bool(post.country or post.body or post.party or post.owner)
    score -= 3.0 * post.former + 2.0 * (post.noun is None)
    if post.noun and post.noun.family in _PLAIN_FAMILIES:
        score -= 3.0
    if post.noun and post.noun.speaks_for == "none":
        score -= 3.0
    return score


@dataclass
class Sides:
    """Finds sides with the article as context; ``weights`` is how much the article speaks of each country."""

    scene: Scene
    cast: Cast
    weights: Mapping[str, float]
    known: dict[int, str | None] = field(default_factory=dict)

    def of(self, actor: Actor) -> str | None:
        """The side of an actor, None for those who speak for nobody but themselves."""
        if actor.key not in self.known:
            self.known[actor.key] = None  # an owner that leads back here tells nothing
            self.known[actor.key] = self._find(actor)
        return self.known[actor.key]

    def _find(self, actor: Actor) -> str | None:
        if actor.kind in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT) or actor.term is not None:
            return actor.side
        posts = sorted(actor.posts, key=lambda p: (p.former or p.coming, p.kind == "possessor", -_worth(p)))
        current = [p for p in posts if not p.former]
        if shadow := next((p for p in current if p.shadow), None):
            return self._party(posts) or shadow.party
        for post in current:
            if side := self._of_post(actor, post):
                return side
        if party := self._party(posts):
            return party
        return next((p.body for p in posts if p.body and p.former and p.noun and p.noun.speaks_for != "government"), actor.side)

    @staticmethod
    def _party(posts: Sequence[Post]) -> str | None:
        return next((p.party for p in posts if p.party), None)

    def _of_post(self, actor: Actor, post: Post) -> str | None:
        noun = post.noun
        if noun is None:
            return post.party or post.body or post.region or post.country
        if post.coming:
            return self._party(actor.posts)
        if post.body and not (noun.speaks_for == "government" and post.country and not post.governmental):
            return post.body
        if noun.speaks_for == "party" or (post.party and noun.family in ("party", "parliament", "official")):
            return post.party or self._party(actor.posts) or (self._owner_side(post))
        if noun.speaks_for == "government":
            return self._government(actor, post)
        if noun.speaks_for in ("organisation", "own"):
            side = post.body or post.party or self._owner_side(post)
            if side is None and noun.speaks_for == "organisation":
                side = post.country or self._near_body(post)
            if side is None and noun.family in ("sport", "party"):
                side = self._near_body(post)
            return side
        return post.country

    def _government(self, actor: Actor, post: Post) -> str | None:
        """The country (or region, or body) that a government post is of."""
        if post.region and post.noun and post.noun.noun.lower() in ("governor", "first minister", "mayor", "state premier", "premier"):
            return post.region
        if post.country:
            return post.country
        other = next((p.country or p.body for p in actor.posts if not p.former and (p.country or (p.body and p.governmental))), None)
        if other:
            return other
        if owner := self._owner_side(post):
            return owner
        if post.party:
            return post.party
        if post.noun and post.noun.noun.lower() in ("leader", "spokesman", "spokeswoman", "spokesperson", "official") and (side := self._near_body(post)):
            return side
        return self._context(post)

    def _owner_side(self, post: Post) -> str | None:
        if post.owner is None:
            return None
        owner = owner_mention(self.cast, post.owner)
        if owner is not None:
            return self.of(owner)
        return None

    def _context(self, post: Post) -> str | None:
        """The country that the article leaves to the reader: by the sort of post, else the one named nearest before, else the main one."""
        low = " ".join(post.text.lower().replace("defence", "defense").split())
        hints = [c for c, posts in self.scene.tables.rules["post_countries"].items() if any(f" {p.replace('defence', 'defense')} " in f" {low} " for p in posts)]
        if hints:
            return max(hints, key=lambda c: self.weights.get(c, 0.0))
        place = self.scene.words.items[post.first].start
        paragraph = self.scene.paragraphs[self.scene.paragraph_at(place)]
        near = [
            t.country
            for item in self.scene.listed_in(self.scene.words.at(paragraph.start), post.first)
            for t in item.terms[:1]
            if t.country and t.kind in (TermKind.CAPITAL, TermKind.COUNTRY, TermKind.ADJECTIVE, TermKind.SEAT)
        ]
        if near:
            return near[-1]
        return max(self.weights, key=lambda c: self.weights[c], default=None)

    def _near_body(self, post: Post) -> str | None:
        """The body named last before a post without one, in its paragraph or the one before; else the one the article names most."""
        place = self.scene.words.items[post.first].start
        for span, actor in reversed(self.cast.before(place, 30)):
            if self.scene.paragraph_at(place) - self.scene.paragraph_at(span.start) > 2:
                break
            if actor.kind is ActorKind.ORGANISATION and not self.scene.is_quoted(span.start) and actor.side and not _is_outlet(self.scene, actor):
                return self.of(actor)
        return None


def _is_outlet(scene: Scene, actor: Actor) -> bool:
    entries = scene.tables.outlets.get(actor.name.split()[0], ())
    return any(" ".join(words) == actor.name for words, _ in entries)
