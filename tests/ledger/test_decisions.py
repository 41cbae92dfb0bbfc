"""What people decide holds, is never overwritten, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest

from rowback.core.errors import LedgerError, UsageError
from rowback.core.finding import Review
from rowback.core.stance import Stance
from rowback.ledger import Filter
from tests.ledger.asking import all_of, put
from tests.ledger.story import Said, article


@pytest.fixture
def turned(filled):
    """A ledger in which Anna Berg turned round on the harbour."""
    put(
        filled,
        article(Said("Anna Berg", "harbour never", "2025-02-10"), published="2025-02-11"),
        article(Said("Anna Berg", "harbour for sure", "2025-02-20"), published="2025-02-21"),
        article(Said("Bengt Dahl", "harbour for once", "2025-02-20"), published="2025-02-22"),
    )
    return filled


def actor(ledger, name):
    (found,) = [profile for profile in ledger.actors if name in profile.names]
    return found.id


def test_a_review_is_kept_and_undone(turned):
    (finding,) = turned.findings()
    assert finding.review is Review.UNREVIEWED
    assert turned.review(finding.id, Review.REJECTED, by="eva", note="misquoted").review is Review.REJECTED
    assert turned.review(finding.id, Review.ACCEPTED, by="eva").review is Review.ACCEPTED
    assert turned.review(finding.id, Review.UNREVIEWED).review is Review.REJECTED  # the last decision is taken back, not all
    assert turned.review(finding.id, Review.UNREVIEWED).review is Review.UNREVIEWED
    with pytest.raises(LedgerError, match="nothing was decided"):
        turned.review(finding.id, Review.UNREVIEWED)


def test_a_review_outlives_what_comes_later(turned):
    (finding,) = turned.findings()
    turned.review(finding.id, Review.ACCEPTED)
    put(turned, article(Said("Anna Berg", "harbour for sure", "2025-02-20"), published="2025-02-23", outlet="Quay News"))
    assert [f.review for f in turned.findings() if {f.earlier.id, f.later.id} == {finding.earlier.id, finding.later.id}] == [
        Review.ACCEPTED
    ]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"speaker": "Carl Eng"}, 0),
        ({"said_on": (date(2025, 2, 1), date(2025, 2, 1))}, 1),
        ({"stances": {"harbour": Stance.OPPOSES}}, 0),
        ({"stances": {"harbour": None}}, 0),
        ({"not_a_statement": True}, 0),
    ],
    ids=["speaker", "day", "stance", "no stance", "no statement"],
)
def test_findings_follow_a_correction_at_once(turned, change, left):
    (finding,) = turned.findings()
    before = all_of(turned)
    turned.correct(finding.later.id, by="eva", **change)
    found = turned.findings()
    assert len(found) == left
    if found:  # the order of days has turned
        assert (found[0].earlier.id, found[0].later.id) == (finding.later.id, finding.earlier.id)
    assert all_of(turned, as_of=date(2026, 1, 1)) == all_of(turned)
    turned.undo_correction(finding.later.id)
    assert all_of(turned) == before


def test_a_correction_by_an_actor_s_id(turned):
    (finding,) = turned.findings()
    turned.correct(finding.later.id, speaker=actor(turned, "Bengt Dahl"))
    assert turned.entry(finding.later.id).statement.speaker.name == "Bengt Dahl"
    assert {e.statement.speaker.id for e in turned.entries(Filter(actor="dahl"))} == {actor(turned, "Bengt Dahl")}
    assert len(turned.entries(Filter(actor="dahl"))) == 2


def test_a_correction_that_came_later_is_not_known_before(turned):
    (finding,) = turned.findings()
    turned.correct(finding.later.id, not_a_statement=True)
    assert turned.findings() == []
    day = date(2025, 5, 31)  # the clock of these tests stands in June
    assert all_of(turned, recorded_by=day)["statements"] == []


def test_a_merge_and_its_undoing(turned):
    one, other = actor(turned, "Anna Berg"), actor(turned, "Bengt Dahl")
    before = all_of(turned)
    merged = turned.actors.merge(one, other, by="eva")
    assert merged == min(one, other)
    assert turned.actors.show(max(one, other)).profile.id == merged  # the older id is an alias
    assert set(turned.actors.show(merged).profile.names) == {"Anna Berg", "Bengt Dahl"}
    assert all_of(turned, as_of=date(2026, 1, 1)) == all_of(turned)
    turned.actors.undo()
    assert all_of(turned) == before


def test_merges_cannot_form_a_circle(turned):
    put(turned, article(Said("Carl Eng", "bridge never", "2025-02-20")))
    a, b, c = (actor(turned, name) for name in ("Anna Berg", "Bengt Dahl", "Carl Eng"))
    turned.actors.merge(a, b)
    turned.actors.merge(b, c)
    for one, other in ((c, a), (a, a), (b, a)):
        with pytest.raises(LedgerError, match="one actor already"):
            turned.actors.merge(one, other)


def test_a_split_holds_for_what_comes_later(filled):
    put(filled, article(Said("John Coale", "harbour never")), article(Said("John Cole", "harbour for"), outlet="Quay News"))
    (profile,) = filled.actors
    alone = filled.actors.split(profile.id, ("john cole",), by="eva")
    assert len(filled.actors.list()) == 2
    put(filled, article(Said("John Cole", "bridge for", role="envoy"), outlet="The Lock"))
    assert set(filled.actors.show(alone).profile.names) == {"John Cole"}
    assert len(filled.actors.list()) == 2
    filled.actors.undo()
    assert len(filled.actors.list()) == 1
    with pytest.raises(LedgerError, match="nothing would be left"):
        filled.actors.split(actor(filled, "John Coale"), ("John Coale", "John Cole"))
    with pytest.raises(LedgerError, match="never called"):
        filled.actors.split(actor(filled, "John Coale"), ("Jim",))


def test_a_person_s_merge_stands_against_new_names(filled):
    put(filled, article(Said("Anna Berg", "harbour never")), article(Said("Anna Lund", "harbour for")))
    merged = filled.actors.merge(actor(filled, "Anna Berg"), actor(filled, "Anna Lund"))
    for n in range(5):
        put(
            filled, article(Said("Anna Berg", "bridge for", side="Sudland"), Said("Anna Lund", "bridge never"), outlet=f"Paper {n}")
        )
    assert {frozenset(p.names) for p in filled.actors} == {frozenset({"Anna Berg", "Anna Lund"})}
    assert filled.actors.show(merged).profile.id == filled.actors.list()[0].id


@pytest.mark.parametrize(
    "call",
    [
        lambda ledger: ledger.correct("s0", not_a_statement=True),
        lambda ledger: ledger.undo_correction("s0"),
        lambda ledger: ledger.review("f0", Review.ACCEPTED),
        lambda ledger: ledger.actors.merge("Nobody", "Anna Berg"),
        lambda ledger: ledger.actors.undo(),
        lambda ledger: ledger.actors.undo(99),
        lambda ledger: ledger.board("no such issue"),
        lambda ledger: ledger.entries(Filter(issue="no such issue")),
        lambda ledger: ledger.correct(ledger.entries()[0].id, stances={"no such issue": None}),
        lambda ledger: ledger.correct(ledger.entries()[0].id, speaker="p0123456789"),
    ],
)
def test_what_is_not_there_is_told_and_changes_nothing(turned, call):
    before = all_of(turned)
    with pytest.raises(LedgerError, match=r"\[RB\d+\]"):
        call(turned)
    assert all_of(turned) == before
    assert turned.check() == []


# ---- rosters

ROSTER = """name,aliases,role,side,from,to
Anna Berg,Annika Lund; Annie Berg,mayor,Norland,2024-01-01,2025-02-15
Anna Berg,,party leader,Harbour Party,2025-02-16,
"""


@pytest.fixture
def roster(tmp_path):
    def write(text):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_roster_gives_names_posts_and_sides(filled, roster):
    put(
        filled,
        article(Said("Anna Berg", "harbour never", "2025-02-10", side=None)),
        article(Said("Annika Lund", "harbour for", "2025-02-20", side=None)),
    )
    before = all_of(filled)
    assert len(filled.actors.list()) == 2
    assert filled.actors.import_roster(roster(ROSTER), by="eva") == 2
    (profile,) = filled.actors
    assert [(p.role, p.side, p.start, p.end) for p in profile.posts] == [
        ("mayor", "Norland", "2024-01-01", "2025-02-15"),
        ("party leader", "Harbour Party", "2025-02-16", None),
    ]
    assert [(e.statement.speaker.role, e.statement.speaker.side) for e in filled.entries()] == [
        ("mayor", "Norland"),
        ("party leader", "Harbour Party"),
    ]
    assert all_of(filled, as_of=date(2026, 1, 1)) == all_of(filled)
    filled.actors.undo()
    assert all_of(filled) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column name"),
        ("name,role\n", "names nobody"),
        ("name,party\nA,B\n", "'party' is not known"),
        ("name,role\n,mayor\n", "roster.csv:2: has no name"),
        ("name,role\nA\n", "fewer fields"),
        ("name,role\nA,b,c\n", "more"),
        ("name,from\nA,soon\n", "from should be a day"),
        ("name,from,to\nA,2025-02-01,2025-01-01\n", "ends before it begins"),
        ("name,role,side,from,to\nA,mayor,N,2025-01-01,\nA,mayor,N,2025-02-01,\n", "a second time"),
        ("name,role,side,from,to\nA,mayor,N,2025-01-01,2025-02-01\nA,judge,S,2025-02-01,\n", "at one time"),
        ('name\n"A\n', "no CSV"),
    ],
)
def test_a_roster_that_is_not_right(turned, roster, text, told):
    before = all_of(turned)
    with pytest.raises(UsageError, match=told):
        turned.actors.import_roster(roster(text))
    assert all_of(turned) == before


def test_a_side_that_a_post_names_outweighs_those_that_are_only_read(filled):
    put(filled, article(Said("Anna Berg", "harbour for now", "2025-02-10", side="France", role="French president")))
    for n, side in enumerate(("Germany", "Germany", "Spain")):
        put(
            filled, article(Said("Anna Berg", f"harbour never {n}", "2025-03-12", side=side, role="President"), outlet=f"Paper {n}")
        )
    assert {e.statement.speaker.side for e in filled.entries() if e.statement.speaker.name == "Anna Berg"} == {"France"}


def test_a_side_told_once_beside_many_is_a_slip(filled):
    usual = [article(Said("Anna Berg", f"harbour for {n}", "2025-02-10", side="Norland"), outlet=f"Paper {n}") for n in range(8)]
    put(filled, *usual, article(Said("Anna Berg", "harbour never", "2025-02-12", side="Sudland")))
    put(filled, article(Said("Anna Berg", "bridge never", "2026-02-12", side="Harbour Party"), published="2026-02-13"))
    sides = {e.statement.quote: e.statement.speaker.side for e in filled.entries()}
    assert (sides["harbour never"], sides["bridge never"]) == ("Norland", "Harbour Party")  # later she may speak for another
    assert all_of(filled, as_of=date(2027, 1, 1)) == all_of(filled)
