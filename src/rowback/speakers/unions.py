"""Trade unions among the bodies of an article, and which of them "the union", "the pilots' union", "the guild" means."""

from __future__ import annotations

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind, tables
from rowback.speakers.union_names import is_trade, is_union_name, union_nouns

_FADE = 0.9  # of a mention a sentence farther back
_TOLD = 0.5  # of a mention in what somebody says
_LATER = 0.2  # of a mention that comes only later
_BESIDE = frozenset(["union", "unions"])


def is_union(actor: Actor) -> bool:
    """True for a trade union: listed as one, called one beside its name, or told by its name."""
    if actor.kind is not ActorKind.ORGANISATION:
        return False
    if actor.union:
        return True
    if actor.term is not None:
        return actor.term.kind is TermKind.BODY and actor.term.owner in tables().rules["unions"]
    return is_union_name(actor.name)


def mark_unions(scene: Scene, cast: Cast) -> None:
    """Marks the bodies that the text calls a union where it names them: "the Accord union", "the union Accord", "Accord, a union"."""
    for span, actor in cast.places:
        if actor.kind is not ActorKind.ORGANISATION or actor.union:
            continue
        if actor.term is not None and (actor.term.kind is not TermKind.BODY or actor.term.governmental):
            continue
        first, last = scene.words.at(span.start), scene.words.at(span.end)
        before = first - 1 - (scene.word(first - 1) in ",:(")
        actor.union = (
            scene.word(last) in _BESIDE
            or scene.word(before) in union_nouns()
            and scene.low(before - 1) not in ("european", "customs")
            or scene.word(last) == ","
            and _called_union(scene, last + 1)
        )


def _called_union(scene: Scene, at: int) -> bool:
    """True for "a union", "the largest pilots' union", "which represents 3,000 pilots" behind a comma."""
    if scene.low(at) in ("which", "who", "representing"):
        at += scene.low(at) != "representing"
        if scene.low(at) not in ("represents", "representing"):
            return False
        return any(is_trade(scene.word(i)) or scene.low(i) in ("staff", "employees", "members") for i in range(at + 1, at + 8))
    if scene.low(at) not in ("a", "an", "the", "one", "its", "their"):
        return False
    for place in range(at + 1, at + 7):
        if scene.word(place) in union_nouns():
            return not scene.is_possessive(place + 1)
        if not scene.word(place)[:1].isalpha() and not scene.is_possessive(place):
            return False
    return False


def union_before(scene: Scene, cast: Cast, place: int, words: tuple[str, ...] = ()) -> Actor | None:
    """The union that "the union" means at a place: much and lately named; with words for a trade one whose name has it."""
    here = scene.sentence_at(place)
    stems = [w.lower().rstrip("'’").removesuffix("'s").rstrip("s") for w in words if is_trade(w)]
    scores: dict[int, float] = {}
    able: dict[int, Actor] = {}
    for span, actor in cast.places[:2000]:
        if not is_union(actor) or actor.name.lower() in union_nouns():
            continue
        if stems and not any(s in actor.name.lower() or s in _called(scene, span) for s in stems):
            continue
        away = here - scene.sentence_at(span.start)
        worth = _TOLD if scene.is_quoted(span.start) else 1.0
        scores[actor.key] = scores.get(actor.key, 0.0) + worth * (_FADE ** min(away, 60) if span.start < place else _LATER)
        able[actor.key] = actor
    best = max(scores, key=lambda k: (scores[k], -k), default=None)
    return able[best] if best is not None else None


def branch_called(cast: Cast, noun: str) -> Actor | None:
    """The branch that "the lodge", "the local" means, None where the article names none so."""
    named = (
        a for _, a in cast.places[:2000] if a.union and noun in a.name.lower().split() and any(w.isdigit() for w in a.name.split())
    )
    return next(named, None)


def _called(scene: Scene, span: Span) -> str:
    """The words behind a name in its sentence, where they may tell whom it represents."""
    end = scene.sentences[scene.sentence_at(span.start)].end
    rest = scene.text[span.end : min(end, span.end + 80)].lower()
    return rest if rest.startswith((", which represents", ", the ", ", a ", ", representing", " union, which")) else ""


def speaking_union(scene: Scene, cast: Cast, first: int, last: int) -> Actor | None:
    """The union whose organ or branch speaks: "the union's bargaining committee", "the lodge"."""
    if last - first == 2 and scene.low(first) == "the" and (branch := branch_called(cast, scene.low(first + 1))):
        return branch
    owner = next((i for i in range(first, last - 1) if scene.is_possessive(i + 1) and scene.low(i) in union_nouns()), None)
    if owner is None or scene.low(last - 1) not in scene.tables.words_of("union_organs"):
        return None
    words = tuple(scene.word(i) for i in range(first, owner))
    return union_before(scene, cast, scene.words.items[first].start, words)
