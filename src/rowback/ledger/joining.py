"""Who is whom across articles: a pure function of how articles name their speakers and of what people decided.

A *signature* is one way in which articles name a speaker: kind, name, side and role. Signatures of one actor are put together,
the most telling first: full names, names with initials, bare family names. Nothing depends on the order in which they are given. What is not clear stays apart: two actors too many are seen and merged, one too few puts words into a mouth.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rowback.core.actor import ActorKind
from rowback.ledger.holders import is_slip, post_key, unique_post
from rowback.ledger.names import Name, fold, is_initials, is_misspelt, same_family, same_given, sounds_alike, take_apart


@dataclass(frozen=True, slots=True)
class Signature:
    """A way of naming a speaker. ``count`` is the number of statements told under it; rosters give signatures with none."""

    id: str
    kind: ActorKind
    name: str
    side: str | None
    role: str | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """A person's decision that the actors of two signatures are one."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Split:
    """A person's decision that the actor of a signature is not the one who bears these names, as they are written."""

    actor: str
    names: frozenset[str]


@dataclass(slots=True)
class _Group:
    """Signatures that are one actor; ``names`` are their names taken apart."""

    members: list[Signature]
    names: list[Name] = field(default_factory=list)

    @property
    def sides(self) -> set[str]:
        return {member.side for member in self.members if member.side is not None}

    @property
    def roles(self) -> set[str]:
        return {fold(member.role) for member in self.members if member.role is not None}


def signature_of(kind: ActorKind, name: str | None, side: str | None, role: str | None) -> str | None:
    """The id of a signature; None for speakers that are nobody's namesakes: unknown, or described ("experts").

    Of those without a name only holders of a post of which a side has one have a signature ("the French foreign minister").
    """
    if name is None or kind is ActorKind.UNKNOWN:
        return None
    if unique_post(role, side) is None if kind is ActorKind.UNNAMED else not _is_name(kind, name):
        return None
    told = "|".join((kind.value, " ".join(name.split()), side or "", role or ""))
    return "n" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _is_name(kind: ActorKind, name: str) -> bool:
    """True for a name; "European officials" and "the ministry" name nobody in particular."""
    words = name.split()
    if kind is ActorKind.PERSON:
        return any(word[:1].isupper() for word in words) or not any(word[:1].islower() for word in words)
    return bool(words) and (not words[-1][:1].islower() or (len(words) > 1 and words[0][:1].isupper() and words[0].lower() != "the"
                                                           and kind is not ActorKind.GROUP))  # fmt: skip


def block_of(signature: Signature) -> str:
    """What signatures must share to be able to be one actor without a person's decision."""
    if signature.kind is ActorKind.UNNAMED:
        return f"u:{signature.side}|{unique_post(signature.role, signature.side)}"
    if signature.kind is not ActorKind.PERSON:
        return f"b:{_body_key(signature.name)}"
    name = take_apart(signature.name)
    return f"p:{name.key}" if name is not None else f"n:{signature.name}"


def post_of(signature: Signature) -> str | None:
    """What signatures of two blocks must share to be able to be one actor: a post of which a side has one, and the first letters."""
    if signature.kind is not ActorKind.PERSON:
        return None
    return post_key(take_apart(signature.name), signature.role, signature.side)


def join(signatures: Iterable[Signature], decisions: Sequence[Merge | Split] = ()) -> list[list[Signature]]:
    """The signatures of those who have names sorted into actors. `decisions` apply in their order to what the names alone give.

    Signatures that fit several actors equally well come as groups of their own, by themselves; `is_doubtful` tells them.
    """
    ordered = sorted(signatures, key=lambda s: s.id)
    groups = _one_holder(_persons([s for s in ordered if s.kind is ActorKind.PERSON]))
    groups += _bodies([s for s in ordered if s.kind not in (ActorKind.PERSON, ActorKind.UNNAMED)])
    return [sorted(group, key=lambda s: s.id) for group in _decided(groups, decisions)]


def is_doubtful(group: Sequence[Signature], groups: Mapping[str, Sequence[Sequence[Signature]]]) -> bool:
    """True for a bare family name that several actors bear: its bearers in two articles need not be one.

    `groups` holds, by the key of the family name, all groups of persons.
    """
    names = [take_apart(member.name) for member in group]
    if len(group) == 0 or any(name is None or name.given for name in names) or group[0].kind is not ActorKind.PERSON:
        return False
    name = names[0]
    assert name is not None
    bearers = [other for other in groups.get(name.key, ()) if other is not group and _fits_bare(name, other, group)]
    return len(bearers) > 1


