"""Posts that a text tells in one sentence and whose holder it names in another: "The oil minister said … . Ann Poole told reporters …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.likeness import another_post
from rowback.speakers.phrases import phrase_end, role_in, start_of_title
from rowback.speakers.posts import Post, read_post
from rowback.speakers.pronouns import prominence
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_FAMILIES = frozenset(["head", "minister"])
_LOCAL = frozenset(["mayor", "governor", "ombudsman", "attorney general", "chief prosecutor", "police chief", "party leader"])
_LEAD = 3  # paragraphs below the headings that count as the lead
_BYLINE = 60  # characters of a paragraph that may name who writes
_MOST = 40  # such posts looked at in one article
_SENTENCES = 3  # sentences from a post to the name of its holder


def give_posts_told_apart(scene: Scene, cast: Cast) -> None:
    """Gives each definite post in office that belongs to no name to the one person whom the sentences beside it leave for it."""
    known = {p.text: p for a in cast.actors if a.kind is ActorKind.PERSON for p in a.posts if p.noun and not p.former}
    loose = list(islice(_loose_posts(scene, cast), _MOST))
    for post in loose:
        if post.text.lower() == post.head and any(p.head == post.head and p.text.lower() != p.head for p in loose):
            continue  # "the minister", who is the education minister
        if any(p.head == post.head and not another_post(post, p) and not _is_below(p) for p in known.values()):
            continue
        holder = _opens_paragraph(scene, cast, post) or _named_after(scene, cast, post) or _named_before(scene, cast, post)
        if holder is not None:
            holder.posts.append(post)
            known[post.text] = post


def _loose_posts(scene: Scene, cast: Cast) -> Iterator[Post]:
    """Definite posts in office outside quotations and headings that stand beside no name."""
    claimed = {i for a in cast.actors for p in a.posts for i in range(p.first, p.last)}
    names = {scene.words.at(s.start) for s, a in cast.places if a.kind is ActorKind.PERSON}
    at = 0
    while at < len(scene.words.items):
        hit = scene.words.match(scene.tables.roles, at, at + 4, lower=True)
        if hit is None or hit[1].plural or not (hit[1].family in _FAMILIES or hit[1].noun.lower() in _LOCAL):
            at += 1
            continue
        begin, end = at, hit[0]
        at = end
        place = scene.words.items[begin].start
        if begin in claimed or scene.is_quoted(place) or scene.is_heading(place) or scene.is_possessive(end):
            continue
        start = start_of_title(scene, end, scene.words.at(scene.sentences[scene.sentence_at(place)].start))
        owned = any(scene.is_possessive(i) and scene.word(i - 1)[:1].isupper() for i in range(start, begin))
        if scene.low(start - 1) not in ("the", "its") and not owned or {end, end + 1, end + 2} & names:
            continue
        stop = phrase_end(scene, start, _complement_end(scene, end))
        head = role_in(scene, start, stop)
        post = read_post(scene, start, stop, "description")
        if head is None or head[1] != end or post is None or post.former or post.coming or post.shadow or post.target:
            continue
        if not any(scene.low(i) in ("deputy", "vice", "next", "new", "first", "every", "each") for i in range(start, begin)):
            yield post if post.country else replace(post, country=_its_country(scene, start))


def _its_country(scene: Scene, start: int) -> str | None:
    """The country that "its" before a post means: the one with which the sentence opens, as in "Finland sent its foreign minister"."""
    if scene.low(start - 1) != "its":
        return None
    first = scene.words.at(scene.sentences[scene.sentence_at(scene.words.items[start].start)].start)
    listed = scene.listed_at(first)
    term = listed.of_kind(TermKind.COUNTRY, TermKind.CAPITAL) if listed else None
    return term.country if term else None


def _is_below(post: Post) -> bool:
    return any(w in ("deputy", "vice", "assistant", "junior") for w in post.text.lower().split())


def _complement_end(scene: Scene, end: int) -> int:
    """Where "of Aragon", "for housing" behind a post end."""
    if scene.low(end) not in ("of", "for"):
        return end
    at = end + 1 + (scene.low(end + 1) == "the")
    begin = at
    while scene.word(at)[:1].isupper():
        at += 1
    return at if at > begin else end


def _may_hold(actor: Actor, post: Post) -> bool:
    """True for a person of whom the text tells no post in office and no other gender."""
    if actor.kind is not ActorKind.PERSON or (post.noun and post.noun.gender and actor.gender not in (None, post.noun.gender)):
        return False
    return all(p.former or p.kind in ("possessor", "of") for p in actor.posts)


def _shown(scene: Scene, actor: Actor) -> list[Span]:
    """The first mentions of somebody that are neither quoted nor in a heading or byline, in order."""
    return [s for s in sorted(actor.mentions[:60]) if not scene.is_quoted(s.start) and not scene.is_heading(s.start)]


def _is_source(scene: Scene, span: Span) -> bool:
    return any(s.start <= span.start < s.end for a in scene.attributions if a.aside is None and a.cue for s in a.source)


def _opens_paragraph(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """The one person of the first sentence of a paragraph, who opens it, where the post opens the second: "Ann Poole was first. The mayor"."""
    place = scene.words.items[post.first].start
    paragraph = scene.paragraphs[scene.paragraph_at(place)]
    here = scene.sentence_at(place)
    if post.country is None or place - scene.sentences[here].start > 6 or here == 0:
        return None
    before = scene.sentences[here - 1]
    found = [(s, a) for s, a in cast.within(before) if a.kind is ActorKind.PERSON]
    if before.start != paragraph.start or len(found) != 1 or found[0][0].start != before.start:
        return None
    return found[0][1] if _may_hold(found[0][1], post) and not scene.is_quoted(before.start) else None


def _named_after(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """Who speaks next without having been introduced: the person named first after the post, now for the first time."""
    place = scene.words.items[post.first].start
    here = scene.sentence_at(place)
    for span, actor in cast.after(place, 12):
        away = scene.sentence_at(span.start) - here
        if away > _SENTENCES:
            break
        if actor.kind is not ActorKind.PERSON or scene.is_quoted(span.start):
            continue
        if not _may_hold(actor, post) and _another_follows(scene, cast, span):
            continue  # "at a meeting with Prime Minister Ann Poole, Tom Reed said"
        shown = _shown(scene, actor)
        fresh = bool(shown) and shown[0] == span
        return actor if away >= 1 and fresh and _is_source(scene, span) and _may_hold(actor, post) else None
    return None


def _only_one_so_far(scene: Scene, cast: Cast, place: int) -> Actor | None:
    """The one person whom the text has named when a post is told within three sentences of the name, not counting headings."""
    persons = [
        (s, a) for s, a in cast.before(place, 12) if a.kind is ActorKind.PERSON and " " in a.name and not scene.is_heading(s.start)
    ]
    found = [(s, a) for s, a in persons if len(scene.paragraphs[scene.paragraph_at(s.start)].of(scene.text)) > _BYLINE]
    if len(found) == 12 or len({a.key for _, a in found}) != 1:
        return None
    first, actor = found[0]
    here, there = scene.sentence_at(place), scene.sentence_at(first.start)
    plain = not scene.is_quoted(first.start) and not scene.is_possessive(scene.words.at(first.end))
    return actor if plain and 1 <= here - there <= 3 and len(_shown(scene, actor)) > 1 else None


def _another_follows(scene: Scene, cast: Cast, span: Span) -> bool:
    """True where the sentence goes on to name who speaks in it."""
    sentence = scene.sentences[scene.sentence_at(span.start)]
    return any(a.kind is ActorKind.PERSON and _is_source(scene, s) for s, a in cast.within(Span(span.end, sentence.end)))


def _named_before(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """Whom the lead names without a word of explanation as the subject of the sentence before the post, and most often later on."""
    place = scene.words.items[post.first].start
    here = scene.sentence_at(place)
    if only := _only_one_so_far(scene, cast, place):
        return only if _may_hold(only, post) else None
    if here == 0 or scene.paragraph_at(place) > _LEAD + sum(scene.is_heading(p.start) for p in scene.paragraphs[:8]):
        return None
    before = scene.sentences[here - 1]
    found = [(s, a) for s, a in cast.within(Span(before.start, place)) if a.kind is ActorKind.PERSON]
    if len({a.key for _, a in found}) != 1:
        return None
    span, actor = found[0]
    subject = prominence(scene, span, before) > 0.9 and not scene.is_quoted(span.start) and span.start - before.start < 40
    if not subject or not _may_hold(actor, post):
        return None
    persons = [a for a in cast.actors if a.kind is ActorKind.PERSON and a is not actor]
    most = all(len(_shown(scene, a)) < len(_shown(scene, actor)) for a in persons)
    return actor if most and _shown(scene, actor)[:1] == [span] else None
