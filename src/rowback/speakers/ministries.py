"""Names of ministries: whose they are by the words around them, and which are no names of bodies but posts or what ministers are for."""

from __future__ import annotations

from rowback.speakers.phrases import role_in
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_FOR_FIELDS = frozenset(["minister", "ministers", "secretary", "minister's", "ministry"])


def nation_beside(scene: Scene, first: int, last: int) -> str | None:
    """The country whose a ministry is by the words around its name: "Finland's", "the Finnish", "its" after the country, "in Helsinki"."""
    kinds = (TermKind.ADJECTIVE, TermKind.COUNTRY, TermKind.CAPITAL)
    before = first - 1 - scene.is_possessive(first - 1)
    listed = scene.listed_over(before) if before >= 0 else None
    if listed and (term := listed.of_kind(*kinds)):
        return term.country
    if scene.low(last) == "in" and (listed := scene.listed_at(last + 1)) and (term := listed.of_kind(*kinds)):
        return term.country
    if scene.low(first - 1) == "its":
        number = scene.sentence_at(scene.words.items[first].start)
        opening = scene.words.at(scene.sentences[number].start)
        told = (i.of_kind(TermKind.COUNTRY, TermKind.CAPITAL) for i in reversed(scene.listed_in(opening, first)))
        return next((term.country for term in told if term), None)
    return None


def is_office(scene: Scene, first: int, last: int) -> bool:
    """True for a minister whom the tagger takes for a body: "Federal Minister of Economics"."""
    head = role_in(scene, first, last)
    return head is not None and head[2].family in ("head", "minister") and not head[2].plural


def is_field(scene: Scene, first: int) -> bool:
    """True for what a minister is for: "Minister of Mines and Energy", "the Energy folder"."""
    if scene.low(first) not in scene.tables.portfolio:
        return False
    behind = range(first - 1, max(-1, first - 7), -1)
    post = next(
        (i for i in behind if scene.low(i) in _FOR_FIELDS or scene.low(i) in scene.tables.words_of("portfolio_holders")), None
    )
    joined = post is not None and all(
        scene.low(i) in ("of", "for", "the", "and", ",") or scene.low(i) in scene.tables.portfolio for i in range(post + 1, first)
    )
    return joined or scene.low(first + 1) in scene.tables.words_of("folders")