def by_key(groups: Iterable[Sequence[Signature]]) -> dict[str, list[Sequence[Signature]]]:
    """The groups of persons by the keys of their family names."""
    found: dict[str, list[Sequence[Signature]]] = defaultdict(list)
    for group in groups:
        if group[0].kind is ActorKind.PERSON:
            for key in {name.key for member in group if (name := take_apart(member.name))}:
                found[key].append(group)
    return found


def _fits_bare(name: Name, other: Sequence[Signature], group: Sequence[Signature]) -> bool:
    sides = {member.side for member in group if member.side}
    for member in other:
        known = take_apart(member.name)
        if (
            known
            and known.given
            and same_family(known.family, name.family)
            and (not sides or not member.side or member.side in sides)
        ):
            return True
    return False


# ---- persons


def _persons(signatures: Sequence[Signature]) -> list[list[Signature]]:
    blocks: dict[str, list[tuple[Signature, Name]]] = defaultdict(list)
    alone: list[list[Signature]] = []
    for signature in signatures:
        name = take_apart(signature.name)
        if name is None:
            alone.append([signature])
        else:
            blocks[name.key].append((signature, name))
    return alone + [group.members for block in blocks.values() for group in _block(block)]


def _block(block: Sequence[tuple[Signature, Name]]) -> list[_Group]:
    """The persons among those whose family names may be one."""
    full = [(s, n) for s, n in block if n.given and not is_initials(n.given)]
    groups = _closed(full, _one_person)
    for told in (
        [(s, n) for s, n in block if is_initials(n.given)],
        [(s, n) for s, n in block if not n.given],
    ):
        groups = _attached(groups, told)
    return groups


def _one_person(one: tuple[Signature, Name], other: tuple[Signature, Name]) -> bool:
    """True if two full names are one person's. The further apart the spellings, the more the rest must agree."""
    (signature, name), (also, likewise) = one, other
    if not same_given(name.given, likewise.given):
        return False
    if name.family == likewise.family or sounds_alike(name.family, likewise.family):
        exact = name.family == likewise.family and name.given[0] == likewise.given[0]
        return exact or not _sides_differ(signature, also) or signature.role == also.role is not None
    return is_misspelt(name.family, likewise.family) and not _sides_differ(signature, also)


def _sides_differ(one: Signature, other: Signature) -> bool:
    return one.side is not None and other.side is not None and one.side != other.side


