"""The grammar of dates: patterns read from ``data/dates.toml`` and matched over tokens by walking a tree."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from rowback.dates.lexer import Token
from rowback.dates.vocabulary import Vocabulary, read_vocabulary

Values = tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the grammar, as the head of ``data/dates.toml`` describes it; ``examples`` and ``excluded`` are its tests."""

    id: str
    means: str
    mode: str
    loose: bool
    closed: bool
    patterns: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """A place in the tree of patterns: where each word, class or date leads, and the rules that end here."""

    words: dict[str, Node] = field(default_factory=dict)
    classes: dict[str, Node] = field(default_factory=dict)
    date: Node | None = None
    rules: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens that a rule matches: the index after the last one, and the values in the order of the text.

    The value of the class ``date`` is a tuple of matches, the longest first.
    """

    end: int
    rule: Rule
    values: Values

    def first(self, name: str) -> Any:
        """The first value of a class, None if there is none."""
        return next((value for key, value in self.values if key == name), None)

    def all(self, name: str) -> list[Any]:
        """All values of a class in the order of the text."""
        return [value for key, value in self.values if key == name]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules, with one tree for simple expressions and one for those that hold others."""

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    simple: Node
    compound: Node
    context: dict[str, frozenset[str]]
    anchor: Any

    def classes_of(self, token: Token, relaxed: bool) -> Iterator[tuple[str, Any]]:
        """The classes of a token with its value in each; names of days and months need a capital unless ``relaxed``."""
        if token.kind == "word":
            for name, value in self.vocabulary.classes.get(token.word, ()):
                if relaxed or token.capital or name not in ("month", "weekday", "weekday_short", "holiday"):
                    yield name, value
            return
        number = token.number
        if token.kind in ("numeric", "quarter"):
            yield token.kind, number if token.kind == "quarter" else token.word
        if number is None:
            return
        if token.kind in ("int", "ordinal") and 1 <= number <= 31 and (token.kind == "ordinal" or len(token.word) <= 2):
            yield "day", number
        if token.kind in ("int", "year") and 1000 <= number <= 2199 and (token.kind == "year" or len(token.word) == 4):
            yield "year", number
        if token.kind == "ordinal":
            yield "th", number
        if token.kind == "dayword":
            yield "dayword", number
            yield "count", number
        if token.kind == "int":
            if len(token.word) <= 3:
                yield "count", number
                yield "int", number
            if len(token.word) == 2:
                yield "yy", number


@cache
def read_grammar() -> Grammar:
    """Read the grammar that ships with the package, once."""
    table = tomllib.loads(files("rowback.data").joinpath("dates.toml").read_text(encoding="utf-8"))
    rules = tuple(
        Rule(
            id=entry["id"],
            means=entry["means"],
            mode=entry.get("mode", ""),
            loose=entry.get("loose", False),
            closed=entry.get("closed", False),
            patterns=tuple(entry["patterns"]),
            examples=tuple(tuple(example) for example in entry.get("examples", ())),
            excluded=tuple(entry.get("not", ())),
        )
        for entry in table["rule"]
    )
    simple, compound = Node(), Node()
    for rule in rules:
        for pattern in rule.patterns:
            for elements in _expand(pattern):
                _add(compound if "<date>" in elements else simple, elements, rule)
    context = {name: frozenset(words) for name, words in [*table["context"].items(), *table["saying"].items()]}
    return Grammar(read_vocabulary(table), rules, simple, compound, context, table["anchor"])


def _add(node: Node, elements: Sequence[str], rule: Rule) -> None:
    for element in elements:
        if element == "<date>":
            node.date = node.date or Node()
            node = node.date
        elif element.startswith("<"):
            node = node.classes.setdefault(element[1:-1], Node())
        else:
            node = node.words.setdefault(element, Node())
    if rule not in node.rules:
        node.rules.append(rule)


_OPENERS = {"(": ")", "[": "]"}


def _expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """All sequences of words and classes that a pattern stands for.

    >>> sorted(_expand("[on] (a|b c)"))
    [('a',), ('b', 'c'), ('on', 'a'), ('on', 'b', 'c')]
    """
    parts: list[list[tuple[str, ...]]] = []
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        alone = pattern[at : at + 2] in ("( ", ") ") or (sign in "()" and at + 1 == len(pattern))
        if sign == " ":
            at += 1
        elif sign in _OPENERS and not alone:
            end = _closing(pattern, at)
            inside = [seq for choice in _choices(pattern[at + 1 : end]) for seq in _expand(choice)]
            parts.append([*inside, ()] if sign == "[" else inside)
            at = end + 1
        else:
            end = pattern.find(" ", at)
            end = len(pattern) if end < 0 else end
            parts.append([(pattern[at:end],)])
            at = end
    for chosen in product(*parts):
        yield tuple(element for part in chosen for element in part)


def _closing(pattern: str, at: int) -> int:
    depth = 0
    for index in range(at, len(pattern)):
        depth += (pattern[index] in "([") - (pattern[index] in ")]")
        if depth == 0:
            return index
    raise ValueError(f"unbalanced brackets in pattern {pattern!r}")


def _choices(inside: str) -> list[str]:
    choices, depth, start = [], 0, 0
    for index, sign in enumerate(inside):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and depth == 0:
            choices.append(inside[start:index])
            start = index + 1
    return [*choices, inside[start:]]


class Matcher:
    """Finds what the grammar matches at each token of one text; what is found is remembered, so all places cost linear time."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token], relaxed: bool) -> None:
        self._grammar, self._tokens, self._relaxed = grammar, tokens, relaxed
        self._simple: dict[int, tuple[Match, ...]] = {}

    def at(self, index: int) -> list[Match]:
        """All matches that start at the token, the longest first."""
        found = [*self.simple_at(index), *self._walk(self._grammar.compound, index)]
        if len(found) > 1:
            found.sort(key=lambda match: -match.end)
        return found

    def simple_at(self, index: int) -> tuple[Match, ...]:
        """The matches of expressions that hold no other date, the longest first."""
        if index not in self._simple:
            found = self._walk(self._grammar.simple, index)
            if len(found) > 1:
                found.sort(key=lambda match: -match.end)
            self._simple[index] = tuple(found)
        return self._simple[index]

    def _walk(self, root: Node, index: int) -> list[Match]:
        """Follow all ways through the tree from a token on; their number and length are bounded by the grammar."""
        first = self._tokens[index]
        if first.word not in root.words and first.kind == "word" and first.word not in self._grammar.vocabulary.classes:
            return []
        found: list[Match] = []
        ways: list[tuple[Node, int, Values]] = [(root, index, ())]
        while ways:
            node, at, values = ways.pop()
            found += [Match(at, rule, values) for rule in node.rules]
            if at >= len(self._tokens):
                continue
            token = self._tokens[at]
            if token.word in node.words:
                ways.append((node.words[token.word], at + 1, values))
            if node.classes:
                for name, value in self._grammar.classes_of(token, self._relaxed):
                    if name in node.classes:
                        ways.append((node.classes[name], at + 1, (*values, (name, value))))
            if node.date is not None and (inner := self.simple_at(at)):
                end = inner[0].end
                ways.append((node.date, end, (*values, ("date", tuple(m for m in inner if m.end == end)))))
        return found
