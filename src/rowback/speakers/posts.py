"""Reads noun phrases that tell a post: "Polish Foreign Minister", "President Macron's deputy Sahel envoy"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from rowback.core.span import Span
from rowback.speakers.scene import Scene
from rowback.speakers.tables import RoleNoun, TermKind, tables

_LONGEST = 16  # words of a phrase
_OPEN = frozenset("-–&/'’\"“”‘")


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


@cache
def _phrase(key: str) -> frozenset[str]:
    return frozenset(tables().rules["phrases"][key])


@lru_cache(maxsize=1)
def loose_words() -> frozenset[str]:
    """Words in small letters that can stand inside a post before its head noun."""
    t = tables()
    words = {w for group in t.modifiers.values() for m in group for w in m.split()} | set(t.portfolio)
    words |= {w for nouns in t.rules["body_nouns"].values() for n in nouns for w in n.split()}
    return frozenset(words - _phrase("prepositions") - _phrase("determiners"))


def phrase_end(scene: Scene, first: int, stop: int) -> int:
    """Where the noun phrase that begins at a word ends: before a mark, a relative pronoun or a verb."""
    at = first
    while at < min(stop, first + _LONGEST, len(scene.words.items)):
        word = scene.word(at)
        if not word[0].isalnum() and word not in _OPEN and not scene.is_possessive(at):
            break
        if at > first and word.lower() in _phrase("verbs") and not word[0].isupper():
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
        if found and (scene.low(at) in _phrase("prepositions") or not scene.word(at)[0].isalnum() and not scene.is_possessive(at)):
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
    while at > max(floor, end - _LONGEST):
        word, low = scene.word(at - 1), scene.low(at - 1)
        if low in _phrase("determiners") or (
            low in tables().rules["no_names"] and low not in loose and low not in ("and", "of", "for")
        ):
            break
        if scene.is_possessive(at - 1) or word == "-" or word == "&":
            at -= 1
        elif word[:1].isupper() and low not in tables().rules["dates"]:
            at -= 1
        elif low in loose or (length := _role_length(scene, at)) or "-" in word:
            at -= 1 if low in loose or "-" in word else length
        elif low in ("and", "of", "for") and _role_before(scene, at - 1, floor):
            if low != "and" and role_in(scene, at, end):
                break  # "deputy envoy of President X": the first post is another's
            at -= 1
        elif word == "." and scene.glued(at - 1) and scene.word(at - 2)[:1].isupper() and len(scene.word(at - 2)) <= 4:
            at -= 1
        else:
            break
    return at


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


def read_post(scene: Scene, first: int, last: int, kind: str = "title") -> Post | None:
    """What the phrase between two words tells; None where it holds neither a role noun nor a listed name."""
    owner, start = None, first
    while (
        start < last
        and scene.low(start) in _phrase("determiners")
        and not (scene.low(start) == "no" and scene.word(start + 1).isdigit())
    ):
        if scene.low(start) in _phrase("owners"):
            owner = Span(scene.words.items[start].start, scene.words.items[start].end)
        start += 1
    if start >= last:
        return None
    head = role_in(scene, start, last)
    if head is None:
        return None
    start = max((i + 1 for i in range(start, head[0]) if scene.low(i) in ("with", "by", "between")), default=start)
    while start < head[0] and scene.low(start) in _phrase("determiners"):
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
        shadow="shadow" in words or "opposition" in words,
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
    envoy = head[2].noun.lower() in scene.tables.rules["phrases"]["envoys"]
    owned = _owned_name(scene, first, head[0])
    for item in scene.listed_in(first, last):
        if owned and item.first >= owned[0] and item.last < owned[1]:
            continue
        if item.first >= head[0] and item.last <= head[1]:
            if member := item.of_kind(TermKind.MEMBER):
                facts.setdefault("party", member.owner)
            continue
        possessive = scene.is_possessive(item.last)
        before = scene.low(item.first - 1) if item.first > first else ""
        before = scene.low(item.first - 2) if before == "the" else before
        nation = item.of_kind(
            TermKind.ADJECTIVE, TermKind.COUNTRY, TermKind.CAPITAL, TermKind.SEAT, TermKind.MINISTRY, TermKind.PARLIAMENT
        )
        only_country = nation and not item.of_kind(TermKind.ADJECTIVE) and nation.kind in (TermKind.COUNTRY, TermKind.CAPITAL)
        at_home = before == "in" and head[2].family in ("minister", "head")  # "Minister of Education in Germany"
        if (
            nation
            and before == "in"
            and not at_home
            and item.first > head[1]
            and nation.kind in (TermKind.COUNTRY, TermKind.CAPITAL)
        ):
            facts.setdefault("target", nation.owner)  # where somebody works: "at the Orion Institute in Singapore"
            continue
        if (
            only_country
            and not at_home
            and ((before in ("to", "for", "on", "in", "with")) or (envoy and not possessive and item.last <= head[0]))
        ):
            facts.setdefault("target", nation.owner if nation else None)
            continue
        if party := item.of_kind(TermKind.PARTY, TermKind.MEMBER):
            if not (nation and item.of_kind(TermKind.ADJECTIVE)):
                facts.setdefault("party", party.owner)
                facts.setdefault("party_country", party.country)
                continue
        if body := item.of_kind(TermKind.BODY):
            if item.first > head[1] and scene.low(item.first) in scene.tables.portfolio and _is_portfolio(scene, head, head[1]):
                continue  # "Minister of Culture and Heritage"
            if not (nation and nation.kind is TermKind.ADJECTIVE):
                facts.setdefault("body", body.owner)
                facts.setdefault("governmental", body.governmental)
                continue
        if region := item.of_kind(TermKind.REGION):
            facts.setdefault("region", region.owner)
            facts.setdefault("region_country", region.country)
        elif nation:
            facts.setdefault("country", nation.country)
    facts.pop("party_country", None)
    if "region" in facts and "country" not in facts:
        facts["region_of"] = facts.get("region_country")
    facts.pop("region_country", None)
    facts.pop("region_of", None)
    if (
        "body" not in facts
        and "country" not in facts
        and "party" not in facts
        and (body_name := _named_body(scene, first, last, head))
    ):
        facts["body"] = body_name
    return facts


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
            if not place or name.split()[-1].lower() in tables().rules["body_words"] | _sorts_of_bodies():
                return name
    start = first
    while start < head[0] and scene.low(start) in loose_words():
        start += 1
    end = start
    while end < head[0] and scene.word(end)[:1].isupper():
        end += 1
    stop = end
    while end < head[0] and scene.low(end) in loose_words():
        end += 1
    if (
        end < head[0]
        or stop == start
        or scene.is_possessive(stop)
        or head[2].family not in ("business", "sport", "civil", "party", "official", "science", "health")
    ):
        return None
    if scene.low(start) in tables().rules["no_names"] or scene.listed_at(start) or _starts_role(scene, start):
        return None
    return scene.text_of(start, stop)


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
    while end < last and (scene.word(end)[:1].isupper() or scene.word(end)[:1].isdigit() or (end > at and scene.low(end) in joins)):
        end += 1
    while end > at and scene.low(end - 1) in joins and scene.word(end - 1) != "'s":
        end -= 1
    if end > at:
        if all(scene.word(i).isdigit() for i in range(at, end)):
            return None  # "a lawyer for 40 families"
        if scene.low(at) in ("president", "prime", "chancellor") or scene.low(at) in tables().rules["dates"]:
            return None
        while end < last and scene.low(end) in _nouns_for_bodies() | {"borough", "city", "county"}:
            end += 1
        return scene.text_of(at, end)
    end = phrase_end(scene, at, last)
    return scene.text_of(at, end) if end > at and scene.low(end - 1) in _nouns_for_bodies() else None


@lru_cache(maxsize=1)
def _sorts_of_bodies() -> frozenset[str]:
    """Common nouns that stand before the name of a body."""
    nouns = tables().rules["body_nouns"]
    return frozenset(n.split()[-1] for sort in ("business", "team", "civil", "state") for n in nouns[sort]) | _phrase(
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