def _closed(named: Sequence[tuple[Signature, Name]], alike: Callable[..., bool]) -> list[_Group]:
    """Groups in which everybody is linked with somebody; links are symmetric, so no order matters."""
    spelt: dict[tuple[tuple[str, ...], str], list[tuple[Signature, Name]]] = defaultdict(list)
    for signature, name in named:
        spelt[name.given, name.family].append((signature, name))
    items = [part for members in spelt.values() for part in _told_apart(members, alike)]
    parent = list(range(len(items)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for a, one in enumerate(items):
        for b in range(a):
            if not same_given(one[0][1].given, items[b][0][1].given) or root(a) == root(b):
                continue
            if any(alike(x, y) for x in one for y in items[b]):
                parent[root(a)] = root(b)
    groups: dict[int, _Group] = {}
    for number, members in enumerate(items):
        group = groups.setdefault(root(number), _Group([]))
        group.members += [signature for signature, _ in members]
        group.names.append(members[0][1])
    return list(groups.values())


def _told_apart(members: Sequence[tuple[Signature, Name]], alike: Callable[..., bool]) -> list[list[tuple[Signature, Name]]]:
    """Signatures of one spelling, together where they are one in any case, else by side."""
    if all(alike(members[0], other) for other in members[1:]):
        return [list(members)]
    by_side: dict[str | None, list[tuple[Signature, Name]]] = defaultdict(list)
    for signature, name in members:
        by_side[signature.side].append((signature, name))
    return list(by_side.values())


def _attached(groups: list[_Group], told: Sequence[tuple[Signature, Name]]) -> list[_Group]:
    """The groups with each less telling name given to the only one that it fits; the others make groups among themselves."""
    homes: dict[int, list[tuple[Signature, Name]]] = defaultdict(list)
    rest: list[tuple[Signature, Name]] = []
    for signature, name in told:
        fitting = _fitting(groups, signature, name)
        if len(fitting) == 1:
            homes[fitting[0]].append((signature, name))
        else:
            rest.append((signature, name))
    for number, joined in homes.items():  # only now, so that nobody's place depends on who came before
        groups[number].members += [signature for signature, _ in joined]
        groups[number].names += [name for _, name in joined]
    return groups + _closed(rest, _one_bearer)


def _fitting(groups: Sequence[_Group], signature: Signature, name: Name) -> list[int]:
    """The groups that a name with initials or a bare family name can belong to, the best sort of fit only."""
    able = [
        n
        for n, group in enumerate(groups)
        if any(same_given(known.given, name.given) and same_family(known.family, name.family) for known in group.names)
    ]
    if signature.side is not None:
        able = [n for n in able if not groups[n].sides or signature.side in groups[n].sides]
    tests: list[Callable[[_Group], bool]] = [lambda group: any(known.family == name.family for known in group.names)]
    if signature.side is not None:
        tests.append(lambda group: signature.side in group.sides)
    if signature.role is not None:
        role = fold(signature.role)
        tests.append(lambda group: role in group.roles)
    for fits in tests:
        better = [n for n in able if fits(groups[n])]
        able = better or able
    return able


def _one_bearer(one: tuple[Signature, Name], other: tuple[Signature, Name]) -> bool:
    """True if two names without given names are one person's: told of one side, and of no two posts of one sort."""
    (signature, name), (also, likewise) = one, other
    alike = sounds_alike(name.family, likewise.family) or (
        is_misspelt(name.family, likewise.family) and signature.role == also.role
    )
    return alike and same_given(name.given, likewise.given) and signature.side == also.side


def _one_holder(groups: list[list[Signature]]) -> list[list[Signature]]:
    """The groups with names that are another one's, got wrong: the same given name in the same post, told far more seldom.

    Each is given to the group of the post that is told most; one that is told most itself stays.
    """
    by_post: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for post in sorted({post for member in group if (post := post_of(member)) is not None}):
            by_post[post].append(number)
    counts = [sum(member.count for member in group) for group in groups]
    homes: dict[int, int] = {}
    for post, able in sorted(by_post.items()):
        best = max(able, key=lambda n: (counts[n], groups[n][0].id))
        for number in able:
            if number != best and any(
                is_slip(one, counts[number], other, counts[best])
                for one in _names_in(groups[number], post)
                for other in _names_in(groups[best], post)
            ):
                homes[number] = best
    homes = {number: home for number, home in homes.items() if home not in homes}
    return [
        [*group, *(member for other, home in homes.items() if home == number for member in groups[other])]
        for number, group in enumerate(groups)
        if number not in homes
    ]


def _names_in(group: Sequence[Signature], post: str) -> list[Name]:
    names = (take_apart(member.name) for member in group if post_of(member) == post)
    return [name for name in names if name is not None]


# ---- bodies


def _bodies(signatures: Sequence[Signature]) -> list[list[Signature]]:
    """Organisations, governments and groups: one name and one side; without a side the only one of the name."""
    named: dict[str, dict[str | None, list[Signature]]] = defaultdict(lambda: defaultdict(list))
    for signature in signatures:
        named[_body_key(signature.name)][signature.side].append(signature)
    groups: list[list[Signature]] = []
    for by_side in named.values():
        sided = {side: members for side, members in by_side.items() if side is not None}
        bare = by_side.get(None, [])
        if len(sided) == 1:
            groups.append([*next(iter(sided.values())), *bare])
        else:
            groups += list(sided.values())
            groups += [bare] if bare else []
    return groups


def _body_key(name: str) -> str:
    folded = " ".join(fold(name).replace(".", "").split())
    return folded.removeprefix("the ")


# ---- decisions


def _decided(groups: list[list[Signature]], decisions: Sequence[Merge | Split]) -> list[list[Signature]]:
    home = {signature.id: number for number, group in enumerate(groups) for signature in group}
    for decision in decisions:
        if isinstance(decision, Merge):
            one, other = home.get(decision.one), home.get(decision.other)
            if one is None or other is None or one == other:
                continue
            groups[one] = groups[one] + groups[other]
            home.update((signature.id, one) for signature in groups[other])
            groups[other] = []
        else:
            number = home.get(decision.actor)
            if number is None:
                continue
            leaving = [signature for signature in groups[number] if signature.name in decision.names]
            if leaving and len(leaving) < len(groups[number]):
                groups[number] = [signature for signature in groups[number] if signature.name not in decision.names]
                groups.append(leaving)
                home.update((signature.id, len(groups) - 1) for signature in leaving)
    return [group for group in groups if group]
