"""On whose behalf somebody speaks, and which post tells most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.context import Context
from rowback.speakers.hints import hinted
from rowback.speakers.introductions import owner_mention
from rowback.speakers.local import as_office, is_federal_post, local_side, office_name, understood_part, watchdog_in
from rowback.speakers.nearness import fuller_name, last_body, near_body, near_department, near_firm, near_institution
from rowback.speakers.opposition import party_in_opposition
from rowback.speakers.parts import FEDERAL
from rowback.speakers.phrases import common_nouns
from rowback.speakers.post_signs import (
    holder_of,
    is_chief_of_field,
    is_tie,
    names_body,
    office_of_owner,
    only_in_office,
    speaks_of_union,
    tells_party,
    was_then,
)
from rowback.speakers.posts import Post
from rowback.speakers.pronouns import GENDERS, NEUTERS, PLURALS, Discourse, resolve_owner
from rowback.speakers.roles import worth_of
from rowback.speakers.scene import Scene
from rowback.speakers.surroundings import (
    body_of_heading,
    country_of_seat,
    first_shown,
    one_country,
    part_of_country,
    party_as_subject,
    party_in_office,
    party_of_paragraph,
)
from rowback.speakers.tables import RoleNoun, TermKind
from rowback.speakers.unionists import heads_division, is_unionist, union_of
from rowback.speakers.unions import is_union

_FAR = 0.2  # of the weight of the country that an article is about
_LOCAL = frozenset(["governor", "first minister", "mayor", "state premier", "premier", "councillor"])
_OF_BODIES = frozenset(["official", "science", "business", "sport", "civil", "health"])
_OF_UNIONS = frozenset(["civil", "official", "party", "head", "business", "law"])
_JUDGES = ("analyst", "economist", "strategist", "expert")
_BEHIND = re.compile(
    r"(?:\s|,\s(?!(?:in|on|at|after|before|during|ahead|back)\s)[^,;.:“”\"\n]{0,90}\s)(?:of|at|from|with|for|by)\s(?:the\s)?$"
)


@dataclass
class Sides:
    """Finds sides with the article as context; ``weights`` is how much the article speaks of each country."""

    scene: Scene
    cast: Cast
    weights: Mapping[str, float]
    known: dict[int, str | None] = field(default_factory=dict)

    @cached_property
    def context(self) -> Context:
        """Tells the countries that the article leaves to the reader."""
        return Context(self.scene, self.cast, self.weights)

    def of(self, actor: Actor) -> str | None:
        """The side of an actor, None for those who speak for nobody but themselves."""
        if actor.key not in self.known:
            self.known[actor.key] = None  # an owner that leads back here tells nothing
            side = self._find(actor)
            person = next((a for a in self._persons() if side in (a.name, a.name.split()[-1])), None) if side else None
            if person is not None and side != actor.name:
                side = self.of(person) if person is not actor else None  # "a source close to Poole"
            self.known[actor.key] = as_office(self.scene, side) if side and not self._is_common(actor, side) else None
        return self.known[actor.key]

    def _is_common(self, actor: Actor, side: str) -> bool:
        """True for one common noun, which names no side: "body", "Minister"."""
        if " " in side or actor.term is not None or side in self.scene.tables.terms:
            return False
        return side.lower() in common_nouns()

    def in_opposition(self, actor: Actor) -> str | None:
        """The party for which somebody now in office spoke before: of the own posts, else the party in office; the side without one."""
        side = self.of(actor)
        own = self._party(actor.posts)
        return own or (party_in_office(self.scene, side) if side else None) or side

    def _persons(self) -> Sequence[Actor]:
        return [a for a in self.cast.actors[:300] if a.kind is ActorKind.PERSON and " " in a.name]

    def _find(self, actor: Actor) -> str | None:
        if (holder := holder_of(self.cast, actor)) is not None:
            if side := self.of(holder):
                return side
            actor.side = None if actor.side in holder.name.split() else actor.side
        if actor.kind is ActorKind.GOVERNMENT and actor.side is None:
            if (part := self.scene.part) and FEDERAL.isdisjoint(actor.name.lower().split()):
                return part.side
            told = self.scene.home or max(
                (c for c in self.weights if self.weights[c] >= 0.5), key=lambda c: self.weights[c], default=None
            )
            told = told or self._government_told()
            return told or ("United States" if actor.name.endswith(" administration") else None)
        if actor.kind is ActorKind.ORGANISATION and actor.term is None and (noun := watchdog_in(self.scene, actor.name)):
            return office_name(self.scene, noun, self.scene.part.side if self.scene.part else None)
        if actor.kind in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT) or actor.term is not None:
            return actor.side
        governs = any(p.noun and p.noun.speaks_for == "government" and not p.former and not p.party for p in actor.posts)
        posts = sorted(
            actor.posts,
            key=lambda p: (
                p.former or p.coming,
                p.kind == "possessor",
                governs and (tells_party(p) or is_tie(p)),
                -worth_of(p),
            ),
        )  # "Gov. Ann Poole, a Democrat"
        current = [p for p in posts if not p.former] or [p for p in posts if was_then(self.scene, p)]
        party = self._party(posts)
        if any(p.shadow for p in current) or (
            party
            and any(p.noun is None or p.noun.family == "parliament" for p in current)
            and not any(p.noun and p.noun.speaks_for == "government" and not p.party for p in current)
        ):
            return party or self._of_opposition(actor, current) or self._party_before(actor) or self._around(actor, current)
        if actor.side is not None and all(p.kind == "description" for p in current):
            return actor.side
        if actor.kind is ActorKind.GROUP and any(p.text.lower() in ("union members", "union workers") for p in current):
            return None
        if actor.is_person and (unionist := next((p for p in current if is_unionist(self.scene, p)), None)):
            return union_of(self.scene, self.cast, unionist)
        house = next((p.body for p in current if p.kind == "of" and p.noun is None and p.body), None)
        for post in current:
            if house and post.body and " " not in post.body and post.head.endswith(_JUDGES):
                return fuller_name(self.cast, house)  # "Aerospace analyst Ann Poole, of Orion Partners"
            if side := self._of_post(actor, post):
                return side
        if party:
            return party
        if not posts and actor.kind is ActorKind.PERSON and (seat := country_of_seat(self.scene, actor)):
            return seat
        if side := self._around(actor, current):
            return side
        former = next((p.body for p in posts if p.body and p.former and p.noun and p.noun.speaks_for != "government"), actor.side)
        return former or (self._body_behind(actor) if actor.kind is ActorKind.PERSON else None)

    def _around(self, actor: Actor, posts: Sequence[Post]) -> str | None:
        """The side that stands around somebody whose posts tell none."""
        families = {p.noun.family for p in posts if p.noun}
        past = {p.noun.family for p in actor.posts if p.noun and p.former}
        span = first_shown(self.scene, actor)
        if (
            (families == {"parliament"} or (not families and past == {"minister"}))
            and span is not None
            and (party := party_of_paragraph(self.scene, span.start, actor.kind is not ActorKind.PERSON))
        ):
            return party
        if actor.kind is ActorKind.PERSON and families & _OF_BODIES:
            return body_of_heading(self.scene, self.cast, actor)
        state = actor.name.lower().split()[-1:] and actor.name.lower().split()[-1] in self.scene.tables.words_of("state_groups")
        return one_country(self.weights) if actor.kind is ActorKind.GROUP and state else None

    def _party_before(self, actor: Actor) -> str | None:
        """The party that a sentence before somebody's first mention in the paragraph has as its subject."""
        span = first_shown(self.scene, actor)
        return party_as_subject(self.scene, span.start) if span is not None else None

    def _party_at(self, post: Post) -> str | None:
        return party_as_subject(self.scene, self.scene.words.items[post.first].start)

    def _of_opposition(self, actor: Actor, posts: Sequence[Post]) -> str | None:
        """The party in opposition for a shadow minister or an opposition leader whose own party is not told."""
        post = next((p for p in posts if p.shadow), None)
        if post is None:
            return None
        if own := next((p.body for p in posts if p.body and (p.shadow or p.kind == "of")), None):
            return own  # "opposition leader Ann Poole of the Future Reform Party"
        country = post.country or self._country(actor, post)
        return party_in_opposition(self.scene, country) if country else None

    def _body_behind(self, actor: Actor) -> str | None:
        """The body that stands behind a name: "Gallagher of the weather service", "Osei, who led the trial at the university"."""
        for span in actor.mentions[:20]:
            for place, other in self.cast.after(span.end, 2):
                between = self.scene.text[span.end : place.start]
                if other.kind is ActorKind.ORGANISATION and other.side and _BEHIND.match(between):
                    return self.of(other)
        return None

    def _government_told(self) -> str | None:
        """The one country that those in government posts speak for, where the article names none."""
        found = {
            self.of(a) for a in self.cast.actors[:100] if any(p.noun and p.noun.speaks_for == "government" for p in a.posts)
        } - {None}
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def _party(posts: Sequence[Post]) -> str | None:
        return next((p.party for p in posts if p.party), None)

    def _of_post(self, actor: Actor, post: Post) -> str | None:
        noun = post.noun
        if noun is None:
            return (
                post.party
                or post.body
                or post.country
                or (self._body_near(post) if post.kind == "relative" and names_body(self.scene, post) else None)
            )
        if post.coming:
            return self._party(actor.posts)
        if noun.speaks_for == "office":
            return post.body or office_name(self.scene, noun, post.region or post.country or self._country(actor, post))
        if place := local_side(self.scene, post):
            return place
        owner = self._owner(post)
        if (
            any(" " in rule for rules in hinted(post.text).values() for rule in rules)
            and not post.country
            and not post.party
            and not (noun.family == "business" and noun.noun.endswith("vice president"))
            and (noun.speaks_for == "government" or noun.family in ("military", "party", "business"))
        ):
            return self._country(actor, post)
        if post.party and post.head.startswith("spokes"):
            return post.party
        if owner is None and noun.family in ("people", "official", "peer") and (office := office_of_owner(self.scene, post)):
            side = self._side_of_office(actor, office)
            if side or noun.family == "people" or office != "president":
                return side or self._country(actor, post)
        if noun.speaks_for == "none" and not self.scene.tables.words_of("governing").isdisjoint(post.text.lower().split()):
            return post.country or self._country(actor, post)
        if is_chief_of_field(self.scene, self.cast, post) and (country := post.country or self._country(actor, post)):
            return country
        return self._of_words(actor, post, noun, owner)

    def _of_words(self, actor: Actor, post: Post, noun: RoleNoun, owner: Actor | None) -> str | None:
        """The side that a post's owner, body, party or country tells, else that of a body near it."""
        if noun.speaks_for == "owner" and (own := post.party or post.country or post.body):
            return own
        if (not post.body or post.body.islower()) and not post.country and heads_division(self.scene, post):
            return (self.of(owner) if owner is not None and owner.kind is ActorKind.ORGANISATION else None) or self._side_of(
                near_firm(self.scene, self.cast, post)
            )
        if owner is not None and owner is not actor and noun.noun == "member" and (party := self._party(owner.posts)):
            return party  # "one of his own members", of a party's leader
        if owner is not None and owner is not actor and noun.speaks_for != "own":
            return self._of_owner(actor, post, owner)
        bare = (post.body or "").islower() or not (post.body or post.country or post.party)
        if bare and (department := near_department(self.scene, self.cast, post)):
            return self.of(department)
        if post.body and not (noun.speaks_for == "government" and post.country and not post.governmental):
            known = fuller_name(self.cast, post.body)
            if known in self.scene.tables.rules["body_nouns"]["civil"]:
                return self._side_of(near_institution(self.scene, self.cast, post)) or known
            return known
        if noun.speaks_for == "party" or (post.party and noun.family in ("party", "parliament", "official")):
            return post.party or self._party(actor.posts) or (post.country if noun.family == "party" else None)
        if noun.speaks_for == "government":
            return self._government(actor, post)
        side = post.party or self._owner_words(post)
        if side is None and (
            (noun.speaks_for == "organisation" and noun.family not in ("religion", "science", "law", "media"))
            or noun.family == "sport"
            or names_body(self.scene, post)
        ):
            side = self._body_near(post)
            judges = noun.noun.lower().rstrip("s").endswith(_JUDGES)
            if side is None and noun.family == "business" and actor.kind is ActorKind.PERSON and not (judges or post.country):
                side = self._side_of(near_firm(self.scene, self.cast, post))
        return side or (post.country if noun.speaks_for in ("organisation", "none") else None)

    def _of_owner(self, actor: Actor, post: Post, owner: Actor) -> str | None:
        """The side of the one to whom somebody's post belongs: "Tusk's spokesman"."""
        told = (self.of(owner) if owner.kind is ActorKind.ORGANISATION and not post.governmental else None) or post.country
        if side := told or self.of(owner):
            return side
        if post.noun and post.noun.speaks_for == "government":
            return self._country(actor, post)
        return owner.name if post.noun and post.noun.speaks_for == "organisation" and not owner.posts else None

    def _country(self, actor: Actor, post: Post) -> str | None:
        """The country that the article leaves to the reader, or the part of one that it is about where the post is of its government."""
        if self.scene.part and not post.country and is_federal_post(post):
            return self.scene.part.country
        part = understood_part(self.scene, post)
        if part is None or (actor.kind is ActorKind.UNNAMED and post.noun and post.noun.family == "people"):
            return self.context.country(actor, post)
        return part.side if self._is_of_country(actor, part.country) else self.context.country(actor, post)

    def _is_of_country(self, actor: Actor, country: str) -> bool:
        """True unless another post ties somebody to another country, or to the government of this one."""
        return not any(p.country or (p.text and "federal" in p.text.lower().split()) for p in actor.posts if not p.former)

    def _government(self, actor: Actor, post: Post) -> str | None:
        """The country (or region, or body) that a government post is of."""
        local = post.noun is not None and post.noun.noun.lower() in _LOCAL
        if post.region and (local or (post.noun is not None and post.noun.family == "head" and not post.country)):
            return post.region
        if post.head.endswith("first minister") and (part := part_of_country(self.scene)):
            return part
        if post.country:
            return post.country
        other = next(
            (p.country or p.body for p in actor.posts if not p.former and (p.country or (p.body and p.governmental))), None
        )
        if other:
            return other
        if words := self._owner_words(post):
            return words
        if post.party:
            country = self._of_coalition(post)
            if country and self.weights.get(country, 0.0) < _FAR * max(self.weights.values(), default=0.0):
                return self._country(actor, post)  # "Labour minister" where the country has no such party: his portfolio
            return country or post.party
        text = post.text.lower()
        if any(w in self.scene.tables.rules["phrases"]["nowhere"] for w in text.split() if w not in post.head.split()):
            return None
        if "commissioner" in text and "high" not in text and "police" not in text and speaks_of_union(self.scene):
            return "European Commission"
        head = post.head
        if head in ("captain", "major") and any(
            p.noun and p.noun.family == "sport" for a in self.cast.actors[:300] for p in a.posts
        ):
            return self._body_near(post)
        state = not self.scene.tables.rules["body_nouns"]["state"].isdisjoint(text.split()) and head == "official"
        if head.startswith("spokes") and not post.owner and (party := self._party_at(post)):
            return party
        if (head in ("leader", "official", "secretary") and not state) or head.startswith("spokes"):
            return self._side_of(last_body(self.scene, self.cast, post)) or self._country(actor, post)
        if names_body(self.scene, post) and head not in ("minister", "secretary"):
            return self._body_near(post) or self._country(actor, post)
        return self._country(actor, post)

    def _of_coalition(self, post: Post) -> str | None:
        """The country in whose government a party's minister sits; None for local posts and where the party is of several countries alike."""
        if not post.is_in_office or post.head in _LOCAL:
            return None
        able = {
            t.country
            for item in self.scene.listed_in(post.first, post.last)
            for t in item.terms
            if t.kind in (TermKind.PARTY, TermKind.MEMBER) and t.owner == post.party and t.country
        }
        if self.scene.home in able:
            return self.scene.home
        return max(able, key=lambda c: (self.weights.get(c, 0.0), c), default=None)

    def _body_near(self, post: Post) -> str | None:
        body = near_body(self.scene, self.cast, post)
        if (
            body is not None
            and is_union(body)
            and post.noun
            and (post.noun.family not in _OF_UNIONS or post.noun.noun.lower().rstrip("s").endswith(_JUDGES))
        ):
            return None  # a nurse on strike speaks for no union
        return self._side_of(body)

    def _side_of(self, actor: Actor | None) -> str | None:
        return None if actor is None else self.of(actor)

    def _owner(self, post: Post) -> Actor | None:
        """The person or body that a post's possessor means, None without one."""
        if post.owner is None:
            return None
        word = post.owner.of(self.scene.text).lower()
        if word in GENDERS or word in NEUTERS or word in PLURALS:
            return resolve_owner(Discourse(self.scene, self.cast), post.owner, word)
        owner = owner_mention(self.cast, post.owner)
        return owner if owner is not None and (owner.is_person or post.body is None) else None

    def _side_of_office(self, actor: Actor, office: str) -> str | None:
        """The side of the one whom the article names as holder of an office, None where it names nobody else."""
        holder = only_in_office(self.cast, office)
        return self.of(holder) if holder is not None and holder is not actor else None

    def _owner_words(self, post: Post) -> str | None:
        """A possessor that is no actor and no post: a body or country under a name of its own."""
        if post.owner is None or self._owner(post) is not None:
            return None
        words = post.owner.of(self.scene.text)
        first = self.scene.words.at(post.owner.start)
        inside = self.scene.words.inside(post.owner)
        if (
            self.scene.words.match(self.scene.tables.roles, first, inside.stop, lower=True)
            or words.lower() in GENDERS
            or not words[:1].isupper()
        ):
            return None
        return None if words.lower() in NEUTERS | PLURALS else words
