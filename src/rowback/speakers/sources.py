"""Reads the words of a source and finds the actor they mean."""

from __future__ import annotations

from dataclasses import dataclass

from rowback.core.actor import ActorKind
from rowback.core.span import Span, hull, strip
from rowback.speakers.actors import Actor
from rowback.speakers.bodies import Bodies
from rowback.speakers.cut_sources import behind_companion, speaking_to, subject_before
from rowback.speakers.descriptions import Description, describe, introduce, match_body, match_description, still_speaking
from rowback.speakers.hints import hinted
from rowback.speakers.introductions import owner_mention, title_start
from rowback.speakers.oblique import of_folder, one_of_many, one_of_them, whose
from rowback.speakers.phrases import possessing
from rowback.speakers.posts import Post
from rowback.speakers.pronouns import GENDERS, NEUTERS, PLURALS, Discourse, resolve_owner, resolve_pronoun
from rowback.speakers.relative import RELATIVE, antecedent
from rowback.speakers.scene import Scene
from rowback.speakers.sides import Sides
from rowback.speakers.tables import TermKind
from rowback.speakers.union_names import union_nouns, without_noun
from rowback.speakers.unions import is_union, speaking_union

_EDGE = ' \t\n\r,;:.–—-()[]*"“”„«»‘'
_FIRST = frozenset(["i", "we", "me", "us"])
_BESIDE_PRONOUN = frozenset(["himself", "herself", "themselves", "itself", "also", "then", "later", "now", "had", "has", "too"])
_SEEN = frozenset(["seen", "obtained", "viewed", "reviewed", "leaked"])  # "a memo seen by Reuters"
_COMPLEMENT = frozenset(
    ["of", "for", "to", "by", "with", "from", "at", "under", "in", "on", "about", "against", "near", "behind", "and", "or"]
)


