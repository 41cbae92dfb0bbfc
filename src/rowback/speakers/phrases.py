"""Noun phrases around posts: where they begin and end, and which role noun heads them."""

from __future__ import annotations

from functools import cache, lru_cache

from rowback.speakers.scene import Scene
from rowback.speakers.tables import RoleNoun, TermKind, tables

LONGEST = 16  # words of a phrase
_OPEN = frozenset("-–&/'’\"“”‘")


@cache
def phrase_words(key: str) -> frozenset[str]:
    return frozenset(tables().rules["phrases"][key])


@lru_cache(maxsize=1)
def loose_words() -> frozenset[str]:
    """Words in small letters that can stand inside a post before its head noun."""
    t = tables()
    words = {w for group in t.modifiers.values() for m in group for w in m.split()} | set(t.portfolio)
    words |= {w for nouns in t.rules["body_nouns"].values() for n in nouns for w in n.split()}
    return frozenset(words - phrase_words("prepositions") - phrase_words("determiners"))


@lru_cache(maxsize=1)
def common_nouns() -> frozenset[str]:
    """Single words for bodies, groups and posts, which name nobody: "body", "figures", "minister"."""
    t = tables()
    sorts = [n for nouns in t.rules["body_nouns"].values() for n in nouns]
    groups = [*t.rules["groups"]["nouns"], *t.words_of("governing"), "house", "figures", "coalition"]
    posts = [first for first, entries in t.roles.items() if any(len(words) == 1 for words, _ in entries)]
    sorts += [*t.rules["firm_nouns"], *t.rules["union_nouns"]]
    return frozenset(w for w in (*sorts, *groups, *posts) if " " not in w) - {"opposition"}


def phrase_end(scene: Scene, first: int, stop: int) -> int:
    """Where the noun phrase that begins at a word ends: before a mark, a relative pronoun or a verb."""
    at = first
    while at < min(stop, first + LONGEST, len(scene.words.items)):
        word = scene.word(at)
        if not word[0].isalnum() and word not in _OPEN and not scene.is_possessive(at):
            break
        if at > first and word.lower() in phrase_words("verbs") and not word[0].isupper():
            break
        at += 1
    return at


def role_in(scene: Scene, first: int, last: int) -> tuple[int, int, RoleNoun] | None:
    """The head role noun of a phrase: the last one before its complement begins."""
    found, at = None, first
    while at < last:
        hit = scene.words.match(scene.tables.roles, at, last, lower=True)
        if hit is None and (member := _member(scene, at, last)):
            hit = member
        if hit and hit[1].noun in tables().words_of("portfolio_holders") and not _names_field(scene, hit[0]):
            hit = None
        if hit and not (hit[0] - at == 1 and scene.word(at).isupper() and len(scene.word(at)) > 1 and not hit[1].noun.isupper()):
            found, at = (at, hit[0], hit[1]), hit[0]
            continue
        if scene.word(at) == "(" and scene.word(at + 2) == ")" and at + 3 < last:
            at += 3  # "the Right Party (RP) spokesman"
            continue
        if found and (
            scene.low(at) in phrase_words("prepositions")
            or scene.low(at) in ("until", "since")
            or not scene.word(at)[0].isalnum()
            and not scene.is_possessive(at)
        ):
            break
        at += 1
    return found


def _names_field(scene: Scene, at: int) -> bool:
    """True for "of Mines and Energy", "of the Environment portfolio": what a minister is for, with a capital."""
    if scene.low(at) != "of":
        return False
    at += 1 + (scene.low(at + 1) == "the")
    return scene.low(at) in tables().portfolio and scene.word(at)[:1].isupper()


def _member(scene: Scene, at: int, last: int) -> tuple[int, RoleNoun] | None:
    """A noun for a person of a party as a post: "the ranking Democrat on the committee"."""
    listed = scene.listed_at(at)
    term = listed.of_kind(TermKind.MEMBER) if listed and listed.last <= last else None
    if listed is None or term is None or listed.of_kind(TermKind.ADJECTIVE) or scene.word(listed.last)[:1].isupper():
        return None
    text = scene.text_of(at, listed.last)
    following = scene.words.match(scene.tables.roles, listed.last, listed.last + 4, lower=True)
    if following or text == term.owner or text.endswith("s") and not term.owner.endswith("s"):
        return None
    return listed.last, RoleNoun(text, "parliament", "party")


def start_of_title(scene: Scene, end: int, floor: int) -> int:
    """Where the words that stand before a name and may be its title begin, walking back from it."""
    at, loose = end, loose_words()
    while at > max(floor, end - LONGEST):
        word, low = scene.word(at - 1), scene.low(at - 1)
        if low in phrase_words("determiners") or (
            low in tables().rules["no_names"] and low not in loose and low not in ("and", "of", "for")
        ):
            break
        if scene.is_possessive(at - 1) or (word == "-" and scene.glued(at - 1)) or word == "&":
            at -= 1
        elif word[:1].isupper() and low not in tables().rules["dates"]:
            at -= 1
        elif low in loose or (length := _role_length(scene, at)) or ("-" in word and len(word) > 1):
            at -= 1 if low in loose or "-" in word else length
        elif word.isdigit() and scene.low(at - 2) in ("local", "lodge", "branch"):
            at -= 1  # "Local 281 President"
        elif low == "of" and word_of_body(scene, at - 2) and scene.word(at)[:1].isupper():
            at -= 1  # "Maritime Union of Australia secretary"
        elif low in ("and", "of", "for") and _role_before(scene, at - 1, floor):
            if low != "and" and role_in(scene, at, end):
                break  # "deputy envoy of President X": the first post is another's
            at -= 1
        elif word == ")" and scene.word(at - 3) == "(" and scene.word(at - 2)[:1].isupper() and scene.word(at - 4)[:1].isupper():
            at -= 3  # "the Right Party (RP) spokesman"
        elif word == "." and scene.glued(at - 1) and scene.word(at - 2)[:1].isupper() and len(scene.word(at - 2)) <= 4:
            at -= 1
        else:
            break
    return at


def word_of_body(scene: Scene, at: int) -> bool:
    """True for a capitalised word that makes a name a body's: "Union", "Guild"."""
    return scene.word(at)[:1].isupper() and scene.low(at) in tables().words_of("surely_bodies") | {"bank", "college", "university"}


def _role_length(scene: Scene, at: int) -> int:
    """How many words the longest role noun has that ends before a word, 0 without one: "managing director"."""
    return next(
        (
            n
            for n in (4, 3, 2, 1)
            if at >= n and (hit := scene.words.match(scene.tables.roles, at - n, at, lower=True)) and hit[0] == at
        ),
        0,
    )


def _role_ends(scene: Scene, at: int) -> bool:
    for length in (1, 2, 3, 4):
        if at >= length and (hit := scene.words.match(scene.tables.roles, at - length, at, lower=True)) and hit[0] == at:
            return True
    return False


def _role_before(scene: Scene, at: int, floor: int) -> bool:
    """True if a role noun ends within the three words before a preposition, so that "secretary of state" is walked through."""
    return any(_role_ends(scene, at - back) for back in range(3) if at - back > floor)


def possessing(scene: Scene, first: int, last: int) -> str | None:
    """The capitalised words before a possessive s: "Ruritania's Foreign Ministry"."""
    for at in range(first + 1, last):
        if scene.is_possessive(at) and scene.word(at - 1)[:1].isupper():
            begin = at - 1
            while begin > first and scene.word(begin - 1)[:1].isupper():
                begin -= 1
            return scene.text_of(begin, at)
    return None
