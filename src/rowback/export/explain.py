"""A reading as the article itself, with its sources, cues and contents marked, and the list of what they amount to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from rowback.core.actor import ActorKind
from rowback.core.span import Span
from rowback.core.statement import Aside, Reading, Statement
from rowback.export.screen import belongings, day_in_words, heading, rendered, safe, speaker_in_words

_MARKS = {"content": ("[", "]", "green"), "cue": ("<", ">", "yellow"), "source": ("{", "}", "cyan")}
_LEGEND = "{1: who}  <1: word of saying>  [1: what is said]  a1: nobody's statement"


Entry = tuple[Text, Text]


class _Mark(NamedTuple):
    """A span to mark; ``part`` is content, cue or source, ``label`` the number of its statement."""

    span: Span
    part: str
    label: str


def as_explained(reading: Reading, *, width: int = 80, colour: bool = False) -> str:
    """Heading, the marked text, then statement after statement why it is read as it is; ends in an empty line."""
    marks = [*_marks(reading.statements, ""), *_marks(reading.asides, "a")]
    parts: list[RenderableType] = [heading(reading), Text()]
    parts += [Text(_LEGEND, style="dim"), Text(), _marked(reading.article.text, marks), Text()]
    labels = {statement.id: str(number) for number, statement in enumerate(reading.statements, 1)}
    entries = Table.grid(padding=(0, 2, 0, 0))
    entries.add_column(justify="right", min_width=3)
    entries.add_column()
    for statement in reading.statements:
        entries.add_row(*_described(statement, labels, reading.article.text))
    for number, aside in enumerate(reading.asides, 1):
        words = " … ".join(span.of(reading.article.text) for span in aside.content)
        entries.add_row(*_entry(f"a{number}", f"{aside.type.value.replace('_', ' ')}: {' '.join(safe(words).split())}", ()))
    return rendered(*parts, entries, Text(), width=width, colour=colour)


def _marks(found: Sequence[Statement | Aside], prefix: str) -> Iterator[_Mark]:
    for number, item in enumerate(found, 1):
        for part, spans in (("content", item.content), ("cue", item.cue), ("source", item.source)):
            yield from (_Mark(span, part, f"{prefix}{number}") for span in spans if span.start < span.end)


def _marked(text: str, marks: Sequence[_Mark]) -> Text:
    """The text with brackets around its marked spans; an inner span closes before an outer one."""
    opening: dict[int, list[_Mark]] = {}
    closing: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end)):
        opening.setdefault(mark.span.start, []).append(mark)
        closing.setdefault(mark.span.end, []).insert(0, mark)
    result, at, inside = Text(), 0, list[_Mark]()
    for offset in sorted({*opening, *closing, len(text)}):
        style = _MARKS[inside[-1].part][2] if inside else ""
        result.append(safe(text[at:offset]), style=style)
        at = offset
        for mark in closing.get(offset, ()):
            inside.remove(mark)
            result.append(_MARKS[mark.part][1], style=f"bold {_MARKS[mark.part][2]}")
        for mark in opening.get(offset, ()):
            inside.append(mark)
            result.append(f"{_MARKS[mark.part][0]}{mark.label}: ", style=f"bold {_MARKS[mark.part][2]}")
    return result


def _described(statement: Statement, labels: dict[str, str], text: str) -> Entry:
    speaker, said = statement.speaker, statement.said_on
    known = ", ".join(filter(None, ("" if speaker.kind is ActorKind.UNKNOWN else speaker.kind.value, belongings(speaker))))
    first = f"{speaker_in_words(speaker)}{f' ({known})' if known else ''}, {statement.kind.value}"
    if said is None:
        day = "day not told"
    elif said.basis is not None:
        day = f"said {day_in_words(said)}, from “{safe(said.basis.of(text))}”" + (" at the same occasion" if said.inferred else "")
    else:
        day = f"said {day_in_words(said)}, inferred from the day of publication" if said.inferred else f"said {day_in_words(said)}"
    facts = [" ".join(safe(statement.quote).split()), day]
    named = (("occasion", statement.occasion), ("to", statement.addressee), ("via", statement.via))
    facts += ["; ".join(f"{name}: {' '.join(safe(what).split())}" for name, what in named if what)]
    others = (("shortens", statement.aligned_to), ("goes on from", statement.continues), ("told within", statement.nested_in))
    facts += [", ".join(f"{word} {labels.get(other, '?')}" for word, other in others if other)]
    if statement.verbatim is False:
        facts.append("translated: not the words that were spoken")
    facts += [f"on {position.issue}: {position.stance} ({', '.join(position.rules)})" for position in statement.positions]
    facts.append(f"confidence {statement.confidence:.2f}")
    return _entry(labels[statement.id], first, [fact for fact in facts if fact])


def _entry(label: str, first: str, facts: Sequence[str]) -> Entry:
    """A numbered entry: what it is, its words, then facts about it."""
    return Text(label, style="bold"), Text(first).append("".join(f"\n{fact}" for fact in facts), style="dim")
