"""Bodies and countries that stand near a post which names none itself."""

from __future__ import annotations

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.speakers.actors import Actor, Cast
from rowback.speakers.posts import Post
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind
from rowback.speakers.unions import is_union

_DEPARTMENTS = frozenset(["department's", "department’s", "ministry's", "ministry’s"])
_LEADS = 3.0  # for the country with which the headline or the first paragraph opens as its subject
_THERE = 7.0  # for the country in whose capital a sentence about a president or premier opens
_SPOKE = 12.0  # for the country whose government has just spoken


def last_body(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """The body or government named last, in the two sentences before a post or in its own."""
    place = scene.words.items[post.first].start
    here = scene.sentence_at(place)
    for span, actor in reversed(cast.before(place, 20)):
        if here - scene.sentence_at(span.start) > 2:
            break
        term = actor.term.kind if actor.term else None
        if actor.kind in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT) and not scene.is_quoted(span.start):
            if (
                term in (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.PARTY, TermKind.PARLIAMENT, TermKind.MEMBER)
                or is_outlet(scene, actor)
                or is_told(scene, span)
                or _is_spoken_of(scene, span)
            ):
                continue
            return actor
    return None


def _is_spoken_of(scene: Scene, span: Span) -> bool:
    """True for what somebody speaks of: "said of the Comet that it was late"."""
    at = scene.words.at(span.start) - 1
    at -= scene.low(at) in ("the", "its", "their", "his", "her")
    return scene.low(at) in ("of", "about") and scene.low(at - 1) in (
        "said",
        "says",
        "spoke",
        "speaking",
        "asked",
        "think",
        "thought",
    )


def near_countries(scene: Scene, post: Post) -> dict[str, float]:
    """Countries named before a post in its paragraph, the nearest most; those it is about ("to Ukraine") left out."""
    place = scene.words.items[post.first].start
    number = scene.paragraph_at(place)
    paragraph = scene.paragraphs[number]
    begin = scene.words.at(paragraph.start)
    if scene.dateline is not None and scene.paragraph_at(scene.dateline.span.start) == number:
        begin = max(begin, scene.words.at(scene.dateline.span.end))
    found: dict[str, float] = {}
    worth = 3.0
    for item in reversed(scene.listed_in(max(begin, post.first - 150), post.first)):
        term = item.of_kind(TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.SEAT, TermKind.COUNTRY)
        if term and term.country and term.country not in found and not scene.is_quoted(scene.words.items[item.first].start):
            there = _opens_in(scene, item.first, item.last, post) and term.kind is TermKind.CAPITAL
            found[term.country] = _THERE if there else worth
            worth *= 0.4
    if country := _subject_government(scene, begin, post.first):
        found[country] = _SPOKE
    return found


def _opens_in(scene: Scene, first: int, last: int, post: Post) -> bool:
    """True for the place of a sentence that opens "In Kyiv, President …", before the post of a head of government."""
    sentence = scene.sentences[scene.sentence_at(scene.words.items[first].start)]
    opens = scene.words.at(sentence.start) == first - 1 and scene.low(first - 1) == "in"
    heads = post.noun is not None and post.noun.family == "head" and post.kind == "title"
    return opens and heads and scene.word(last) == "," and post.first == last + 1


def leading_countries(scene: Scene) -> dict[str, float]:
    """Countries whose governments are the subject of the headline or of the first paragraph: "Norway agrees to send boats"."""
    found: dict[str, float] = {}
    for number in (0, 1):
        if number < len(scene.paragraphs):
            first, last = (scene.words.at(place) for place in scene.paragraphs[number])
            if scene.dateline is not None and scene.paragraph_at(scene.dateline.span.start) == number:
                first = scene.words.at(scene.dateline.span.end)
            listed = scene.listed_at(first)
            term = listed.of_kind(TermKind.CAPITAL, TermKind.SEAT, TermKind.COUNTRY) if listed and listed.last < last else None
            if listed and term and term.country and _is_verb(scene, listed.last):
                found[term.country] = found.get(term.country, 0.0) + _LEADS
    return found


def _is_verb(scene: Scene, at: int) -> bool:
    word = scene.low(at)
    return word.endswith(("ed", "s")) and word.isalpha() or word in scene.tables.rules["phrases"]["verbs"]


def _subject_government(scene: Scene, first: int, until: int) -> str | None:
    """The country whose government opens a paragraph as its subject: "Kyiv welcomed the plan"."""
    listed = scene.listed_at(first) or scene.listed_at(first + 1) if scene.low(first) == "the" else scene.listed_at(first)
    term = listed.of_kind(TermKind.CAPITAL, TermKind.SEAT, TermKind.COUNTRY) if listed and listed.last < until else None
    if listed is None or term is None or scene.is_quoted(scene.words.items[first].start):
        return None
    verb = scene.low(listed.last)
    return term.country if verb.endswith(("ed", "s")) or verb in scene.tables.rules["phrases"]["verbs"] else None


