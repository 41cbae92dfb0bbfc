"""Match statements with issues by the words of label and proposition, their synonyms and the names of countries and bodies.

What an issue is about must be named: by the statement, or, where the statement refers to it ("it", "membership") or leaves it out, by
the sentences before, the statement it continues or shortens, and the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rowback.core.article import Article
from rowback.core.issue import Issue, Match
from rowback.core.span import Span
from rowback.core.statement import Statement
from rowback.wording.classes import is_common, is_kind, is_saying, refers
from rowback.wording.propositions import OF_STATE, Concept, Proposition, is_compound, is_topic, proposition_of
from rowback.wording.scenes import Region, Scene, region_of, scene_of
from rowback.wording.stems import stem
from rowback.wording.tokens import Token

NEED = 0.8  # weight of the words of an issue that must be named, nearness counted
SHARE = 0.5  # or this share of them where the issue has few
AFOOT = 0.8  # share of that weight that makes an article speak of an issue somewhere
TOUCH = 0.15  # share of the weight of all words of an issue that must be named near a statement, so that it may be about it all the same
OWN, FRAME, TITLE, AFTER = 1.0, 0.95, 0.7, 0.8
BEFORE = (0.9, 0.75, 0.6, 0.6, 0.6, 0.6)


def match(article: Article, statements: Sequence[Statement], issues: Sequence[Issue]) -> list[dict[str, Match]]:
    """For each statement the issues that it is about, by id; where neighbours both fit, a name or word that only one of them has decides."""
    return [
        {key: matched for key, matched in found.items() if matched is not None} for found in survey(article, statements, issues)
    ]


def survey(article: Article, statements: Sequence[Statement], issues: Sequence[Issue]) -> list[dict[str, Match | None]]:
    """For each statement the issues that it is about, by id; then, with None, the others that the article speaks of somewhere and this part of
    it touches.
    """
    by_id = {s.id: s for s in statements}
    known = {i.id: i for i in issues}
    index = _index(tuple(issues))
    scenes = [scene_of(article, statement, by_id) for statement in statements]
    shares = [index.shares(scene) for scene in scenes]
    afoot = [issues[n].id for n in sorted({number for named in shares for number, share in named.items() if share >= AFOOT})]
    result: list[dict[str, Match | None]] = []
    for statement, scene, named in zip(statements, scenes, shares, strict=True):
        name = _name_of(statement)
        matched = ((issues[n].id, _matched(scene, proposition_of(issues[n]), name)) for n in sorted(named) if named[n] >= 1)
        about = {key: found for key, found in matched if found is not None}
        if len(about) > 1:
            about = _apart(scene, about, known)
        result.append(
            {**about, **dict.fromkeys(key for key in afoot if key not in about and _touches(scene, proposition_of(known[key])))}
        )
    return result


def _touches(scene: Scene, proposition: Proposition) -> bool:
    """True where a statement, the rest of its sentences, or what stands right before, which is the title where a text opens, names something of
    an issue.
    """
    near = (scene.own, scene.frame, *(scene.before[:1] or (scene.title,)))
    return any(
        sum(c.weight for c in proposition.concepts if region.grams & c.stems) > TOUCH * proposition.weight for region in near
    )


def _apart(scene: Scene, found: dict[str, Match], issues: Mapping[str, Issue]) -> dict[str, Match]:
    """The matches without the neighbours of those whose own words the statement tells: a name ("Finland" where another issue is about
    Turkey), or a word ("universal" where the payment is to be universal, and another issue is about more who get it). Of those that stay
    `Match.own_words` is False where the statement tells no word that only this one of them has.
    """
    told = scene.own.grams | scene.frame.grams
    propositions = {key: proposition_of(issues[key]) for key in found}
    names = {key: _proper_names(proposition) for key, proposition in propositions.items()}
    named = {key: {stems for stems in group if told & stems} for key, group in names.items()}
    alone = {
        (one, other): _tells_alone(scene.own, propositions[one], propositions[other])
        for one in found
        for other in found
        if one != other
    }
    gone = {
        one
        for one, other in alone
        if (named[other] - names[one] and names[one] - names[other] and not named[one] - names[other])
        or (alone[other, one] and not alone[one, other])
    }
    kept = {key: matched for key, matched in found.items() if key not in gone}
    return {
        key: replace(matched, own_words=all(alone[key, other] for other in kept if other != key)) for key, matched in kept.items()
    }


def _tells_alone(own: Region, one: Proposition, other: Proposition) -> bool:
    """True where a statement's own words name something of the one issue that the other does not have."""
    theirs = {stems for c in other.concepts for stems in c.stems}
    return any(own.grams & c.stems for c in one.concepts if not c.stems & theirs)


def _proper_names(proposition: Proposition) -> frozenset[frozenset[tuple[str, ...]]]:
    """The names of a proposition, each with all its spellings."""
    return frozenset(frozenset(c.stems) for c in proposition.concepts if c.name)


