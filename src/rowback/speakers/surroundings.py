"""Sides that stand around somebody rather than beside him: the body of a subhead, the one party of a paragraph, the one country."""

from __future__ import annotations

from collections.abc import Mapping

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.nearness import is_outlet
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_LONGEST_PARAGRAPH = 2500
_NEARLY_NONE = 0.15  # of the weight of the country that an article is about: others below it do not count
_LEAST = 0.55
_OPENING = 40  # characters from the participle that opens a sentence to its object


def one_country(weights: Mapping[str, float]) -> str | None:
    """The one country that an article is about, None where it speaks of several or of none."""
    if not weights:
        return None
    best = max(weights, key=lambda c: (weights[c], c))
    second = max((w for c, w in weights.items() if c != best), default=0.0)
    return best if weights[best] >= _LEAST and second <= _NEARLY_NONE * weights[best] else None


def part_of_country(scene: Scene) -> str | None:
    """The government of the part of a country whose words an article holds most, where posts are of parts: "Senedd", "Holyrood"."""
    counts = {
        part: sum(word.text in words for word in scene.words.items) for part, words in scene.tables.signs["first_ministers"].items()
    }
    best = max(counts, key=lambda part: counts[part])
    return best if counts[best] else None


def first_shown(scene: Scene, actor: Actor) -> Span | None:
    """The first mention of somebody outside quotations and headings; of an unnamed one the words of the post."""
    if not actor.mentions and actor.posts:
        return scene.words.span(actor.posts[0].first, actor.posts[0].last)
    return next((s for s in sorted(actor.mentions[:60]) if not scene.is_quoted(s.start) and not scene.is_heading(s.start)), None)


def body_of_heading(scene: Scene, cast: Cast, actor: Actor) -> str | None:
    """The body with whose name the subhead right above somebody's paragraph opens: "ESB crews working blind"."""
    span = first_shown(scene, actor)
    number = scene.paragraph_at(span.start) if span else 0
    if span is None or number < 2:
        return None
    above = scene.paragraphs[number - 1]
    if not scene.is_heading(above.start) or above.end - above.start > 200:
        return None
    for place, body in cast.within(above):
        if place.start - above.start <= 4 and body.kind is ActorKind.ORGANISATION and body.side and not is_outlet(scene, body):
            return body.side
    first = scene.words.at(above.start)
    word = scene.word(first)
    letters = word.isupper() and word.isalpha() and len(word) > 2 and not scene.word(first + 1).isupper()
    return word if letters and word not in scene.tables.terms else None


def party_of_paragraph(scene: Scene, place: int, unnamed: bool) -> str | None:
    """The one party of whose people a paragraph speaks before a place, or the paragraph before it: "Not every Republican was on board".

    For somebody unnamed in the same paragraph it is enough that the party is named: "one backbencher".
    """
    number = scene.paragraph_at(place)
    for at in (number, number - 1):
        if at < 0 or scene.paragraphs[at].end - scene.paragraphs[at].start > _LONGEST_PARAGRAPH:
            continue
        paragraph = scene.paragraphs[at]
        first, last = scene.words.at(paragraph.start), scene.words.at(min(paragraph.end, place))
        found = {
            term.owner
            for item in scene.listed_in(first, last)
            if (term := item.of_kind(TermKind.PARTY, TermKind.MEMBER))
            and not item.of_kind(TermKind.ADJECTIVE, TermKind.COUNTRY)
            and not scene.is_quoted(scene.words.items[item.first].start)
        }
        if found:
            return (
                found.pop() if len(found) == 1 and ((unnamed and at == number) or _is_about_members(scene, first, last)) else None
            )
    return None


def party_as_subject(scene: Scene, place: int) -> str | None:
    """The party with which the nearest sentence before a place in its paragraph opens: "The Conservatives scented blood"."""
    paragraph = scene.paragraphs[scene.paragraph_at(place)]
    for number in range(scene.sentence_at(place) - 1, -1, -1):
        sentence = scene.sentences[number]
        if sentence.start < paragraph.start:
            return None
        first = scene.words.at(sentence.start)
        listed = scene.listed_at(first + (scene.low(first) == "the"))
        term = listed.of_kind(TermKind.PARTY, TermKind.MEMBER) if listed else None
        if listed and term and not scene.is_quoted(sentence.start) and not scene.is_possessive(listed.last):
            role = scene.words.match(scene.tables.roles, listed.last, listed.last + 4, lower=True)
            return term.owner if role is None else None
    return None


def _is_about_members(scene: Scene, first: int, last: int) -> bool:
    """True where a paragraph speaks of people in a party rather than of the party."""
    return any(
        _has_benches(scene, item.last)
        or scene.low(item.first - 1) in ("in", "every", "some", "many", "few", "most", "all", "other", "among", "within", "inside")
        for item in scene.listed_in(first, last)
        if item.of_kind(TermKind.PARTY, TermKind.MEMBER)
    )


def _has_benches(scene: Scene, at: int) -> bool:
    """True behind a party's name for "'s own benches", "backbenches", "ranks"."""
    at += scene.is_possessive(at)
    at += scene.low(at) == "own"
    return scene.low(at) in ("benches", "backbenches", "backbenchers", "ranks", "side")


def party_in_office(scene: Scene, country: str) -> str | None:
    """The one party of a country of whose government or benches an article speaks: "the Labour government", "Labour's own benches"."""
    found = set()
    for item in scene.listed:
        term = next((t for t in item.terms if t.kind in (TermKind.PARTY, TermKind.MEMBER) and t.country == country), None)
        after = item.last + scene.is_possessive(item.last)
        own = scene.low(after) == "own"
        governs = scene.low(after) in ("government", "cabinet", "ministers", "minister", "administration")
        if scene.is_quoted(scene.words.items[item.first].start) or scene.low(item.first - 1) in (
            "a",
            "any",
            "another",
            "next",
            "previous",
            "last",
        ):
            continue
        if term and (governs or (own and _has_benches(scene, item.last))):
            found.add(term.owner)
    return found.pop() if len(found) == 1 else None


def told_of_opposition(scene: Scene, first: int, last: int) -> bool:
    """True where the words between two indexes say that somebody spoke before coming into office: "In opposition she promised"."""
    for at in range(first, last):
        if scene.low(at) == "shadow" and scene.low(at - 1) in ("as", "was", "then"):
            return True
        if scene.low(at) != "opposition" or scene.is_quoted(scene.words.items[at].start):
            continue
        if scene.low(at - 1) == "in" or (
            scene.low(at + 1) in ("leader", "politician", "mp", "spokesman") and scene.low(at - 1) in ("as", "an")
        ):
            return True
    return False


def country_of_seat(scene: Scene, actor: Actor) -> str | None:
    """The country in whose seat of government somebody without a post speaks: "Macron told reporters at the Élysée"."""
    for span in actor.mentions[:20]:
        number = scene.sentence_at(span.start)
        if scene.is_quoted(span.start):
            continue
        first, last = (scene.words.at(s) for s in scene.sentences[number])
        if scene.low(first).endswith("ing") and span.start - scene.sentences[number].start < _OPENING:
            continue  # "Hosting Ann Poole in the Oval Office, the president said"
        for item in scene.listed_in(first, last):
            before = scene.low(item.first - 1 - (scene.low(item.first - 1) == "the"))
            if (term := item.of_kind(TermKind.SEAT)) and before in ("at", "in", "from", "inside", "outside"):
                if item.of_kind(TermKind.CAPITAL) is None:  # "In The Hague, Macron said", who is a guest there
                    return term.country
    return None
