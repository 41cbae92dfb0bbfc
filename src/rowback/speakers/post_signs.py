"""What the words of a post tell of it: a body, a tie to somebody, an office that owns it, a time that is over; and who holds an office by name."""

from __future__ import annotations

import re

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.likeness import fields_of
from rowback.speakers.nearness import is_no_business, is_outlet
from rowback.speakers.posts import Post
from rowback.speakers.scene import Scene
from rowback.speakers.tables import is_listed

_OFFICE = re.compile(
    r"(?P<holder>[^\W\d_][\w’' -]*)(?:(?:['’]s|s['’])\s|\s(?=admin|gov|cab))(?:office|administration|government|cabinet|team|campaign)$"
)


def tells_party(post: Post) -> bool:
    """True for a member of a parliament with his party."""
    return bool(post.party and post.noun and post.noun.family == "parliament")


def is_chief_of_field(scene: Scene, cast: Cast, post: Post) -> bool:
    """True for "finance chief" and the like in an article about no firm: a minister in the language of headlines."""
    if post.head not in ("chief", "boss") or post.body or not fields_of(post):
        return False
    if post.country or post.kind != "title":
        return post.country is not None
    return not any(
        a.kind is ActorKind.ORGANISATION
        and not is_listed(scene.tables, a.name)
        and not is_outlet(scene, a)
        and not is_no_business(a)
        for a in cast.actors[:300]
    )


def was_then(scene: Scene, post: Post) -> bool:
    """True for the post in which somebody without another spoke at the time: "Ann Poole, then the treasurer, promised in May"."""
    return "then" in {scene.low(post.first - 1), scene.low(post.first - 2), *post.text.lower().replace("-", " ").split()}


def is_tie(post: Post) -> bool:
    """True for what somebody is to somebody else: "her rival", "his guest"."""
    return bool(post.owner and post.noun and post.noun.speaks_for in ("own", "none", "owner", "organisation") and not post.country)


def names_body(scene: Scene, post: Post) -> bool:
    """True for a common noun for a body in a post: "club doctor", "heads the agency's malaria programme"."""
    nouns = scene.tables.rules["body_nouns"]
    words = post.text.lower().split()
    if post.kind == "relative":
        words = [w for w in words if w.endswith(("'s", "’s"))]
    words = [w.removesuffix("'s").removesuffix("’s") for w in words]
    return any(w in nouns[sort] for w in words for sort in ("business", "team", "civil"))


def speaks_of_union(scene: Scene) -> bool:
    """True for an article that names the European Union or its Commission."""
    return any(t.owner in ("European Union", "European Commission") for item in scene.listed for t in item.terms)


def office_of_owner(scene: Scene, post: Post) -> str | None:
    """The office whose holder a possessor means: "the chancellor's allies", "an aide of the president"."""
    if post.owner is None:
        return None
    inside = scene.words.inside(post.owner)
    hit = scene.words.match(scene.tables.roles, inside.start, inside.stop, lower=True)
    office = hit is not None and hit[0] == inside.stop and hit[1].family in ("head", "minister") and not hit[1].plural
    return hit[1].noun.lower() if hit is not None and office else None


def holder_of(cast: Cast, actor: Actor) -> Actor | None:
    """The person whose office or administration a body is: "Carvalho's office"."""
    found = _OFFICE.match(actor.name)
    if found is None:
        return None
    last = found["holder"].split()[-1]
    return next((a for a in cast.actors[:300] if a.kind is ActorKind.PERSON and a.name.split()[-1] == last), None)


def only_in_office(cast: Cast, office: str) -> Actor | None:
    """The one person of the article whom it gives an office."""
    found = [a for a in cast.actors[:300] if a.kind is ActorKind.PERSON and any(p.head == office for p in a.posts)]
    return found[0] if len(found) == 1 else None
