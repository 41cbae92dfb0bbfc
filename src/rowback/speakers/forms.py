"""Persons that the form of their names tells, and the short forms of all."""

from __future__ import annotations

from collections import Counter

from rowback.speakers.naming import PersonMention, body_words, honorifics, is_no_person, no_names, title_end, trim
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind

_PERSONAL = frozenset(["head", "minister", "official", "military", "parliament", "party", "law"])
_PLACES = (TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.DEMONYM, TermKind.SEAT)


def told_by_form(scene: Scene) -> list[PersonMention]:
    """Names that their form tells: a given name or a title before a capitalised word, a name beside a post."""
    found = []
    for first, last in scene.capital_runs():
        if scene.title_case[scene.paragraph_at(scene.words.items[first].start)]:
            continue
        at, title = _past_titles(scene, first, last)
        run = tuple(scene.low(i) for i in range(at, last) if scene.word(i) != ".")
        if (
            not run
            or any(w in body_words() for w in run)
            or any(scene.word(i).isupper() and i - at and len(scene.word(i)) > 3 for i in range(at, last))
        ):
            continue
        given = run[0] in scene.tables.genders and len(run) in (2, 3, 4) and not _is_place_of_post(scene, at)
        named = given or bool(title and len(run) in (1, 2, 3, 4)) or _beside_post(scene, at, last)
        if (
            not named
            or _starts_listed(scene, at, last)
            or _has_other_tag(scene, at, last)
            and not _outranks_tag(scene, at, last, title)
        ):
            continue
        mention = trim(scene, at, last, sure=given or title == "title")
        if mention and not is_no_person(scene, mention) and all(w.lower() not in no_names() for w in mention.words):
            found.append(mention)
    return found


def _is_place_of_post(scene: Scene, at: int) -> bool:
    """True for a part or country under a given name before a post: "Georgia Secretary of State Ann Poole"."""
    listed = scene.listed_at(at)
    if listed is None or listed.of_kind(TermKind.REGION, TermKind.COUNTRY) is None:
        return False
    hit = scene.words.match(scene.tables.roles, listed.last, listed.last + 5, lower=True)
    return hit is not None and hit[1].family in ("head", "minister", "official", "parliament")


def _past_titles(scene: Scene, first: int, last: int) -> tuple[int, str]:
    """Where the name begins in a run of capitals, and what stands before it: "title", "role" in small letters, or nothing."""
    at, titles = first, honorifics()
    while at < last and scene.low(at) in no_names() and scene.low(at) not in titles:
        at += 1
    titled = at > first and scene.low(at - 1) in titles
    while (end := title_end(scene, at, last)) is not None:
        at, titled = end, True
    return at, "title" if titled else "role" if _before_role(scene, at) else ""


def _has_other_tag(scene: Scene, first: int, last: int) -> bool:
    return any(i in scene.tagged_otherwise for i in range(first, last))


def _outranks_tag(scene: Scene, first: int, last: int, title: str) -> bool:
    """True where the text says so clearly that a name is a person's that the tagger's other kind does not count."""
    words = [scene.word(i) for i in range(first, last)]
    if scene.low(first - 1) in ("the", "a", "an", "in", "near") or not all(
        w.isalpha() or "-" in w or "'" in w or w == "." for w in words
    ):
        return False
    hit = scene.words.match(scene.tables.outlets, first, last)
    if (hit and hit[0] == last) or scene.word(last) in ("&", "Inc", "Ltd", "plc"):
        return False
    if title == "title":
        before = next(
            (
                h
                for n in (3, 2, 1)
                if first >= n and (h := scene.words.match(scene.tables.roles, first - n, first, lower=True)) and h[0] == first
            ),
            None,
        )
        return before is not None and before[1].family in _PERSONAL and before[1].noun not in ("general", "premier", "speaker")
    if len(words) not in (2, 3):
        return False
    given = bool(scene.tables.genders.get(words[0].lower())) and words[0] not in scene.tables.terms
    return given or _beside_post(scene, first, last)


