"""The actors of a ledger, made of the signatures under which articles name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.core.statement import Actor
from rowback.ledger.holders import holder
from rowback.ledger.joining import Merge, Signature, Split, block_of, by_key, is_doubtful, join, post_of
from rowback.ledger.names import fold, is_initials, take_apart
from rowback.wording.names import variants
from rowback.wording.tokens import tokens

_SELDOM = 3  # times as many articles that must tell another side for one to be a slip
_SAME_TIME = 30  # days around the time of the side told most; who left office long ago may well speak for another
_NEAR = 180  # days: a post that a text leaves out is taken from what others told within this time


@dataclass(frozen=True, slots=True)
class Post:
    """A post of an actor: the days on which texts, or a roster, give it. ``evidence`` is the statement of the first day.

    ``start`` and ``end`` are days as text, None where they are open or unknown; ``count`` is the number of statements.
    """

    role: str | None
    side: str | None
    start: str | None
    end: str | None
    evidence: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """A signature with what the ledger knows of it: smallest statement, first and last day, number of articles."""

    signature: Signature
    smallest: str
    first_day: str | None
    last_day: str | None
    articles: int = 1


@dataclass(slots=True)
class Profile:
    """An actor across articles. ``names`` counts each name the articles give; ``posts`` come in the order of their days."""

    id: str
    told: list[Told]
    rostered: list[Post] = field(default_factory=list)

    @property
    def kind(self) -> ActorKind:
        """The kind that most statements give."""
        counts: Counter[ActorKind] = Counter()
        for told in self.told:
            if told.signature.kind is not ActorKind.UNNAMED:
                counts[told.signature.kind] += told.signature.count
        return min(counts, key=lambda kind: (-counts[kind], kind))

    @property
    def names(self) -> Counter[str]:
        """How many statements give each name; where only the post is told, none is given."""
        counts: Counter[str] = Counter()
        for told in self.told:
            if told.signature.kind is not ActorKind.UNNAMED:
                counts[told.signature.name] += told.signature.count
        return counts

    @property
    def name(self) -> str:
        """The name most told among the most telling: full ones, then those with initials, then bare ones."""
        names = self.names
        return min(names, key=lambda name: (-_telling(name), -names[name], name))

    @property
    def posts(self) -> list[Post]:
        """Posts told of and rostered, by day."""
        found: dict[tuple[str | None, str | None], Post] = {}
        for told in sorted(self.told, key=lambda t: (t.first_day or "9999", t.smallest)):
            signature = told.signature
            if signature.role is None:
                continue
            key = (fold(signature.role), signature.side)
            post = Post(signature.role, signature.side, told.first_day, told.last_day, told.smallest, signature.count)
            known = found.get(key)
            found[key] = post if known is None else _widened(known, post)
        return [*self.rostered, *sorted(found.values(), key=lambda p: (p.start or "9999", p.role or "", p.side or ""))]

    @property
    def sides(self) -> list[str]:
        """The sides told of, the one that most articles tell first."""
        counts: Counter[str] = Counter()
        for told in self.told:
            if told.signature.side is not None:
                counts[told.signature.side] += told.articles
        return sorted(counts, key=lambda side: (-counts[side], side))

    @property
    def all_sides(self) -> set[str]:
        """The sides that texts or rosters give."""
        return {*self.sides, *(post.side for post in self.rostered if post.side is not None)}


def _widened(post: Post, other: Post) -> Post:
    ends = [day for day in (post.end, other.end) if day is not None]
    return replace(post, end=max(ends, default=None), count=post.count + other.count)


def _telling(name: str) -> int:
    parts = take_apart(name)
    return 0 if parts is None or not parts.given else 1 if is_initials(parts.given) else 2


class Cast:
    """Which actor each signature belongs to, and what is known of the actors."""

    def __init__(self, profiles: Iterable[Profile], rostered: Mapping[str, str] | None = None) -> None:
        self._profiles = {profile.id: profile for profile in profiles}
        self._actors = {told.signature.id: profile.id for profile in self._profiles.values() for told in profile.told}
        self.rostered = dict(rostered or {})
        """The actors of names that only a roster gives."""
        self._filled: dict[str, tuple[str, ActorKind, str | None, list[Post], frozenset[str]]] = {}

    def __len__(self) -> int:
        return len(self._profiles)

    def get(self, actor: str) -> Profile | None:
        """What is known of an actor; None for one that lives in one article only."""
        return self._profiles.get(actor)

    def everybody(self) -> list[Profile]:
        """All actors with a name across articles."""
        return list(self._profiles.values())

    def prepare(self, actors: Iterable[str | None]) -> None:
        """Get ready to be asked about these actors."""

    def actor_of(self, signature: str | None, speaker: str | None) -> str | None:
        """The actor of a statement: that of the signature, else the article's own; None for an unknown speaker."""
        return self._actors.get(signature, speaker) if signature is not None else speaker

    def signatures_of(self, actor: str) -> list[str]:
        """The signatures of an actor; none for one that lives in one article only."""
        profile = self.get(actor)
        return [told.signature.id for told in profile.told] if profile else []

    def shown(self, ident: str | None, speaker: Actor, day: str | None) -> Actor:
        """The speaker of a statement as the ledger knows him: what the text leaves out of post and side is filled in by the day."""
        profile = self.get(ident) if ident is not None else None
        if profile is None:
            return replace(speaker, id=ident)
        filled = self._filled.get(profile.id)
        if filled is None:
            named = _named_sides(profile)
            filled = self._filled[profile.id] = (profile.name, profile.kind, _only_side(profile), profile.posts, named)
        name, kind, side, posts, named = filled
        role = speaker.role
        if role is None:
            post = _post_on(day, posts, speaker.side)
            role = post.role if post else None
            side = (post.side if post and post.side else None) or side
        elif (post := _rostered_on(day, profile.rostered)) is not None:
            side = post.side or side
        own = speaker.side if speaker.side is None else _meant(profile, speaker.side, day, named)
        return Actor(profile.id, name, kind, role, own or side)

    def sides_of(self, actors: Iterable[str]) -> set[str]:
        """All sides that anything gives to these actors."""
        wanted = list(actors)
        self.prepare(wanted)
        profiles = (self.get(actor) for actor in wanted)
        return {side for profile in profiles if profile is not None for side in profile.all_sides}

    def on_sides(self, sides: set[str]) -> set[str]:
        """The actors to whom anything gives one of these sides."""
        return {profile.id for profile in self._profiles.values() if not sides.isdisjoint(profile.all_sides)}

    def spoken(self) -> Mapping[str, int]:
        """In how many statements each side speaks, by those whom names join across articles."""
        counts: Counter[str] = Counter()
        for profile in self._profiles.values():
            for told in profile.told:
                if told.signature.side is not None:
                    counts[told.signature.side] += told.signature.count
        return counts

    def crowded(self, limit: int) -> set[str]:
        """The sides that speak in more statements than the limit."""
        return {side for side, count in self.spoken().items() if count > limit}

    def names(self) -> Iterable[tuple[str, str]]:
        """Every name with the actor that bears it."""
        return ((name, profile.id) for profile in self._profiles.values() for name in profile.names)

    def called(self, name: str) -> frozenset[str]:
        """The actors one of whose names holds all the words."""
        words = set(fold(name).split())
        return frozenset(actor for known, actor in self.names() if words and words <= set(fold(known).split()))


