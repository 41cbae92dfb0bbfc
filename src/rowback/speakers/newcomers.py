"""Somebody whom a sentence opens with and does not name: "A senior official at the ministry gave another account", "The engineers of Northgrid disagree"."""

from __future__ import annotations

from collections.abc import Iterator

from rowback.core.span import Span
from rowback.speakers.phrases import phrase_end, role_in
from rowback.speakers.scene import Scene

_OPENERS = frozenset(["but", "yet", "meanwhile", "however", "separately", "and", "still", "later"])
_ARTICLES = frozenset(["a", "an", "one", "another"])
_FARTHEST = 6  # words from the article to the head noun


def newcomers(scene: Scene) -> Iterator[tuple[int, Span]]:
    """Word index and span of each such phrase, in order; the sources of attributions are left out.

    They open a sentence, or stand behind the verb that ends it: "The president wants the dam, reckons an aide".
    """
    sources = {i for a in scene.attributions for s in a.source for i in scene.words.inside(s)}
    persons = {scene.words.at(n.span.start) for n in scene.names if n.kind.value == "person"}
    for sentence in scene.sentences:
        if scene.is_heading(sentence.start):
            continue
        opening = scene.words.at(sentence.start)
        if scene.low(opening) in _OPENERS:
            opening += 1 + (scene.word(opening + 1) == ",")
        for at in (opening, _behind_verb(scene, sentence)):
            if at is None or at >= len(scene.words.items) or scene.is_quoted(scene.words.items[at].start):
                continue
            end = phrase_end(scene, at, at + 14)
            if not _is_somebody(scene, at, end) or not sources.isdisjoint(range(at, end)):
                continue
            head = role_in(scene, at + 1, end)
            close = head[1] + 3 if head else end  # "An adviser to Prime Minister …" is not he
            if not any(i in persons for i in (*range(at, close), end + 1)):
                yield at, scene.words.span(at, end)


def _behind_verb(scene: Scene, sentence: Span) -> int | None:
    """The article behind a verb that follows the last comma of a sentence: ", reckons an aide"."""
    inside = scene.words.inside(sentence)
    comma = next((i for i in reversed(inside[-12:]) if scene.word(i) == ","), None)
    if (
        comma is None
        or scene.low(comma + 2) not in ("a", "an", "another")
        or not scene.low(comma + 1).endswith(("s", "ed", "said"))
    ):
        return None
    return comma + 2 if scene.word(comma + 1).islower() else None


def _is_somebody(scene: Scene, at: int, end: int) -> bool:
    """True for one person behind an article, or a group of a body behind "the"."""
    many = scene.low(at) == "the"
    if scene.low(at) not in _ARTICLES and not many:
        return False
    head = role_in(scene, at + 1, end)
    if head is None or head[2].plural is not many or head[0] - at > _FARTHEST or scene.is_possessive(head[1]):
        return False
    return not many or _has_body(scene, head[1], end)


def _has_body(scene: Scene, at: int, end: int) -> bool:
    """True behind the noun of a group for the name of its body: "The engineers of Northgrid"."""
    if scene.low(at) not in ("of", "at", "from"):
        return False
    return at + 1 < end and scene.word(at + 1 + (scene.low(at + 1) == "the"))[:1].isupper()
