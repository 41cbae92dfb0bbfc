"""What an issue is made of: the things its proposition is about, and which way its verb moves them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.wording.classes import common_words, everyday_words, is_common
from rowback.wording.directions import Direction, Move, moves
from rowback.wording.names import bodies, variants
from rowback.wording.stems import stem
from rowback.wording.tokens import Token, tokens

NAME, NOUN, OF_STATE, VERB, NUMBER, GENERIC = 0.7, 0.6, 0.4, 0.4, 0.3, 0.15  # weight of a word by what it is
ONCE = 0.7  # share of it for a word that only label or proposition has
_UNDOING = frozenset(
    """again restored reversed reinstated reintroduced lifted resumed reopened revoked repealed undone overturned
    restores reverses reinstates reintroduces lifts resumes reopens revokes repeals undoes overturns rejoins""".split()
)
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that the issue is about, with all word sequences (stems; words of names) that stand for it.

    ``moving`` is True for the verb or noun that says what becomes of the rest; ``name`` for names of countries, bodies, people;
    ``specific`` for the phrase that the proposition is about first of all, ``chief`` for its last word and for names in it: the
    statement must be about that.
    """

    stem: str
    weight: float
    stems: frozenset[tuple[str, ...]]
    moving: bool = False
    name: bool = False
    generic: bool = False
    specific: bool = False
    chief: bool = False


@dataclass(frozen=True, slots=True)
class Proposition:
    """An issue taken apart. ``terms`` and ``exclude`` are stem sequences; ``modifiers`` maps a head word to the stems before it.

    ``undoes`` is True where the proposition takes back an earlier decision ("again", "restored"): who defends the decision is against it.
    """

    concepts: tuple[Concept, ...]
    direction: Direction
    verbs: frozenset[tuple[str, ...]]
    terms: tuple[tuple[str, ...], ...]
    exclude: tuple[tuple[str, ...], ...]
    modifiers: dict[str, frozenset[str]]
    numbers: frozenset[str]
    undoes: bool

    @property
    def heads(self) -> frozenset[tuple[str, ...]]:
        """What stands for the things that the proposition is about first of all."""
        return frozenset(stems for c in self.concepts if c.specific and not c.name for stems in c.stems)

    @property
    def weight(self) -> float:
        """The weight of all concepts together."""
        return sum(c.weight for c in self.concepts)


@lru_cache(maxsize=8192)
def proposition_of(issue: Issue) -> Proposition:
    """Take an issue apart; pure and kept, since every statement is judged on the same issues."""
    label, told = _tokens(issue.label), _tokens(_ASIDE.sub(" ", issue.proposition))
    verb = _verb(told)
    verbs = set() if verb is None else _alternatives(tuple(t.stem for t in told[verb.start : verb.end]))
    moving = {t.stem for m in moves(label) if _says_what_becomes(label, m, verbs) for t in label[m.start : m.end]}
    if verb is not None:
        moving |= {t.stem for t in told[verb.start : verb.end]}
    named = [c for c in label if c.stem in moving]
    verbs |= {a for token in named for a in _alternatives((token.stem,))}
    concepts = _concepts(label, told, moving, _heads(label, told, verb))
    return Proposition(
        concepts,
        Direction.MORE if verb is None else verb.direction.of_proposition,
        frozenset(verbs),
        (*(_stems(term) for term in issue.terms), *_phrases(label, told)),
        tuple(_stems(term) for term in issue.exclude),
        _modifiers(label, told),
        frozenset(t.word for t in (*label, *told) if t.word[:1].isdigit()),
        any(t.word in _UNDOING for t in told),
    )


def _tokens(text: str) -> tuple[Token, ...]:
    return tokens(text, Span(0, len(text)))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(t.stem for t in _tokens(text))


_NOMINAL = ("ion", "ment", "al", "ure", "ance", "ban", "exit", "ing", "ry", "cy")
_OBJECT_OPENS = frozenset({"of", "on", "for", "to", "from", "against", "by", "in"})


def _says_what_becomes(label: Sequence[Token], move: Move, verbs: set[tuple[str, ...]]) -> bool:
    """True for the move of a label that repeats the verb ("Closure of the plant"), False for a thing such as "tax"."""
    if tuple(t.stem for t in label[move.start : move.end]) in verbs:
        return True
    followed = label[move.end].word if move.end < len(label) else ""
    return label[move.start].word.endswith(_NOMINAL) and followed in _OBJECT_OPENS


_FINITE = frozenset({"be", "will", "may", "can", "must", "should"})


