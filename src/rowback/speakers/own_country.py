"""The country for which somebody's own statements show that he speaks: "Ankara could agree", "our wish in Finland", "told Yle"."""

from __future__ import annotations

from collections.abc import Mapping

from rowback.core.actor import ActorKind
from rowback.core.attribution import Attribution
from rowback.core.span import hull
from rowback.speakers.actors import Cast
from rowback.speakers.countries import country_of_outlet_at
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_CAPITAL, _COUNTRY = 3.0, 1.5  # for a government under its capital, a country under its name, that opens what somebody says
_OURS = 3.0  # for the country that somebody calls his own
_TOLD = 3.0  # for that of the outlet he speaks to
_SEAT = 3.0  # for that at whose seat of government he speaks; guests have a country beside their name
_MOST = 6.0  # of one sort
_TOWARDS = frozenset(["our", "we", "us", "my", "me", "him"])
_MINE = frozenset(["our", "we", "us", "my"])
_FEW = 12  # words of a content in which "us" shows that its subject is another
_NEAR = 5  # words from "our" to "in Finland"
_READ = 400  # characters of a content that are looked at


def own_countries(scene: Scene, cast: Cast) -> Mapping[int, Mapping[str, float]]:
    """For each person's key how much the statements tell of each country as his own; one that only is spoken about tells little."""
    found: dict[tuple[int, str, str], float] = {}
    for attribution in scene.attributions:
        if not attribution.source or attribution.nested_in is not None:
            continue
        told = (
            *_opening(scene, attribution),
            *_ours(scene, attribution),
            *_outlets(scene, attribution),
            *_seats(scene, attribution),
        )
        if not told:
            continue
        for key in sorted({a.key for _, a in cast.within(hull(attribution.source)) if a.kind is ActorKind.PERSON}):
            for sort, country, worth in told:
                found[(key, sort, country)] = min(_MOST, found.get((key, sort, country), 0.0) + worth)
    result: dict[int, dict[str, float]] = {}
    for (key, _, country), worth in found.items():
        of_actor = result.setdefault(key, {})
        of_actor[country] = of_actor.get(country, 0.0) + worth
    return result


def _opening(scene: Scene, attribution: Attribution) -> list[tuple[str, str, float]]:
    """The government that is the subject of the content: "said that Ankara could agree"."""
    first = scene.words.at(attribution.content[0].start) if attribution.content else 0
    first += scene.low(first) == "that"
    listed = scene.listed_at(first)
    verb = scene.low(listed.last) if listed else ""
    if any(scene.low(at) in _TOWARDS for at in range(first, first + _FEW)):
        return []  # "Kyiv had left us in the cold", "Paris had backed him"
    if listed is None or not (verb in scene.tables.rules["phrases"]["verbs"] or verb.endswith("ed")):
        return []
    if (term := listed.of_kind(TermKind.CAPITAL, TermKind.SEAT)) and term.country:
        return [("subject", term.country, _CAPITAL)]
    term = listed.of_kind(TermKind.COUNTRY)
    return [("subject", term.country, _COUNTRY)] if term and term.country else []


def _ours(scene: Scene, attribution: Attribution) -> list[tuple[str, str, float]]:
    """The country that the content calls the speaker's: "our strong wish in Finland"."""
    for span in attribution.content[:3]:
        inside = scene.words.inside(span)
        last = min(inside.stop, scene.words.at(span.start + _READ))
        for at in range(inside.start, last):
            if scene.low(at) not in _MINE:
                continue
            for item in scene.listed_in(at + 1, min(last, at + _NEAR + 1)):
                term = item.of_kind(TermKind.COUNTRY)
                if term and term.country and scene.low(item.first - 1) == "in":
                    return [("ours", term.country, _OURS)]
    return []


def _outlets(scene: Scene, attribution: Attribution) -> list[tuple[str, str, float]]:
    """The country of the outlet to which something is told, unless it is one of the world's: "told the broadcaster Yle"."""
    if not attribution.cue:
        return []
    cue = hull(attribution.cue)
    sentence = scene.sentences[scene.sentence_at(cue.start)]
    first, last = scene.words.at(cue.start), scene.words.at(min(sentence.end, cue.end + 60))
    if not any(scene.low(at) in ("told", "tells", "telling", "interview") for at in range(first, last)):
        return []
    found = (country_of_outlet_at(scene.words, scene.tables, at) for at in range(first, last))
    return [("outlet", country, _TOLD) for country in dict.fromkeys(found) if country]


def _seats(scene: Scene, attribution: Attribution) -> list[tuple[str, str, float]]:
    """The country at whose seat of government something is said: "told reporters at the White House"."""
    if not attribution.cue:
        return []
    cue = hull(attribution.cue)
    sentence = scene.sentences[scene.sentence_at(cue.start)]
    first, last = scene.words.at(cue.start), scene.words.at(min(sentence.end, cue.end + 60))
    found = (
        item.of_kind(TermKind.SEAT)
        for item in scene.listed_in(first, last)
        if "at" in (scene.low(item.first - 1), scene.low(item.first - 2))
    )
    return [("seat", country, _SEAT) for country in dict.fromkeys(term.country for term in found if term) if country]