def _meant(profile: Profile, side: str, day: str | None, named: frozenset[str]) -> str:
    """The side that is meant where a text, or its reading, gives one: another where this one is a slip.

    It is where it is told seldom beside another of the same time, or where others call the actor by his country ("French president") and
    no text calls him by this one.
    """
    first = next(iter(named)) if len(named) == 1 else profile.sides[0] if profile.sides else side
    if first == side or day is None or side in named or side in {post.side for post in profile.rostered}:
        return side
    count = {s: sum(t.articles for t in profile.told if t.signature.side == s) for s in (first, side)}
    if first not in named and count[side] * _SELDOM > count[first]:
        return side
    days = [d for t in profile.told if t.signature.side == first for d in (t.first_day, t.last_day) if d is not None]
    if not days:
        return side
    apart = _distance(day, Post(None, first, min(days), max(days), None, 0))
    return first if apart <= (_NEAR if first in named else _SAME_TIME) else side


def _named_sides(profile: Profile) -> frozenset[str]:
    """The sides that a post itself names."""
    given = ((told.signature.side, told.signature.role) for told in profile.told)
    return frozenset(side for side, role in given if side and role and _names(role, side))


@lru_cache(maxsize=8192)
def _names(role: str, side: str) -> bool:
    """True where a post names the country that it is held for.

    >>> _names("French president", "France"), _names("President", "France")
    (True, False)
    """
    country, words = (tuple(t.word for t in tokens(text, Span(0, len(text)))) for text in (side, role))
    runs = (words[at : at + length] for at in range(len(words)) for length in (1, 2, 3))
    return any(country in variants().get(run, ()) for run in runs)


