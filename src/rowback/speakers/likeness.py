"""How well the head noun of a description agrees with the posts that an article gives somebody."""

from __future__ import annotations

from typing import Protocol

from rowback.speakers.actors import Actor
from rowback.speakers.posts import Post
from rowback.speakers.pronouns import GENDERS, NEUTERS, PLURALS
from rowback.speakers.scene import Scene
from rowback.speakers.tables import TermKind, tables

_GENERAL = {
    "official": ("official", "minister", "head", "military"),
    "politician": ("minister", "head", "party", "parliament", "official"),
    "diplomat": ("official", "minister"),
    "leader": ("head", "party", "civil", "religion", "business"),
    "lawmaker": ("parliament",),
    "officer": ("military", "official"),
    "executive": ("business",),
    "boss": ("business", "sport"),
    "chief": ("business", "official", "military"),
    "expert": ("science",),
    "scientist": ("science",),
    "researcher": ("science",),
    "player": ("sport",),
    "lawyer": ("law",),
    "minister": ("minister",),
    "secretary": ("minister",),
}
_DEPUTIES = frozenset(["deputy", "vice", "assistant", "junior", "under", "associate", "acting"])
_OWN = frozenset(
    [
        "press",
        "general",
        "private",
        "permanent",
        "communications",
        "executive",
        "party",
        "parliamentary",
        "chief",
        "first",
        "cabinet",
    ]
)


class Described(Protocol):
    """What of a description its likeness to a post is judged by."""

    @property
    def post(self) -> Post | None:
        """The post that the description names."""
        ...

    @property
    def head(self) -> str:
        """Its head noun in small letters."""
        ...

    @property
    def nation(self) -> str | None:
        """The country of a demonym."""
        ...

    @property
    def party(self) -> str | None:
        """The party of a member's name."""
        ...

    @property
    def age(self) -> str | None:
        """An age in figures."""
        ...


def another_post(said: Post, known: Post) -> bool:
    """True where a described post cannot be a known one: other rank, portfolio or sort ("press secretary", "health secretary")."""
    one, other = _plain(said.text).split(), _plain(known.text).split()
    if known.noun is None or said.noun is None or not one or not other:
        return False
    if said.head.split()[-1] != known.head.split()[-1]:
        return False
    heads = {said.noun.family, known.noun.family} == {"head"} and said.head != known.head and " " in known.head
    if " " in said.head and " " in known.text and ({said.noun.family, known.noun.family} == {"head", "minister"} or heads):
        return True  # "prime minister", "foreign minister", "chief minister"
    if said.country and known.country and said.country != known.country:
        return True
    below, known_below = bool(_DEPUTIES & set(one)), bool(_DEPUTIES & set(other))
    if known_below and not below and said.head == "leader":
        return True  # "the Liberal leader" is not the deputy leader
    if said.shadow != known.shadow or (said.former and not known.former) or (said.coming and not known.coming):
        return bool(said.shadow or said.former or said.coming or said.noun.unique)
    if below != known_below and (below or said.noun.unique):
        return True
    marks, known_marks = _marks(one, said), _marks(other, known)
    if said.head.endswith("secretary") and marks != known_marks and (marks or len(said.head.split()) > 1):
        return True
    fields, known_fields = _fields(one), _fields(other)
    return bool(fields and known_fields and not fields & known_fields)


def _rank(text: str) -> bool:
    """True for somebody's deputy."""
    return not _DEPUTIES.isdisjoint(text.lower().split())


def _is_chief_of_field(said: Post, known: Post) -> bool:
    """True for "the defence chief" and a defence minister: the same portfolio under a word that leaves the post open."""
    if said.head.split()[-1:] not in (["chief"], ["boss"], ["head"]) or known.noun is None or known.noun.family != "minister":
        return False
    return bool(_fields(_plain(said.text).split()) & _fields(_plain(known.text).split()))


def _is_head_of_country(said: Post, known: Post) -> bool:
    """True for "the Kremlin chief" and a president, "the Polish prime minister" and Poland's leader, "the monarch" and a king."""
    if said.head in ("monarch", "sovereign") and known.head in ("king", "queen", "emir", "sultan"):
        return True
    if said.noun is None or known.noun is None or known.former or not said.country or said.country != known.country:
        return False
    leaders = ("leader", "chief", "boss", "ruler", "strongman")
    return (said.head in leaders and known.noun.family == "head") or (known.head in leaders and said.noun.family == "head")


