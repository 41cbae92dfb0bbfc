"""The country of a post that names none: by the sort of post, what stands near and how much the article speaks of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.countries import home_of_outlet
from rowback.speakers.hints import clearest, hinted, is_of_many
from rowback.speakers.introductions import owner_mention
from rowback.speakers.nearness import leading_countries, near_countries
from rowback.speakers.own_country import own_countries
from rowback.speakers.posts import Post
from rowback.speakers.scene import Scene

_ABOUT = 4.0  # a country of this weight is one that the article is about, whatever the post
_OUTLET, _NAMED = 1.5, 3.0  # the weight that an outlet alone gives its country; that of one that the article speaks of
_TAKEN = 0.2  # left of the weight of a country whose post somebody else holds
_HOME = 4.0  # a president or minister without a country is that of the outlet's own: of foreign ones it is told
_WRITTEN, _WRITTEN_THERE = 4.0, 8.0  # for the country of the dateline; where few countries beside it have such a post


@dataclass
class Context:
    """An article as context of its posts; ``weights`` is how much it speaks of each country."""

    scene: Scene
    cast: Cast
    weights: Mapping[str, float]
    _held: tuple[int, dict[tuple[str, frozenset[str]], dict[str, set[int]]]] | None = None

    @cached_property
    def _own(self) -> Mapping[int, Mapping[str, float]]:
        return own_countries(self.scene, self.cast)

    def country(self, actor: Actor, post: Post) -> str | None:
        """The country that the article leaves to the reader: by the sort of post, nearness and how much it speaks of each."""
        hints, at_home = hinted(post.text), self.scene.home
        able = {*hints} | ({at_home} if at_home and is_of_many(post.text) else set())
        scores = {c: w for c, w in self.weights.items() if not hints or c in able}
        if at_home and (not hints or at_home in able):
            scores[at_home] = scores.get(at_home, 0.0) + (_WRITTEN_THERE if at_home in able else _WRITTEN)
        if hints and not scores and max(self.weights.values(), default=0.0) >= _ABOUT:
            hints, scores = {}, dict(self.weights)  # "Energy Secretary" of a country that no rule gives one
        if hints and not scores:
            return next((str(c) for c in self.scene.tables.rules["post_countries"] if c in hints), None)
        taken, sent_to = self._taken(actor, post), self._sent_to(actor)
        barred = sent_to | {post.target, *self.scene.tables.rules["no_such_post"].get(post.head, ())}
        for country in barred - ({at_home} if " " in post.head and post.head.split()[0] in self.scene.tables.portfolio else set()):
            scores.pop(country or "", None)  # nobody sends an envoy to himself; a monarchy has no president
        for country in taken & set(scores):
            scores[country] *= _TAKEN
        home = home_of_outlet(self.scene.article, self.scene.tables)
        if (
            home in scores
            and home not in taken
            and actor.kind is ActorKind.PERSON
            and not (hints and self._is_elsewhere(home, able))
        ):
            scores[home] += _HOME
        own = self._own.get(actor.key, {})
        leads = leading_countries(self.scene) if post.noun and post.noun.family == "minister" else {}
        for country, near in (*near_countries(self.scene, post).items(), *leads.items(), *own.items()):
            if scores and country not in taken | barred and (not hints or country in able):
                scores[country] = scores.get(country, 0.0) + near
        return clearest(scores, actor, bool(hints), bool(sent_to))

    def _is_elsewhere(self, home: str, able: set[str]) -> bool:
        """True where the article names another country with such a post, and never the outlet's own."""
        return self.weights.get(home, 0.0) <= _OUTLET and any(self.weights.get(c, 0.0) >= _NAMED for c in able - {home})

    def _sent_to(self, actor: Actor) -> set[str]:
        """The countries that somebody's envoys are sent to."""
        posts = [p for a in self.cast.actors[:300] for p in a.posts if p.target and p.owner]
        return {p.target for p in posts if p.target and p.owner and owner_mention(self.cast, p.owner) is actor}

    def _taken(self, actor: Actor, post: Post) -> set[str]:
        """Countries whose same post the text gives to somebody else."""
        if post.noun is None or post.noun.family not in ("head", "minister"):
            return set()
        holders = self._holders().get((post.noun.family, self._fields(post)), {})
        return {country for country, keys in holders.items() if keys - {actor.key}}

    def _fields(self, post: Post) -> frozenset[str]:
        """The portfolios that a post names: "defence", "finance"."""
        return frozenset(f for w in post.text.split() if (f := self.scene.tables.portfolio_of.get(w.lower())))

    def _holders(self) -> Mapping[tuple[str, frozenset[str]], Mapping[str, set[int]]]:
        """Who holds a post of a sort for a country that the text names: sort and portfolio → country → keys of actors."""
        count = sum(len(a.posts) for a in self.cast.actors)
        if self._held is None or self._held[0] != count:
            found: dict[tuple[str, frozenset[str]], dict[str, set[int]]] = {}
            for actor in self.cast.actors:
                for post in actor.posts if actor.kind is ActorKind.PERSON else ():
                    hints = hinted(post.text)
                    country = post.country or (next(iter(hints)) if len(hints) == 1 else None)
                    if (
                        country
                        and post.noun
                        and not post.former
                        and (post.country or not post.owner)
                        and post.noun.family in ("head", "minister")
                    ):
                        found.setdefault((post.noun.family, self._fields(post)), {}).setdefault(country, set()).add(actor.key)
            self._held = (count, found)
        return self._held[1]