def _verb(told: Sequence[Token]) -> Move | None:
    """The move that the proposition's verb makes: the first after a form of "be" or a modal, else the first after the subject."""
    found = [m for m in moves(told) if m.start > 0 and told[m.start - 1].word not in {"a", "an", "the", "new", "of"}]
    found = [m for m in found if not told[m.start].capital]  # part of a name
    helped = next((at for at, t in enumerate(told) if t.stem in _FINITE), None)
    if helped is not None:
        after = [m for m in found if helped < m.start <= helped + 4]
        return after[0] if after else None
    finite = [m for m in found if told[m.start].word.endswith("s") or told[m.start].word.endswith("ed")]
    return next(iter(finite or found), None)


_PREPOSITIONS = frozenset(
    {"of", "to", "for", "in", "on", "from", "with", "by", "against", "at", "under", "before", "after", "between"}
)


def _heads(label: Sequence[Token], told: Sequence[Token], verb: Move | None) -> list[str]:
    """The words of the phrase that the proposition is about first of all: what its predicate adds, else its subject.

    "Ukraine becomes a NATO member" is about NATO and members, "A tax on large fortunes is introduced" about a tax.
    """
    first = next((at for at, t in enumerate(told) if t.stem in _FINITE), None)
    start = verb.end if verb is not None else first + 1 if first is not None else _after_named_subject(told)
    labelled = {t.stem for t in label}
    for part in (told[start:], told[: verb.start if verb is not None else first]):
        phrase = _first_phrase(part)
        opened = next((t for t in part if t.stem in phrase or t.word in _PREPOSITIONS), None)
        if opened is not None and opened.word in _PREPOSITIONS and all(t.capital for t in part if t.stem in phrase):
            continue  # a mere place: "are stationed in Norland"
        heads = [s for s in phrase if s in labelled or _alternatives((s,)) & {(w,) for w in labelled}]
        if any(not h[0].isdigit() for h in heads):
            return heads
    return []


def _after_named_subject(told: Sequence[Token]) -> int:
    """Where the predicate begins behind names and a verb that moves nothing ("Norland pursues its complaint"); 0 where there is none such.

    >>> _after_named_subject(_tokens("Norland pursues its complaint")), _after_named_subject(_tokens("Strikes in Norland"))
    (2, 0)
    """
    at = next((n for n, t in enumerate(told) if not t.capital), 0)
    is_verb = at > 0 and told[at].word.endswith("s") and len(told[at].word) > 3 and told[at].word not in _PREPOSITIONS
    return at + 1 if is_verb else 0


def _first_phrase(part: Sequence[Token]) -> list[str]:
    function, generic = common_words()
    result: list[str] = []
    for token in part:
        if result and token.word in _PREPOSITIONS:
            break
        if token.word[0].isalnum() and token.stem not in function and (token.stem not in generic or token.capital):
            result.append(token.stem)
    return result


def _concepts(label: Sequence[Token], told: Sequence[Token], moving: set[str], heads: Sequence[str]) -> tuple[Concept, ...]:
    function, generic = common_words()
    names = _names(label) | _names(told)
    in_label, in_told = {t.stem for t in label}, {t.stem for t in told}
    result: dict[str, Concept] = {}
    for token in (*label, *told):
        if token.stem in result or token.stem in function and token.word not in names or not token.word[0].isalnum():
            continue
        is_moving, is_generic = token.stem in moving, token.stem in generic and not _is_name(token)
        others = names.get(token.word, frozenset()) if token.capital else frozenset()
        name = bool(others) or _is_name(token)
        weight = (
            VERB if is_moving else OF_STATE if others else NAME if name else GENERIC if is_generic
            else NUMBER if token.word[0].isdigit() else NOUN
        )  # fmt: skip
        weight *= 1.0 if token.stem in in_label and token.stem in in_told else ONCE
        alternatives = frozenset({(token.stem,)} | others) if others else frozenset(_alternatives((token.stem,)))
        specific = token.stem in heads and not is_moving
        chief = specific and (token.stem == heads[-1] or name)
        weight = max(weight, NAME) if chief else weight
        result[token.stem] = Concept(token.stem, weight, alternatives, is_moving, name, is_generic, specific, chief)
    return _joined(list(result.values()))


def _joined(concepts: list[Concept]) -> tuple[Concept, ...]:
    """Concepts that stand for the same ("membership" and "member") are one, with the greater weight."""
    result: list[Concept] = []
    for concept in concepts:
        same = next((n for n, c in enumerate(result) if (concept.stem,) in c.stems or (c.stem,) in concept.stems), None)
        if same is None:
            result.append(concept)
        else:
            kept = result[same]
            result[same] = Concept(
                kept.stem,
                max(kept.weight, concept.weight),
                kept.stems | concept.stems,
                kept.moving and concept.moving,
                kept.name or concept.name,
                kept.generic and concept.generic,
                kept.specific or concept.specific,
                kept.chief or concept.chief,
            )
    return tuple(result)