def near_body(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """The body that a post without one belongs to: named often and lately."""
    place = scene.words.items[post.first].start
    here = scene.paragraph_at(place)
    business = post.noun is not None and (post.noun.family == "business" or "company" in post.text.lower())
    scores: dict[int, float] = {}
    able: dict[int, Actor] = {}
    for span, actor in cast.before(place, 60):
        if actor.kind is not ActorKind.ORGANISATION or not actor.side or scene.is_quoted(span.start):
            continue
        if is_outlet(scene, actor) or is_told(scene, span):
            continue
        if (
            actor.term
            and actor.term.kind in (TermKind.PARTY, TermKind.PARLIAMENT)
            and (business or post.noun and post.noun.family == "sport")
        ):
            continue
        away = here - scene.paragraph_at(span.start)
        opens = away == 0 and span.start - scene.paragraphs[here].start < 12
        if business and not opens and is_no_business(actor):
            continue
        scores[actor.key] = scores.get(actor.key, 0.0) + 0.75**away + 1.5 * opens
        able[actor.key] = actor
    best = max(scores, key=lambda k: (scores[k], -k), default=None)
    return able[best] if best is not None else None


def near_department(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """The ministry named last, within two paragraphs, before a post of "the department's" or "the ministry's"."""
    if _DEPARTMENTS.isdisjoint(post.text.lower().split()):
        return None
    place = scene.words.items[post.first].start
    here = scene.paragraph_at(place)
    for span, actor in reversed(cast.before(place, 40)):
        if here - scene.paragraph_at(span.start) > 2:
            return None
        if actor.kind is ActorKind.GOVERNMENT and actor.term is not None and actor.term.kind is TermKind.MINISTRY:
            return actor
    return None


def near_firm(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """The firm named most and last before a post, else after it: no union, parliament, party, outlet."""
    place = scene.words.items[post.first].start
    here = scene.sentence_at(place)
    scores: dict[int, float] = {}
    able: dict[int, Actor] = {}
    for span, actor in cast.places[:1000]:
        if actor.kind is not ActorKind.ORGANISATION or not actor.side or is_outlet(scene, actor) or is_no_business(actor):
            continue
        if actor.term is not None and (actor.term.kind is not TermKind.BODY or actor.term.governmental):
            continue
        away = min(40, abs(here - scene.sentence_at(span.start)))
        scores[actor.key] = scores.get(actor.key, 0.0) + 0.85**away * (1.0 if span.start < place else 0.3)
        able[actor.key] = actor
    best = max(scores, key=lambda k: (scores[k], -k), default=None)
    return able[best] if best is not None else None


_NO_BUSINESS = frozenset(
    """union association workers federation council university commission committee senate parliament congress court tribunal ministry
    department institute""".split()
)


def is_no_business(actor: Actor) -> bool:
    """True for a body that is never called a company: a parliament, a union, a court."""
    if actor.term is not None and actor.term.kind is TermKind.PARLIAMENT:
        return True
    if is_union(actor):
        return True
    return not _NO_BUSINESS.isdisjoint(actor.name.lower().split())


def fuller_name(cast: Cast, name: str) -> str:
    """The fuller name of a body, where the article has an actor whose name begins or ends so."""
    for actor in cast.actors[:400]:
        if actor.kind is not ActorKind.ORGANISATION or not actor.side or actor.term is not None:
            continue
        if actor.name != name and f" {actor.name} ".find(f" {name} ") >= 0:
            return actor.side
    return name


def near_institution(scene: Scene, cast: Cast, post: Post) -> Actor | None:
    """The body named last before a post "of the institute", "at the agency": no company, parliament, party or outlet."""
    place = scene.words.items[post.first].start
    here = scene.paragraph_at(place)
    for span, actor in reversed(cast.before(place, 30)):
        if here - scene.paragraph_at(span.start) > 1:
            return None
        if actor.kind not in (ActorKind.ORGANISATION, ActorKind.GOVERNMENT) or scene.is_quoted(span.start):
            continue
        kind = actor.term.kind if actor.term else None
        if kind not in (None, TermKind.BODY, TermKind.MINISTRY) or is_outlet(scene, actor) or is_told(scene, span):
            continue
        return actor
    return None


def is_outlet(scene: Scene, actor: Actor) -> bool:
    """True for an actor that is an outlet of the table, or whose name begins or ends as those of outlets do."""
    if scene.dateline is not None and actor.name == scene.dateline.agency:
        return True
    words = actor.name.split()
    entries = scene.tables.outlets.get(words[0], ())
    if any(" ".join(listed) == actor.name for listed, _ in entries):
        return True
    named = scene.tables.words_of("outlet_name_words")
    return len(words) > 1 and actor.term is None and (words[-1].lower() in named or words[0].lower() in named)


def is_told(scene: Scene, span: Span) -> bool:
    """True for a mention of a body that somebody speaks to: "told the Courier", "in an interview with London's Courier"."""
    at = scene.words.at(span.start) - 1
    if scene.is_possessive(at):
        at -= 2
    nouns = scene.tables.rules["setting"]["outlet_nouns"]
    while (
        scene.low(at) in ("the", "a", "an", "'s")
        or scene.low(at) in nouns
        or scene.low(at + 1) in nouns
        and scene.word(at)[0].isupper()
    ):
        at -= 1
    if scene.low(at) == "told":
        return True
    talks = ("interview", "interviews", "conversation", "talk")
    return scene.low(at) in ("with", "to", "by", "for") and any(scene.low(i) in talks for i in range(at - 3, at))
