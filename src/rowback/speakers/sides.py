"""On whose behalf somebody speaks, and which post tells most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.introductions import owner_mention
from rowback.speakers.posts import Post
from rowback.speakers.pronouns import GENDERS, NEUTERS, PLURALS, Discourse, resolve_pronoun
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_BY_KIND = {"apposition": 2.0, "title": 1.5, "description": -1.0, "relative": -3.0, "possessor": -9.0, "of": -9.0}
_CLEAR = 2.5  # how much an article must speak of a country for it to be understood
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
        if post.owner and (owner := owner_mention(self.cast, post.owner)) and owner.is_person and owner is not actor and not post.country:
            return self.of(owner) or (self._context(actor, post) if noun.speaks_for == "government" else None)
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
        return self._context(actor, post)

    def _owner_side(self, post: Post) -> str | None:
        if post.owner is None:
            return None
        word = post.owner.of(self.scene.text).lower()
        owner = owner_mention(self.cast, post.owner)
        if word in GENDERS or word in NEUTERS or word in PLURALS:
            owner = resolve_pronoun(Discourse(self.scene, self.cast), post.owner, word)
        if owner is not None:
            return self.of(owner)
        return None

    def _context(self, actor: Actor, post: Post) -> str | None:
        """The country that the article leaves to the reader: by the sort of post, nearness and how much it speaks of each."""
        low = " ".join(post.text.lower().replace("defence", "defense").split())
        hints = {c for c, posts in self.scene.tables.rules["post_countries"].items() if any(f" {p.replace('defence', 'defense')} " in f" {low} " for p in posts)}
        scores = {c: w for c, w in self.weights.items() if not hints or c in hints}
        if hints and not scores:
            return min(hints) if len(hints) == 1 else None
        taken = self._taken(actor, post)
        for country in taken:
            scores[country] = scores.get(country, 0.0) * 0.2
        if not hints:
            for country, near in self._near_countries(post).items():
                if country not in taken:
                    scores[country] = scores.get(country, 0.0) + near
        best = max(scores, key=lambda c: (scores[c], c), default=None)
        return best if best is not None and (hints or scores[best] >= _CLEAR) else None

    def _taken(self, actor: Actor, post: Post) -> set[str]:
        """Countries whose same post the text gives to somebody else."""
        found: set[str] = set()
        field_ = {self.scene.tables.portfolio_of.get(w.lower()) for w in post.text.split()} - {None}
        for other in self.cast.actors[:500]:
            for held in other.posts if other is not actor else ():
                if held.country and held.noun and post.noun and not held.former and held.noun.family == post.noun.family in ("head", "minister"):
                    others = {self.scene.tables.portfolio_of.get(w.lower()) for w in held.text.split()} - {None}
                    if others == field_ and not held.owner:
                        found.add(held.country)
        return found

    def _near_countries(self, post: Post) -> dict[str, float]:
        """Countries named before a post in its paragraph, the nearest most; those it is about ("to Ukraine") left out."""
        place = self.scene.words.items[post.first].start
        number = self.scene.paragraph_at(place)
        paragraph = self.scene.paragraphs[number]
        found: dict[str, float] = {}
        worth = 3.0
        for item in reversed(self.scene.listed_in(self.scene.words.at(paragraph.start), post.first)):
            term = item.of_kind(TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.SEAT, TermKind.COUNTRY)
            if term and term.country and term.country not in found and not self.scene.is_quoted(self.scene.words.items[item.first].start):
                found[term.country] = worth
                worth *= 0.4
        return found

    def _near_body(self, post: Post) -> str | None:
        """The body that a post without one belongs to: named often and lately."""
        place = self.scene.words.items[post.first].start
        here = self.scene.paragraph_at(place)
        business = post.noun is not None and (post.noun.family == "business" or "company" in post.text.lower())
        scores: dict[int, float] = {}
        able: dict[int, Actor] = {}
        for span, actor in self.cast.before(place, 60):
            if actor.kind is not ActorKind.ORGANISATION or not actor.side or self.scene.is_quoted(span.start) or _is_outlet(self.scene, actor):
                continue
            if actor.term and actor.term.kind in (TermKind.PARTY, TermKind.PARLIAMENT) and (business or post.noun and post.noun.family == "sport"):
                continue
            if business and any(w in actor.name.lower().split() for w in ("union", "association", "workers", "federation", "council", "university")):
                continue
            scores[actor.key] = scores.get(actor.key, 0.0) + 0.75 ** (here - self.scene.paragraph_at(span.start))
            able[actor.key] = actor
        best = max(scores, key=lambda k: (scores[k], -k), default=None)
        return self.of(able[best]) if best is not None else None


def _is_outlet(scene: Scene, actor: Actor) -> bool:
    entries = scene.tables.outlets.get(actor.name.split()[0], ())
    return any(" ".join(words) == actor.name for words, _ in entries)
