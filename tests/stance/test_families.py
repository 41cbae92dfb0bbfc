"""The lexicon of stances: it loads, and every family's own examples come out as they say."""

from __future__ import annotations

from collections import Counter

import pytest

from rowback.core.issue import Issue
from rowback.stance.lexicon import FamilyKind, families, listed
from rowback.wording.patterns import compiled
from tests.stance.sentences import stance

BYPASS = Issue("bypass", "Northern bypass", "The northern bypass is built.", terms=("bypass",))
EXAMPLES = [(family.id, text, wanted) for family, table in families() for text, wanted in table.get("examples", ())]


@pytest.mark.parametrize(("family", "text", "wanted"), EXAMPLES, ids=[f"{f}: {t}" for f, t, _ in EXAMPLES])
def test_example(family: str, text: str, wanted: str) -> None:
    assert stance(BYPASS, text) == wanted


@pytest.mark.parametrize(("family", "table"), families(), ids=[f.id for f, _ in families()])
def test_family_is_whole(family, table) -> None:
    assert set(table) <= {"id", "kind", "step", "negated", "cue", "alone", "patterns", "examples"}
    assert -3 <= family.step <= 3
    assert all(compiled(pattern) for pattern in listed(table["patterns"]))


def test_ids_differ() -> None:
    assert max(Counter(family.id for family, _ in families()).values()) == 1


def test_every_kind_is_used() -> None:
    assert {family.kind for family, _ in families()} == set(FamilyKind)


def test_no_pattern_stands_twice_in_a_family() -> None:
    for family, table in families():
        twice = [p for p, n in Counter(listed(table["patterns"])).items() if n > 1]
        assert not twice, family.id
