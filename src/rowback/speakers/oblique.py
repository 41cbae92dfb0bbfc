"""Sources that mean somebody by way of something else: one of a group, a ministry's folder, who behind a description."""

from __future__ import annotations

from dataclasses import replace

from rowback.core.actor import ActorKind
from rowback.speakers.actors import Actor
from rowback.speakers.bodies import Bodies
from rowback.speakers.descriptions import describe, match_description
from rowback.speakers.likeness import fields_of
from rowback.speakers.posts import read_post
from rowback.speakers.pronouns import Discourse
from rowback.speakers.sides import Sides


def described_before(talk: Discourse, sides: Sides, at: int) -> Actor | None:
    """Whom a description right before a relative clause means: "of the minister, who in May had said"."""
    end = at - (talk.scene.word(at - 1) == ",")
    for first in range(end - 1, max(-1, end - 4), -1):
        hit = talk.scene.words.match(talk.scene.tables.roles, first, end, lower=True)
        if hit and hit[0] == end and not hit[1].plural and talk.scene.low(first - 1) == "the":
            what = describe(talk.scene, first - 1, end)
            return match_description(talk, sides, what, talk.scene.words.items[first].start)
    return None


def one_of_many(bodies: Bodies, at: int) -> Actor | None:
    """Somebody of the group spoken of last: "Farmers fear for their fields. …, said one."""
    for place in range(at - 1, max(-1, at - 70), -1):
        if bodies.scene.is_quoted(bodies.scene.words.items[place].start):
            continue
        hit = bodies.scene.words.match(bodies.scene.tables.roles, place, place + 4, lower=True)
        if hit and hit[1].plural:
            post = read_post(bodies.scene, place, hit[0], "description")
            actor = bodies.cast.new(ActorKind.UNNAMED, hit[1].noun, gender=hit[1].gender)
            if post is not None:
                actor.posts.append(replace(post, text=hit[1].noun))
            return actor
    return None


def of_folder(bodies: Bodies, first: int, last: int) -> Actor | None:
    """The minister whose folder speaks ("the Energy folder"), else a ministry without a name of its own."""
    scene = bodies.scene
    fields = {f for i in range(first, last - 1) if (f := scene.tables.portfolio_of.get(scene.low(i)))}
    if scene.low(last - 1) not in scene.tables.words_of("folders") or not fields:
        return None
    able = [
        a
        for a in bodies.cast.actors[:300]
        if a.kind is ActorKind.PERSON and any(p.noun and p.noun.family == "minister" and fields & fields_of(p) for p in a.posts)
    ]
    return able[0] if len(able) == 1 else bodies.named(scene.text_of(first, last), ActorKind.GOVERNMENT)


def one_of_them(bodies: Bodies, talk: Discourse, sides: Sides, first: int, last: int) -> Actor:
    """Somebody of the group that spoke or was named last, with its side: "one of them", "two of those"."""
    scene = bodies.scene
    place = scene.words.items[first].start
    group = talk.last_speaker if talk.last_speaker is not None and talk.last_speaker.plural else None
    if group is None:
        near = (a for s, a in reversed(bodies.cast.before(place, 12)) if a.plural and not scene.is_quoted(s.start))
        group = next(near, None)
    many = scene.low(first) not in ("one", "another")
    actor = bodies.cast.new(ActorKind.GROUP if many else ActorKind.UNNAMED, scene.text_of(first, last), plural=many)
    if group is not None:
        actor.name = f"{scene.word(first)} of {group.name}"
        actor.side = sides.of(group)
    return actor


def whose(bodies: Bodies, sides: Sides, first: int, last: int) -> Actor | None:
    """People of the body or person named right before: "a row with the Treasury, whose officials said"."""
    scene = bodies.scene
    near = bodies.cast.before(scene.words.items[first].start, 1)
    hit = next(
        (h for i in range(first + 1, last) if (h := scene.words.match(scene.tables.roles, i, last, lower=True)) and h[0] == last),
        None,
    )
    if not near or hit is None or near[0][0].end < scene.words.items[first].start - 4:
        return None
    owner, noun = near[0][1], hit[1]
    name = (
        f"{owner.name} {scene.text_of(first + 1, last)}"
        if not owner.is_person
        else f"{owner.name}'s {scene.text_of(first + 1, last)}"
    )
    post = read_post(scene, first + 1, last, "description")
    actor = bodies.cast.new(ActorKind.GROUP if noun.plural else ActorKind.UNNAMED, name, plural=noun.plural, gender=noun.gender)
    actor.side = sides.of(owner)
    if post is not None:
        actor.posts.append(replace(post, text=name))
    return actor
