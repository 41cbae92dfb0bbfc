"""Posts that an article leaves to the reader: "the prime minister" who is nowhere called so by name."""

from __future__ import annotations

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.introductions import title_start
from rowback.speakers.phrases import phrase_end, role_in
from rowback.speakers.posts import Post, read_post
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_TOLD = ("title", "apposition", "description")
_HEADS = frozenset(["president", "prime minister", "chancellor", "pm", "premier", "taoiseach", "first minister"])


def give_understood_posts(scene: Scene, cast: Cast) -> None:
    """Gives the one unclaimed post of a head of government to the person most named of those without a post."""
    _give_from_sentence_before(scene, cast)
    loose = _unclaimed(scene, cast)
    if len({p.head.replace("pm", "prime minister") for p in loose}) != 1:
        return
    able = [
        a
        for a in cast.actors
        if a.kind is ActorKind.PERSON
        and not any(p.kind in _TOLD and p.noun and p.noun.noun not in ("baroness", "lord") for p in a.posts)
        and not any(p.kind in ("of", "possessor") and (p.party or p.body) for p in a.posts)
    ]
    told = {a.key: sum(1 for s in a.mentions if not scene.is_quoted(s.start)) for a in able}
    ranked = sorted(able, key=lambda a: (-told[a.key], a.mentions[0].start if a.mentions else 0))
    if (
        ranked
        and told[ranked[0].key] >= (2 if all(_is_owner(scene, p) for p in loose) and not _is_early(scene, ranked[0]) else 1)
        and (len(ranked) == 1 or told[ranked[0].key] > told[ranked[1].key] or _opens(ranked[0], ranked[1]))
    ):
        ranked[0].posts.append(max(loose, key=lambda p: (p.country is not None, len(p.text), -p.first)))


def _give_from_sentence_before(scene: Scene, cast: Cast) -> None:
    """Gives a person without a post that of the sentence before: "The new minister was … . Ann Poole wanted …"."""
    for actor in cast.actors:
        if actor.kind is not ActorKind.PERSON or any(p.kind in ("title", "apposition") for p in actor.posts) or not actor.mentions:
            continue
        span = next((s for s in sorted(actor.mentions) if not scene.is_heading(s.start) and not scene.is_quoted(s.start)), None)
        number = scene.sentence_at(span.start) if span else 0
        if (
            span is None
            or number == 0
            or span.start - scene.sentences[number].start > 12
            or scene.word(scene.words.at(span.end)) == ","
        ):
            continue
        before = scene.sentences[number - 1]
        first, stop = scene.words.at(before.start), scene.words.at(before.end)
        end = phrase_end(scene, first, stop)
        head = role_in(scene, first, end)
        determined = scene.low(first) in ("the", "his", "her", "its", "their") or any(
            scene.is_possessive(i) for i in range(first + 1, first + 4)
        )
        if (
            head
            and determined
            and head[0] - first <= 5
            and not head[2].plural
            and (head[2].noun[:1].islower() or head[2].noun.isupper())  # no "Christian Democrat", who may be anybody
            and (head[2].speaks_for in ("government", "party", "organisation") or scene.low(first) != "the")
        ):
            if not any(a.kind is ActorKind.PERSON for _, a in cast.within(Span(before.start, scene.words.items[end - 1].end))):
                goes_on = scene.tables.rules["phrases"]["prepositions"]
                stop_at = end if scene.low(head[1]) in goes_on else head[1]
                stop_at = next(
                    (i for i in range(head[1], stop_at) if scene.low(i) in ("used", "has") or scene.low(i).endswith("ed")), stop_at
                )
                if post := read_post(scene, first, stop_at, "apposition"):
                    actor.posts.append(post)


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
