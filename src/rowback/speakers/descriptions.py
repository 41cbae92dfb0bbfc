"""Whom a description means: "the senior official", "the US-American", "the ministry"; or who is new in it."""

from __future__ import annotations

from dataclasses import dataclass

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor
from rowback.speakers.bodies import Bodies
from rowback.speakers.likeness import noun_score, owned_otherwise
from rowback.speakers.nearness import is_no_business, is_outlet
from rowback.speakers.posts import Post, read_post
from rowback.speakers.pronouns import Discourse
from rowback.speakers.scene import Scene
from rowback.speakers.sides import Sides
from rowback.speakers.tables import TermKind
from rowback.speakers.union_names import is_trade, speaks_of_states, union_nouns
from rowback.speakers.unions import is_union, union_before

_GOES_ON = 4  # sentences from somebody's words to new words for him
_NAMED_SO = frozenset(
    ["theatre", "theater", "court", "tribunal", "inquiry", "council", "university", "hospital", "school", "church"]
)
_BESIDE = 2.5  # less for a name in the phrase before a description that is the subject
ENOUGH = 2.0  # below it a description is somebody new


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase for somebody, taken apart."""

    first: int
    last: int
    definite: bool
    indefinite: bool
    plural: bool
    post: Post | None
    gender: str | None
    nation: str | None
    party: str | None
    age: str | None
    body_noun: str | None
    head: str


def describe(scene: Scene, first: int, last: int) -> Description:
    """Takes a noun phrase apart; first and last are word indexes."""
    rules = scene.tables.rules
    phrases, groups = rules["phrases"], rules["groups"]
    start = first
    while (
        start < last
        and scene.low(start) in phrases["determiners"]
        and not (scene.low(start) == "no" and scene.word(start + 1).isdigit())
    ):
        start += 1
    end = _core_end(scene, start, last)
    head = scene.low(end - 1) if end > start else ""
    opening = scene.low(first)
    post = read_post(scene, first, _phrase_stop(scene, start, last), "description")
    body_noun = _body_noun(scene, start, end)
    if body_noun and post is not None and (head == "authority" or not _ends_in_role(scene, start, end)):
        post = None  # "the general staff", "the ombudsman's office"
    plural = bool(post and post.noun and post.noun.plural) or (post is None and head in groups["nouns"])
    nation = party = None
    for item in scene.listed_in(start, last):
        if (term := item.of_kind(TermKind.DEMONYM)) and item.last == end:
            nation = term.country
        if term := item.of_kind(TermKind.MEMBER):
            party = term.owner if item.last == end or party is None else party
    gender = post.noun.gender if post and post.noun else None
    gender = gender or ("m" if head in groups["male"] else "f" if head in groups["female"] else None)
    if body_noun == "state" and post is None:
        party = None  # "the Ministry of Employment and Labor"
    return Description(
        first=first,
        last=last,
        definite=start > first and opening not in phrases["indefinite"] or (start == first and _bare_definite(scene, start, end)),
        indefinite=opening in phrases["indefinite"],
        plural=plural,
        post=post,
        gender=gender,
        nation=nation,
        party=party,
        age=next((scene.word(i).split("-")[0] for i in range(start, end) if scene.low(i).endswith("-year-old")), None),
        body_noun=body_noun,
        head=head,
    )


def _phrase_stop(scene: Scene, start: int, last: int) -> int:
    """Where a description ends as a post: before a comma, a relative clause or "known as"."""
    at = start
    while (
        at < last
        and scene.word(at) not in (",", ";", "(", "—", "–", ":")
        and scene.low(at)
        not in scene.tables.rules["phrases"]["relatives"] | {"known", "identified", "named", "speaking", "briefed", "familiar"}
    ):
        at += 1
    return at


def _core_end(scene: Scene, start: int, last: int) -> int:
    """Where the head noun ends: before a preposition, a relative clause or a mark."""
    phrases, at = scene.tables.rules["phrases"], start
    while at < last:
        word = scene.low(at)
        if at > start and (
            word in phrases["complement"]
            or word in phrases["relatives"]
            or not word[0].isalnum()
            and not scene.is_possessive(at)
            and word not in "-&"
        ):
            break
        at += 1
    while at - start > 1 and scene.low(at - 1).endswith("ly"):  # "the US-American confidently"
        at -= 1
    return at


def _ends_in_role(scene: Scene, start: int, end: int) -> bool:
    for at in range(max(start, end - 4), end):
        hit = scene.words.match(scene.tables.roles, at, end, lower=True)
        if hit and hit[0] == end:
            return True
    return False


def _bare_definite(scene: Scene, start: int, end: int) -> bool:
    return any(scene.is_possessive(i) for i in range(start, end))


def _body_noun(scene: Scene, start: int, end: int) -> str | None:
    """The sort of body that the head noun names: state, business, team, civil, party, paper."""
    for length in (3, 2, 1):
        if end - length < start:
            continue
        words = " ".join(scene.low(i) for i in range(end - length, end))
        for sort, nouns in scene.tables.rules["body_nouns"].items():
            if words in nouns:
                return str(sort)
    if end > start and scene.low(end - 1) in scene.tables.words_of("firm_nouns"):
        return "business"
    return "civil" if end > start and scene.low(end - 1) in union_nouns() else None


def match_description(talk: Discourse, sides: Sides, what: Description, place: int) -> Actor | None:
    """The actor introduced before (else first after) that a definite description fits best, None where none fits."""
    best: tuple[float, int, Actor] | None = None
    seen: set[int] = set()
    here = talk.scene.sentence_at(place)
    candidates = [(span, actor) for span, actor in reversed(talk.cast.before(place, 60))]
    if talk.last_speaker is not None:
        candidates.insert(0, (Span(talk.last_place, talk.last_place), talk.last_speaker))
    for span, actor in candidates:
        if actor.key in seen:
            continue
        seen.add(actor.key)
        score = fits(talk, sides, what, actor)
        if score is None:
            continue
        away = min(here - talk.scene.sentence_at(span.start), 30)
        score -= 0.1 * away + 0.8 * talk.scene.is_quoted(span.start)
        if away <= 1 and span.start - talk.scene.sentences[talk.scene.sentence_at(span.start)].start < 40:
            score += 1.0 if actor.posts else 1.3  # the subject of the sentence before
        if away == 0 and not talk.scene.is_quoted(span.start) and span.start < place and _is_named_beside(talk.scene, span):
            score -= _BESIDE
        if actor is talk.last_speaker and here - talk.scene.sentence_at(talk.last_place) <= 3:
            score += 1.6
            if (
                not actor.posts
                and what.post is not None
                and what.post.noun is not None
                and what.post.noun.unique
                and here - talk.scene.sentence_at(talk.last_place) <= 1
            ):
                score += 1.5  # "…, Lee said. …, the chancellor said": she is the chancellor of the lead
        if best is None or score > best[0]:
            best = (score, -away, actor)
    return best[2] if best and best[0] >= ENOUGH else None


def _is_named_beside(scene: Scene, span: Span) -> bool:
    """True for a name in the phrase that opens a sentence, before its subject: "Hosting Ann Poole on Monday, the president"."""
    sentence = scene.sentences[scene.sentence_at(span.start)]
    first = scene.words.at(sentence.start)
    begins = scene.low(first)
    return begins.endswith("ing") or begins in scene.tables.rules["phrases"]["prepositions"]


def still_speaking(talk: Discourse, sides: Sides, what: Description, place: int) -> Actor | None:
    """The last speaker, whom "the 51-year-old engineer" or "the conservative" in the middle of a speech calls something new."""
    scene, speaker = talk.scene, talk.last_speaker
    if speaker is None or not speaker.is_person or scene.low(what.first) != "the" or what.plural:
        return None
    near = scene.sentence_at(place) - scene.sentence_at(talk.last_place) <= _GOES_ON
    if not near or scene.paragraph_at(place) - scene.paragraph_at(talk.last_place) > 1 or scene.is_heading(place):
        return None
    if what.gender and speaker.gender and what.gender != speaker.gender or what.age and speaker.age and what.age != speaker.age:
        return None
    side = sides.of(speaker)
    if (what.nation and what.nation != side) or (what.party and any(p.party not in (None, what.party) for p in speaker.posts)):
        return None
    post = what.post
    if post is not None and (post.body or post.country or post.owner or post.region or post.coming or post.shadow):
        return None
    if post is None or post.noun is None:
        return speaker if what.age or what.nation or what.party else None
    if post.head in scene.tables.words_of("keep_back") or (post.noun.speaks_for == "government" and not post.former):
        return None  # somebody else, or a post that would be told
    named = any(
        p.head == post.head for a in talk.cast.actors[:300] if a.kind is ActorKind.PERSON and a is not speaker for p in a.posts
    )
    loose = scene.tables.modifiers["former"] | scene.tables.modifiers["rank"] | scene.tables.modifiers["leaning"]
    plain = all(w in loose for w in post.text.lower().split()[: -len(post.head.split())])
    return speaker if not named and (plain or what.age) else None


def fits(talk: Discourse, sides: Sides, what: Description, actor: Actor) -> float | None:
    """How well a description fits a person, None where something speaks against it."""
    if not actor.is_person or (what.gender and actor.gender and what.gender != actor.gender):
        return None
    score = 0.3 * (what.gender is not None and what.gender == actor.gender)
    side = sides.of(actor) if (what.nation or what.party or (what.post and what.post.country)) else None
    if what.age:
        if actor.age and actor.age != what.age:
            return None
        score += 5.0 if actor.age else 1.4
    if what.nation:
        nations = {actor.nationality, side, *(p.country for p in actor.posts)} - {None}
        if nations and what.nation not in nations and side in sides.weights:
            return None
        score += 3.5 if what.nation in nations else 0.6
    if what.party:
        parties = {p.party for p in actor.posts} - {None}
        if parties and what.party not in parties:
            return None
        score += (
            3.0
            if parties or side == what.party
            else 0.6 + 0.8 * any(p.noun and p.noun.family in ("parliament", "party", "head", "official") for p in actor.posts)
        )
    if owned_otherwise(talk.scene, what.post, actor):
        return None
    noun = noun_score(what, actor)
    if noun is None:
        return None
    return score + noun + _place_score(what, side)


def _place_score(what: Description, side: str | None) -> float:
    if what.post is None or not what.post.country or side is None:
        return 0.0
    return 1.0 if what.post.country == side else -3.0


def match_body(talk: Discourse, what: Description, place: int) -> Actor | None:
    """The body that "the company", "the ministry" or "the party" means: the last one of that sort."""
    wanted = {
        "state": (ActorKind.GOVERNMENT, ActorKind.ORGANISATION),
        "business": (ActorKind.ORGANISATION,),
        "team": (ActorKind.ORGANISATION,),
        "civil": (ActorKind.ORGANISATION, ActorKind.GOVERNMENT),
        "party": (ActorKind.ORGANISATION, ActorKind.GROUP),
    }.get(what.body_noun or "", ())
    here = talk.scene.sentence_at(place)
    scores: dict[int, float] = {}
    able: dict[int, Actor] = {}
    speaker = talk.last_speaker
    if (
        what.last - what.first == 2
        and what.head in ("authority", "agency", "office")
        and speaker is not None
        and speaker.kind in wanted
        and speaker.name.lower() != what.head
    ):
        if here - talk.scene.sentence_at(talk.last_place) <= 3:
            return speaker
    if what.head in union_nouns() and (what.head != "union" or not speaks_of_states(talk.scene)):
        head = next((i for i in range(what.first, what.last) if talk.scene.low(i) == what.head), what.last - 1)
        words = tuple(talk.scene.word(i) for i in range(what.first, head))
        if any(talk.scene.is_possessive(i) and talk.scene.word(i - 1).islower() for i in range(what.first, head)):
            if not any(is_trade(w) for w in words):
                return None  # "the students' union"
        return union_before(talk.scene, talk.cast, place, words)
    if what.body_noun == "business" and (firm := _introduced(talk, what, place)):
        return firm
    if what.head in ("team", "group") and (group := _group_before(talk, place)):
        return group
    for span, actor in reversed(talk.cast.before(place, 60)):
        if actor.kind not in wanted or is_outlet(talk.scene, actor):
            continue
        if talk.scene.is_quoted(span.start) and not (what.head == "union" and actor.name.endswith(" Union")):
            continue
        name = actor.name.lower()
        if what.head in _NAMED_SO and is_union(actor) and not f"{name} of ".find(f"{what.head} of ") >= 0:
            continue  # "the university" is not the University Teachers' Union
        if name != what.head and (what.head in name or (actor.term and what.head in actor.term.owner.lower())):
            return actor
        if what.head in _NAMED_SO:
            continue  # only a body whose name says so
        kind = actor.term.kind if actor.term else None
        if what.body_noun in ("business", "team") and is_no_business(actor):
            continue
        if what.body_noun == "state" or kind in (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.SEAT):
            continue
        if (what.body_noun == "party") != (kind in (TermKind.PARTY, TermKind.MEMBER)):
            continue
        if (away := here - talk.scene.sentence_at(span.start)) <= 30:
            owner = talk.scene.low(talk.scene.words.at(span.start) - 1) in ("of", "at")  # only whose people are meant
            scores[actor.key] = scores.get(actor.key, 0.0) + 0.9**away * (0.3 if owner else 1.0)
            able[actor.key] = actor
    best = max(scores, key=lambda k: (scores[k], -k), default=None)
    return able[best] if best is not None else None


def _introduced(talk: Discourse, what: Description, place: int) -> Actor | None:
    """The firm before whose name the text puts the noun that means it later: "lender Northmere", then "the lender"."""
    for span, actor in reversed(talk.cast.before(place, 200)):
        at = talk.scene.words.at(span.start)
        if actor.kind is ActorKind.ORGANISATION and talk.scene.low(at - 1) == what.head and not is_no_business(actor):
            return actor
    return None


def _group_before(talk: Discourse, place: int) -> Actor | None:
    """The group of people that the sentences before are about, whom "the team" means: "The engineers of Northgrid disagree"."""
    here = talk.scene.sentence_at(place)
    for span, actor in reversed(talk.cast.before(place, 20)):
        if here - talk.scene.sentence_at(span.start) > 2:
            return None
        if actor.kind is ActorKind.GROUP and not talk.scene.is_quoted(span.start) and actor.posts:
            return actor
    return None


def introduce(scene: Scene, bodies: Bodies, what: Description, name: str) -> Actor:
    """A new actor for a description that fits nobody known."""
    kind = ActorKind.GROUP if what.plural else ActorKind.UNNAMED
    actor = bodies.cast.new(kind, name, gender=what.gender, plural=what.plural, nationality=what.nation, age=what.age)
    if what.post is not None:
        actor.posts.append(what.post)
    return actor