def _marks(words: list[str], post: Post) -> set[str]:
    """The words right before a secretary's noun that make him no secretary of a department."""
    last = post.head.split()[-1]
    at = words.index(last) if last in words else len(words)
    return set(words[max(0, at - 1) : at]) & _OWN


def fields_of(post: Post) -> set[str]:
    """The portfolios that a post names: "defence", "energy"."""
    return _fields(_plain(post.text).split())


def _fields(words: list[str]) -> set[str]:
    known = tables().portfolio_of
    return {known[w] for w in words if w in known}


def owned_otherwise(scene: Scene, post: Post | None, actor: Actor) -> bool:
    """True where a possessor names another post, person or body than those of somebody's own posts: "the PM's press secretary"."""
    if post is None or post.owner is None or not actor.posts:
        return False
    words = post.owner.of(scene.text)
    low = words.lower()
    if low in GENDERS or low in NEUTERS or low in PLURALS or any(low in p.text.lower() for p in actor.posts if p.owner or p.body):
        return False
    inside = scene.words.inside(post.owner)
    listed = scene.listed_in(inside.start, inside.stop)
    if any(
        item.of_kind(TermKind.COUNTRY, TermKind.CAPITAL, TermKind.ADJECTIVE, TermKind.PARTY, TermKind.MEMBER) for item in listed
    ):
        return False
    role = scene.words.match(scene.tables.roles, inside.stop - 1, inside.stop, lower=True)
    named = words[:1].isupper() and any(p.body or p.owner for p in actor.posts)
    return role is not None or named


def _plain(noun: str) -> str:
    return (
        noun.lower()
        .replace("defence", "defense")
        .replace("spokesperson", "spokes")
        .replace("spokesman", "spokes")
        .replace("spokeswoman", "spokes")
    )


def noun_score(what: Described, actor: Actor) -> float | None:
    """How the head noun of a description agrees with what is known of somebody's posts."""
    if what.post is None or what.post.noun is None:
        return 1.0 if what.head in ("man", "woman", "speaker", "former", "latter") or what.nation or what.party or what.age else 0.0
    if (
        what.post.noun.family == "parliament"
        and what.post.head[:1].islower() is False
        or what.party
        and what.post.noun.noun[0].isupper()
    ):
        return 1.0  # "the Republican" tells a party, not a post
    wanted, family = _plain(what.post.head), what.post.noun.family
    texts = [(_plain(p.text), _plain(p.head), p.noun.family if p.noun else "", p) for p in actor.posts]
    best = 0.0
    content = {w for w in _plain(what.post.text).split() if len(w) > 2} - {"the", "former"}
    for text, head, known, post in texts:
        if another_post(what.post, post):
            continue
        if head == wanted or f" {wanted} " in f" {text} ":
            extra = len(content & set(text.split())) - len(content - set(text.split()) - {wanted})
            best = max(best, 3.5 + 0.6 * extra)
        elif head and (head.split()[-1] == wanted.split()[-1]):
            best = max(best, 3.0 if _rank(what.post.text) == _rank(text) else 1.5)
        elif _is_chief_of_field(what.post, post):
            best = max(best, 3.2 + 0.8 * bool(content & set(text.split()) & set(tables().portfolio_of)))
        elif known in _GENERAL.get(wanted, ()) or _is_head_of_country(what.post, post):
            best = max(best, 2.0)
        elif known == family and wanted.split()[-1] in ("official", "politician", "leader", "figure", "veteran"):
            best = max(best, 1.5)
    if best == 0.0 and any(head for _, head, _, _ in texts):
        if wanted in ("man", "woman", "father", "mother", "veteran", "native", "star", "author") or family == "people":
            return 0.5
        return None
    if best == 0.0:  # nothing known of the posts: the last speaker may be meant
        return (
            0.9
            if what.post.noun.unique or family in ("sport", "head", "minister", "military", "parliament", "law", "science")
            else 0.5
        )
    return best