def _only_side(profile: Profile) -> str | None:
    sides = profile.all_sides
    return next(iter(sides)) if len(sides) == 1 else None


def _rostered_on(day: str | None, posts: Sequence[Post]) -> Post | None:
    return next((p for p in posts if day and (p.start or "") <= day <= (p.end or "9999")), None)


def _post_on(day: str | None, posts: Sequence[Post], side: str | None) -> Post | None:
    """The post on a day: a rostered one that holds, else the one told of nearest to the day."""
    able = [post for post in posts if side is None or post.side in (None, side)]
    if day is None or not able:
        return None
    if (rostered := _rostered_on(day, [p for p in able if p.evidence is None])) is not None:
        return rostered
    told = [post for post in able if post.evidence is not None and post.start is not None]
    near = min(told, key=lambda p: (_distance(day, p), -p.count, p.role or "", p.side or ""), default=None)
    return near if near is not None and _distance(day, near) <= _NEAR else None


def _distance(day: str, post: Post) -> int:
    assert post.start is not None
    at, start, end = (date.fromisoformat(d) for d in (day, post.start, post.end or post.start))
    return max((start - at).days, (at - end).days, 0)


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Posts by the day on which they begin."""
    return sorted(posts, key=lambda p: (p.start or "", p.role or "", p.side or ""))


def make_cast(
    told: Sequence[Told], decisions: Sequence[Merge | Split] = (), rostered: Sequence[tuple[Signature, Post]] = ()
) -> Cast:
    """Sort the signatures into actors; `rostered` are the names and posts that rosters give.

    An actor's id comes from the smallest statement id among those of its statements that name it.
    """
    unnamed = [t for t in told if t.signature.kind is ActorKind.UNNAMED]
    told = [t for t in told if t.signature.kind is not ActorKind.UNNAMED]
    by_id = {t.signature.id: t for t in told}
    posts: dict[str, list[Post]] = defaultdict(list)
    signatures = {t.signature.id: t.signature for t in told}
    for signature, post in rostered:
        signatures.setdefault(signature.id, signature)
        posts[signature.id].append(post)
    groups = join(signatures.values(), decisions)
    keyed = by_key(groups)
    profiles: list[Profile] = []
    only_rostered: dict[str, str] = {}
    for group in groups:
        members = [by_id[s.id] for s in group if s.id in by_id]
        if members and not is_doubtful(group, keyed):
            held = {post for s in group for post in posts.get(s.id, ())}
            profiles.append(Profile(f"p{min(t.smallest for t in members)[1:]}", members, in_order(held)))
            only_rostered.update((s.id, profiles[-1].id) for s in group if s.id not in by_id)
    _add_by_post(profiles, unnamed)
    return Cast(profiles, only_rostered)


def _add_by_post(profiles: Iterable[Profile], unnamed: Iterable[Told]) -> None:
    """Give what is told of a post without a name to the one whom texts of the same time name in it."""
    by_id = {profile.id: profile for profile in profiles}
    held: dict[str, list[tuple[str, str | None, str | None]]] = defaultdict(list)
    for profile in by_id.values():
        for told in profile.told:
            if (post := post_of(told.signature)) is not None:
                held[post.rpartition("|")[0]].append((profile.id, told.first_day, told.last_day))
    for told in sorted(unnamed, key=lambda t: t.signature.id):
        found = holder(told.first_day, told.last_day, held[block_of(told.signature).removeprefix("u:")])
        if found is not None:
            by_id[found].told.append(told)
