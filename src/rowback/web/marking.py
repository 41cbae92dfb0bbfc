"""An article's text in stretches: paragraphs with the words of statements marked in them, each statement beside its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rowback.core.article import Article, BlockKind
from rowback.core.attribution import AsideType
from rowback.core.finding import Entry
from rowback.core.paragraphs import paragraphs
from rowback.core.span import Span, hull
from rowback.core.statement import Aside, Statement

_AROUND = 160  # characters before and after a quote that is shown in its context
_NEAR = 400  # characters from a quote within which the words for speaker and saying are shown with it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words under one marking. ``statement`` is None for words of nobody's statement; ``number`` is set where it begins.

    ``role`` is content, cue, source, aside or empty.
    """

    words: str
    statement: str | None = None
    number: int | None = None
    role: str = ""
    kind: str = ""
    is_first: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its stretches, and the statements that begin in it."""

    kind: BlockKind
    stretches: list[Stretch] = field(default_factory=list)
    entries: list[tuple[int, Entry]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Marked:
    span: Span
    role: str
    rank: int  # the higher one is seen where two overlap
    statement: str | None
    number: int | None
    kind: str


def marked(article: Article, entries: Sequence[Entry], asides: Sequence[Aside]) -> list[Paragraph]:
    """The paragraphs of an article with everything that was found in them."""
    numbered = list(enumerate(sorted(entries, key=lambda e: (e.statement.content[0], e.id)), 1))
    marks = [mark for number, entry in numbered for mark in _marks_of(number, entry)]
    asides = [aside for aside in asides if aside.type is not AsideType.NOTICE and aside.content]
    marks += [_Marked(span, "aside", 1, None, None, aside.type.value) for aside in asides for span in aside.content]
    begun: set[str] = set()
    spans = _pieces(article)
    result: list[Paragraph] = []
    ordered = sorted(marks, key=lambda m: m.span)
    for n, (kind, span) in enumerate(spans):
        within = [mark for mark in ordered if mark.span.overlaps(span)]
        paragraph = Paragraph(kind, _stretches(article.text, span, within, begun))
        until = spans[n + 1][1].start if n + 1 < len(spans) else len(article.text) + 1
        since = span.start if n else 0
        paragraph.entries = [(number, e) for number, e in numbered if since <= hull(e.statement.content).start < until]
        paragraph.asides = [aside for aside in asides if since <= aside.content[0].start < until]
        result.append(paragraph)
    return result


def _pieces(article: Article) -> list[tuple[BlockKind, Span]]:
    """The paragraphs with their kinds: where a block ends, a paragraph does too."""
    found: list[tuple[BlockKind, Span]] = []
    for paragraph in paragraphs(article.text):
        at = paragraph.start
        for block in article.blocks:
            part = Span(max(at, block.span.start), min(paragraph.end, block.span.end))
            if part.start < part.end:
                if at < part.start and article.text[at : part.start].strip():
                    found.append((BlockKind.BODY, Span(at, part.start)))
                found.append((block.kind, part))
                at = part.end
        if article.text[at : paragraph.end].strip():
            found.append((BlockKind.BODY, Span(at, paragraph.end)))
    return found


def _marks_of(number: int, entry: Entry) -> list[_Marked]:
    statement = entry.statement
    rank = 20 if statement.nested_in is None else 30
    kind = "continued" if statement.continues else statement.kind.value
    found = [_Marked(span, "content", rank, entry.id, number, kind) for span in statement.content]
    found += [_Marked(span, "source", 10, entry.id, None, kind) for span in statement.source]
    found += [_Marked(span, "cue", 9, entry.id, None, kind) for span in statement.cue]
    return found


def _stretches(text: str, within: Span, marks: Sequence[_Marked], begun: set[str]) -> list[Stretch]:
    edges = {within.start, within.end}
    for mark in marks:
        edges |= {max(within.start, mark.span.start), min(within.end, mark.span.end)}
    ordered = sorted(edges)
    result: list[Stretch] = []
    for start, end in zip(ordered, ordered[1:], strict=False):
        over = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        if not over:
            result.append(Stretch(text[start:end]))
            continue
        top = max(over, key=lambda m: (m.rank, m.span.start, m.number or 0))
        starting = [m for m in over if m.role == "content" and m.statement is not None and m.statement not in begun]
        first = top.role == "content" and top.statement is not None and top.statement not in begun
        begun |= {m.statement for m in starting if m is top and m.statement is not None}
        result.append(Stretch(text[start:end], top.statement, top.number if first else None, top.role, top.kind, first))
    return result


def in_context(text: str, statement: Statement) -> list[tuple[str, str]]:
    """A statement's words with those around them in its paragraphs, each stretch with its role: content, source, cue or empty."""
    begin = statement.content[0].start
    marks = [(span, "content") for span in statement.content]
    marks += [(span, "source") for span in statement.source if abs(span.start - begin) < _NEAR]
    marks += [(span, "cue") for span in statement.cue if abs(span.start - begin) < _NEAR]
    whole = hull([span for span, _ in marks])
    start, end = _word_before(text, whole.start), _word_after(text, whole.end)
    edges = sorted({start, end, *(edge for span, _ in marks for edge in span)})
    return [
        (text[a:b], next((role for span, role in marks if span.covers(Span(a, b))), ""))
        for a, b in zip(edges, edges[1:], strict=False)
    ]


def _word_before(text: str, at: int) -> int:
    """Where the paragraph begins or, if that is far, a word of it."""
    line = text.rfind("\n", 0, at) + 1
    return line if at - line <= _AROUND else text.find(" ", at - _AROUND, at) + 1 or at


def _word_after(text: str, at: int) -> int:
    """Where the paragraph ends or, if that is far, a word of it."""
    line = text.find("\n", at)
    line = len(text) if line < 0 else line
    return line if line - at <= _AROUND else max(at, text.rfind(" ", at, at + _AROUND))
