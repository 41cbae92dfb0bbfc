"""Whom a pronoun means: by gender, number, prominence and nearness."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.introductions import title_start
from rowback.speakers.nearness import is_outlet, is_told
from rowback.speakers.scene import Scene

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURALS = frozenset(["they", "them", "their", "theirs", "themselves"])
NEUTERS = frozenset(["it", "its", "itself"])
_WINDOW = 40  # mentions looked at before a pronoun
_SENTENCES = 7  # sentences looked back
_DECAY = 0.52  # weight of a mention a sentence farther away; of 0.5 … 0.75 the best on quoted news, and no worse on GAP
_POSSESSED = 0.55
_NO_VERBS = frozenset(
    "and or but of from for with by to in on at as than that when while if against about between like after before".split()
)
_BESIDE = frozenset(["by", "to", "with", "beside", "alongside"])  # before a name in the sentence of a pronoun
_HEARS = frozenset(["told", "tells"])  # before the name of one who listens
_HEARER = 0.4  # for one who listens or asks, who seldom speaks next
_INNER = 0.4  # for a name inside the words for somebody unnamed
_OPENER = 0.5  # for who opens the paragraph, where nobody has spoken in it
_SPEAKER = 0.75  # for the last speaker; less with each sentence since


@dataclass
class Discourse:
    """What has been said so far: who spoke last and where, and what pronouns were found to mean."""

    scene: Scene
    cast: Cast
    last_speaker: Actor | None = None
    last_place: int = 0
    speakers_by_place: list[tuple[int, Actor]] | None = None

    def spoke(self, actor: Actor, place: int) -> None:
        """Notes the speaker of an attribution whose source stands at a place."""
        self.last_speaker, self.last_place = actor, place


def resolve_pronoun(talk: Discourse, span: Span, word: str, quoted: bool = False) -> Actor | None:
    """The actor a pronoun means, None where nobody fits."""
    word = word.lower()
    if word in GENDERS:
        return _best(talk, span, GENDERS[word], quoted)
    if word in PLURALS:
        return _plural(talk, span)
    if word in NEUTERS:
        return _neuter(talk, span)
    return None


def resolve_owner(talk: Discourse, span: Span, word: str) -> Actor | None:
    """The actor that the pronoun before somebody's people means: in "Poole is well, her spokesman said" the one the sentence opens with."""
    scene = talk.scene
    sentence = scene.sentences[scene.sentence_at(span.start)]
    if word.lower() in GENDERS or word.lower() in NEUTERS:
        for place, actor in talk.cast.within(Span(sentence.start, span.start))[:1]:
            opens = _begin(scene, place) == scene.words.at(sentence.start)
            told = scene.is_quoted(place.start)
            if word.lower() in NEUTERS:
                opens = place.start - sentence.start <= 4  # an article before it
                fit = actor.kind in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT)
            else:
                fit = actor.kind is ActorKind.PERSON and _fits(actor, GENDERS[word.lower()])
            if opens and told and fit:
                return actor
    return resolve_pronoun(talk, span, word)


def prominence(scene: Scene, span: Span, sentence: Span) -> float:
    """How prominent a mention is in its sentence: subjects and what opens the sentence most."""
    first, last = scene.words.at(span.start), scene.words.at(span.end)
    if scene.is_possessive(last):
        return _POSSESSED
    after = scene.low(last)
    before = scene.low(first - 1)
    verbs = scene.tables.rules["phrases"]["verbs"]
    subject = after in verbs or after.endswith("ed") or after == "who" or _opens(scene, span, sentence)
    if scene.word(last) == ",":
        subject = (
            span.start - sentence.start < 60 or scene.word(first - 1) == "," or scene.low(first - 2) in ("candidate", "leader")
        )
    weight = 1.0 if subject else 0.7
    if before in ("of", "for", "with", "by", "to", "against", "about", "from", "than", "between", "like"):
        weight = min(weight, 0.6)
    if span.start - sentence.start < 40:
        weight += 0.25
    return weight


def _begin(scene: Scene, span: Span) -> int:
    """The word with which a name begins, its title included."""
    first = scene.words.at(span.start)
    rules = scene.tables.rules
    while (scene.low(first - 1) in rules["honorifics_m"] or scene.low(first - 1) in rules["honorifics_f"]) and scene.word(
        first - 1
    )[:1].isupper():
        first -= 1
    return title_start(scene, first, max(0, first - 16))


def _opens(scene: Scene, span: Span, sentence: Span) -> bool:
    """True for a name that a sentence opens with, its title and what it is of included, where any verb may follow: "Poole of the union rose"."""
    last = scene.words.at(span.end)
    opening = scene.words.at(sentence.start)
    opening += scene.word(opening + 1) == "," and 2  # "Outside, Ann Poole …"
    opening += scene.low(opening) in ("but", "and", "yet")
    if _begin(scene, span) != opening:
        return False
    if scene.low(last) in ("of", "from"):
        last += 1 + (scene.low(last + 1) == "the")
        while scene.word(last)[:1].isupper() or scene.is_possessive(last):
            last += 1
    if scene.word(last) == "(" and scene.word(last + 2) == ")":
        last += 3
    if scene.low(last) == "on" and scene.low(last + 1) in scene.tables.rules["dates"]:
        last += 2  # "Poole on Monday rose"
    word = scene.word(last)
    return word.isalpha() and word.islower() and word not in _NO_VERBS