def _is_name(token: Token) -> bool:
    return token.capital and token.start > 0


def _names(listed: Sequence[Token]) -> dict[str, frozenset[tuple[str, ...]]]:
    """Other names, as stems, for the words that name a country or body; longest names first."""
    result: dict[str, frozenset[tuple[str, ...]]] = {}
    at = 0
    while at < len(listed):
        for length in (5, 4, 3, 2, 1):
            words = tuple(t.word for t in listed[at : at + length])
            if len(words) == length and any(t.capital for t in listed[at : at + length]) and words in variants():
                others = frozenset(tuple(stem(w) for w in name) for name in variants()[words])
                result.update(dict.fromkeys(words, others))
                at += length - 1
                break
        at += 1
    return result


def _modifiers(label: Sequence[Token], told: Sequence[Token]) -> dict[str, frozenset[str]]:
    """For each word the stems that stand right before it in the issue: "income" for "tax"."""
    result: dict[str, set[str]] = {}
    for listed in (label, told):
        for before, token in zip(listed, listed[1:], strict=False):
            result.setdefault(token.stem, set()).add(before.stem)
    return {word: frozenset(stems) for word, stems in result.items()}


def is_topic(token: Token) -> bool:
    """True for a word that news topics are named by: a body, or a word of the table of synonyms that is not too general."""
    if token.capital and token.start > 0:
        return (token.word,) in bodies()
    return (token.stem,) in _groups() and token.stem not in everyday_words() and not is_common(token)


def is_compound(before: Token, token: Token) -> bool:
    """True for two words that the table of synonyms has as one thing ("council tax")."""
    return (before.stem, token.stem) in _groups() or any(g[-2:] == (before.stem, token.stem) for g in _long_groups())


def _phrases(label: Sequence[Token], told: Sequence[Token]) -> tuple[tuple[str, ...], ...]:
    """What stands for phrases of an issue ("voting at 16" has none, "facial recognition" has "recognise faces")."""
    result: set[tuple[str, ...]] = set()
    for listed in (label, told):
        stems = [t.stem for t in listed]
        for length in (2, 3):
            for at in range(len(stems) - length + 1):
                result |= _groups().get(tuple(stems[at : at + length]), frozenset())
    return tuple(sorted(p for p in result if len(p) > 1))


@lru_cache(maxsize=1)
def _long_groups() -> frozenset[tuple[str, ...]]:
    return frozenset(g for g in _groups() if len(g) > 2)


@lru_cache(maxsize=1)
def _groups() -> dict[tuple[str, ...], frozenset[tuple[str, ...]]]:
    table = tomllib.loads((files("rowback") / "data" / "synonyms.toml").read_text(encoding="utf-8"))
    result: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for line in table["groups"].strip().splitlines():
        group = {_stems(phrase) for phrase in line.split(",")}
        for phrase in group:
            result.setdefault(phrase, set()).update(group)
    return {phrase: frozenset(group) for phrase, group in result.items()}


def _alternatives(phrase: tuple[str, ...]) -> set[tuple[str, ...]]:
    if len(phrase) == 1 and phrase[0].isdigit() and int(phrase[0]) < len(_TENS) * 10:
        return {phrase, tuple(map(stem, _in_words(int(phrase[0])).split()))}
    derived = {(word,) for word in _derived(phrase[0])} if len(phrase) == 1 else set()
    return {phrase, *derived, *_groups().get(phrase, ())}


def _derived(word: str) -> set[str]:
    """Verbs of a noun and nouns of a verb, as far as endings tell: "compensation" and "compensate"; what is no word does no harm.

    >>> "compensat" in _derived("compensation"), "ratification" in _derived("ratify"), "approv" in _derived("approval")
    (True, True, True)
    """
    for ending in ("ication", "ation", "ment", "ion", "al"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 3:
            return {"ication": {base + "y"}, "ation": {base, base + "at"}}.get(ending, {base})
    if len(word) < 4 or word.endswith(("s", "r", "l")):
        return set()
    if word.endswith("y"):
        return {word[:-1] + "ication"}
    return {word + ending for ending in ("ation", "ment", "al", "ion")}


_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen""".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def _in_words(number: int) -> str:
    """A number below a hundred in words.

    >>> _in_words(67)
    'sixty seven'
    """
    if number < len(_ONES):
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
