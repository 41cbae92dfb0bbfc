"""Persons that the form of their names tells, and the short forms of all."""

from __future__ import annotations

from collections import Counter

from rowback.core.attribution import NameKind
from rowback.speakers.naming import PersonMention, body_words, honorifics, is_no_person, no_names, title_end, trim
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_PLACES = (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.DEMONYM, TermKind.SEAT)


def told_by_form(scene: Scene) -> list[PersonMention]:
    """Names that their form tells: a given name or a title before a capitalised word."""
    found, genders, stop, honorifics = [], scene.tables.genders, no_names(), honorifics()
    tagged = {i for n in scene.names if n.kind in (NameKind.ORGANISATION, NameKind.PLACE) for i in scene.words.inside(n.span)}
    for first, last in scene.capital_runs():
        if scene.title_case[scene.paragraph_at(scene.words.items[first].start)]:
            continue
        at = first
        while at < last and scene.low(at) in stop and scene.low(at) not in honorifics:
            at += 1
        titled = at > first and scene.low(at - 1) in honorifics
        while (end := title_end(scene, at, last)) is not None:
            at, titled = end, True
        before = _before_role(scene, at)
        run = tuple(scene.low(i) for i in range(at, last) if scene.word(i) != ".")
        if (
            not run
            or any(w in body_words() for w in run)
            or tagged & set(range(at, last))
            or any(w.isupper() and len(w) > 3 for w in run)
        ):
            continue
        given = run[0] in genders and len(run) in (2, 3, 4)
        if (given or ((titled or before) and len(run) in (1, 2, 3, 4))) and not _starts_listed(scene, at, last):
            mention = trim(scene, at, last, sure=given or titled)
            if mention and not is_no_person(scene, mention) and all(w.lower() not in stop for w in mention.words):
                found.append(mention)
    return found


def told_by_sources(scene: Scene) -> list[PersonMention]:
    """Sources that are nothing but two or three capitalised words: most are persons whose given name no table has."""
    found = []
    other = {i for n in scene.names if n.kind is not NameKind.PERSON for i in scene.words.inside(n.span)}
    for attribution in scene.attributions:
        for span in attribution.source[:1]:
            inside = scene.words.inside(span)
            first = last = inside.start
            while last < inside.stop and scene.word(last)[:1].isupper() and scene.word(last).isalpha():
                last += 1
            whole = last == inside.stop or scene.word(last) in (",", "(")
            words = {scene.low(i) for i in range(first, last)}
            if not whole or not 2 <= last - first <= 3 or words & (body_words() | no_names()) or other & set(range(first, last)):
                continue
            if not scene.listed_in(first, last) and scene.words.match(scene.tables.roles, first, last, lower=True) is None:
                if (scene.low(first - 1) not in scene.tables.rules["phrases"]["determiners"]) and (
                    mention := trim(scene, first, last, sure=False)
                ):
                    found.append(mention)
    return found


def _before_role(scene: Scene, at: int) -> bool:
    """True if a role in small letters stands right before: "the spokesman Tom Poole", "chairman Raj Patel"."""
    if at in scene.openers:
        return False
    for length in (1, 2, 3):
        hit = scene.words.match(scene.tables.roles, at - length, at, lower=True) if at >= length else None
        if hit and hit[0] == at and not hit[1].plural and scene.word(at - 1)[:1].islower():
            return True
    return False


def _starts_listed(scene: Scene, first: int, last: int) -> bool:
    listed = scene.listed_at(first)
    if listed is None:
        return False
    if last - first > listed.last - listed.first and scene.low(first) in scene.tables.genders:
        return False
    return bool(listed.of_kind(*_PLACES, TermKind.BODY, TermKind.PARTY, TermKind.MINISTRY, TermKind.PARLIAMENT, TermKind.REGION))


def add_short_forms(scene: Scene, taken: dict[int, PersonMention]) -> None:
    """Adds surnames, and given names used alone, of persons whose full name the text has."""
    full = [m for m in set(taken.values()) if len(m.words) > 1]
    surnames = Counter(m.words[-1] for m in full)
    given = {m.words[0] for m in full}
    genders = scene.tables.genders
    eastern = {m.words[0] for m in full if m.words[0].lower() not in genders and len(m.words) < 4 and m.sure}
    stop, particles = no_names(), scene.tables.words_of("particles")
    for at, word in enumerate(scene.words.items):
        if at in taken or not word.capital or word.text.lower() in stop or len(word.text) < 2:
            continue
        if word.text in surnames or word.text in eastern or (word.text in given and word.text.lower() in genders):
            if at + 1 in taken or at - 1 in taken or scene.low(at + 1) in body_words() or _part_of_name(scene, at):
                continue
            listed = scene.listed_over(at)
            if listed and listed.last - listed.first > 1:
                continue
            first = at
            while scene.word(first - 1) in particles and scene.word(first - 1) not in ("la", "le", "y", "e", "st"):
                first -= 1
            mention = trim(scene, first, at + 1, sure=False)
            if mention:
                taken.update(dict.fromkeys(range(mention.first, mention.last), mention))


def _part_of_name(scene: Scene, at: int) -> bool:
    """True if capitals on both sides make the word part of something longer, such as "Johnson & Johnson"."""
    if scene.word(at + 1) in ("&", "-"):
        return True
    after = scene.word(at + 1)
    return bool(
        after[:1].isupper()
        and after.lower() not in no_names()
        and scene.title_case[scene.paragraph_at(scene.words.items[at].start)] is False
        and scene.low(at + 1) not in honorifics()
        and scene.words.match(scene.tables.roles, at + 1, at + 3, lower=True) is None
        and scene.listed_at(at + 1) is None
        and scene.word(at + 2) not in ("'s",)
        and len(after) > 1
    )
