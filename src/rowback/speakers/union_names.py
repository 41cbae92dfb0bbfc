"""Names of trade unions and of their branches, and the words for the people in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind, tables

_BRANCH = frozenset(["local", "lodge", "branch", "district", "chapter", "section", "region"])
_NAMES = frozenset("union workers guild brotherhood teamsters unions".split())
_PLACES = (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.REGION)


def union_nouns() -> frozenset[str]:
    """Common nouns for a trade union: "union", "guild"."""
    return tables().words_of("union_nouns")


def is_trade(word: str) -> bool:
    """True for people of a trade, a possessor among them: "pilots", "autoworkers'"."""
    low = word.lower().removesuffix("'s").removesuffix("’s").rstrip("'’")
    return low in tables().words_of("trades") or low.endswith("workers")


def is_union_name(name: str) -> bool:
    """True for a name that only a union has: "Transport Workers Union", "Air Pilots Association", "Local 9"."""
    words = name.replace("'", " ").replace("’", " ").split()
    low = [w.lower() for w in words]
    if {"european", "customs", "monetary", "credit", "african", "soviet", "economic", "students"} & {*low} or "/" in name:
        return False
    if _NAMES & {*low}:
        return True
    if any(is_trade(w) for w in words) and (
        low[-1] in tables().words_of("surely_bodies") or is_trade(words[-1]) and len(words) > 1 or low[0] == "local"
    ):
        return True
    return low[0] in ("local", "lodge") and len(words) > 1 and words[1].isdigit() or _is_branch(words)


def _is_branch(words: list[str]) -> bool:
    return any(w.lower() in _BRANCH and n.isdigit() for w, n in zip(words[1:], words[2:], strict=False))


def branches(scene: Scene) -> Iterator[tuple[int, int]]:
    """Whole names of branches: "UAW Local 9", "Unite branch 12", "Local 23 of the Meatpackers Federation"."""
    for at, word in enumerate(scene.words.items):
        number = at + 1 + (scene.low(at + 1) in ("no", "number")) + (scene.word(at + 2) == "." and scene.low(at + 1) == "no")
        if word.text.lower() not in _BRANCH or not scene.word(number).isdigit():
            continue
        first, last = at, number + 1
        while first > 0 and scene.word(first - 1)[:1].isupper() and first not in scene.openers:
            role = scene.words.match(scene.tables.roles, first - 1, first, lower=True)
            if scene.low(first - 1) in ("the", "a") or role and not role[1].plural:
                break
            first -= 1
        named = first < at
        if scene.low(last) == "of" and (end := _name_end(scene, last + 1)):
            last, named = end, True
        alone = first == at and not named
        if alone and word.text[:1].isupper() and re.search(rf"[A-Z]\w+ {scene.text_of(first, last)}\b", scene.text):
            yield first, last  # "District 9", named in full elsewhere
            continue
        if word.text.islower() and not named or word.text.lower() in ("district", "region", "section") and not first < at:
            continue
        if named or word.text.lower() in ("local", "lodge"):
            yield first, last


def _name_end(scene: Scene, at: int) -> int | None:
    """Where the capitals behind "of the" end, None without any."""
    at += scene.low(at) == "the"
    end = at
    while (
        scene.word(end)[:1].isupper()
        or end > at
        and (
            scene.low(end) in ("of", "and", "&")
            and scene.word(end + 1)[:1].isupper()
            or scene.is_possessive(end)
            and scene.word(end + 1)[:1].isupper()
        )
    ):
        end += 1
    return end if end > at else None


def is_before_a_name(scene: Scene, first: int, last: int) -> bool:
    """True for words that the text puts before a name somewhere: "snack maker" in "the snack maker Crispo"."""
    return re.search(rf"\b{re.escape(scene.text_of(first, last))} [A-Z]", scene.text) is not None


def without_noun(scene: Scene, first: int, last: int) -> int:
    """The end of a union's name without the common noun behind it: "Accord" in "the Accord union"."""
    at = last
    while at - 1 > first and scene.word(at - 1) in ("union", "trade", "labour", "labor"):
        at -= 1
    listed = scene.listed_over(at - 1)
    if (
        at == last
        or not scene.word(at - 1)[:1].isupper()
        or scene.low(at - 1) in ("the", "a", "their", "our", "its")
        or (listed and listed.of_kind(*_PLACES))
    ):
        return last
    words = re.escape(scene.text_of(first + (scene.low(first) in ("the", "a", "their")), at))
    if listed is None and re.search(rf"\b{words} [A-Z][a-z]", scene.text):
        return last  # "the Daeyang union", after "Daeyang Motor"
    if listed is None and scene.tables.rules["body_nouns"]["business"].intersection(re.findall(rf"(\w+) {words}\b", scene.text)):
        return last
    return at


def speaks_of_states(scene: Scene) -> bool:
    """True where "the union" can be the European one."""
    return any(t.owner in ("European Union", "African Union") for item in scene.listed for t in item.terms)
