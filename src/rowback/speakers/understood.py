"""Posts that an article leaves to the reader: "the prime minister" who is nowhere called so by name."""

from __future__ import annotations

from collections.abc import Sequence

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.introductions import title_start
from rowback.speakers.phrases import phrase_end, role_in
from rowback.speakers.posts import Post, read_post
from rowback.speakers.pronouns import prominence
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_SOON = 2  # sentences from a post to the name of its holder
_TOLD = ("title", "apposition", "description")
_ASKS = frozenset(["asked", "asks", "wanted", "wondered"])
_SAYS = frozenset(
    ["said", "says", "told", "tells", "added", "adds", "wrote", "argued", "insisted", "warned", "explained", "stressed", "had"]
)
_HEADS = frozenset(["president", "prime minister", "chancellor", "pm", "premier", "taoiseach", "first minister"])


def give_understood_posts(scene: Scene, cast: Cast) -> None:
    """Gives unclaimed posts of heads of government to persons without a post: each to the one named right before it, else to the one most named."""
    _give_from_sentence_before(scene, cast)
    groups: dict[tuple[str, str | None], list[Post]] = {}
    for post in _unclaimed(scene, cast):
        groups.setdefault((post.head.replace("pm", "prime minister"), post.country), []).append(post)
    left = [post for group in groups.values() if not _give(scene, cast, group, near=True) for post in group]
    if len({p.head.replace("pm", "prime minister") for p in left}) == 1:
        _give(scene, cast, left, near=False)


def _give(scene: Scene, cast: Cast, loose: Sequence[Post], *, near: bool) -> bool:
    """Gives posts of one sort to the likeliest person, with `near` only to one who is named right before them; False where nobody is."""
    able = [
        a
        for a in cast.actors
        if a.kind is ActorKind.PERSON
        and not any(p.kind in _TOLD and p.noun and p.noun.noun not in ("baroness", "lord") for p in a.posts)
        and not any(p.kind in ("of", "possessor") and (p.party or p.body) for p in a.posts)
        and not _is_beside(scene, a, loose)
        and _is_near(scene, a, loose)
    ]
    told = {a.key: sum(1 for s in a.mentions if not scene.is_quoted(s.start)) for a in able}
    close = [a.key for p in loose if (a := _named_before(scene, cast, able, p) or _named_after(scene, cast, able, p))]
    ranked = sorted(able, key=lambda a: (-close.count(a.key), -told[a.key], a.mentions[0].start if a.mentions else 0))
    if not ranked or (near and ranked[0].key not in close):
        return False
    given = told[ranked[0].key] >= (2 if all(_is_owner(scene, p) for p in loose) and not _is_early(scene, ranked[0]) else 1) and (
        len(ranked) == 1
        or close.count(ranked[0].key) > close.count(ranked[1].key)
        or told[ranked[0].key] > told[ranked[1].key]
        or _opens(ranked[0], ranked[1])
    )
    if given:
        ranked[0].posts.append(max(loose, key=lambda p: (p.country is not None, len(p.text), -p.first)))
    return given


def _named_before(scene: Scene, cast: Cast, able: Sequence[Actor], post: Post) -> Actor | None:
    """The last person who is the subject of a sentence, in one of the two before a post, if it is one of those able to hold it."""
    place = scene.words.items[post.first].start
    here = scene.sentence_at(place)
    for span, actor in reversed(cast.before(place, 12)):
        if scene.is_quoted(span.start) or scene.is_heading(span.start) or actor.kind is not ActorKind.PERSON:
            continue
        asks = scene.low(scene.words.at(span.end)) in _ASKS
        if prominence(scene, span, scene.sentences[scene.sentence_at(span.start)]) < 1.0 or asks:
            continue
        return actor if here - scene.sentence_at(span.start) <= _SOON and actor in able else None
    return None


def _named_after(scene: Scene, cast: Cast, able: Sequence[Actor], post: Post) -> Actor | None:
    """The person able to hold a post who opens the sentence after it, the next to be named: "… after the PM had gone. Ann Poole was tired"."""
    place = scene.words.items[post.last - 1].end
    here = scene.sentence_at(place - 1)
    if scene.is_heading(place - 1):
        return None
    following = [(s, a) for s, a in cast.after(place, 3) if a.kind is ActorKind.PERSON and not scene.is_quoted(s.start)]
    if not following:
        return None
    span, actor = following[0]
    number = scene.sentence_at(span.start)
    opens = scene.words.at(span.start) == scene.words.at(scene.sentences[number].start)
    return actor if number == here + 1 and opens and actor in able else None


def _is_beside(scene: Scene, actor: Actor, loose: Sequence[Post]) -> bool:
    """True for somebody named in one sentence with such a post, which is another's there: "the premier's plan, Ann Poole warned"."""
    sentences = {
        scene.sentence_at(s.start) for s in actor.mentions if not scene.is_quoted(s.start) and not scene.is_heading(s.start)
    }
    named = (
        p for p in loose if not (scene.is_possessive(p.last) and scene.word(p.last + 1)[:1].isupper())
    )  # no "Prime Minister's Questions"
    return any(scene.sentence_at(scene.words.items[p.first].start) in sentences for p in named)


def _is_near(scene: Scene, actor: Actor, loose: Sequence[Post]) -> bool:
    """True for somebody named before such a post, or soon after it."""
    first = min((s.start for s in actor.mentions), default=0)
    places = [scene.words.items[p.first].start for p in loose]
    return any(first < place or scene.sentence_at(first) - scene.sentence_at(place) <= _SOON for place in places)


