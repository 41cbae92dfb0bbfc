"""Whom a relative pronoun means that is a source: "X, the envoy for Y, who said"."""

from __future__ import annotations

from rowback.core.span import Span
from rowback.speakers.actors import Actor
from rowback.speakers.bodies import Bodies
from rowback.speakers.oblique import described_before
from rowback.speakers.pronouns import Discourse
from rowback.speakers.scene import Scene
from rowback.speakers.sides import Sides

RELATIVE = frozenset(["who", "which", "that", "whom"])
_OF_PERSONS = frozenset(["who", "whom"])
_APPOSED = 4  # names between a person and the pronoun that means him: "X, Y's envoy for Z, who"
_HANGING = frozenset(["of", "for", "to", "by", "with", "from", "at", "under", "in", "on", "about", "against", "near", "behind"])


def antecedent(scene: Scene, bodies: Bodies, sides: Sides, talk: Discourse, span: Span, pronoun: str) -> Actor | None:
    """Who a relative pronoun means; one for persons means none of the places and bodies that an apposition names before it."""
    if described := described_before(talk, sides, scene.words.at(span.start)):
        return described
    sentence = scene.sentence_at(span.start)
    near = [(s, a) for s, a in reversed(bodies.cast.before(span.start, _APPOSED)) if scene.sentence_at(s.start) == sentence]
    if pronoun in _OF_PERSONS and near and not near[0][1].is_person and _hangs(scene, near[0][0]):
        named = (a for s, a in near if a.is_person and not scene.is_possessive(scene.words.at(s.end)))
        if found := next(named, None):
            return found
    return near[0][1] if near else talk.last_speaker


def _hangs(scene: Scene, name: Span) -> bool:
    """True for a name that hangs on the noun before it: "envoy for Ukraine", "secretary general of the alliance"."""
    at = scene.words.at(name.start) - 1
    return scene.low(at - (scene.low(at) == "the")) in _HANGING
