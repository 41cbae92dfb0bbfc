"""How much ground a finding has, and which are shown: of two alike in all but one thing, which has more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rowback.core.actor import ActorKind
from rowback.core.attribution import Kind
from rowback.core.finding import FindingKind
from rowback.findings import find_changes, grounded
from rowback.findings.ground import LEAST
from tests.findings.told import ISSUE, brief, claim, told

INDIRECT = Kind.INDIRECT
FROM, TO = told("a", "Aro", "opposes", 1), told("b", "Aro", "supports", 9)
MORE = [told(f"b{n}", "Aro", "supports", 9, utterance="b") for n in range(3)]
BELL = told("c", "Bell", "supports", 2, article="x")
ARO = told("a", "Aro", "opposes", 1, article="x")


def going_on(entry):
    """The entry as a sentence without words of saying that goes on with the one before."""
    return replace(entry, statement=replace(entry.statement, continues="before"))


SURER = {
    # a change of one actor
    "told by several articles": ([FROM, TO, *MORE], [FROM, TO], []),
    "told by an article that holds both": (
        [told("a", "Aro", "opposes", 1, article="x"), told("b", "Aro", "supports", 9, article="x")], [FROM, TO], [],
    ),
    "quoted": ([FROM, TO], [FROM, told("b", "Aro", "supports", 9, kind=INDIRECT)], []),
    "marked as speech": (
        [FROM, told("b", "Aro", "supports", 9, kind=INDIRECT)], [FROM, going_on(told("b", "Aro", "supports", 9, kind=INDIRECT))], [],
    ),
    "on a day that the text tells": ([FROM, TO], [FROM, told("b", "Aro", "supports", 9, weak=True)], []),
    "read with confidence": ([FROM, TO], [FROM, told("b", "Aro", "supports", 9, confidence=0.4)], []),
    "without other words on the day": ([FROM, TO, MORE[0]], [FROM, TO, MORE[0], told("d", "Aro", "opposes", 9)], []),
    "with other words on the day that are not the old position": (
        [FROM, TO, MORE[0], told("d", "Aro", "open", 9)], [FROM, TO, MORE[0], told("d", "Aro", "opposes", 9)], [],
    ),
    # a contradiction
    "side by side in one article": ([ARO, BELL], [told("a", "Aro", "opposes", 1), told("c", "Bell", "supports", 2)], []),
    "side by side in two": (
        [ARO, BELL, told("a2", "Aro", "opposes", 1, article="y", utterance="a"), told("c2", "Bell", "supports", 2, article="y", utterance="c")],
        [ARO, BELL, told("a2", "Aro", "opposes", 1, article="y", utterance="a"), told("c2", "Bell", "supports", 2, article="z", utterance="c")],
        [],
    ),
    "by somebody whose post a text tells": ([ARO, BELL], [ARO, told("c", "Bell", "supports", 2, article="x", role=None)], []),
    "by somebody with a name": ([ARO, BELL], [ARO, told("c", "official", "supports", 2, article="x", role="senior official")], []),
}  # fmt: skip


def score(entries, claims=()):
    (found,) = find_changes(ISSUE, entries, list(claims))
    return found.score


@pytest.mark.parametrize(("more", "less", "claims"), SURER.values(), ids=SURER.keys())
def test_which_has_more_ground(more, less, claims):
    assert score(more, claims) > score(less, claims)


def test_outlets_vouch_for_a_change():
    reports = [claim("a-b", "Aro rowed back", "Aro"), claim("a-b0", "Aro made a U-turn", "Aro")]
    scores = [score([FROM, TO, MORE[0]], reports[:n]) for n in range(3)]
    assert scores == sorted(set(scores))


def test_words_older_than_the_change_do_not_report_it():
    older = told("a2", "Aro", "opposes", 1, utterance="a", article="w", published=5)
    younger = replace(older, source=replace(older.source, published="2025-03-12"))
    for entry, reported in ((older, 0), (younger, 1)):
        (found,) = find_changes(ISSUE, [FROM, entry, TO], [claim("w", "Aro made a U-turn", "Aro")])
        assert len(found.reported_by) == reported


def shown(entries, claims=()):
    return brief(grounded(find_changes(ISSUE, entries, list(claims))))


SHOWN = {
    "one article each, far apart, and no outlet reports it": ([FROM, TO], [], []),
    "one article each, and an outlet reports it": ([FROM, TO], [claim("a-b", "Aro rowed back", "Aro")], ["reversal a>b"]),
    "each told by several": (
        [FROM, told("a1", "Aro", "opposes", 1, utterance="a"), TO, *MORE], [], ["reversal a>b"],
    ),
    "two who contradict each other in different articles": ([told("a", "Aro", "opposes", 1), told("c", "Bell", "supports", 2)], [], []),
    "two whom an outlet sets against each other": ([ARO, BELL], [claim("x", "contradicting Bell", "Bell")], ["same_side_contradiction a>c"]),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "claims", "wanted"), SHOWN.values(), ids=SHOWN.keys())
def test_what_is_shown(entries, claims, wanted):
    assert shown(entries, claims) == wanted


def often(ident, who, stance, day, **more):
    """The same words in four articles."""
    return [told(f"{ident}{n}", who, stance, day, utterance=f"{ident}0", **more) for n in range(4)]


def test_a_step_counts_once_a_spell():
    steps = [
        *often("a", "Aro", "opposes", 1),
        *often("b", "Aro", "supports", 4),
        *often("c", "Aro", "opposes", 6),
        *often("d", "Aro", "supports", 8),
    ]
    found = grounded(find_changes(ISSUE, steps, []))
    assert [f.later.utterance for f in found] == ["b0", "c0"]
    assert ("c0", "d0") in found[0].also
    late = [*steps[:-4], *often("d", "Aro", "supports", 15)]
    assert len(grounded(find_changes(ISSUE, late, []))) == 3


def test_what_a_side_and_its_head_did_is_one_change():
    first = [*often("a", "Pine", "opposes", 1), *often("b", "Pine", "supports", 4), *often("c", "Voss", "supports", 4)]
    found = find_changes(ISSUE, first, [])
    assert len(found) == 2
    assert [f.actor_name for f in grounded(found)] == ["Pine"]


def test_every_kind_has_its_least_score():
    assert set(LEAST) == set(FindingKind)
    assert all(0.5 <= least < 1 for least in LEAST.values())
    assert told("a", "official", None, 1).statement.speaker.kind is ActorKind.UNNAMED


def of(side, who, entries):
    """The entries as those of another side's people."""
    return [
        replace(
            e,
            statement=replace(
                e.statement, id=f"{e.id}-{side}", speaker=replace(e.statement.speaker, id=f"{who}-{side}", side=side)
            ),
            utterance=f"{e.utterance}-{side}",
        )
        for e in entries
    ]