def _give_from_sentence_before(scene: Scene, cast: Cast) -> None:
    """Gives a person without a post that of the sentence before: "The new minister was … . Ann Poole wanted …"."""
    for actor in cast.actors:
        if actor.kind is not ActorKind.PERSON or any(p.kind in ("title", "apposition") for p in actor.posts) or not actor.mentions:
            continue
        span = next((s for s in sorted(actor.mentions) if not scene.is_heading(s.start) and not scene.is_quoted(s.start)), None)
        number = scene.sentence_at(span.start) if span else 0
        if span is None or number == 0 or scene.word(scene.words.at(span.end)) == ",":
            continue
        opens = span.start - scene.sentences[number].start <= 12
        if not opens and not _speaks_first(scene, cast, span):
            continue
        if post := _post_of_subject(scene, cast, scene.sentences[number - 1], strict=not opens):
            actor.posts.append(post)


def _speaks_first(scene: Scene, cast: Cast, span: Span) -> bool:
    """True for the only person of a sentence, named behind his words: "It was too early, Ann Poole said"."""
    sentence = scene.sentences[scene.sentence_at(span.start)]
    after = scene.low(scene.words.at(span.end))
    if after not in _SAYS or scene.low(scene.words.at(span.start) - 1) in scene.tables.rules["phrases"]["prepositions"]:
        return False
    return all(s == span or scene.is_quoted(s.start) for s, a in cast.within(sentence) if a.kind is ActorKind.PERSON)


def _post_of_subject(scene: Scene, cast: Cast, before: Span, *, strict: bool) -> Post | None:
    """The post of somebody unnamed who is the subject of a sentence; with `strict` only of one who governs, or says something there."""
    first, stop = scene.words.at(before.start), scene.words.at(before.end)
    if strict:
        first = next(
            (i + 1 for i in range(first, stop) if scene.low(i) in ("says", "said") and _is_determined(scene, i + 1)), first
        )
    end = phrase_end(scene, first, stop)
    head = role_in(scene, first, end)
    if (
        head is None
        or not _is_determined(scene, first)
        or head[0] - first > 5
        or head[2].plural
        or not (head[2].noun[:1].islower() or head[2].noun.isupper())  # no "Christian Democrat", who may be anybody
        or not (head[2].speaks_for in ("government", "party", "organisation") or scene.low(first) != "the")
        or (strict and not (head[2].unique or head[2].family in ("minister", "head")))
    ):
        return None
    named = [s for s, a in cast.within(Span(before.start, scene.words.items[end - 1].end)) if a.kind is ActorKind.PERSON]
    if any(not (strict and scene.is_possessive(scene.words.at(s.end)) and scene.words.at(s.end) < head[0]) for s in named):
        return None
    goes_on = scene.tables.rules["phrases"]["prepositions"]
    stop_at = end if scene.low(head[1]) in goes_on and not strict else head[1]
    stop_at = next((i for i in range(head[1], stop_at) if scene.low(i) in ("used", "has") or scene.low(i).endswith("ed")), stop_at)
    return read_post(scene, first, stop_at, "apposition")


def _is_determined(scene: Scene, first: int) -> bool:
    return scene.low(first) in ("the", "his", "her", "its", "their") or any(
        scene.is_possessive(i) for i in range(first + 1, first + 4)
    )


def _is_owner(scene: Scene, post: Post) -> bool:
    """True for "the prime minister's spokesman", who speaks for one who need not be in the text."""
    return scene.is_possessive(post.last) and role_in(scene, post.last + 1, post.last + 4) is not None


def _is_early(scene: Scene, actor: Actor) -> bool:
    """True for somebody whom the headline or the first paragraphs name."""
    return bool(actor.mentions) and scene.paragraph_at(min(actor.mentions).start) < 3


def _opens(one: Actor, other: Actor) -> bool:
    """True if one is named before the other."""
    return bool(one.mentions and other.mentions and one.mentions[0] < other.mentions[0])


def _unclaimed(scene: Scene, cast: Cast) -> list[Post]:
    """Definite posts of heads of government that belong to no name in the text, and that nobody else holds."""
    claimed: set[int] = set()
    for post in (p for a in cast.actors for p in a.posts):
        head = role_in(scene, post.first, post.last)
        claimed.update(range(post.first, head[1] if head else post.last))
    held = {p.head for a in cast.actors if a.kind is ActorKind.PERSON for p in a.posts if not p.former}
    names = {scene.words.at(span.start) for span, actor in cast.places if actor.kind is ActorKind.PERSON}
    titled = {title_start(scene, at, max(0, at - 8)) for at in names}
    found = []
    for at in range(len(scene.words.items)):
        hit = scene.words.match(scene.tables.roles, at, at + 3, lower=True)
        if hit is None or hit[1].noun.lower() not in _HEADS or hit[1].plural or at in claimed or at in titled or hit[0] in names:
            continue
        if hit[1].noun.lower() in held or {"prime minister", "pm"} & held and hit[1].noun.lower() in ("prime minister", "pm"):
            continue
        first = at
        listed = scene.listed_over(at - 1 - scene.is_possessive(at - 1)) if at > 0 else None
        if listed and listed.of_kind(TermKind.ADJECTIVE, TermKind.COUNTRY):
            first = listed.first
        before = scene.low(first - 1)
        if scene.low(hit[0]) in ("of", "-", "elect") or before in (
            "former",
            "ex",
            "vice",
            "a",
            "an",
            "next",
            "deputy",
            "any",
            "every",
            "new",
            "first",
        ):
            continue
        definite = before == "the" or first < at or scene.word(at)[:1].isupper()
        if definite and not scene.is_quoted(scene.words.items[at].start) and (loose := read_post(scene, first, hit[0], "title")):
            found.append(loose)
    return found
