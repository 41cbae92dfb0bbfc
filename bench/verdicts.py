"""Judges the fields of a found statement against gold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sameness
from gold_files import Characters, GoldArticle, characters, gold_spans
from rowback.core.actor import ActorKind
from rowback.core.statement import Statement

OF_FOUND = (
    *("speaker", "known", "speaker_kind", "role", "side", "kind", "said_on", "explicit", "via", "via told", "setting", "verbatim"),
    *("exact", "edges", "links told"),
)
"""Figures over the found statements."""
OF_ALL = ("aligned", "continues", "nested")
"""Figures over all statements of gold that have such a link."""

Gold = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """Whether one field is right; `counted` is False where the figure does not count this statement."""

    figure: str
    right: bool
    want: object
    got: object
    counted: bool = True
    name: str = ""  # of the field, where the figure has another

    def __str__(self) -> str:
        return f"{self.name or self.figure}: got {self.got!s}, gold {self.want!s}"


def accepted(gold: Gold, key: str) -> list[Any]:
    """The main answer and its alternatives; None stands for "not known"."""
    return [gold[key], *gold.get(f"{key}_alt", [])]


def shown(options: list[Any]) -> str:
    """The answers that are right, for a person."""
    return " or ".join(str(option) for option in options)


class Judge:
    """Judges the found statements of one article; links need all of them at once."""

    def __init__(self, gold: GoldArticle, pairs: Mapping[int, Statement]) -> None:
        self._gold, self._pairs = gold, pairs
        self._gold_of = {got.id: gold.statements[n]["id"] for n, got in pairs.items()}
        self._beside = sameness.name_beside(s["speaker"] for s in gold.statements if s["speaker_kind"] == "person")
        self._number = {statement["id"]: n for n, statement in enumerate(gold.statements)}

    def of(self, n: int) -> list[Verdict]:
        """The verdicts on a statement of gold; those on links alone where it was not found."""
        gold, got = self._gold.statements[n], self._pairs.get(n)
        links = [*self._link(gold, got, "aligned_to", "aligned"), *self._link(gold, got, "nested_in", "nested")]
        links += self._continues(gold, got)
        if got is None:
            return links
        return [*self._who(gold, got), _kind(gold, got), *_when(gold, got), *_setting(gold, got), *self._words(gold, got), *links]

    def _who(self, gold: Gold, got: Statement) -> list[Verdict]:
        names, kinds, roles, sides = (accepted(gold, key) for key in ("speaker", "speaker_kind", "role", "side"))
        speaker = got.speaker
        return [
            Verdict("speaker", _speaker_right(gold, got), shown(names), speaker.name),
            Verdict("known", not is_unknown(got) or None in names, shown(names), speaker.name),
            Verdict("speaker_kind", speaker.kind in kinds, shown(kinds), speaker.kind),
            Verdict(
                "role", any(sameness.same_role(speaker.role, role, self._beside) for role in roles), shown(roles), speaker.role
            ),
            Verdict("side", any(sameness.same_side(speaker.side, side) for side in sides), shown(sides), speaker.side),
        ]

    def _words(self, gold: Gold, got: Statement) -> list[Verdict]:
        mine, wanted, text = characters(got.content), gold_spans(dict(gold)), self._gold.text
        edges = _letters(mine, text) in [_letters(span, text) for span in wanted]
        parts = " | ".join(span.of(text) for span in got.content)
        verdicts = [Verdict("exact", mine in wanted, gold["quote"], parts), Verdict("edges", edges, gold["quote"], parts)]
        told = got.verbatim
        right = told is False if self._gold.translated else told is not False
        quoted = got.kind != "indirect"
        return [*verdicts, Verdict("verbatim", right, not self._gold.translated, told, counted=quoted)]

    def _link(self, gold: Gold, got: Statement | None, key: str, figure: str) -> list[Verdict]:
        """Right if the link reaches the statement that gold names."""
        told = None if got is None else getattr(got, key)
        reached = None if told is None else self._gold_of.get(told)
        right = gold[key] is not None and reached == gold[key]
        return _linked(figure, right, gold[key], None if told is None else reached or "a statement not in gold")

    def _continues(self, gold: Gold, got: Statement | None) -> list[Verdict]:
        """Right if speech goes on from a statement of the same speaker, and the speaker is right."""
        told = None if got is None else got.continues
        before = None if told is None else self._gold_of.get(told)
        right = False
        if got is not None and told is not None and gold["continues"]:
            same = before is None or self._gold.statements[self._number[before]]["speaker"] == gold["speaker"]
            right = same and _speaker_right(gold, got)
        wanted = shown(gold["continues"]) if gold["continues"] else None
        return _linked("continues", right, wanted, None if told is None else before or "a statement not in gold")


def _linked(figure: str, right: bool, want: str | None, got: str | None) -> list[Verdict]:
    asked = Verdict(figure, right, want, got, counted=want is not None)
    return [asked, Verdict("links told", right, want, got, counted=got is not None, name=figure)]


def _speaker_right(gold: Gold, got: Statement) -> bool:
    names = accepted(gold, "speaker")
    if is_unknown(got):
        return None in names
    return any(sameness.same_name(got.speaker.name, name) for name in names)


def is_unknown(got: Statement) -> bool:
    """True where the reading does not say who speaks."""
    return got.speaker.kind is ActorKind.UNKNOWN or not got.speaker.name


def _kind(gold: Gold, got: Statement) -> Verdict:
    kinds = accepted(gold, "kind")
    return Verdict("kind", got.kind in kinds, shown(kinds), got.kind)


def _when(gold: Gold, got: Statement) -> list[Verdict]:
    said, right = got.said_on, sameness.same_day(got.said_on, dict(gold))
    days = [str(first) if first == last else f"{first}..{last}" for first, last in sameness.gold_intervals(dict(gold))]
    if gold.get("said_on_null_ok") or not days:
        days.append("None")
    told = None if said is None else f"{said.start}..{said.end}{' (inferred)' if said.inferred else ''}"
    explicit = said is not None and not said.inferred and sameness.told_day(said) is not None
    return [
        Verdict("said_on", right, shown(list(days)), told),
        Verdict("explicit", right, shown(list(days)), told, explicit),
    ]


def _setting(gold: Gold, got: Statement) -> list[Verdict]:
    vias = accepted(gold, "via")
    right = any(sameness.same_side(got.via, via) for via in vias)
    told = (got.occasion, got.addressee)
    wanted = [*accepted(gold, "occasion"), *accepted(gold, "addressee")]
    setting = sameness.shares_word(told, wanted)
    # silence is right where alternatives allow it for all that gold has
    optional = all(gold[key] is None or None in gold.get(f"{key}_alt", []) for key in ("occasion", "addressee"))
    return [
        Verdict("via", right, shown(vias), got.via, counted=None not in vias),
        Verdict("via told", right, shown(vias), got.via, counted=bool(got.via)),
        Verdict("setting", setting, shown(wanted), shown(list(told)), counted=not optional),
    ]


def _letters(span: Characters, text: str) -> tuple[int, ...]:
    """The letters and digits of a span without a leading "that"."""
    kept = tuple(sorted(offset for offset in span if text[offset].isalnum()))
    opening = "".join(text[offset] for offset in kept[:5]).lower()
    if opening.startswith("that") and len(kept) > 4 and kept[3] - kept[0] == 3 and kept[4] - kept[3] > 1:
        return kept[4:]
    return kept
