"""Names got wrong of the holder of a post: joined by the post, not by the sound."""

from __future__ import annotations

import random

import pytest

from rowback.core.actor import ActorKind
from rowback.ledger import Ledger
from rowback.ledger.holders import unique_post
from rowback.ledger.joining import Signature, Split, join, signature_of
from rowback.ledger.store import Store
from tests.ledger.asking import all_of, put
from tests.ledger.story import Said, article

SIDE = "Norway"
POSTS = [
    ("US Defense Secretary", "United States", "defence secretary", "United States", True),
    ("the Norwegian prime minister", "Norway", "Prime Minister", "Norway", True),
    ("prime minister", "Norway", "Prime Minister of Norway", "Norway", True),
    ("foreign minister", "Norway", "finance minister", "Norway", False),
]
NOT_UNIQUE = [
    ("deputy defence minister", "Norway"),
    ("spokesman", "Norway"),
    ("former prime minister", "Norway"),
    ("senator", "United States"),
    (None, "Norway"),
    ("prime minister", None),
]


@pytest.mark.parametrize(("role", "side", "other", "of", "same"), POSTS)
def test_posts_in_other_words(role, side, other, of, same):
    assert unique_post(role, side) is not None
    assert (unique_post(role, side) == unique_post(other, of)) is same


@pytest.mark.parametrize(("role", "side"), NOT_UNIQUE)
def test_posts_that_several_can_hold(role, side):
    assert unique_post(role, side) is None


def named(name, count, role="foreign minister", side=SIDE):
    return Signature(signature_of(ActorKind.PERSON, name, side, role), ActorKind.PERSON, name, side, role, count)


JOINED = {
    "told seldom beside the holder": ([named("Tora Marquist", 9), named("Tora Mastin", 2)], True),
    "in the same post in other words": ([named("Tora Marquist", 9), named("Tora Mastin", 2, "Norwegian Foreign Minister")], True),
    "with the short form of the given name": ([named("Peter Holmen", 9), named("Pete Hansom", 1)], True),
    "told as often": ([named("Tora Marquist", 4), named("Tora Mastin", 3)], False),
    "with another given name": ([named("Tora Marquist", 9), named("Trine Mastin", 1)], False),
    "with another beginning": ([named("Tora Marquist", 9), named("Tora Barden", 1)], False),
    "with quite other letters": ([named("Tora Marquist", 9), named("Tora Mell", 1)], False),
    "in another post": ([named("Tora Marquist", 9), named("Tora Mastin", 1, "finance minister")], False),
    "in a post that many hold": ([named("Tora Marquist", 9, "lawmaker"), named("Tora Mastin", 1, "lawmaker")], False),
    "of another side": ([named("Tora Marquist", 9), named("Tora Mastin", 1, side="Sweden")], False),
}  # fmt: skip


@pytest.mark.parametrize(("told", "one"), JOINED.values(), ids=JOINED.keys())
def test_a_name_got_wrong(told, one):
    for _ in range(3):
        random.shuffle(told)
        assert len(join(told)) == (1 if one else 2)


def test_a_person_can_part_them():
    right, wrong = named("Tora Marquist", 9), named("Tora Mastin", 2)
    assert len(join([right, wrong], [Split(right.id, frozenset({"Tora Mastin"}))])) == 2


def test_the_order_of_articles_does_not_matter(filled, tmp_path, empty):
    import shutil

    shutil.copy(empty, tmp_path / "other.db")
    told = [
        article(Said("Tora Marquist", f"harbour never {n}", "2025-02-10", SIDE, "foreign minister"), outlet=f"P{n}")
        for n in range(4)
    ]
    told.append(article(Said("Tora Mastin", "harbour never", "2025-02-11", SIDE, "foreign minister")))
    put(filled, *told)
    assert [profile.name for profile in filled.actors] == ["Tora Marquist"]
    with Ledger(Store(str(tmp_path / "other.db"))) as other:
        for one in reversed(told):
            put(other, one)
            other.refresh()
        assert all_of(other) == all_of(filled)
