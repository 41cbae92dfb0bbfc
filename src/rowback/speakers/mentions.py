"""Where the text names persons: the tagger's names mended, names told by their form, and short forms of both."""

from __future__ import annotations

from rowback.core.attribution import NameKind
from rowback.core.span import Span
from rowback.speakers.forms import add_short_forms, told_by_form, told_by_sources
from rowback.speakers.initials import named_by_initials
from rowback.speakers.naming import PersonMention, is_no_person, trim
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_PLACES = (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.DEMONYM, TermKind.SEAT)


def find_person_mentions(scene: Scene) -> list[PersonMention]:
    """All mentions of persons by name, in order, none overlapping another."""
    taken: dict[int, PersonMention] = {}
    bodies = _bodies_by_form(scene)
    named = list(named_by_initials(scene.words))
    for mention in (*_tagged(scene), *told_by_form(scene), *told_by_sources(scene)):
        if scene.is_signature(mention.span.start) or any(f <= mention.first and mention.last <= at + 1 for f, _, at in named):
            continue
        if (len(mention.words) == 1 and mention.words[0] in bodies) or _is_body(scene, mention.first, mention):
            continue
        if not any(i in taken for i in range(mention.first, mention.last)):
            taken.update(dict.fromkeys(range(mention.first, mention.last), mention))
    add_short_forms(scene, taken)
    return sorted(set(taken.values()), key=lambda m: m.first)


def _tagged(scene: Scene) -> list[PersonMention]:
    found = []
    for name in sorted(scene.names, key=lambda n: (n.span.start, -n.span.end)):
        if name.kind is not NameKind.PERSON and not (name.kind is NameKind.ORGANISATION and _has_a_post(scene, name.span)):
            continue
        inside = scene.words.inside(name.span)
        stop = next((i for i in inside if i > inside.start and i in scene.openers), inside.stop)  # a name ends with its paragraph
        mention = trim(scene, inside.start, stop)
        if mention and scene.is_explained_as_body(mention.last) and mention.words[0].lower() not in scene.tables.genders:
            continue
        if mention and (
            is_no_person(scene, mention) or _is_body(scene, inside.start, mention) or _is_letters_or_place(scene, mention)
        ):
            continue
        if mention and not (
            len(mention.words) == 1 and scene.title_case[scene.paragraph_at(mention.span.start)] and _is_listed(scene, mention)
        ):
            found.append(mention)
    return found


def _has_a_post(scene: Scene, span: Span) -> bool:
    """True for two capitalised words that the text then gives a post: "Ged Nolan, the head of"."""
    inside = scene.words.inside(span)
    known = scene.listed_over(inside.start) or scene.listed_over(inside.stop - 1)
    words = [scene.word(i) for i in inside]
    plain = len(words) == 2 and all(w.istitle() and w.isalpha() for w in words) and scene.low(inside.start - 1) != "the"
    if not plain or known or any(w.lower() in scene.tables.words_of("body_words") for w in words):
        return False
    if scene.word(inside.stop) != "," or scene.low(inside.stop + 1) not in ("the", "a", "an"):
        return False
    role = scene.words.match(scene.tables.roles, inside.stop + 2, inside.stop + 5, lower=True)
    return role is not None and not role[1].plural and role[1].family in ("head", "business", "official", "party", "civil", "sport")


def _is_letters_or_place(scene: Scene, mention: PersonMention) -> bool:
    """True for one word that is an abbreviation, or that stands where things are and is in nobody's full name: "the tanks at Ceyhan"."""
    if len(mention.words) > 1 or mention.gender is not None or mention.words[0].lower() in scene.tables.genders:
        return False
    word, after = mention.words[0], scene.word(mention.last)
    full = any(n.kind is NameKind.PERSON and " " in n.span.of(scene.text) and word in n.span.of(scene.text) for n in scene.names)
    letters = word.isupper() and len(word) > 2 and after not in (":", "(")
    return not full and (letters or scene.low(mention.first - 1) in ("at", "in"))


def _bodies_by_form(scene: Scene) -> frozenset[str]:
    """Single names that stand after a common noun for a body somewhere: "steelmaker Nordwerk"."""
    nouns = scene.tables.rules["body_nouns"]
    common = frozenset(n for sort in ("business", "team", "civil") for n in nouns[sort])
    found = set()
    for at, word in enumerate(scene.words.items):
        if word.text.lower() in common and scene.word(at + 1)[:1].isupper() and not scene.word(at + 2)[:1].isupper():
            found.add(scene.word(at + 1))
    return frozenset(found)


def _is_body(scene: Scene, first: int, mention: PersonMention) -> bool:
    """True after a common noun for a body: "steelmaker Nordwerk", "the drug's maker, Medix"."""
    if len(mention.words) > 1 and mention.words[0].lower() in scene.tables.genders:
        return False
    nouns = scene.tables.rules["body_nouns"]
    before = first - 1 - (scene.word(first - 1) == ",")
    places = (before, first) if len(mention.words) > 1 else (before,)
    return any(scene.low(at) in nouns[sort] for at in places for sort in ("business", "team", "civil"))


def _is_listed(scene: Scene, mention: PersonMention) -> bool:
    listed = scene.listed_over(mention.first)
    return listed is not None and listed.of_kind(*_PLACES, TermKind.BODY, TermKind.PARTY, TermKind.MINISTRY) is not None
