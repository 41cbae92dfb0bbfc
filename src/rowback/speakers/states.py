"""Countries that no table lists and that the text itself tells to be countries: "Ruritania's president"."""

from __future__ import annotations

from collections.abc import Sequence

from rowback.core.attribution import Name, NameKind
from rowback.speakers.countries import Listed
from rowback.speakers.tables import Tables, Term, TermKind
from rowback.speakers.words import POSSESSIVE, Words

_OWNED = frozenset(
    """president presidential government parliament parliamentary prime foreign army capital cabinet constitution king queen ruling
    ambassador embassy interior finance defence defense military electoral ministry sovereignty independence""".split()
)
_FIELDS = frozenset(
    "foreign defence defense interior finance energy health oil justice economy trade transport agriculture".split()
)
_OF = frozenset("government president republic kingdom capital parliament embassy ambassador people king queen army".split())
_OFFICIALS = frozenset(
    """government official officials negotiator negotiators army troops forces ministry diplomat diplomats president parliament
    minister ministers authorities police navy soldiers embassy delegation""".split()
)


def told_states(words: Words, names: Sequence[Name], tables: Tables) -> list[Listed]:
    """The places of such countries and of the adjectives made of their names, in order, as the tables would give them."""
    placed = {i for n in names if n.kind is NameKind.PLACE for i in words.inside(n.span)}
    persons = {words.items[i].text for n in names if n.kind is NameKind.PERSON for i in words.inside(n.span)}
    texts = [w.text for w in words.items]
    able = {texts[i] for i in placed if _may_be(texts[i], tables) and texts[i] not in persons}
    sure = {text for at, text in enumerate(texts) if _may_be(text, tables) and _has_ministry(texts, at)} - _full_names(words, names)
    able |= sure
    adjectives = _adjectives(texts, able, tables)
    states = {texts[i] for i in placed if texts[i] in able and _is_told(texts, i)} | set(adjectives.values()) | sure
    found = []
    for at, text in enumerate(texts):
        if text in states and texts[at - 1 : at] != ["."]:
            found.append(Listed(at, at + 1, (Term(TermKind.COUNTRY, text, text, True),)))
        elif text in adjectives:
            found.append(Listed(at, at + 1, (Term(TermKind.ADJECTIVE, adjectives[text], adjectives[text]),)))
    return found


def _may_be(text: str, tables: Tables) -> bool:
    return (
        text[:1].isupper()
        and not text.isupper()
        and len(text) > 3
        and text not in tables.terms
        and text.lower() not in tables.roles
    )


def _is_told(texts: Sequence[str], at: int) -> bool:
    """True for a name before a possessive and an institution that only countries have, or after "the government of"."""
    after = [t.lower() for t in texts[at + 1 : at + 5]]
    if after[:1] and after[0] in POSSESSIVE and _OWNED & set(after[1:3]):
        return True
    before = [t.lower() for t in texts[max(0, at - 2) : at]]
    return before[-1:] == ["of"] and before[0] in _OF


def _has_ministry(texts: Sequence[str], at: int) -> bool:
    """True for a name before a possessive and an institution that nobody but a country has: "Khadir's Foreign Ministry"."""
    after = [t.lower() for t in texts[at + 1 : at + 4]]
    if len(after) < 3 or after[0] not in POSSESSIVE:
        return False
    return (after[1] in _FIELDS and after[2] == "ministry") or (after[1], after[2]) in (("prime", "minister"), ("ministry", "of"))


def _full_names(words: Words, names: Sequence[Name]) -> set[str]:
    """Words of names of persons that have more than one word."""
    persons = [words.inside(n.span) for n in names if n.kind is NameKind.PERSON]
    return {words.items[i].text for inside in persons if len(inside) > 1 for i in inside}


def _adjectives(texts: Sequence[str], able: set[str], tables: Tables) -> dict[str, str]:
    """Words for what is of a named place that stand before officials of a state: adjective → place."""
    found: dict[str, str] = {}
    stems = {name[: max(4, len(name) - 1)]: name for name in sorted(able)}
    for at, text in enumerate(texts[:-1]):
        if text in able or not _may_be(text, tables) or not _OFFICIALS & {t.lower() for t in texts[at + 1 : at + 3]}:
            continue
        name = next((stems[text[:n]] for n in range(len(text), 3, -1) if text[:n] in stems), None)
        if name is not None and name != text and len(text) - len(name) <= 4:
            found[text] = name
    return found