@dataclass
class Reader:
    """Finds the actor of a source; keeps what the article has shown so far in ``talk``."""

    scene: Scene
    bodies: Bodies
    sides: Sides
    talk: Discourse

    def actor_of(self, spans: tuple[Span, ...], quoted: bool) -> Actor | None:
        """The actor that a source means, None where it cannot be told."""
        span = strip(self.scene.text, hull(spans), _EDGE)
        inside = self.scene.words.inside(span)
        first, last = inside.start, inside.stop
        if scene_part := next((i for i in range(first + 1, last - 2) if self._for_its_part(i)), None):
            last = scene_part - (self.scene.word(scene_part - 1) == ",")
        if last - first == 1 and self.scene.low(first) in ("the", "a", "an"):
            hit = self.scene.words.match(self.scene.tables.roles, last, last + 4, lower=True)
            last = hit[0] if hit else last  # the tagger left the noun out
        if first >= last:
            return None
        low = self.scene.low(first)
        if low in ("nobody", "none", "neither") or (low == "no" and self.scene.low(first + 1) == "one"):
            return None
        alone = last - first == 1 or (last - first == 2 and self.scene.low(first + 1) in _BESIDE_PRONOUN)
        if alone and (low in GENDERS or low in PLURALS or low in NEUTERS):
            return resolve_pronoun(self.talk, span, low, quoted)
        if low in ("one", "another") and (last - first == 1 or self.scene.low(first + 1) in (",", "who")):
            if member := one_of_many(self.bodies, first):
                return member
        if (
            self.scene.low(first + 1) == "of"
            and self.scene.low(first + 2) in ("them", "these", "those", "whom")
            and last - first < 5
        ):
            return one_of_them(self.bodies, self.talk, self.sides, first, last)
        if last - first <= 2 and low in _FIRST:
            return self.talk.last_speaker
        if low == "whose" and (several := whose(self.bodies, self.sides, first, last)):
            return several
        if low in RELATIVE and (last - first == 1 or low == "who"):
            return antecedent(self.scene, self.bodies, self.sides, self.talk, span, low)
        if (
            self.scene.low(first - 1) in ("with", "against", "about", "after")
            and first not in self.scene.openers
            and self.scene.word(last) == ","
            and (subject := subject_before(self.scene, self.bodies.cast, first))
        ):
            return subject  # the source was cut out of "Macron, after calls with Merz, said"
        if self.scene.low(first - 1) == "to" and (speaker := speaking_to(self.scene, self.bodies.cast, first)):
            return speaker
        if self.scene.low(first - 1) in ("to", "with", "alongside", "beside", "by", "after") and (
            subject := behind_companion(self.scene, self.bodies.cast, first, last)
        ):
            return subject
        return self._head_person(first, last) or self._noun_phrase(first, last, span)

    def _for_its_part(self, at: int) -> bool:
        """True at "for its part", "for his part"."""
        return self.scene.low(at) == "for" and self.scene.low(at + 2) == "part"

    def _head_person(self, first: int, last: int) -> Actor | None:
        """The person whose name is the head of the phrase: no possessor, not part of a complement."""
        scene = self.scene
        for span, actor in self.bodies.cast.within(scene.words.span(first, last)):
            if actor.kind is not ActorKind.PERSON:
                continue
            begin, end = scene.words.at(span.start), scene.words.at(span.end)
            if scene.is_possessive(end) and end < last - 1:
                continue
            if end == last - 1 and scene.low(end) in ("administration", "government", "cabinet"):
                return self.bodies.named(f"{scene.word(end - 1)} {scene.word(end)}", ActorKind.GOVERNMENT)
            begin = max(first, title_start(scene, begin, first))
            if begin > first and scene.low(begin - 1) in _COMPLEMENT and not self._joined(first, begin):
                continue
            if any(scene.low(i) in RELATIVE for i in range(first, begin)):
                return None
            if end < last and scene.words.match(scene.tables.roles, end, last, lower=True) and scene.word(end)[:1].islower():
                continue  # "Ruritanian officials"
            return actor
        return None

    def _joined(self, first: int, begin: int) -> bool:
        """True for "X and Y", where the first name is missed: the second is taken."""
        return self.scene.low(begin - 1) == "and" and not self.bodies.cast.within(self.scene.words.span(first, begin))

    def _noun_phrase(self, first: int, last: int, span: Span) -> Actor | None:
        scene = self.scene
        if scene.is_possessive(last - 1):
            owners = self.bodies.cast.within(span)
            if owners:
                return owners[-1][1]
        if minister := of_folder(self.bodies, first, last):
            return minister
        last = without_noun(scene, first, last)
        if union := speaking_union(scene, self.talk.cast, first, last):
            return union
        what = describe(scene, first, last)
        if body := self._named_body(what, first, last):
            return body
        if (
            what.post is not None
            or what.nation
            or what.party
            or what.age
            or what.head in scene.tables.rules["groups"]["generic_persons"]
        ):
            return self._somebody(what, span)
        if what.body_noun == "paper":
            note = what.head in scene.tables.words_of("notes")  # which nobody speaks as
            return self._paper(what, span) or (None if note else self.bodies.named(self._words(what)))
        if what.body_noun:
            return self._body(what, span)
        if what.plural:
            return self._somebody(what, span)
        return self._new_name(what, first, last)

    def _named_body(self, what: Description, first: int, last: int) -> Actor | None:
        """The body whose name the phrase is, with nothing but an article and a common noun before it."""
        scene = self.scene
        start = first
        while start < last and scene.low(start) in scene.tables.rules["phrases"]["determiners"]:
            start += 1
        if start >= last:
            return None
        found = [(s, a) for s, a in self.bodies.cast.within(scene.words.span(start, last)) if a.kind is not ActorKind.PERSON]
        for span, actor in found:
            begin, end = scene.words.at(span.start), scene.words.at(span.end)
            if begin == start and (
                end >= last
                or scene.word(end) in ",;("
                or scene.low(end) in ("in", "of", "on", "itself", "also", "now")
                and what.post is None
            ):
                return actor
            possessed = scene.is_possessive(begin - 1) and self._is_of_country(start, begin - 1)
            if end >= last and possessed and (is_union(actor) or actor.term is not None):
                return actor  # "Germany's IG Metall"
            owned = begin - 2 if scene.is_possessive(begin - 1) else begin
            if end >= last and begin > start and "," in (scene.word(begin - 1), scene.word(owned - 1)):
                return actor  # "the port's operator, Denmark's Nordhavn"
            sorts = scene.tables.rules["body_nouns"]["business"] | union_nouns()
            if scene.low(begin - 2) in _SEEN:
                continue
            tied = any(scene.low(i) == "representing" for i in range(start, begin))
            if end >= last and begin > start and scene.low(begin - 1) in sorts and not tied:
                return actor
            if end >= last and begin > start and not tied and what.post is None and not scene.is_possessive(begin - 1):
                if all(scene.low(i) not in _COMPLEMENT for i in range(start, begin)) or what.body_noun == "paper":
                    return actor
        return None

    def _is_of_country(self, first: int, last: int) -> bool:
        listed = self.scene.listed_at(first)
        return listed is not None and listed.last == last and listed.of_kind(TermKind.COUNTRY) is not None

    def _words(self, what: Description) -> str:
        scene, start = self.scene, what.first
        while start < what.last - 1 and scene.low(start) in (
            "the",
            "a",
            "an",
            "one",
            "another",
            "its",
            "their",
            "our",
            "my",
            "this",
            "that",
            "some",
            "his",
            "her",
        ):
            if scene.low(start + 1) in _COMPLEMENT:
                break  # "one of them", "some in the party"
            start += 1
        end = start
        while end < what.last and not (end > start and (scene.word(end) in ",;:(—–" or scene.low(end) in RELATIVE)):
            end += 1
        return scene.text_of(start, end)

    def _somebody(self, what: Description, span: Span) -> Actor:
        """The person or group of a description: one known, or a new one."""
        scene = self.scene
        if not what.indefinite and not what.plural:
            owner = self._owner(what.post)
            if what.post is None or what.post.owner is None or owner is None:
                if what.definite and (
                    actor := match_description(self.talk, self.sides, what, span.start)
                    or still_speaking(self.talk, self.sides, what, span.start)
                ):
                    self._learn(actor, what)
                    return actor
            else:
                key = ("of", f"{owner.key} {what.post.head}")
                known = self.bodies.by_key.get(key) or self._with_post(what.post, owner)
                if known is not None:
                    return known
        name = self._spelled(self._words(what))
        if (
            what.post is not None
            and what.post.owner is not None
            and scene.low(what.first) in scene.tables.rules["phrases"]["owners"]
        ):
            owner = self._owner(what.post)
            name = f"{owner.name}'s {name}" if owner else name
        if not what.indefinite and (same := self.bodies.by_key.get(("described", name.casefold()))):
            return same
        actor = introduce(scene, self.bodies, what, name)
        self.bodies.by_key[("described", name.casefold())] = actor
        if what.post is not None and (owner := self._owner(what.post)):
            self.bodies.by_key[("of", f"{owner.key} {what.post.head}")] = actor
            actor.side = self.sides.of(owner)
        last = self.talk.last_speaker
        if actor.side is None and last is not None and scene.sentence_at(span.start) - scene.sentence_at(self.talk.last_place) <= 3:
            bare = what.post is None or not (what.post.country or what.post.body or what.post.party)
            spokes = what.post is not None and (
                what.post.head.startswith("spokes") or what.post.head in ("official", "representative", "source")
            )
            if (last.plural and scene.low(what.first) in ("one", "another")) or (
                bare and spokes and last.kind in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT)
            ):
                actor.side = self.sides.of(last)
        if actor.side is None and what.party and not (what.post and what.post.is_in_office):
            actor.side = what.party  # a party's minister speaks for the government
        return actor

    @staticmethod
    def _spelled(name: str) -> str:
        """A description with its abbreviated post written out."""
        return " ".join("Prime Minister" + w[2:] if w in ("PM", "PM's", "PM’s") else w for w in name.split())

    def _with_post(self, post: Post, owner: Actor) -> Actor | None:
        """A person already introduced with the same post under the same owner: "Macron's deputy"."""
        for actor in self.bodies.cast.actors[:2000]:
            for known in actor.posts:
                if (
                    known.owner is not None
                    and known.head == post.head
                    and owner_mention(self.bodies.cast, known.owner) is owner
                    and actor is not owner
                ):
                    return actor
        return None

    def _owner(self, post: Post | None) -> Actor | None:
        if post is None or post.owner is None:
            return None
        word = post.owner.of(self.scene.text).lower()
        if word in GENDERS or word in NEUTERS or word in PLURALS:
            return resolve_owner(self.talk, post.owner, word)
        return owner_mention(self.bodies.cast, post.owner)

    def _learn(self, actor: Actor, what: Description) -> None:
        if what.post is not None and all(p.text != what.post.text for p in actor.posts):
            actor.posts.append(what.post)
        actor.gender = actor.gender or what.gender
        actor.nationality = actor.nationality or what.nation
        actor.age = actor.age or what.age
        self.sides.known.clear()

    def _paper(self, what: Description, span: Span) -> Actor | None:
        """Whose a report or statement is, where the phrase or what came before tells."""
        found = self.bodies.cast.within(self.scene.words.span(what.first, what.last))
        found = [(s, a) for s, a in found if self.scene.low(self.scene.words.at(s.start) - 2) not in _SEEN]
        notes = self.scene.tables.words_of("notes")
        if found:
            return found[0][1] if self.scene.is_possessive(self.scene.words.at(found[0][0].end)) else found[-1][1]
        if (
            what.definite
            and what.head in {"statement", "report", "letter", "document"} | notes
            and self.talk.last_speaker is not None
        ):
            if self.scene.sentence_at(span.start) - self.scene.sentence_at(self.talk.last_place) <= 2:
                return self.talk.last_speaker
        return None

    def _body(self, what: Description, span: Span) -> Actor:
        """The body of "the ministry", "the company", "the Polish foreign ministry"."""
        scene = self.scene
        nation = None
        for item in scene.listed_in(what.first, what.last):
            nation = nation or item.of_kind(TermKind.ADJECTIVE, TermKind.COUNTRY, TermKind.CAPITAL)
        name = self._words(what)
        owner = possessing(scene, what.first, what.last)
        if what.body_noun == "state" and owner is None and scene.low(what.first) in scene.tables.rules["phrases"]["owners"]:
            whose = resolve_owner(self.talk, Span(span.start, scene.words.items[what.first].end), scene.low(what.first))
            owner = self.sides.of(whose) if whose is not None else None
        placed = any(
            self.scene.low(i) in ("in", "of", "at") and self.scene.word(i + 1)[:1].isupper()
            for i in range(what.first + 1, what.last - 1)
        )  # "the court in Gdynia" is no other court
        told = (
            what.definite
            or what.head in union_nouns()
            and any(scene.low(i) == "representing" for i in range(what.first, what.last))
        )
        if nation is None and owner is None and not placed and told and (actor := match_body(self.talk, what, span.start)):
            return actor
        state = what.body_noun == "state"
        key = ("described", f"{nation.country if nation else ''} {name.casefold()}")
        if key not in self.bodies.by_key:
            kind = ActorKind.GOVERNMENT if state else ActorKind.ORGANISATION
            side = (
                (
                    nation.country
                    if nation
                    else owner
                    if owner
                    else (scene.part.side if scene.part else None) or scene.home or self._heaviest(name)
                )
                if state
                else name
            )
            self.bodies.by_key[key] = self.bodies.cast.new(kind, name, side=side)
        return self.bodies.by_key[key]

    def _heaviest(self, name: str) -> str | None:
        """The country that the article speaks of most, of those that have such a body where only some have: "the royal court"."""
        weights = self.sides.weights
        able = [c for c in weights if c in hinted(name)] or list(weights)
        return max(able, key=lambda c: weights[c], default=None)

    def _noun_before_name(self, start: int, last: int) -> int:
        """Where the name begins in "steelmaker Nordwerk" and "operator group Grid North"."""
        at = start
        while at < last - 1 and not self.scene.word(at)[:1].isupper():
            at += 1
        return at

    def _new_name(self, what: Description, first: int, last: int) -> Actor | None:
        """A name that neither the tagger nor the tables know, or a group in common words."""
        scene, start = self.scene, first
        while start < last and scene.low(start) in scene.tables.rules["phrases"]["determiners"]:
            start += 1
        if start >= last:
            return None
        end = start
        while end < last and (
            scene.word(end)[:1].isupper() or (end > start and scene.low(end) in ("of", "for", "and", "&", "the", "-"))
        ):
            end += 1
        if end == start and (sort := self._noun_before_name(start, last)) > start:
            start = end = sort
            while end < last and (scene.word(end)[:1].isupper() or scene.word(end).isdigit()):
                end += 1
        if (
            what.body_noun
            or scene.word(last - 1)[:1].isupper()
            and last - start > 1
            and any(scene.is_possessive(i) for i in range(start, last))
        ):
            return self.bodies.named(
                scene.text_of(start, last), ActorKind.GOVERNMENT if what.body_noun == "state" else ActorKind.ORGANISATION
            )
        if end > start and end >= last - 1 or (end > start and scene.word(end) == ","):
            return self.bodies.named(scene.text_of(start, end))
        name = self._words(what)
        key = ("described", name.casefold())
        if key not in self.bodies.by_key:
            self.bodies.by_key[key] = self.bodies.cast.new(
                ActorKind.GROUP if what.plural else ActorKind.UNNAMED, name, plural=what.plural, thing=True
            )
        return self.bodies.by_key[key]
