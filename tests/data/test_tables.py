"""The tables under src/rowback/data: they parse, claim no word twice unawares, and hold the entries that news needs."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "src" / "rowback" / "data"
TABLES = ("countries", "parts", "bodies", "outlets", "given_names", "roles", "signs")
COUNTRY_WORDS = (
    "name", "capital", "aliases", "capital_aliases", "demonyms", "adjectives",
    "seats", "ministries", "parliament", "regions",
)  # fmt: skip
FAMILIES = {
    "head", "minister", "official", "military", "parliament", "party", "business", "civil",
    "science", "health", "law", "sport", "media", "religion", "people",
}  # fmt: skip
SIZE_LIMIT = 460_000  # bytes of all tables: a read must not wait for them


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def claims(entries: list[dict[str, Any]], keys: tuple[str, ...]) -> dict[str, set[str]]:
    """Every word of the entries with the names of the entries that claim it."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for key in keys:
            for word in strings(entry.get(key, [])):
                found[word].add(entry["name"])
    return found


@pytest.mark.parametrize("name", TABLES)
def test_table_opens_with_a_comment_and_has_no_empty_or_padded_word(name: str) -> None:
    assert (DATA / f"{name}.toml").read_text(encoding="utf-8").startswith("# ")
    assert [word for word in strings(table(name)) if not word.strip() or word[-1:].isspace() or word[0] == " "] == []


def test_tables_stay_small() -> None:
    assert sum((DATA / f"{name}.toml").stat().st_size for name in TABLES) <= SIZE_LIMIT


@pytest.mark.parametrize("name", TABLES)
def test_no_list_names_a_word_twice(name: str) -> None:
    def lists(value: Any) -> Iterator[list[str]]:
        if isinstance(value, dict):
            for item in value.values():
                yield from lists(item)
        elif isinstance(value, list):
            if value and isinstance(value[0], str):
                yield value
            for item in value:
                yield from lists(item)

    assert [words for words in lists(table(name)) if len(words) != len(set(words))] == []


def test_there_are_countries_enough_and_each_just_once() -> None:
    names = [country["name"] for country in table("countries")["country"]]
    assert len(names) == len(set(names)) >= 195


def test_no_word_is_claimed_by_two_countries_unless_listed_as_ambiguous() -> None:
    listed = {entry["name"]: set(entry["countries"]) for entry in table("countries")["ambiguous"]}
    found = claims(table("countries")["country"], COUNTRY_WORDS)
    assert {word: who for word, who in found.items() if len(who) > 1 and listed.get(word) != who} == {}


def test_every_ambiguous_word_of_the_countries_is_claimed_by_those_it_names() -> None:
    found = claims(table("countries")["country"], COUNTRY_WORDS)
    wrong = [e["name"] for e in table("countries")["ambiguous"] if found.get(e["name"]) != set(e["countries"])]
    assert wrong == []


def test_every_country_can_be_named_before_a_noun() -> None:
    assert [c["name"] for c in table("countries")["country"] if not c.get("adjectives")] == []


@pytest.mark.parametrize(
    ("word", "key", "country"),
    [
        ("U.S.", "aliases", "United States"), ("Oval Office", "seats", "United States"),
        ("Pentagon", "ministries", "United States"), ("Britain", "aliases", "United Kingdom"),
        ("No 10", "seats", "United Kingdom"), ("Scotland", "regions", "United Kingdom"),
        ("Northern Ireland", "regions", "United Kingdom"), ("Kremlin", "seats", "Russia"),
        ("Bankova", "seats", "Ukraine"), ("Kiev", "capital_aliases", "Ukraine"), ("Poles", "demonyms", "Poland"),
        ("Frenchwomen", "demonyms", "France"), ("Quai d'Orsay", "seats", "France"), ("Turkey", "aliases", "Türkiye"),
        ("Czech Republic", "aliases", "Czechia"), ("Côte d'Ivoire", "aliases", "Ivory Coast"),
        ("Swaziland", "aliases", "Eswatini"), ("DRC", "aliases", "DR Congo"),
        ("Macedonia", "aliases", "North Macedonia"), ("Palestinian Authority", "aliases", "Palestine"),
        ("Holy See", "aliases", "Vatican"), ("Greenlanders", "demonyms", "Greenland"),
        ("Kosovar", "adjectives", "Kosovo"), ("Hongkongers", "demonyms", "Hong Kong"),
        ("Taipei", "capital", "Taiwan"), ("Knesset", "parliament", "Israel"),
    ],
)  # fmt: skip
def test_country_has_word(word: str, key: str, country: str) -> None:
    found = [c["name"] for c in table("countries")["country"] if word in set(strings(c.get(key, [])))]
    assert found == [country]


@pytest.mark.parametrize("word", ["Georgia", "Congo", "Korea", "Washington", "Jordan", "Treasury", "US", "Brussels"])
def test_word_is_listed_as_ambiguous(word: str) -> None:
    assert word in {entry["name"] for entry in table("countries")["ambiguous"]}


