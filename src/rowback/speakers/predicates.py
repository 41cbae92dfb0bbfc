"""Posts that a predicate gives: "She became Norway's minister for fisheries in February", "The 44-year-old was elected mayor"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.introductions import copula_post
from rowback.speakers.posts import Post
from rowback.speakers.pronouns import Discourse, resolve_pronoun
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_FARTHEST = 14  # words from the start of a sentence to its verb, where a description is the subject
_NOBODY = frozenset(["people"])  # families whose nouns are no posts


def read_predicates(scene: Scene, cast: Cast) -> None:
    """Gives persons the posts that predicates tell of them, outside quotations and headings."""
    for at, stop, former in _verbs(scene):
        post = copula_post(scene, stop)
        if post is None or post.noun is None or post.noun.family in _NOBODY:
            continue
        subject, party = _subject(scene, cast, at)
        if subject is None or any(p.first == post.first for p in subject.posts):
            continue
        subject.posts.append(replace(post, former=post.former or former))
        if party is not None:
            subject.posts.append(party)


def _verbs(scene: Scene) -> Iterator[tuple[int, int, bool]]:
    """Where such a verb begins, where what follows it begins, and whether the post is one of the past."""
    rules = scene.tables.rules["predicates"]
    for at, word in enumerate(scene.words.items):
        low = word.text.lower()
        if low not in rules["be"] and low not in rules["become"] and low not in rules["as"]:
            continue
        if scene.is_quoted(word.start) or scene.is_heading(word.start):
            continue
        begin, stop = at, at + 1
        while scene.low(stop) in rules["adverbs"]:
            stop += 1
        if low in rules["as"]:
            while stop - at < 4 and scene.low(stop) != "as":
                stop += 1
            if scene.low(stop) != "as":
                continue
            yield begin, stop + 1, low in rules["left"]
        elif low in rules["be"] and scene.low(stop) in rules["made"]:
            stop += 1
            yield begin, stop + (scene.low(stop) == "as"), False
        else:
            yield begin, stop, low == "was" or (low == "been" and scene.low(at - 1) == "had")


def _subject(scene: Scene, cast: Cast, verb: int) -> tuple[Actor | None, Post | None]:
    """Who the subject of a verb is, and the party that its description tells."""
    last = verb
    while scene.low(last - 1) in scene.tables.rules["predicates"]["before"]:
        last -= 1
    if last < 1:
        return None, None
    word = scene.words.items[last - 1]
    if word.text.lower() in ("he", "she"):
        return resolve_pronoun(Discourse(scene, cast), Span(word.start, word.end), word.text.lower()), None
    named = [a for s, a in cast.before(word.end, 1) if s.end == word.end and a.kind is ActorKind.PERSON]
    if named:
        return named[0], None
    return _described(scene, cast, last)


def _described(scene: Scene, cast: Cast, last: int) -> tuple[Actor | None, Post | None]:
    """The person of the sentence before, where a description opens the sentence: "The 44-year-old Labour politician"."""
    number = scene.sentence_at(scene.words.items[last - 1].start)
    first = scene.words.at(scene.sentences[number].start)
    if number == 0 or scene.low(first) != "the" or not 1 < last - first <= _FARTHEST:
        return None, None
    if not _is_person(scene, first + 1, last):
        return None, None
    before = scene.sentences[number - 1]
    found = [a for s, a in cast.within(before) if a.kind is ActorKind.PERSON and not scene.is_quoted(s.start)]
    if not found or scene.is_heading(before.start) or len({a.key for a in found}) > 1:
        return None, None
    for item in scene.listed_in(first, last):
        if party := item.of_kind(TermKind.PARTY, TermKind.MEMBER):
            text = scene.text_of(first + 1, last)
            return found[0], Post(first + 1, last, text, None, party=party.owner, kind="of")
    return found[0], None


def _is_person(scene: Scene, first: int, last: int) -> bool:
    """True for a description that tells an age, or whose last word is a noun for persons."""
    generic = scene.tables.rules["groups"]["generic_persons"]
    role = any(
        (hit := scene.words.match(scene.tables.roles, at, last, lower=True)) and hit[0] == last and not hit[1].plural
        for at in range(first, last)
    )
    return role or scene.low(last - 1) in generic or any(scene.low(i).endswith("-year-old") for i in range(first, last))
