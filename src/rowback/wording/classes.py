"""Classes of words: what tells nothing of a topic, what refers back, what says, from data/common_words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from rowback.wording.stems import stem
from rowback.wording.tokens import Token


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    return tomllib.loads((files("rowback") / "data" / "common_words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def common_words() -> tuple[frozenset[str], frozenset[str]]:
    table = _table()
    return frozenset(map(stem, table["function"].split())), frozenset(map(stem, table["generic"].split()))


def is_common(token: Token) -> bool:
    """True for a word that tells nothing of what a text is about, general nouns included."""
    function, generic = common_words()
    return token.stem in function or token.stem in generic or not token.word[0].isalnum()


_DETERMINERS = frozenset("the this that these those such both all his her its their our any every no a an".split())
_AFTER_PRONOUN = frozenset("be will would can could may might must should have do".split())


def refers(listed: Sequence[Token], until: int | None = None) -> bool:
    """True where words refer to what was named before: pronouns, or "the policy", "such a step"; "that" opening a clause does not.

    Only words before ``until`` count.
    """
    pronouns, nouns = _referring()
    for at, token in enumerate(listed[:until]):
        if token.word in {"that", "this"}:
            following = listed[at + 1] if at + 1 < len(listed) else None
            if following is None or following.stem in _AFTER_PRONOUN or not following.word[0].isalnum():
                return True
        elif token.word == "same" and at + 1 < len(listed) and listed[at + 1].stem in {"go", "apply", "hold"}:
            continue
        elif token.word in pronouns:
            if token.word != "it" or not _is_expletive(listed[at + 1 : at + 6]):
                return True
        elif token.word in nouns and any(t.word in _DETERMINERS for t in listed[max(0, at - 2) : at]):
            return True
    return False


def _is_expletive(following: Sequence[Token]) -> bool:
    """True for the "it" of "it is likely that", "it makes sense to"."""
    if not following or following[0].stem not in {"be", "make", "take", "will", "would"}:
        return False
    return any(t.word in {"that", "to", "for", "whether"} for t in following[2:])


@lru_cache(maxsize=1)
def _referring() -> tuple[frozenset[str], frozenset[str]]:
    table = _table()
    return frozenset(table["pronouns"].split()), frozenset(table["standing_nouns"].split())


def is_kind(token: Token) -> bool:
    """True for a word that makes another kind of thing of the noun after it ("municipal")."""
    return token.stem in _kinds()


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    table = _table()
    return frozenset(map(stem, table["kinds"].split()))


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    table = _table()
    return frozenset(map(stem, table["everyday"].split()))


def is_verb(token: Token) -> bool:
    """True for a form of a common verb that is no part of a name ("believe")."""
    return token.stem in _common_verbs()


@lru_cache(maxsize=1)
def _common_verbs() -> frozenset[str]:
    table = _table()
    return frozenset(map(stem, table["verbs"].split()))


_SAYING = frozenset(
    """say tell ask answer reply speak remark write add note comment announce declare warn argue insist claim explain state snap
    object point admit urge demand""".split()
)


def is_saying(token: Token) -> bool:
    """True for a plain verb of saying."""
    return token.stem in _SAYING