def _best(talk: Discourse, span: Span, gender: str, quoted: bool) -> Actor | None:
    scene, cast = talk.scene, talk.cast
    here = scene.sentence_at(span.start)
    scores: dict[int, float] = defaultdict(float)
    able: dict[int, Actor] = {}
    opener = _opener(talk, span, gender)
    cover = -1  # where the words for somebody unnamed end: "an adviser to Ann Poole" is not she
    for place, actor in cast.before(span.start, _WINDOW):
        there = scene.sentence_at(place.start)
        inner = place.end <= cover
        if actor.kind is ActorKind.UNNAMED:
            cover = max(cover, place.end)
        if here - there > _SENTENCES or not _fits(actor, gender):
            continue
        weight = prominence(scene, place, scene.sentences[there]) * _DECAY ** (here - there)
        if scene.is_quoted(place.start) and not quoted:
            weight *= 0.25
        if scene.is_heading(place.start) and here != there:
            weight *= 0.5
        if inner:
            weight *= _INNER
        if actor.gender is None:
            sure = (
                actor.kind is ActorKind.UNNAMED
                or actor is opener
                or (here == there and weight >= 1.2 and not scene.is_quoted(place.start))
            )
            weight *= 0.9 if sure else 0.6
        before = scene.low(title_start(scene, scene.words.at(place.start), 0) - 1)
        if here == there:
            weight *= 0.3 if before in _BESIDE else 1.2  # "pressed by X, he said", "speaking next to X, he said"
        elif before in _HEARS and actor is not talk.last_speaker:
            weight *= _HEARER
        if actor.kind is ActorKind.UNNAMED and _asks(scene, place):
            weight *= _HEARER
        scores[actor.key] = max(scores[actor.key], weight) + 0.5 * min(scores[actor.key], weight)
        able[actor.key] = actor
    speaker = talk.last_speaker
    if speaker is not None and _fits(speaker, gender):
        since = max(0, here - scene.sentence_at(talk.last_place))
        if since <= _SENTENCES:
            able[speaker.key] = speaker
            fresh = since > 0 and opener is not None
            scores[speaker.key] += _SPEAKER * 0.6**since * (0.4 if fresh else 1.0)
    if opener is not None and opener.key in able:
        scores[opener.key] += _OPENER * 0.6 ** (here - scene.sentence_at(scene.paragraphs[scene.paragraph_at(span.start)].start))
    if scores:
        return able[max(scores, key=lambda key: (scores[key], key))]
    if speaker is not None and _fits(speaker, gender):
        return speaker
    following = [a for place, a in cast.after(span.end, 4) if scene.sentence_at(place.start) - here <= 1 and _fits(a, gender)]
    if following and not scene.is_quoted(span.start):
        return following[0]
    earlier = [a for _, a in reversed(cast.before(span.start, 400)) if _fits(a, gender)]
    return earlier[0] if earlier else None


def _asks(scene: Scene, span: Span) -> bool:
    """True for somebody unnamed who asks: "a reporter wanted to know"."""
    last = scene.words.at(span.end)
    return scene.low(last) in ("asked", "asks", "wondered") or (scene.low(last) == "wanted" and scene.low(last + 2) == "know")


def _opener(talk: Discourse, span: Span, gender: str) -> Actor | None:
    """Somebody else who fits and is the subject of what opens the paragraph, after the last speaker spoke before it."""
    scene = talk.scene
    paragraph = scene.paragraphs[scene.paragraph_at(span.start)]
    if talk.last_place >= paragraph.start:
        return None
    opening = scene.sentences[scene.sentence_at(paragraph.start)]
    return next(
        (
            a
            for s, a in talk.cast.within(opening)
            if _fits(a, gender)
            and s.start < span.start
            and a is not talk.last_speaker
            and prominence(scene, s, opening) >= 1.0
            and not scene.is_quoted(s.start)
        ),
        None,
    )


def _fits(actor: Actor, gender: str) -> bool:
    return actor.is_person and actor.gender in (None, gender)


def _plural(talk: Discourse, span: Span) -> Actor | None:
    speaker = talk.last_speaker
    if speaker is not None and (speaker.plural or speaker.kind in (ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.GOVERNMENT)):
        return speaker
    here = talk.scene.sentence_at(span.start)
    if speaker is not None and speaker.kind is ActorKind.UNNAMED and here - talk.scene.sentence_at(talk.last_place) <= 2:
        return speaker  # "a source said … . They added"
    for place, actor in reversed(talk.cast.before(span.start, _WINDOW)):
        if here - talk.scene.sentence_at(place.start) > 4:
            break
        if (
            actor.plural or actor.kind in (ActorKind.GROUP, ActorKind.ORGANISATION, ActorKind.GOVERNMENT)
        ) and not talk.scene.is_quoted(place.start):
            return actor
    return speaker


def _neuter(talk: Discourse, span: Span) -> Actor | None:
    """A body: who spoke last, unless another one has since been the subject of a sentence; no outlet that was told something."""
    scene, speaker = talk.scene, talk.last_speaker
    here = scene.sentence_at(span.start)
    best: tuple[float, Actor] | None = None
    newer = False
    for place, actor in reversed(talk.cast.before(span.start, _WINDOW)):
        there = scene.sentence_at(place.start)
        if here - there > 3:
            break
        if actor.kind not in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT) or scene.is_quoted(place.start):
            continue
        if is_told(scene, place) or is_outlet(scene, actor):
            continue
        strength = prominence(scene, place, scene.sentences[there])
        newer = newer or (place.start > talk.last_place and strength >= 1.2 and scene.sentence_at(talk.last_place) < there)
        weight = strength * _DECAY ** (here - there)
        if best is None or weight > best[0]:
            best = (weight, actor)
    body = speaker if speaker is not None and not speaker.is_person else None
    if body is not None and not newer and here - scene.sentence_at(talk.last_place) <= 2:
        return body
    return best[1] if best else body