class _Index:
    """The issues by the stem sequences that can name them, so that a statement is compared with few of many."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self._needs: list[float] = []
        self._by_gram: dict[tuple[str, ...], list[tuple[int, int, float]]] = {}
        for number, issue in enumerate(issues):
            proposition = proposition_of(issue)
            self._needs.append(_need(proposition))
            for place, concept in enumerate(proposition.concepts):
                for gram in concept.stems:
                    self._by_gram.setdefault(gram, []).append((number, place, concept.weight))
            for gram in proposition.terms:
                self._by_gram.setdefault(gram, []).append((number, -1, NEED))

    def shares(self, scene: Scene) -> dict[int, float]:
        """By the number of an issue how much of what must be named of it is named somewhere around the statement; only issues that are touched."""
        named: dict[int, dict[int, float]] = {}
        for region in (scene.own, scene.frame, *scene.before, scene.title, scene.after):
            for gram in region.grams & self._by_gram.keys():
                for number, place, weight in self._by_gram[gram]:
                    named.setdefault(number, {})[place] = weight
        return {number: sum(weights.values()) / self._needs[number] for number, weights in named.items()}


def _need(proposition: Proposition) -> float:
    return min(NEED, SHARE * proposition.weight)


@lru_cache(maxsize=4)
def _index(issues: tuple[Issue, ...]) -> _Index:
    return _Index(issues)


def _matched(scene: Scene, proposition: Proposition, speaker: frozenset[str]) -> Match | None:
    around = scene.own.grams | scene.frame.grams
    if any(phrase in around for phrase in proposition.exclude):
        return None
    places = [(OWN, scene.own), (FRAME, scene.frame), (TITLE, scene.title), *((AFTER, r) for r in _following(scene))]
    places += list(zip(BEFORE, scene.before, strict=False))
    competing = _competing(scene.own, proposition)
    term = next((near for near, region in sorted(places, key=lambda p: -p[0]) if region.grams & set(proposition.terms)), 0.0)
    covered = own = 0.0
    named: list[Span] = []
    for concept in proposition.concepts:
        near, spans = _nearest(concept, places, competing)
        covered += concept.weight * near
        own += concept.weight * (near == OWN)
        named += spans if near != OWN else []
    need = _need(proposition)
    told = bool(scene.own.grams & set(proposition.terms))
    oneself = _of_oneself(scene, proposition, speaker)
    if (covered < need and not term) or not (told or oneself or _is_about(scene, proposition, competing)):
        return None
    score = max(min(1.0, covered / (2 * need)), 0.9 * term)
    strong = [
        c
        for c in proposition.concepts
        if c.stem not in competing and (c.specific or not c.generic and not (c.name and c.weight <= OF_STATE))
    ]
    anchors = (*(s for c in strong for s in _spans(c, scene.own)), *_places(proposition.terms, scene.own), *oneself)
    return Match(round(min(1.0, score), 3), round(own / proposition.weight, 3), anchors, tuple(named), bool(competing))


def _is_about(scene: Scene, proposition: Proposition, competing: frozenset[str]) -> bool:
    """True where the statement names what the proposition is about first of all, or refers to it right after it was named."""
    heads = [c for c in proposition.concepts if c.specific] or [c for c in proposition.concepts if not c.moving and not c.generic]
    if _names(scene.own, [c for c in heads if c.stem not in competing]):
        return True
    rest = [c for c in proposition.concepts if not c.generic and not (c.name and c.weight <= OF_STATE) and c.stem not in competing]
    touched = any(scene.own.grams & c.stems for c in rest)
    other = _first_other(scene.own, proposition)
    if touched or refers(scene.own.tokens, other) or _is_short(scene.own):
        near = _antecedents(scene)
    else:
        near = _loose(scene, heads) if other is None else ()
    return not competing and any(_names(r, heads) for r in near)


def _loose(scene: Scene, heads: Sequence[Concept]) -> tuple[Region, ...]:
    """Where the issue may be named for a statement that neither names nor refers to anything: its sentence, and the title of a text that has
    not turned to something else since.
    """
    last = next((region for region in scene.before if _has_topic(region)), None)
    return (_frame(scene), scene.title) if last is None or _names(last, heads) else (_frame(scene),)


def _names(region: Region, heads: Sequence[Concept]) -> bool:
    """True where a stretch names the phrase by its chief word, or by two others of it."""
    found = [c for c in heads if region.grams & c.stems]
    return len(found) > 1 or any(c.chief or not c.specific for c in found)


def _first_other(own: Region, proposition: Proposition) -> int | None:
    """The first word that names a thing of politics that the issue is not about; from there on the statement has left the issue."""
    known = {stems for c in proposition.concepts for stems in c.stems}
    return next((n for n, t in enumerate(own.tokens) if (t.stem,) not in known and is_topic(t)), None)


TAIL_REACH = 8  # words after the content in which a verb of saying may stand
SHORT = 8  # words of a statement that leaves out what it is about ("We won't be blown off course")


def _is_short(own: Region) -> bool:
    return len(own.tokens) <= SHORT and not any(t.capital or t.word[0].isdigit() for t in own.tokens[1:])


_TELLS_TOPIC = frozenset(
    {"asked", "question", "about", "of", "on", "over", "whether", "regarding", "concerning", "referring", "when"}
)


def _antecedents(scene: Scene) -> tuple[Region, ...]:
    """Where what the statement refers to may be named: the question it answers; else its sentence, the nearest before that has a topic, the title."""
    frame = _frame(scene)
    if any(t.word in {"asked", "question", "whether"} for t in frame.tokens) and _has_topic(frame):
        return (frame,)
    nearest = next((n for n, region in enumerate(scene.before) if _has_topic(region)), 0)
    return (frame, *scene.before[: nearest + 1], scene.title, *_following(scene))


def _frame(scene: Scene) -> Region:
    """The words of the statement's sentences before its own, and what follows where it says what was spoken of."""
    first = scene.own.tokens[0].start if scene.own.tokens else 0
    lead = tuple(t for t in scene.frame.tokens if t.start < first)
    tail = tuple(t for t in scene.frame.tokens if t.start > first)
    return region_of(lead + (tail if _tells_topic(tail) else ()))


