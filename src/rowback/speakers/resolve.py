"""The stage itself: attributions in, speakers and settings out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rowback.core.actor import ActorKind, Setting, Speaker
from rowback.core.article import Article
from rowback.core.attribution import Attribution, Kind, Name
from rowback.core.span import Span, hull
from rowback.speakers.actors import Actor, Cast, cluster_persons
from rowback.speakers.bodies import Bodies, add_bodies
from rowback.speakers.descriptions import Description, describe, fits, match_description
from rowback.speakers.headings import fuller_statements
from rowback.speakers.holders import give_posts_told_apart
from rowback.speakers.interviews import Interview
from rowback.speakers.introductions import read_introductions
from rowback.speakers.mentions import find_person_mentions
from rowback.speakers.newcomers import newcomers
from rowback.speakers.phrases import phrase_end, role_in
from rowback.speakers.predicates import read_predicates
from rowback.speakers.pronouns import Discourse, resolve_pronoun
from rowback.speakers.questions import is_asked_of, is_open_question
from rowback.speakers.roles import best_role
from rowback.speakers.scene import Scene
from rowback.speakers.settings import Settings
from rowback.speakers.sides import Sides
from rowback.speakers.sources import Reader
from rowback.speakers.surroundings import told_of_opposition
from rowback.speakers.tables import tables
from rowback.speakers.understood import give_understood_posts
from rowback.speakers.words import Words

Pair = tuple[Speaker, Setting]
_UNKNOWN = Speaker()
_TIMES = frozenset(
    "later earlier on in by at only just but and then a the this that last same few hours days day week month morning evening night".split()
)
_LOOSE = frozenset(["main", "biggest", "largest", "leading", "national", "country", "influential", "powerful", "with", "from"])


def find_speakers(article: Article, names: Sequence[Name], attributions: Sequence[Attribution]) -> list[Pair]:
    """The speaker and the setting of each attribution, in the order of the attributions.

    ``names`` may miss some and have wrong borders. A continued attribution takes the speaker of the one it continues, an
    aligned one speaker and setting of its body statement.
    """
    scene = Scene(article, article.text, Words.of(article.text), tables(), names, attributions)
    if not scene.words.items or not attributions:
        return [(_UNKNOWN, Setting())] * len(attributions)
    cast = Cast(scene.tables)
    cluster_persons(cast, find_person_mentions(scene))
    cast.settle()
    read_introductions(scene, cast)
    bodies = Bodies(scene, cast)
    add_bodies(scene, bodies)
    cast.settle()
    read_predicates(scene, cast)
    give_posts_told_apart(scene, cast)
    give_understood_posts(scene, cast)
    run = _Run(scene, cast, bodies, Sides(scene, cast, scene.weights))
    return run.pairs()


@dataclass
class _Run:
    """One article's way from attributions to speakers."""

    scene: Scene
    cast: Cast
    bodies: Bodies
    sides: Sides
    read: int = 0
    fuller: Mapping[int, int] = field(default_factory=dict)
    sources: dict[tuple[Span, ...], Actor | None] = field(default_factory=dict)

    def pairs(self) -> list[Pair]:
        """Speakers and settings of all attributions."""
        attributions = self.scene.attributions
        actors = self._actors()
        settings = Settings(self.scene)
        places: dict[int, list[Span]] = {}
        for span, actor_there in self.cast.places:
            places.setdefault(actor_there.key, []).append(span)
        told: list[Setting] = [Setting()] * len(attributions)
        for number in self._order():
            attribution = attributions[number]
            if attribution.aligned_to is None or attribution.nested_in is not None:
                actor = actors[number]
                told[number] = settings.of(attribution, actor.key if actor else None, places.get(actor.key, ()) if actor else ())
        self.sides.known.clear()  # posts and pronouns found on the way count for all
        result = []
        for number, attribution in enumerate(attributions):
            setting = told[number]
            target = self._root(number)
            if attribution.aligned_to is not None and attribution.nested_in is None:
                setting = told[target]
            elif number in self.fuller:
                setting = told[self.fuller[number]]
            result.append((self._speaker(actors[number], attribution), setting))
        return result

    def _order(self) -> list[int]:
        """Indexes of the attributions by where their source, else their content stands."""
        attributions = self.scene.attributions

        def place(number: int) -> tuple[int, int]:
            attribution = attributions[number]
            spans = attribution.source or attribution.cue or attribution.content
            return (hull(spans).start if spans else 0, number)

        return sorted(range(len(attributions)), key=place)

    def _root(self, number: int) -> int:
        """The attribution that another one continues or is aligned to, through all steps."""
        attributions, seen = self.scene.attributions, set()
        while number not in seen:
            seen.add(number)
            following = attributions[number].aligned_to
            if following is None or attributions[number].nested_in is not None:
                following = attributions[number].continues
            if following is None or not 0 <= following < len(attributions):
                break
            number = following
        return number

    def _actors(self) -> list[Actor | None]:
        attributions = self.scene.attributions
        talk = Discourse(self.scene, self.cast)
        reader = Reader(self.scene, self.bodies, self.sides, talk)
        actors: list[Actor | None] = [None] * len(attributions)
        for number in self._order():
            attribution = attributions[number]
            if self._root(number) != number:
                if (known := actors[self._root(number)]) and attribution.continues is not None and attribution.content:
                    talk.spoke(known, hull(attribution.content).start)
                continue
            if self.interview.is_answer(attribution):
                if guest := self.interview.guest:
                    actors[number] = guest
                    talk.spoke(guest, hull(attribution.content).start)
                continue
            if attribution.source and self._is_heard(attribution):
                continue
            if attribution.source:
                self._follow(attribution.source[0].start, reader)
                nested = attribution.nested_in is not None
                actor = actors[number] = self._of_source(attribution.source, nested, reader)
                if (
                    actor is not None
                    and not nested
                    and (attribution.aside is None or self._enters(actor, attribution))
                    and not self.scene.is_heading(attribution.source[0].start)
                    and not self._only_asks(attribution)
                ):
                    talk.spoke(actor, hull(attribution.source).start)
        self._follow(len(self.scene.text), reader)
        for number, attribution in enumerate(attributions):
            if not attribution.source and self._root(number) == number and actors[number] is None:
                actors[number] = self._beside(number, actors)
        for number in range(len(attributions)):
            if (root := self._root(number)) != number:
                actors[number] = actors[root]
        actors = self._merged(self._renamed(actors))
        self.fuller = fuller_statements(self.scene, self.sides, attributions, actors)
        return [actors[self.fuller.get(number, number)] for number in range(len(actors))]

    def _renamed(self, actors: list[Actor | None]) -> list[Actor | None]:
        """Bodies that came in common words before their name: "the main association of producers", "the Northern Producers Association"."""
        named = [a for a in self.cast.actors[:400] if a.kind is ActorKind.ORGANISATION and a.mentions and a.name[:1].isupper()]
        found: dict[int, Actor] = {}
        for actor in {a.key: a for a in actors if a is not None and a.kind is ActorKind.ORGANISATION and a.name.islower()}.values():
            words = {w for w in actor.name.split() if w not in _LOOSE and len(w) > 3}
            able = [a for a in named if len(words) > 1 and words <= set(a.name.lower().split())]
            if len(able) == 1:
                found[actor.key] = able[0]
        return [found.get(a.key, a) if a is not None else None for a in actors]

    def _only_asks(self, attribution: Attribution) -> bool:
        """True for a question in a relative clause: "told Tom Reed, who had asked whether …"; the one who was told is not who goes on."""
        words = self.scene.words
        source = [self.scene.low(i) for s in attribution.source for i in words.inside(s)]
        return source == ["who"] and any(self.scene.low(i) in ("asked", "asks") for s in attribution.cue for i in words.inside(s))

    def _enters(self, actor: Actor, attribution: Attribution) -> bool:
        """True for somebody without a name who opens a paragraph and is about to speak."""
        first = self.scene.words.at(attribution.source[0].start)
        return actor.kind is ActorKind.UNNAMED and not actor.thing and first in self.scene.openers

    def _of_source(self, source: tuple[Span, ...], nested: bool, reader: Reader) -> Actor | None:
        """The actor of a source; two attributions with one source have one actor, and somebody new without a name is noted there."""
        if source not in self.sources:
            known = len(self.cast.actors)
            actor = self.sources[source] = reader.actor_of(source, nested)
            if actor is not None and actor.key >= known and actor.kind in (ActorKind.UNNAMED, ActorKind.GROUP):
                self.cast.note(hull(source), actor)
        return self.sources[source]

    def _is_heard(self, attribution: Attribution) -> bool:
        """True where the source is who listens: "the court heard", "jury told"."""
        words = self.scene.words
        source = {words.items[i].text.lower() for s in attribution.source for i in words.inside(s)}
        cue = {words.items[i].text.lower() for s in attribution.cue for i in words.inside(s)}
        audience = self.scene.tables.words_of("audiences")
        last = max((words.inside(s).stop for s in attribution.source), default=0)
        told = "told" in cue and (
            {"was", "were", "been"} & cue or self.scene.is_heading(attribution.source[0].start) and self.scene.low(last) == "told"
        )
        return bool(source & audience and (cue & {"heard", "hears", "hear"} or told))

    def _follow(self, until: int, reader: Reader) -> None:
        """Resolves the pronouns up to a place, so that those who are spoken of stay prominent; notes who is new."""
        words, talk = self.scene.words.items, reader.talk
        while self.read < len(words) and words[self.read].start < until:
            word = words[self.read]
            if word.text.lower() in ("he", "she") and not self.scene.is_quoted(word.start):
                span = Span(word.start, word.end)
                if actor := resolve_pronoun(talk, span, word.text):
                    self.cast.note(span, actor)
            elif (span_of_new := self.new.get(self.read)) and (actor := reader.actor_of((span_of_new,), False)):
                self.cast.note(span_of_new, actor)
                if self.read in self.scene.openers or self.read not in self.openings:
                    talk.spoke(actor, word.start)  # who opens a paragraph so is about to speak
            elif word.text in ("The", "the") and not self.scene.is_quoted(word.start) and self._is_subject(self.read):
                self._follow_description(talk)
            self.read += 1

    def _is_subject(self, at: int) -> bool:
        """True for an article that opens a sentence, or a main clause behind a comma: "Flanked by her ministers, the premier …"."""
        if at in self.openings or is_asked_of(self.scene, at):
            return True
        if 0 < at - self._opening(at) <= 5 and all(self._tells_time(i) for i in range(self._opening(at), at)):
            return True  # "Later on Monday the president …"
        return self.scene.word(at - 1) == "," and self.scene.word(at) == "the" and at - 12 < self._opening(at) < at

    def _tells_time(self, at: int) -> bool:
        return (
            self.scene.low(at) in _TIMES or self.scene.low(at) in self.scene.tables.rules["dates"] or self.scene.word(at).isdigit()
        )

    def _opening(self, at: int) -> int:
        return self.scene.words.at(self.scene.sentences[self.scene.sentence_at(self.scene.words.items[at].start)].start)

    def _follow_description(self, talk: Discourse) -> None:
        """Notes whom the description that opens a sentence means: "The doctor, who works nights, did not …"."""
        end = phrase_end(self.scene, self.read, self.read + 8)
        head = role_in(self.scene, self.read + 1, end)
        if head is None or head[2].plural or head[0] - self.read > 4 or self.scene.word(head[1])[:1].isupper():
            return
        span = self.scene.words.span(self.read, head[1])
        if not self.cast.within(span) and (
            actor := match_description(talk, self.sides, describe(self.scene, self.read, head[1]), span.start)
        ):
            self.cast.note(span, actor)
            if is_asked_of(self.scene, self.read):
                talk.spoke(actor, span.start)

    @cached_property
    def new(self) -> dict[int, Span]:
        """Where sentences open with somebody new who is not named."""
        return dict(newcomers(self.scene))

    @cached_property
    def interview(self) -> Interview:
        """The talk that the article may print."""
        return Interview(self.scene, self.cast)

    @cached_property
    def openings(self) -> frozenset[int]:
        """Indexes of the words that open a sentence."""
        return frozenset(self.scene.words.at(s.start) for s in self.scene.sentences)

    def _beside(self, number: int, actors: Sequence[Actor | None]) -> Actor | None:
        """The speaker of a quotation without a source: of another one in its paragraph, or of the paragraph before it."""
        attributions = self.scene.attributions
        attribution = attributions[number]
        if (
            attribution.kind is not Kind.DIRECT
            or attribution.aside is not None
            or not attribution.content
            or attribution.nested_in is not None
        ):
            return None
        here = self.scene.paragraph_at(hull(attribution.content).start)
        if self.scene.is_heading(hull(attribution.content).start):
            return None
        best: tuple[int, int] | None = None
        for other in range(max(0, number - 6), min(len(attributions), number + 7)):
            actor = actors[other]
            if other == number or actor is None or not attributions[other].content or attributions[other].nested_in is not None:
                continue
            there = self.scene.paragraph_at(hull(attributions[other].content).start)
            if here - there in (0, 1) and not (here - there == 1 and not self._pure(number)):
                rank = (here - there, abs(other - number))
                if best is None or rank < best[:2]:
                    best = rank
                    found = actor
        if best is not None:
            return found
        return self._led_in(here) if self._pure(number) else self._before_colon(number)

    def _before_colon(self, number: int) -> Actor | None:
        """The one person before the colon after which words are quoted: "Ann Poole was warm: “…”"."""
        scene = self.scene
        start = hull(scene.attributions[number].content).start
        first = scene.words.at(start)
        marks = [scene.word(i) for i in (first - 1, first - 2)]
        sentence = scene.sentences[scene.sentence_at(scene.words.items[max(0, first - 2)].start)]
        if ":" not in marks:
            return None
        found = {a.key: a for s, a in self.cast.within(Span(sentence.start, start)) if a.is_person and not scene.is_quoted(s.start)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _led_in(self, paragraph: int) -> Actor | None:
        """The one person of the paragraph before a paragraph of pure quotation."""
        if (
            paragraph == 0
            or len(self.scene.paragraphs[paragraph - 1].of(self.scene.text)) > 2000
            or self.scene.is_heading(self.scene.paragraphs[paragraph - 1].start)
        ):
            return None
        found = {
            a.key: a
            for s, a in self.cast.within(self.scene.paragraphs[paragraph - 1])
            if a.is_person and not self.scene.is_quoted(s.start)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _pure(self, number: int) -> bool:
        """True if nothing stands in the paragraph but quoted words, and before them questions that name nobody ("And then? “…”")."""
        scene = self.scene
        paragraph = scene.paragraphs[scene.paragraph_at(hull(scene.attributions[number].content).start)]
        if paragraph.end - paragraph.start >= 5000:
            return False
        inside = scene.words.inside(paragraph)
        labels = [s for s in scene.attributions[number].cue if s.of(scene.text).endswith(":")]  # "Quote: “…”"
        loose = [
            s
            for i in inside
            if scene.word(i).isalnum()
            and not scene.is_quoted(s := scene.words.items[i].start)
            and not any(label.start <= s < label.end for label in labels)
        ]
        return all(is_open_question(scene, self.cast, number) for number in sorted({scene.sentence_at(s) for s in loose}))

    def _merged(self, actors: list[Actor | None]) -> list[Actor | None]:
        """Descriptions that came before the name: "the chancellor" of the lead is the person later called so."""
        found: dict[int, Actor | None] = {}
        speaking = list({a.key: a for a in actors if a is not None and a.kind is ActorKind.PERSON}.values())
        for number, actor in enumerate(actors):
            source = self.scene.attributions[number].source
            if actor is None or actor.kind is not ActorKind.UNNAMED or not actor.posts or actor.posts[0].noun is None or not source:
                continue
            post = actor.posts[0]
            heading = self.scene.is_heading(source[0].start)
            named = post.noun is not None and post.head not in self.scene.tables.words_of("keep_back")
            if actor.key in found and not heading:
                actors[number] = found[actor.key] or actor
            elif heading or (named and self._definite(post.first)):
                inside = self.scene.words.inside(source[0])
                what = describe(self.scene, inside.start, inside.stop)
                scored = [
                    (self._likeness(what, a), -a.mentions[0].start if a.mentions else 0, a)
                    for a in (speaking if heading else self.cast.actors)[:300]
                ]
                best = max((s for s in scored if s[0] >= 3.0), key=lambda s: s[:2], default=None)
                found[actor.key] = best[2] if best is not None else None
                if best is not None:
                    actors[number] = best[2]
                    if all(p.text != post.text for p in best[2].posts):
                        best[2].posts.append(post)
                        self.sides.known.clear()
        return actors

    def _likeness(self, what: Description, actor: Actor) -> float:
        """How well a description fits somebody whose posts are all known by now."""
        if actor.kind is not ActorKind.PERSON or not actor.posts:
            return 0.0
        return fits(Discourse(self.scene, self.cast), self.sides, what, actor) or 0.0

    def _definite(self, first: int) -> bool:
        return self.scene.low(first - 1) not in self.scene.tables.rules["phrases"]["indefinite"]

    def _speaker(self, actor: Actor | None, attribution: Attribution) -> Speaker:
        if actor is None:
            return _UNKNOWN
        mentions = sorted({*actor.mentions, *(Span(s.start, s.end) for s in attribution.source)})
        side = self.sides.of(actor)
        parts = [*attribution.source, *attribution.cue]
        if actor.kind is ActorKind.PERSON and parts and attribution.nested_in is None:
            sentence = self.scene.sentences[self.scene.sentence_at(parts[0].start)]
            if told_of_opposition(self.scene, self.scene.words.at(sentence.start), self.scene.words.at(hull(parts).end)):
                side = self.sides.in_opposition(actor)
        return Speaker(actor.key, actor.name, actor.kind, best_role(actor), side, tuple(mentions))
