"""Every rule's own examples and counter-examples, against all rules of its kind."""

from __future__ import annotations

import pytest

from rowback.core.article import BlockKind
from rowback.reading.lines import (
    Rule,
    address_in,
    furniture_rules,
    is_translation_notice,
    leads_to_original,
    line_kind,
    original_rules,
    translation_rules,
)

LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "tr", "sv", "cs", "hu", "ro", "fi", "el", "da"}


def lines(rules: tuple[Rule, ...], *, wanted: bool) -> list[object]:
    return [
        pytest.param(rule, line, id=f"{rule.id}: {line[:50]}")
        for rule in rules
        for line in (rule.examples if wanted else rule.counter)
    ]


@pytest.mark.parametrize(("rule", "line"), lines(translation_rules(), wanted=True))
def test_translation_notice(rule: Rule, line: str) -> None:
    assert rule.pattern.search(line)


@pytest.mark.parametrize(("rule", "line"), lines(translation_rules(), wanted=False))
def test_no_translation_notice(rule: Rule, line: str) -> None:
    assert [other.id for other in translation_rules() if other.pattern.search(line)] == []


@pytest.mark.parametrize(("rule", "line"), lines(original_rules(), wanted=True))
def test_leads_to_original(rule: Rule, line: str) -> None:
    assert rule.pattern.search(line)
    assert leads_to_original(line)


@pytest.mark.parametrize(("rule", "line"), lines(original_rules(), wanted=False))
def test_does_not_lead_to_original(rule: Rule, line: str) -> None:
    assert not leads_to_original(line)


@pytest.mark.parametrize(("rule", "line"), lines(furniture_rules(), wanted=True))
def test_furniture(rule: Rule, line: str) -> None:
    assert rule.pattern.search(line)
    assert line_kind(line) is rule.kind


@pytest.mark.parametrize(("rule", "line"), lines(furniture_rules(), wanted=False))
def test_no_furniture(rule: Rule, line: str) -> None:
    assert line_kind(line) is None


def test_translation_notices_of_many_languages() -> None:
    assert {rule.id.split("-")[0] for rule in translation_rules()} >= LANGUAGES


def test_examples_are_unique() -> None:
    ids = [rule.id for rule in (*furniture_rules(), *translation_rules())]
    assert len(ids) == len(set(ids))


def test_translation_notice_is_short() -> None:
    assert not is_translation_notice("This article was translated from German. " + "And it goes on. " * 40)


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Original: https://example.org/a/1.", "https://example.org/a/1"),
        ("(see http://example.org/?a=1&b=2)", "http://example.org/?a=1&b=2"),
        ("read the original article here.", None),
    ],
)
def test_address(line: str, address: str | None) -> None:
    assert address_in(line) == address


def test_prose_has_no_kind() -> None:
    assert line_kind("The minister said on Thursday that the deal was dead.") is None
    assert BlockKind.BODY not in {rule.kind for rule in furniture_rules()}
