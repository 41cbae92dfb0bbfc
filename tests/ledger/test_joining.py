"""Who is whom across articles: the cases are in cases/joining.toml, each a list of ways of naming and what should become of it."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from rowback.core.actor import ActorKind
from rowback.ledger.joining import Merge, Signature, Split, by_key, is_doubtful, join, signature_of
from rowback.ledger.names import same_family, take_apart

CASES = tomllib.loads((Path(__file__).parent / "cases/joining.toml").read_text(encoding="utf-8"))["case"]
EXAMPLES = tomllib.loads((files("rowback") / "data/name_folding.toml").read_text(encoding="utf-8"))["example"]


def signature(words, count=1):
    """ "Anna Berg / Norland / mayor / group" as a signature."""
    name, side, role, kind = ([*(part.strip() or None for part in words.split("/")), None, None, None])[:4]
    kind = ActorKind(kind or "person")
    return Signature(signature_of(kind, name, side, role) or words, kind, name, side, role, count)


def ids(groups):
    return sorted([s.id for s in group] for group in groups)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    named = {signature(words).id: words for group in case["actors"] for words in group}
    found = join([signature(words) for words in named.values()])
    assert sorted(sorted(named[s.id] for s in group) for group in found) == sorted(map(sorted, case["actors"]))
    for _ in range(5):
        mixed = random.sample(list(named.values()), len(named))
        assert ids(join(map(signature, mixed))) == ids(found)
    keyed = by_key(found)
    doubtful = sorted(named[s.id] for group in found if is_doubtful(group, keyed) for s in group)
    assert doubtful == sorted(case.get("doubtful", []))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: " ".join(next(iter(example.values()))))
def test_the_examples_of_the_rules(example):
    names = [take_apart(word) for word in (example.get("same") or example["different"])]
    for one, other in combinations(names, 2):
        assert (one.key == other.key and same_family(one.family, other.family)) is ("same" in example), (one, other)


def test_later_decisions_stand_over_earlier_ones():
    berg, lund = signature("Anna Berg/Norland"), signature("Anna Lund/Norland")
    merge = Merge(berg.id, lund.id)
    assert len(join([berg, lund], [merge])) == 1
    assert len(join([berg, lund], [merge, Split(berg.id, frozenset({"Anna Lund"}))])) == 2
    assert len(join([berg, lund], [Split(berg.id, frozenset({"Anna Lund"})), merge])) == 1
    assert len(join([berg, lund], [Merge("gone", lund.id), Split("gone", frozenset({"Anna Berg"}))])) == 2