def _beside_post(scene: Scene, first: int, last: int) -> bool:
    """True for two or three capitals before a post: "Wren Talbot, the health secretary,"."""
    if (
        last - first not in (2, 3)
        or scene.word(last) != ","
        or not all(scene.word(i).replace("-", "").isalpha() for i in range(first, last))
    ):
        return False
    if scene.low(first) in no_names() or scene.listed_over(first) or scene.low(first - 1) in ("the", "a", "an", "of"):
        return False
    if scene.is_explained_as_body(last):
        return False
    determined = scene.low(last + 1) in ("the", "a", "an", "his", "her", "their")
    for at in range(last + 1 + determined, last + 4 + determined):
        if scene.word(at) in (",", ".", "") or scene.low(at) in ("of", "for", "who", "which"):
            return False
        hit = scene.words.match(scene.tables.roles, at, at + 4, lower=True)
        if hit:
            return hit[1].family in _PERSONAL | {"civil"} and not hit[1].plural and not scene.word(hit[0])[:1].isupper()
    return False


def told_by_sources(scene: Scene) -> list[PersonMention]:
    """Sources that are nothing but one to three capitalised words: most are persons whose given name no table has."""
    found = []
    for attribution in scene.attributions:
        for span in attribution.source[:1]:
            inside = scene.words.inside(span)
            first = last = inside.start
            while last < inside.stop and scene.word(last)[:1].isupper() and scene.word(last).isalpha():
                last += 1
            if scene.low(first) in scene.tables.words_of("answer_labels") | {"question", "q"} and scene.word(first + 1) in (
                ":",
                ".",
            ):
                continue
            whole = last == inside.stop or scene.word(last) in (",", "(")
            if (
                scene.is_explained_as_body(last)
                or not whole
                or not 1 <= last - first <= 3
                or not _may_be_person(scene, first, last)
            ):
                continue
            if last - first == 1 and not (attribution.cue and _says_alone(scene, first)):
                continue
            if mention := trim(scene, first, last, sure=False):
                found.append(mention)
    return found


def _may_be_person(scene: Scene, first: int, last: int) -> bool:
    """True for capitals that no table, no tag and no article before them makes something else."""
    words = {scene.low(i) for i in range(first, last)}
    if words & (body_words() | no_names()) or _has_other_tag(scene, first, last):
        return False
    if scene.word(last) == "," and scene.low(last + 1) == "which":
        return False
    if scene.listed_over(first) or scene.listed_over(last - 1) or scene.words.match(scene.tables.roles, first, last, lower=True):
        return False
    if scene.words.match(scene.tables.outlets, first, last):
        return False
    return scene.low(first - 1) not in scene.tables.rules["phrases"]["determiners"]


def _says_alone(scene: Scene, at: int) -> bool:
    """True for a single word that the text never writes with an article, in small letters or as an acronym."""
    word = scene.word(at)
    if word.isupper() or len(word) < 3 or scene.title_case[scene.paragraph_at(scene.words.items[at].start)]:
        return False
    if word.lower() in scene.tables.rules["groups"]["nouns"] or word in scene.names_of_bodies:
        return False
    return word.lower() not in scene.small_words


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
    full = [m for m in set(taken.values()) if len(m.words) > 1 or _titled(scene, m)]
    surnames = Counter(m.words[-1] for m in full)
    given = {m.words[0] for m in full if len(m.words) > 1}
    genders = scene.tables.genders
    eastern = {m.words[0] for m in full if len(m.words) > 1 and m.words[0].lower() not in genders and len(m.words) < 4 and m.sure}
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


def _titled(scene: Scene, mention: PersonMention) -> bool:
    """True for a single name with a title, so that it is a person's wherever it stands: "President Moss"."""
    if mention.gender or scene.low(mention.first - 1) in honorifics():
        return True
    for length in (1, 2, 3):
        hit = scene.words.match(scene.tables.roles, mention.first - length, mention.first, lower=True)
        if hit and hit[0] == mention.first and not hit[1].plural:
            return hit[1].family in _PERSONAL
    return False


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
