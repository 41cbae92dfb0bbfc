"""Names got wrong of the holder of a post: joined by the post, not by the sound."""

from __future__ import annotations

import random
import shutil
from datetime import date

import pytest

from rowback.core.actor import ActorKind
from rowback.ledger import Filter, Ledger
from rowback.ledger.holders import holder, unique_post
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
    ("Minister of Defence", "Norway", "Norwegian defense minister", "Norway", True),
    ("Norway's PM", "Norway", "prime minister", "Norway", True),
    ("Labour leader", "Labour Party", "party leader", "Labour Party", True),
    ("leader of the Christian Democrats", "Christian Democratic Union", "leader", "Christian Democratic Union", True),
]
NOT_UNIQUE = [
    ("deputy defence minister", "Norway"),
    ("spokesman", "Norway"),
    ("former prime minister", "Norway"),
    ("senator", "United States"),
    ("Norwegian leader", "Norway"),
    ("deputy leader", "Labour Party"),
    ("state secretary", "Norway"),
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


HELD = {
    "named in the same days": (("2025-02-10", "2025-02-12"), [("p1", "2025-02-01", "2025-02-20")], "p1"),
    "named a little later": (("2025-02-10", "2025-02-10"), [("p1", "2025-03-01", "2025-03-01")], "p1"),
    "named long after": (("2025-02-10", "2025-02-10"), [("p1", "2026-02-01", "2026-02-20")], None),
    "told of years, named in one of them": (("2019-02-10", "2025-02-10"), [("p1", "2025-02-01", "2025-02-20")], None),
    "two of the time": (("2025-02-10", "2025-02-10"), [("p1", "2025-02-01", "2025-02-08"), ("p2", "2025-02-12", "2025-02-20")], None),
    "one of the time, one before": (("2025-02-10", "2025-02-10"), [("p1", "2024-02-01", "2024-02-08"), ("p2", "2025-02-12", "2025-02-20")], "p2"),
    "nobody named": (("2025-02-10", "2025-02-10"), [], None),
    "no day": ((None, None), [("p1", "2025-02-01", "2025-02-20")], None),
}  # fmt: skip


@pytest.mark.parametrize(("days", "held", "wanted"), HELD.values(), ids=HELD.keys())
def test_whom_a_post_without_a_name_means(days, held, wanted):
    assert holder(*days, held) == wanted


def without_name(words, day, post="Norwegian foreign minister", side=SIDE):
    return article(Said(post, words, day, side, post, ActorKind.UNNAMED), published=day, outlet=f"Post {day}")


def test_a_post_without_a_name_is_its_holder_whichever_came_first(filled, tmp_path, empty):
    shutil.copy(empty, tmp_path / "other.db")
    told = [
        without_name("harbour for sure", "2025-02-14"),
        without_name("harbour perhaps", "2025-02-14", "spokesman"),
        without_name("harbour perhaps", "2025-02-15", "Swedish foreign minister", "Sweden"),
        article(Said("Tora Marquist", "harbour never", "2025-02-10", SIDE, "foreign minister"), published="2025-02-11"),
    ]
    for one in told:
        put(filled, one)
        filled.refresh()
    assert {e.statement.speaker.name for e in filled.entries()} == {"Tora Marquist", "spokesman", "Swedish foreign minister"}
    assert [(f.earlier.statement.quote, f.later.statement.quote) for f in filled.findings()] == [
        ("harbour never", "harbour for sure")
    ]
    assert all_of(filled, as_of=date(2026, 1, 1)) == all_of(filled)
    assert [p.names for p in filled.actors] == [{"Tora Marquist": 1}]
    assert len(filled.entries(Filter(actor="spokesman"))) == len(filled.entries(Filter(actor="Swedish foreign minister"))) == 1
    with Ledger(Store(str(tmp_path / "other.db"))) as other:
        put(other, *reversed(told))
        assert all_of(other) == all_of(filled)


def test_a_second_holder_parts_them_again(filled):
    put(filled, without_name("harbour for sure", "2025-02-14"))
    put(filled, article(Said("Tora Marquist", "harbour never", "2025-02-10", SIDE, "foreign minister"), published="2025-02-11"))
    assert len(filled.findings()) == 1
    put(filled, article(Said("Nils Berg", "weather nice", "2025-02-16", SIDE, "foreign minister"), published="2025-02-16"))
    assert filled.findings() == []
    assert all_of(filled, as_of=date(2026, 1, 1)) == all_of(filled)
