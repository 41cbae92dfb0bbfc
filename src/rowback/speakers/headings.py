"""Headlines and subheads that shorten what the text tells in full, and whose sources tell less than the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rowback.core.actor import ActorKind
from rowback.core.article import BlockKind
from rowback.core.attribution import Attribution
from rowback.core.span import hull
from rowback.speakers.actors import Actor
from rowback.speakers.scene import Scene
from rowback.speakers.sides import Sides

_QUOTED = re.compile(r"[\"“„«‘']([^\"“”„«»‘’'\n]{4,80})[\"”“»’']")
_LONG = 4  # letters of a word that tells what a statement is about
_SHARED = 2  # such words that a headline has in common with the statement that it shortens; one with the first statement
_LEAD = 3  # statements of the text among which a government's headline is looked for


def fuller_statements(
    scene: Scene, sides: Sides, attributions: Sequence[Attribution], actors: Sequence[Actor | None]
) -> Mapping[int, int]:
    """For statements of headings whose source names nobody else the statement of the text that they shorten.

    It has the same words in quotation marks, or is one of the first of the text, by somebody who speaks for the government named.
    """
    body = [
        n
        for n, a in enumerate(attributions)
        if a.aside is None and a.nested_in is None and a.content and actors[n] and not _shortens(scene, hull(a.content).start)
    ]
    found: dict[int, int] = {}
    for number, attribution in enumerate(attributions):
        actor = actors[number]
        if attribution.aside is not None or attribution.aligned_to is not None or attribution.nested_in is not None:
            continue
        if not attribution.content or not _shortens(scene, hull(attribution.content).start):
            continue
        if actor is not None and actor.kind is ActorKind.ORGANISATION:
            continue
        content = hull(attribution.content)
        around = scene.text[max(0, content.start - 1) : content.end + 1]
        quoted = [m[1].casefold() for m in _QUOTED.finditer(around)]
        same = [n for n in body if any(q in _text(scene, attributions[n]).casefold() for q in quoted)]
        if len({a.key for n in same if (a := actors[n])}) == 1 and _may_be(actor, actors[same[0]]):
            found[number] = same[0]
        elif actor is not None and actor.kind is ActorKind.GOVERNMENT:
            said = _telling(scene.text[content.start : content.end])
            for n in body[:_LEAD]:
                other = actors[n]
                office = other is not None and other.kind is ActorKind.PERSON and sides.of(other) == sides.of(actor)
                if office and len(said & _telling(_text(scene, attributions[n]))) >= (1 if n == body[0] else _SHARED):
                    found[number] = n
                    break
    return found


def _shortens(scene: Scene, offset: int) -> bool:
    """True for a place in a heading, or in a line below the headline that is no sentence."""
    leads = (b.span for b in scene.article.blocks if b.kind is BlockKind.LEAD)
    return scene.is_heading(offset) or any(
        s.start <= offset < s.end and s.end - s.start < 250 and scene.text[s.start : s.end].rstrip()[-1:] not in ".!?"
        for s in leads
    )


def _may_be(short: Actor | None, full: Actor | None) -> bool:
    """True where a source in common words can be the one of the text: a group is no single person."""
    if short is not None and short.kind is ActorKind.PERSON:
        return short is full
    return short is None or full is None or not (short.plural and full.kind is ActorKind.PERSON)


def _text(scene: Scene, attribution: Attribution) -> str:
    return " ".join(s.of(scene.text) for s in attribution.content)


def _telling(text: str) -> set[str]:
    """The words that tell what a text is about, without endings."""
    return {w[:6] for w in re.findall(r"[^\W\d_]+", text.casefold()) if len(w) >= _LONG}
