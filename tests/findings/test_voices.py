"""Whose words are a side's own."""

from __future__ import annotations

import pytest

from rowback.core.actor import ActorKind
from rowback.core.statement import Actor
from rowback.findings.voices import is_voice, speaks_for_side

PERSON, UNNAMED, BODY, COMPANY, GROUP = (
    ActorKind.PERSON, ActorKind.UNNAMED, ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.GROUP,
)  # fmt: skip

VOICES = [
    ("Bavarian minister-president", "Bavaria"), ("Ontario Premier", "Ontario"), ("premier", "New South Wales"), ("Scottish Labour leader", "Scottish Labour"),
    ("US President", "United States"), ("president of the United States", "United States"), ("Prime Minister", "Canada"), ("Canadian prime minister", "Canada"),
    ("Britain’s Prime Minister", "United Kingdom"), ("German Chancellor", "Germany"), ("acting president", "South Korea"), ("outgoing prime minister", "Norway"),
    ("White House press secretary", "United States"), ("government spokeswoman", "Germany"), ("Prime Minister’s official spokesman", "United Kingdom"),
    ("Kremlin spokesman", "Russia"), ("No 10 spokesperson", "United Kingdom"), ("spokesman for the chancellor", "Germany"), ("deputy press secretary", "United States"),
    ("spokesman", "Norway"), ("Conservative leader", "Conservative Party"), ("Liberal Democrat leader", "Liberal Democrats"), ("party chairwoman", "Labour Party"),
    ("European Commission President", "European Commission"), ("Commission spokeswoman", "European Commission"), ("chief executive", "Tarn Steel"),
    ("spokesman for the company", "Tarn Steel"), ("mayor of Halden", "Halden"), ("secretary-general", "NATO"), ("US President", "US administration"),
]  # fmt: skip
NO_VOICES = [
    ("US Vice President", "United States"), ("deputy prime minister", "Norway"), ("foreign minister", "Norway"), ("Chancellor of the Exchequer", "United Kingdom"),
    ("chancellor", "United Kingdom"), ("president", "Germany"), ("prime minister", "France"), ("State Department spokesman", "United States"),
    ("foreign ministry spokeswoman", "Russia"), ("Treasury spokesman", "United Kingdom"), ("army spokesman", "Ukraine"), ("First Minister of Wales", "United Kingdom"),
    ("former president", "United States"), ("senior official", "United States"), ("ambassador", "Canada"), ("deputy leader", "Labour Party"),
    ("Scottish leader", "Conservative Party"), ("home affairs spokesman", "Liberal Democrats"), ("Senate minority leader", "Democratic Party"), ("finance chief", "Tarn Steel"),
    ("president of the supreme court", "United States"), (None, "Canada"),
]  # fmt: skip


@pytest.mark.parametrize(("role", "side"), VOICES, ids=lambda v: str(v))
def test_head_and_official_spokesperson_are_the_voice(role, side):
    assert is_voice(Actor("p", "Kim Reed", PERSON, role, side))
    assert is_voice(Actor("p", role, UNNAMED, None, side))


@pytest.mark.parametrize(("role", "side"), NO_VOICES, ids=lambda v: str(v))
def test_nobody_else_is(role, side):
    assert not is_voice(Actor("p", "Kim Reed", PERSON, role, side))


@pytest.mark.parametrize(
    ("name", "kind", "side", "voice"),
    [
        ("White House", BODY, "United States", True), ("the Kremlin", BODY, "Russia", True), ("British government", BODY, "United Kingdom", True),
        ("Downing Street", BODY, "United Kingdom", True), ("the government", BODY, "Norway", True), ("Washington", BODY, "United States", True),
        ("the Hale administration", BODY, "United States", True), ("Labour", COMPANY, "Labour Party", True), ("European Commission", BODY, "European Commission", True),
        ("Tarn Steel", COMPANY, "Tarn Steel", True), ("Pentagon", BODY, "United States", False), ("Treasury", BODY, "United Kingdom", False),
        ("foreign ministry", BODY, "Norway", False), ("Norwegian government", BODY, "Canada", False), ("local government", BODY, "Norway", False),
        ("US officials", GROUP, "United States", False), ("ministers", GROUP, "Norway", False),
    ],
)  # fmt: skip
def test_the_body_itself(name, kind, side, voice):
    assert is_voice(Actor("p", name, kind, None, side)) is voice


def test_a_spokesperson_of_the_head_by_name_needs_that_head():
    speaker = Actor("p", "Dame Ada Pine's spokesman", UNNAMED, "Dame Ada Pine's spokesman", "Canada")
    assert is_voice(speaker, ["ada pine"])
    assert not is_voice(speaker, ["ben aro"])


@pytest.mark.parametrize(
    ("role", "speaks"),
    [("fisheries minister", True), ("spokesman for the ministry", True), (None, True), ("political analyst", False), ("professor of law", False),
     ("former foreign minister", False), ("professor at the University of Tarn", False)],
)  # fmt: skip
def test_who_speaks_for_a_side(role, speaks):
    assert speaks_for_side(role) is speaks
