"""Somebody whom a sentence opens with and does not name: "A senior official at the ministry gave another account", "The engineers of Northgrid disagree"."""

from __future__ import annotations

from collections.abc import Iterator

from rowback.core.span import Span
from rowback.speakers.posts import phrase_end, role_in
from rowback.speakers.scene import Scene

_OPENERS = frozenset(["but", "yet", "meanwhile", "however", "separately", "and", "still", "later"])
_ARTICLES = frozenset(["a", "an", "one", "another"])
_FARTHEST = 6  # words from the article to the head noun


def newcomers(scene: Scene) -> Iterator[tuple[int, Span]]:
    """Word index and span of each such phrase, in order; the sources of attributions are left out."""
    sources = {i for a in scene.attributions for s in a.source for i in scene.words.inside(s)}
    persons = {scene.words.at(n.span.start) for n in scene.names if n.kind.value == "person"}
    for sentence in scene.sentences:
        at = scene.words.at(sentence.start)
        if scene.low(at) in _OPENERS:
            at += 1 + (scene.word(at + 1) == ",")
        many = scene.low(at) == "the"
        if (scene.low(at) not in _ARTICLES and not many) or at >= len(scene.words.items):
            continue
        if scene.is_quoted(scene.words.items[at].start) or scene.is_heading(scene.words.items[at].start):
            continue
        end = phrase_end(scene, at, at + 14)
        head = role_in(scene, at + 1, end)
        if (
            head is None
            or head[2].plural is not many
            or (many and not _has_body(scene, head[1], end))
            or head[0] - at > _FARTHEST
            or not sources.isdisjoint(range(at, end))
        ):
            continue
        if scene.is_possessive(head[1]) or any(i in persons for i in range(at, end + 2)):
            continue
        yield at, scene.words.span(at, end)


def _has_body(scene: Scene, at: int, end: int) -> bool:
    """True behind the noun of a group for the name of its body: "The engineers of Northgrid"."""
    if scene.low(at) not in ("of", "at", "from"):
        return False
    return at + 1 < end and scene.word(at + 1 + (scene.low(at + 1) == "the"))[:1].isupper()