def test_parties_of_a_country_have_names_of_their_own() -> None:
    doubled = []
    for country in table("countries")["country"]:
        names = [party["name"] for party in country.get("parties", [])]
        if len(names) != len(set(names)):
            doubled.append(country["name"])
    assert doubled == []
    assert sum(1 for country in table("countries")["country"] if country.get("parties")) >= 60


def test_party_letters_in_brackets_tell_the_party() -> None:
    for country in table("countries")["country"]:
        letters = [x for party in country.get("parties", []) for x in party.get("in_brackets", [])]
        assert len(letters) == len(set(letters)), country["name"]


def test_bodies_claim_words_twice_only_when_listed() -> None:
    bodies, countries = table("bodies")["body"], table("countries")["country"]
    listed = {e["name"]: (set(e["bodies"]), set(e.get("countries", []))) for e in table("bodies")["ambiguous"]}
    of_countries = claims(countries, COUNTRY_WORDS)
    wrong = {}
    for word, who in claims(bodies, ("name", "aliases", "seats")).items():
        other = of_countries.get(word, set())
        if (len(who) > 1 or other) and listed.get(word) != (who, other):
            wrong[word] = (who, other)
    assert wrong == {}


def test_bodies_have_a_kind_and_belong_to_countries_of_the_table() -> None:
    countries = {country["name"] for country in table("countries")["country"]}
    for body in table("bodies")["body"]:
        assert body["kind"] in {"organisation", "government"}, body["name"]
        assert body.get("country", "France") in countries, body["name"]
    names = [body["name"] for body in table("bodies")["body"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("word", "body"),
    [("Brussels", "European Commission"), ("Berlaymont", "European Commission"), ("Bute House", "Scottish Government"),
     ("Nato", "NATO"), ("the Fed", "Federal Reserve"), ("Hizbollah", "Hezbollah"), ("Wada", "World Anti-Doping Agency")],
)  # fmt: skip
def test_body_has_word(word: str, body: str) -> None:
    assert claims(table("bodies")["body"], ("name", "aliases", "seats"))[word] == {body}


def test_outlets_have_kinds_and_claim_words_twice_only_when_listed() -> None:
    outlets = table("outlets")["outlet"]
    assert len(outlets) >= 150
    assert {o["kind"] for o in outlets} == {"agency", "paper", "broadcaster", "site", "platform"}
    listed = {e["name"]: set(e["outlets"]) for e in table("outlets")["ambiguous"]}
    found = claims(outlets, ("name", "aliases"))
    assert {word: who for word, who in found.items() if len(who) > 1 and listed.get(word) != who} == {}
    assert {word for word, who in listed.items() if found.get(word) != who} == set()


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Reuters", "agency"), ("the BBC", "broadcaster"), ("Fox News", "broadcaster"), ("Financial Times", "paper"),
     ("X", "platform"), ("Twitter", "platform"), ("Truth Social", "platform"), ("Telegram", "platform"),
     ("Axios", "site")],
)  # fmt: skip
def test_outlet_is_of_kind(word: str, kind: str) -> None:
    assert [o["kind"] for o in table("outlets")["outlet"] if word in (o["name"], *o.get("aliases", []))] == [kind]


def test_roles_are_well_formed() -> None:
    roles = table("roles")["role"]
    nouns = [role["noun"] for role in roles]
    assert len(nouns) == len(set(nouns))
    for role in roles:
        assert role["family"] in FAMILIES, role
        assert role["speaks_for"] in {"government", "party", "organisation", "office", "own", "none"}, role
        assert role.get("gender", "f") in {"f", "m"}, role
        assert role.get("unique", True) is True, role


def test_gendered_role_nouns_tell_their_gender() -> None:
    endings = {"woman": "f", "women": "f", "man": "m", "men": "m"}
    for role in table("roles")["role"]:
        for ending, gender in endings.items():
            if role["noun"].endswith(ending) and not (ending in {"man", "men"} and role["noun"].endswith("wo" + ending)):
                assert role.get("gender") == gender, role


def test_given_names_are_many_and_each_in_one_list() -> None:
    names = table("given_names")
    lists = {gender: [w for words in names[gender].values() for w in words.split()] for gender in ("female", "male", "both")}
    female, male, both = (set(lists[gender]) for gender in ("female", "male", "both"))
    assert len(female) >= 1400
    assert len(male) >= 1400
    assert female.isdisjoint(male)
    assert both.isdisjoint(female | male)
    for gender, words in lists.items():
        assert len(words) == len(set(words)), gender
        assert [w for w in words if not w[0].isupper()] == [], gender


def test_titles_tell_one_gender_each() -> None:
    titles = table("given_names")["titles"]
    assert not set(titles["female"]) & set(titles["male"])
    assert {"Mrs", "Ms", "Dame", "spokeswoman"} <= set(titles["female"])
    assert {"Mr", "Sir", "chairman"} <= set(titles["male"])
