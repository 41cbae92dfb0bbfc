"""Sources of which the tagger took too little or too much: the phrase beside the speaker instead of him, or both."""

from __future__ import annotations

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.scene import Scene


def speaking_to(scene: Scene, cast: Cast, first: int) -> Actor | None:
    """The person before "to" who opens a sentence, where who is spoken to was taken for the source: "Poole to Tom Reed: …"."""
    before = scene.words.items[first - 2]
    sentence = scene.sentences[scene.sentence_at(before.start)]
    found = [(s, a) for s, a in cast.within(Span(sentence.start, before.end)) if a.kind is ActorKind.PERSON]
    if len(found) != 1 or found[0][0].end != before.end:
        return None
    return found[0][1] if scene.words.at(found[0][0].start) - scene.words.at(sentence.start) <= 3 else None


def behind_companion(scene: Scene, cast: Cast, first: int, last: int) -> Actor | None:
    """The person after the phrase that opens a sentence, where both were taken for the source: "Next to Ann Poole, Tom Reed said"."""
    sentence = scene.sentences[scene.sentence_at(scene.words.items[first].start)]
    found = [(s, a) for s, a in cast.within(scene.words.span(first, last)) if a.kind is ActorKind.PERSON]
    if len(found) < 2 or first - scene.words.at(sentence.start) > 3:
        return None
    commas = [i for i in range(scene.words.at(found[0][0].end), scene.words.at(found[-1][0].start)) if scene.word(i) == ","]
    return found[-1][1] if len(commas) == 1 and commas[0] == scene.words.at(found[0][0].end) else None


def subject_before(scene: Scene, cast: Cast, at: int) -> Actor | None:
    """The first person of the sentence that stands before a word."""
    sentence = scene.sentences[scene.sentence_at(scene.words.items[at].start)]
    found = cast.within(Span(max(sentence.start, scene.words.items[at].start - 600), scene.words.items[at].start))
    return next((a for s, a in found if a.is_person and not scene.is_quoted(s.start)), None)
