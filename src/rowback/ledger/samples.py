"""How far to trust a ledger: things drawn at random that a person judges, and the precision that follows with its interval."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from sqlalchemy import bindparam, func, select

from rowback.ledger import deciding, schema
from rowback.ledger.deciding import Decision
from rowback.ledger.store import Store

_c = schema.current.c
_KIND = "check"
_Z = 1.959963984540054  # of the normal distribution, for 95 %


class Verdict(StrEnum):
    """What a person says of a thing that was drawn."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of one thing drawn, the last word of all that hold."""

    verdict: Verdict
    by: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Precision:
    """The share of right ones among those judged right or wrong, with its 95 % interval after Wilson; None before any is judged."""

    right: int
    wrong: int
    unsure: int
    drawn: int

    @property
    def share(self) -> float | None:
        """The share of right ones, 0..1."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (Wilson 1927, doi:10.1080/01621459.1927.10502953).

        >>> low, high = Precision(right=9, wrong=1, unsure=0, drawn=10).interval
        >>> round(low, 3), round(high, 3)
        (0.596, 0.982)
        """
        judged = self.right + self.wrong
        if not judged:
            return None
        share, z2 = self.right / judged, _Z * _Z
        middle = share + z2 / (2 * judged)
        reach = _Z * sqrt(share * (1 - share) / judged + z2 / (4 * judged * judged))
        return max(0.0, (middle - reach) / (1 + z2 / judged)), min(1.0, (middle + reach) / (1 + z2 / judged))


class Samples:
    """`ledger.samples`: statements and findings drawn at random, and what people said of them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def draw(self, size: int, seed: int) -> list[str]:
        """The ids of statements drawn at random, in the order drawn; the same seed gives the same ones of the same ledger.

        Ids are hashes, so the first id from a random point on is a statement drawn evenly, and a ledger that grows keeps most of a
        sample. Fewer come where the ledger holds fewer.
        """
        points = random.Random(seed)  # noqa: S311  (a sample, no secret)
        with self._store.view() as view:
            if not view.is_stored:
                idents = sorted(entry.id for entry in view.entries())
                return points.sample(idents, min(size, len(idents)))
            held = view.connection.scalar(select(func.count()).select_from(schema.current)) or 0
            if held <= 4 * size:
                idents = list(view.connection.scalars(select(_c.id).order_by(_c.id)))
                return points.sample(idents, min(size, len(idents)))
            found: dict[str, None] = {}
            first = select(_c.id).order_by(_c.id).limit(1)
            beyond = first.where(_c.id >= bindparam("point"))
            while len(found) < size:
                point = f"s{points.getrandbits(64):016x}"
                ident = view.connection.scalar(beyond, {"point": point}) or view.connection.scalar(first)
                if ident is not None:
                    found[ident] = None
            return list(found)

    @staticmethod
    def draw_of(idents: Sequence[str], size: int, seed: int) -> list[str]:
        """The same of ids at hand, such as those of findings."""
        ordered = sorted(set(idents))
        return random.Random(seed).sample(ordered, min(size, len(ordered)))  # noqa: S311

    def judge(self, ident: str, verdict: Verdict, *, by: str | None = None, note: str | None = None) -> None:
        """Record what a person says of a statement or finding that was drawn."""
        with self._store.writing() as connection:
            value = {"verdict": verdict.value}
            deciding.decide(connection, _KIND, ident, value, at=self._store.now(), by=by, note=note)

    def undo(self, ident: str, *, by: str | None = None) -> bool:
        """Take back the last judgement of one thing; False where there is none."""
        with self._store.writing() as connection:
            made = deciding.last(connection, [_KIND], ident)
            if made is not None:
                deciding.undo(connection, made.number, at=self._store.now(), by=by)
        return made is not None

    def judgements(self, idents: Sequence[str]) -> dict[str, Judgement]:
        """What people said of these, by id; those that nobody judged are missing."""
        wanted = set(idents)
        with self._store.snapshot() as connection:
            made: list[Decision] = [d for d in deciding.holding(connection, [_KIND]) if d.subject in wanted]
        return {d.subject: Judgement(Verdict(d.value["verdict"]), d.by, d.note) for d in made}


def precision(idents: Sequence[str], judged: Mapping[str, Judgement]) -> Precision:
    """The precision that the judgements of a sample give."""
    told = [judged[ident].verdict for ident in idents if ident in judged]
    return Precision(told.count(Verdict.RIGHT), told.count(Verdict.WRONG), told.count(Verdict.UNSURE), len(idents))