def test_two_sides_that_turn_in_one_week_are_two():
    first, then = often("a", "Voss", "opposes", 1), often("b", "Pine", "supports", 4)
    told_of = [entry for side in ("Canada", "Norway") for entry in (*of(side, "Voss", first), *of(side, "Pine", then))]
    found = grounded(find_changes(ISSUE, told_of, []))
    assert sorted((f.side, f.actor) for f in found) == [("Canada", None), ("Norway", None)]


VOICE = {
    "the head after words of his own that are much older than his spokesman's": (
        [*often("a", "Pine", "opposes", 1), *often("b", "Voss", "rules_out", 9), *often("c", "Pine", "supports", 12)], ["b0>c0"],
    ),
    "the head after words of his own a few days before his spokesman's": (
        [*often("a", "Pine", "opposes", 1), *often("b", "Voss", "rules_out", 6), *often("c", "Pine", "supports", 9)], ["a0>c0"],
    ),
    "the head after words of his own that are younger": (
        [*often("a", "Voss", "rules_out", 1), *often("b", "Pine", "opposes", 6), *often("c", "Pine", "supports", 9)], ["b0>c0"],
    ),
    "a spokesman between who said otherwise is another matter": (
        [*often("a", "Pine", "opposes", 1), *often("b", "Voss", "open", 6), *often("c", "Pine", "supports", 9)], ["a0>b0", "a0>c0"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("entries", "wanted"), VOICE.values(), ids=VOICE.keys())
def test_a_change_starts_from_the_nearest_words_of_one_voice(entries, wanted):
    found = grounded(find_changes(ISSUE, entries, []))
    assert [f"{f.earlier.utterance}>{f.later.utterance}" for f in found] == wanted


def test_a_copied_retelling_is_read_once():
    words = {"kind": INDIRECT, "utterance": "b"}
    copied = [FROM, *(told(f"b{n}", "Aro", "supports", 9, quote="the dam will come", **words) for n in range(3))]
    retold = [FROM, *(told(f"b{n}", "Aro", "supports", 9, quote=f"the dam will come in {n} years", **words) for n in range(3))]
    assert score(retold) > score(copied) == score([FROM, told("b", "Aro", "supports", 9, kind=INDIRECT)])


def test_reports_do_not_vouch_for_words_that_were_hardly_read():
    reports = [claim("a-b", "Aro rowed back", "Aro"), claim("a-c", "Aro made a U-turn", "Aro")]
    unsure = [FROM, *(told(n, "Aro", "supports", 9, utterance="b", quote="it is so", kind=INDIRECT, confidence=0.2) for n in "bc")]
    sure = [FROM, *(told(n, "Aro", "supports", 9, utterance="b", quote="it is so", kind=INDIRECT) for n in "bc")]
    assert brief(grounded(find_changes(ISSUE, sure, reports))) == ["reversal a>b"]
    assert grounded(find_changes(ISSUE, unsure, reports)) == []


def test_a_side_is_compared_with_what_all_of_its_voice_told_before():
    one = [told("a", "Voss", "rules_out", 4), told("a2", "the government", "opposes", 4, utterance="a", kind=INDIRECT)]
    more = [*one, *(told(f"a{n}", "Voss", "rules_out", 4, utterance="a") for n in (3, 4))]
    later = told("p", "Pine", "supports", 12)
    (few,), (many,) = (find_changes(ISSUE, [*entries, later], []) for entries in (one, more))
    assert (few.earlier.id, few.side) == ("a", "Canada")
    assert many.score > few.score
