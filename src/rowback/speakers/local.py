"""For which part of a country, city or office somebody speaks: "Bavaria's interior minister", "the mayor of Porto", the auditor general."""

from __future__ import annotations

from rowback.speakers.hints import hinted
from rowback.speakers.parts import FEDERAL
from rowback.speakers.posts import Post
from rowback.speakers.scene import Scene
from rowback.speakers.tables import Part, RoleNoun, TermKind

MAYORS = frozenset(
    ["mayor", "deputy mayor", "lord mayor", "mayoress", "city councillor", "city councilor", "councillor", "councilor"]
)
_OF_NATIONS = frozenset(
    """president chancellor king queen emperor emir sultan ambassador envoy diplomat consul prince princess pm secretary-general
    taoiseach""".split()
)
_NATIONAL = frozenset("foreign defence defense army navy border immigration embassy military nato un eu".split())
_FAMILIES = frozenset(["head", "minister", "official"])
_SMALL = frozenset(["of", "for", "and", "the"])


def local_side(scene: Scene, post: Post) -> str | None:
    """The city, the part of a country or its party that a post is said or understood to be of; None for other posts."""
    if scene.part and is_minister(scene, post):
        return scene.part.side
    if post.head in MAYORS and not post.party and (city := city_of(scene, post)):
        return city
    if part := named_part(post):
        return part
    if post.party and _heads_party(scene, post):
        return post.party
    department = post.body is not None and not post.governmental and post.body.split()[0] in ("Department", "Ministry")
    return scene.part.side if scene.part and department else None


def _heads_party(scene: Scene, post: Post) -> bool:
    """True for the president of a party under its letters, whatever stands between: "BJP state president"."""
    if post.head not in ("president", "vice president", "chairman", "secretary"):
        return False
    items = [i for i in scene.listed_in(post.first, post.last) if i.of_kind(TermKind.PARTY, TermKind.MEMBER)]
    return any(scene.text_of(i.first, i.last).isupper() for i in items)


def named_part(post: Post) -> str | None:
    """The part of a country whose government a post is said to be of."""
    if post.region is None or post.noun is None or post.noun.family not in _FAMILIES or is_federal_post(post):
        return None
    told = hinted(post.text)
    if post.noun.family == "minister" and any(
        " " in rule and rule == post.text.lower() for rules in told.values() for rule in rules
    ):
        return None  # "Scottish Secretary", "Northern Ireland Secretary": of the country's government
    return post.region


def understood_part(scene: Scene, post: Post) -> Part | None:
    """The part that an article is about, where a post without a place is one of its government."""
    part, noun = scene.part, post.noun
    if (
        part is None
        or noun is None
        or post.country
        or (post.body and not post.owner)
        or noun.family not in _FAMILIES | {"people"}
        or is_federal_post(post)
    ):
        return None
    if post.head in part.heads:
        return part
    words = post.text.lower().split()
    if post.head in _OF_NATIONS or post.head.endswith("prime minister") or not _NATIONAL.isdisjoint(words):
        return None
    if part.country in hinted(post.text) and not (scene.local and scene.local.surely):
        return None
    return None if _in_the_capital(scene, post, part) else part


def is_federal_post(post: Post) -> bool:
    """True for "federal interior minister", "Union home minister"."""
    return not FEDERAL.isdisjoint(post.text.lower().split())


def _in_the_capital(scene: Scene, post: Post, part: Part) -> bool:
    """True where the sentence says before a post that it is in the country's capital or of its government: "In Ottawa, …"."""
    first = scene.words.at(scene.sentences[scene.sentence_at(scene.words.items[post.first].start)].start)
    if any(scene.low(at) in FEDERAL for at in range(max(first, post.first - 3), post.first)):
        return True
    for item in scene.listed_in(first, post.first):
        term = item.of_kind(TermKind.CAPITAL, TermKind.SEAT)
        if term and term.country == part.country and scene.low(item.first - 1) == "in":
            return True
    return False


def is_minister(scene: Scene, post: Post) -> bool:
    """True for a councillor with a portfolio, which is what some regions call their ministers: "economy councillor"."""
    return post.head.endswith(("councillor", "councilor")) and any(
        w in scene.tables.portfolio_of for w in post.text.lower().split()[: -len(post.head.split())]
    )


def city_of(scene: Scene, post: Post) -> str | None:
    """The city of a mayor or councillor: named in the post, else that of the dateline."""
    places = (TermKind.CAPITAL, TermKind.REGION, TermKind.COUNTRY)
    towns = scene.tables.towns_of_parts
    for item in scene.listed_in(post.first, post.last):
        if (name := scene.text_of(item.first, item.last)) in towns or name in scene.tables.towns:
            return name
        if (term := item.of_kind(*places)) and scene.low(item.first - 1) not in ("for", "to"):
            return scene.text_of(item.first, item.last) if term.kind is not TermKind.REGION or not post.body else post.body
    if post.body:
        return post.body
    town = scene.dateline.town if scene.dateline else ""
    return (town.title() if town.isupper() else town) or None


def office_name(scene: Scene, noun: RoleNoun, place: str | None) -> str:
    """The name of a watchdog's office: "Auditor General of Ontario"; without a place "Auditor General"."""
    title = " ".join(w if w in _SMALL else "-".join(p[:1].upper() + p[1:] for p in w.split("-")) for w in noun.noun.split())
    name = next((p.name for p in scene.tables.parts.values() if p.side == place), place)
    return f"{title} of {name}" if name else title


def as_office(scene: Scene, side: str) -> str:
    """The office that a side's words name, made its name here ("Ontario Ombudsman"); other sides as they are."""
    words = side.replace("’s", "").replace("'s", "").split()
    low = [w.lower() for w in words]
    for at in range(1, len(words)):
        noun = next(
            (n for listed, n in scene.tables.roles.get(low[at], ()) if list(listed) == low[at:] and n.speaks_for == "office"), None
        )
        terms = next((t for listed, t in scene.tables.terms.get(words[0], ()) if list(listed) == words[:at]), ())
        place = next((t for t in terms if t.kind in _PLACES), None)
        if noun is not None and place is not None:
            return office_name(scene, noun, place.owner)
    return side


_PLACES = (TermKind.REGION, TermKind.LOCAL, TermKind.COUNTRY, TermKind.ADJECTIVE)


def watchdog_in(scene: Scene, name: str) -> RoleNoun | None:
    """The watchdog whose office a body is: "Office of the Ombudsman", "the auditor general's office"."""
    words = tuple(name.lower().replace("’s", "").replace("'s", "").split())
    if "office" not in (words[:1] + words[-1:]):
        return None
    for at, word in enumerate(words):
        for listed, noun in scene.tables.roles.get(word, ()):
            if noun.speaks_for == "office" and words[at : at + len(listed)] == listed:
                return noun
    return None
