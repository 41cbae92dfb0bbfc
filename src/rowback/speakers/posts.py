"""Reads noun phrases that tell a post: "Polish Foreign Minister", "President Macron's deputy Sahel envoy"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rowback.core.span import Span
from rowback.speakers.countries import COMMON_CHAMBERS, Listed
from rowback.speakers.phrases import loose_words, phrase_end, phrase_words, role_in, word_of_body
from rowback.speakers.scene import Scene
from rowback.speakers.tables import RoleNoun, Term, TermKind, tables
from rowback.speakers.union_names import is_union_name


@dataclass(frozen=True, slots=True)
class Post:
    """What a noun phrase tells of somebody.

    ``text`` leaves the article out. ``country``, ``party`` and ``body`` are those the phrase names; ``target`` a country
    somebody is sent to; ``owner`` the place of a possessor that is a person or a pronoun ("Macron's", "her"). ``kind`` says how
    it is tied to its actor: title, apposition, description, relative.
    """

    first: int
    last: int
    text: str
    noun: RoleNoun | None
    country: str | None = None
    party: str | None = None
    body: str | None = None
    governmental: bool = False
    target: str | None = None
    owner: Span | None = None
    former: bool = False
    shadow: bool = False
    coming: bool = False
    region: str | None = None
    kind: str = "title"

    @property
    def head(self) -> str:
        """The head noun in small letters, empty without a role noun."""
        return self.noun.noun.lower() if self.noun else ""

    @property
    def is_in_office(self) -> bool:
        """True for a head of government or a minister, now in office."""
        return (
            self.noun is not None and self.noun.family in ("head", "minister") and not (self.former or self.shadow or self.coming)
        )


def read_post(scene: Scene, first: int, last: int, kind: str = "title") -> Post | None:
    """What the phrase between two words tells; None where it holds neither a role noun nor a listed name."""
    owner, start = None, first
    while (
        start < last
        and scene.low(start) in phrase_words("determiners")
        and not (scene.low(start) == "no" and scene.word(start + 1).isdigit())
    ):
        if scene.low(start) in phrase_words("owners"):
            owner = Span(scene.words.items[start].start, scene.words.items[start].end)
        start += 1
    if start >= last:
        return None
    head = role_in(scene, start, last)
    if head is None:
        return None
    start = max((i + 1 for i in range(start, head[0]) if scene.low(i) in ("with", "by", "between")), default=start)
    while start < head[0] and scene.low(start) in phrase_words("determiners"):
        start += 1
    words = [scene.low(i) for i in range(start, head[0])]
    modifiers = scene.tables.modifiers
    facts = _sides(scene, start, last, head)
    return Post(
        first=start,
        last=last,
        text=scene.text_of(start, last),
        noun=head[2],
        owner=owner or _possessor(scene, start, head[0]) or _complement_owner(scene, head, last),
        former=any(w in modifiers["former"] or w.removesuffix("-") in ("ex", "then") for w in words)
        or scene.low(start).startswith(("ex-", "then-")),
        shadow=not {"shadow", "opposition"}.isdisjoint([*words, *head[2].noun.lower().split()]),
        coming=any(w in ("incoming", "future", "designate", "elect", "would-be") for w in words) or head[2].noun.endswith("-elect"),
        kind=kind,
        **facts,  # type: ignore[arg-type]
    )


def _possessor(scene: Scene, first: int, last: int) -> Span | None:
    """The words before a possessive s, where they are not a listed country or body."""
    for at in range(last - 1, first, -1):
        if scene.is_possessive(at):
            begin = at - 1
            while begin > first and scene.word(begin - 1)[:1].isupper():
                begin -= 1
            return scene.words.span(begin, at)
    return None


def _is_portfolio(scene: Scene, head: tuple[int, int, RoleNoun], at: int) -> bool:
    """True for what a minister is for, at the preposition: "State Secretary for Water", "Minister of Justice"."""
    if head[2].family != "minister" and not head[2].noun.endswith(("minister", "secretary of state")):
        return False
    first = at + 1 + (scene.low(at + 1) == "the")
    listed = scene.listed_at(first)
    owned = listed is not None and listed.of_kind(TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.REGION)
    field = scene.low(first) in scene.tables.portfolio or (
        scene.word(first)[:1].isupper() and not owned and not _starts_role(scene, first)
    )
    return scene.low(at) == "for" or (scene.low(at) == "of" and field)


def _is_constituency(scene: Scene, head: tuple[int, int, RoleNoun], at: int) -> bool:
    """True for where a member of a parliament was elected, at the preposition: "MP for Norwich East"."""
    return head[2].family == "parliament" and scene.low(at) in ("for", "from")


def _complement_owner(scene: Scene, head: tuple[int, int, RoleNoun], last: int) -> Span | None:
    """The words after "of", where they begin with a capital: "deputy envoy of President Emmanuel Macron"."""
    at = head[1]
    if _is_portfolio(scene, head, at) or _is_constituency(scene, head, at):
        return None
    if scene.low(at) not in ("of", "to", "for") or at + 1 >= last:
        return None
    at += 1 + (scene.low(at + 1) == "the")
    end = at
    while end < last and scene.word(end)[:1].isupper():
        end += 1
    if end == at and scene.low(at - 1) == "the" and (office := scene.words.match(scene.tables.roles, at, last, lower=True)):
        end = office[0] if office[1].family in ("head", "minister") and not office[1].plural else at  # "an aide of the president"
    return scene.words.span(at, end) if end > at else None


def _sides(scene: Scene, first: int, last: int, head: tuple[int, int, RoleNoun]) -> dict[str, object]:
    """The countries, parties and bodies that a phrase names, as keywords of Post."""
    facts: dict[str, object] = {}
    listed = any(i.of_kind(TermKind.BODY, TermKind.PARTY) for i in scene.listed_in(first, last))
    if not listed and (union := _named_body(scene, first, last, head)) and is_union_name(union) and not union.islower():
        return {"body": union}  # "president of the Minnesota Nurses Association"
    owned = _owned_name(scene, first, head[0])
    for item in scene.listed_in(first, last):
        if owned and item.first >= owned[0] and item.last < owned[1]:
            continue
        if item.first >= head[0] and item.last <= head[1]:
            if member := item.of_kind(TermKind.MEMBER):
                facts.setdefault("party", member.owner)
            continue
        nation = item.of_kind(
            TermKind.ADJECTIVE, TermKind.COUNTRY, TermKind.CAPITAL, TermKind.SEAT, TermKind.MINISTRY, TermKind.PARLIAMENT
        )
        if nation and nation.kind is TermKind.MINISTRY and item.last == head[0] and _names_field(scene, item, head):
            continue  # "Treasury Minister", whose country is not told
        if nation and _is_target(scene, first, head, item, nation):
            facts.setdefault("target", nation.owner)
            continue
        if (party := item.of_kind(TermKind.PARTY, TermKind.MEMBER)) and not (nation and item.of_kind(TermKind.ADJECTIVE)):
            facts.setdefault("party", party.owner)
            continue
        if body := item.of_kind(TermKind.BODY):
            if item.first > head[1] and scene.low(item.first) in scene.tables.portfolio and _is_portfolio(scene, head, head[1]):
                continue  # "Minister of Culture and Heritage"
            if not (nation and nation.kind is TermKind.ADJECTIVE):
                facts.setdefault("body", body.owner)
                facts.setdefault("governmental", body.governmental)
                continue
        if region := _region_of(scene, item, head[2], nation):
            facts.setdefault("region", region)
        elif nation and not (nation.kind is TermKind.PARLIAMENT and _is_common_chamber(scene, item, nation)):
            facts.setdefault("country", nation.country)
    if (
        not facts.keys() & {"body", "country", "party"}
        and not ("region" in facts and head[2].family in ("head", "minister"))
        and (body_name := _named_body(scene, first, last, head))
    ):
        facts["body"] = body_name
    return facts


def _region_of(scene: Scene, item: Listed, noun: RoleNoun, nation: Term | None) -> str | None:
    """The part of a country that a listed name in a post stands for, None where it stands for something else there.

    A name that is a country's or a capital's too is the part's where the post is one of parts ("Georgia's governor").
    """
    term = item.of_kind(TermKind.REGION, TermKind.LOCAL)
    if term is None:
        return None
    part = scene.tables.parts.get(term.part or "")
    if part is not None and nation is not None and nation.kind in (TermKind.COUNTRY, TermKind.CAPITAL):
        headed = noun.noun.lower() in part.heads
        if nation.country == part.country and not headed:
            return None
        if nation.country != part.country and not headed and item.terms[0].country != part.country:
            return None
    before = scene.low(item.first - 1 - (scene.low(item.first - 1) == "the"))
    if part is not None and noun.family == "minister" and before == "for":
        return None  # "minister for Scotland" of the country's government
    return term.owner


def _is_common_chamber(scene: Scene, item: Listed, nation: Term) -> bool:
    """True for "Senate" and other chambers that many countries have, in an article that is more about others."""
    common = scene.text_of(item.first, item.last) in COMMON_CHAMBERS
    return common and scene.weights.get(nation.country or "", 0.0) < max(scene.weights.values(), default=0.0)


def _names_field(scene: Scene, item: Listed, head: tuple[int, int, RoleNoun]) -> bool:
    """True for what a minister is for under the name of a ministry of some country."""
    alone = item.last - item.first == 1 and scene.low(item.first) in scene.tables.portfolio
    return alone and head[2].family == "minister" and head[2].noun.endswith("minister")


def _is_target(scene: Scene, first: int, head: tuple[int, int, RoleNoun], item: Listed, nation: Term) -> bool:
    """True for a country that somebody is sent to or works in: "envoy to France", "at the Orion Institute in Singapore"."""
    if nation.kind not in (TermKind.COUNTRY, TermKind.CAPITAL):
        return False
    before = scene.low(item.first - 1) if item.first > first else ""
    before = scene.low(item.first - 2) if before == "the" else before
    if before == "in" and head[2].family in ("minister", "head"):  # "Minister of Education in Germany"
        return False
    if before == "in" and item.first > head[1]:
        return True
    envoy = head[2].noun.lower() in scene.tables.rules["phrases"]["envoys"]
    sent = before in ("to", "for", "on", "in", "with") or (envoy and not scene.is_possessive(item.last) and item.last <= head[0])
    return sent and not item.of_kind(TermKind.ADJECTIVE)


def _owned_name(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """The capitalised name before a possessive s: "The Danish Farm Union's president"."""
    for at in range(first + 1, last):
        if scene.is_possessive(at):
            begin = at
            while begin > first and scene.word(begin - 1)[:1].isupper():
                begin -= 1
            return (begin, at) if at - begin > 1 else None
    return None


def _named_body(scene: Scene, first: int, last: int, head: tuple[int, int, RoleNoun]) -> str | None:
    """A body that the tables do not list: before a possessive s or the head noun, or after "of", "at", "for" behind it."""
    for at in range(first + 1, head[0]):
        if scene.is_possessive(at) and scene.low(at - 1) in _nouns_for_bodies():
            return scene.text_of(first, at)
    for at in range(head[1], last):
        if (
            scene.low(at) not in ("of", "at", "for", "with", "from", "to", "in")
            or _is_portfolio(scene, head, at)
            or _is_constituency(scene, head, at)
        ):
            continue
        if name := body_after(scene, at + 1, last):
            place = scene.low(at) == "in" and head[2].family in ("law", "official", "military", "parliament", "minister", "head")
            begin = at + 1 + (scene.low(at + 1) == "the")
            site = scene.low(begin + len(name.split())) in scene.tables.words_of("sites")
            place = place or scene.is_place(begin) and (scene.low(at) == "in" or site)
            if not place or name.split()[-1].lower() in tables().rules["body_words"] | _sorts_of_bodies():
                return name
    start = first
    while start < head[0] and scene.low(start) in loose_words():
        if scene.word(start)[:1].isupper() and (scene.word(start + 1).isdigit() or scene.low(start + 1) == "of"):
            break  # "Local 281", "Bank of Lorne"
        start += 1
    end = start
    while end < head[0] and (
        scene.word(end)[:1].isupper()
        or (scene.word(end).isdigit() and end > start)
        or scene.low(end) == "of"
        and word_of_body(scene, end - 1)
        and end > start
        and scene.word(end + 1)[:1].isupper()
    ):
        end += 1
    stop = end
    while end < head[0] and scene.low(end) in loose_words():
        end += 1
    if (
        end < head[0]
        or stop == start
        or scene.is_possessive(stop)
        or not is_union_name(scene.text_of(start, stop))
        and head[2].family not in ("business", "sport", "civil", "party", "official", "science", "health")
    ):
        return None
    if head[2].noun.endswith("commissioner") and not any(_is_for_a_body(scene.word(i)) for i in range(start, stop)):
        return None  # "Integrity Commissioner": what he watches over
    if is_union_name(scene.text_of(start, stop)) and not _starts_role(scene, start):
        return scene.text_of(start, stop)
    if scene.low(start) in tables().rules["no_names"] or scene.listed_at(start) or _starts_role(scene, start):
        return None
    return scene.text_of(start, stop)


def _is_for_a_body(word: str) -> bool:
    """True for letters and for the last words of names of bodies: "NBA", "League"."""
    return word.isupper() or word.lower() in tables().words_of("surely_bodies")


def body_after(scene: Scene, at: int, last: int) -> str | None:
    """The name (or common noun) of a body after a preposition, None for persons and places without one."""
    while at < last and scene.low(at) in ("the", "a", "an"):
        at += 1
    for noun in range(at, min(at + 4, last - 1)):  # "the consultancy Halden Energy"
        if scene.low(noun) in _sorts_of_bodies() and scene.word(noun)[:1].islower() and scene.word(noun + 1)[:1].isupper():
            at = noun + 1
            break
        if not scene.word(noun).islower() and "-" not in scene.word(noun):
            break
    at += scene.low(at).endswith("-based") and at + 1 < last
    joins = ("of", "for", "the", "and", "&", "de", "-", "'s", "’")
    end = at
    while end < last and (
        scene.word(end)[:1].isupper()
        or scene.word(end)[:1].isdigit()
        or (end > at and scene.low(end) in joins)
        or (end > at and scene.word(end) == "'" and scene.is_possessive(end) and _is_for_a_body(scene.word(end + 1)))
    ):
        end += 1
    while end > at and scene.low(end - 1) in joins and scene.word(end - 1) != "'s":
        end -= 1
    if end > at:
        if all(scene.word(i).isdigit() for i in range(at, end)):
            return None  # "a lawyer for 40 families"
        if scene.low(at) in ("president", "prime", "chancellor") or scene.low(at) in tables().rules["dates"]:
            return None
        if (office := scene.words.match(scene.tables.roles, at, end, lower=True)) and office[0] == end:
            return None  # "a spokesman for the Minister"
        while end < last and scene.low(end) in _nouns_for_bodies() | {"borough", "city", "county"}:
            end += 1
        return scene.text_of(at, end)
    end = phrase_end(scene, at, last)
    return scene.text_of(at, end) if end > at and scene.low(end - 1) in _nouns_for_bodies() else None


@lru_cache(maxsize=1)
def _sorts_of_bodies() -> frozenset[str]:
    """Common nouns that stand before the name of a body."""
    nouns = tables().rules["body_nouns"]
    return frozenset(n.split()[-1] for sort in ("business", "team", "civil", "state") for n in nouns[sort]) | phrase_words(
        "before_bodies"
    )


@lru_cache(maxsize=1)
def _nouns_for_bodies() -> frozenset[str]:
    nouns = tables().rules["body_nouns"]
    named = {n for sort in ("business", "team", "civil") for n in nouns[sort] if " " not in n}
    return frozenset(named | {"commission", "council", "police"}) - {
        "company",
        "firm",
        "club",
        "party",
        "group",
        "agency",
        "team",
        "bank",
        "side",
    }


def _starts_role(scene: Scene, at: int) -> bool:
    return scene.words.match(scene.tables.roles, at, at + 3, lower=True) is not None