def _tells_topic(tail: Sequence[Token]) -> bool:
    """True where what follows the content says what was spoken of ("he said of the charge", "asked whether")."""
    spoken = next((n for n, t in enumerate(tail[:TAIL_REACH]) if t.word not in _TELLS_TOPIC and is_saying(t)), None)
    return (
        any(t.word in {"asked", "question"} for t in tail)
        or spoken is not None
        and any(t.word in _TELLS_TOPIC for t in tail[spoken:])
    )


def _has_topic(region: Region) -> bool:
    return any(is_topic(t) for t in region.tokens)


def _following(scene: Scene) -> tuple[Region, ...]:
    """What follows counts only for what opens a text: nothing else could have told what it is about."""
    return () if scene.before or scene.title.tokens else (scene.after,)


def _name_of(statement: Statement) -> frozenset[str]:
    return frozenset(stem(word) for word in (statement.speaker.name or "").lower().split())


_ONESELF = frozenset({"i", "my", "me", "myself", "he", "she", "his", "her"})


def _of_oneself(scene: Scene, proposition: Proposition, speaker: frozenset[str]) -> tuple[Span, ...]:
    """The words by which the one that the issue is about speaks of himself ("I'm staying", on his own resignation)."""
    names = [c for c in proposition.concepts if c.chief and c.name]
    if not names or not any(c.stem in speaker for c in names):
        return ()
    return tuple(t.span for t in scene.own.tokens if t.word in _ONESELF)


def _nearest(concept: Concept, places: Sequence[tuple[float, Region]], competing: frozenset[str]) -> tuple[float, list[Span]]:
    for near, region in sorted(places, key=lambda p: -p[0]):
        if near == OWN and concept.stem in competing:
            continue
        if region.grams & concept.stems:
            return near, _spans(concept, region)
    return 0.0, []


def _spans(concept: Concept, region: Region) -> list[Span]:
    return _places(concept.stems, region)


def _places(phrases: Iterable[tuple[str, ...]], region: Region) -> list[Span]:
    """Where phrases stand in a region."""
    listed = region.tokens
    result: list[Span] = []
    for stems in region.grams.intersection(phrases):
        length = len(stems)
        found = (at for at in range(len(listed) - length + 1) if tuple(t.stem for t in listed[at : at + length]) == stems)
        result += [Span(listed[at].start, listed[at + length - 1].end) for at in found]
    return result


def _competing(own: Region, proposition: Proposition) -> frozenset[str]:
    """The concepts that the statement names with another noun before them than the issue has ("council" before "tax")."""
    known = {stems[-1] for c in proposition.concepts for stems in c.stems} | {
        stems[0] for c in proposition.concepts for stems in c.stems
    }
    result = set()
    for first, before, token in zip((None, *own.tokens), own.tokens, own.tokens[1:], strict=False):
        wanted = proposition.modifiers.get(token.stem, frozenset())
        if not wanted or token.stem not in known or before.stem in wanted or before.stem in known or not _names_kind(before, token):
            continue
        if before.word.endswith("ing") and first is not None and first.stem in _BEFORE_VERB:
            continue  # "no longer transferring weapons"
        nouns = {w for w in wanted if any(w == c.stem for c in proposition.concepts)}
        if nouns and not any((w,) in own.grams for w in nouns):
            result.add(token.stem)
    chief = {c.stem for c in proposition.concepts if c.chief and not c.name}
    kinds = {before for head in chief for before in proposition.modifiers.get(head, ())}
    for token, after in zip(own.tokens, own.tokens[1:], strict=False):
        # "nuclear bombs" where the issue is nuclear power
        if token.stem in kinds & known and is_topic(after) and after.stem not in known:
            result.add(token.stem)
    return frozenset(result)


_BEFORE_VERB = frozenset(
    "not longer still now be been stop start begin keep without".split()
)  # what an -ing form after it is no adjective


def _names_kind(before: Token, token: Token) -> bool:
    """True for a word that makes another kind of thing of the next: "council" before "tax", a name before "plant"."""
    return (
        is_topic(before)
        or is_kind(before)
        or is_compound(before, token)
        or before.capital
        and before.start > 0
        and not is_common(before)
    )
