"""Quotation marks: which belong together, in every common style, whatever is unbalanced.

The scan runs once over each paragraph, so its time is linear in the text. A mark without its partner never raises: an
opening one holds to the end of its paragraph, a closing one is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rowback.core.paragraphs import paragraphs as find_paragraphs
from rowback.core.span import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    ``outer`` includes the marks, ``inner`` leaves them out. ``closed`` is False where the closing mark is missing, which
    is how a quotation of several paragraphs is printed; ``goes_on`` is then True if the next paragraph opens with a mark.
    ``depth`` is 0 for a quotation that stands in no other.
    """

    outer: Span
    inner: Span
    closed: bool
    goes_on: bool
    depth: int


# closing marks by opening mark
_PAIRS = {"“": "”“\"", "”": "”", "„": "“”\"‟", "‟": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹", "‘": "’'", "‚": "‘’", "'": "'’", '"': '"”',
          "``": ("''", '"'), "''": ("''", "”"), "「": "」", "『": "』", "＂": "＂"}  # fmt: skip
_DOUBLE = frozenset('"“”„‟«»＂「『') | {"``", "''"}
_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'「」『』＂]")
_ELISION = re.compile(r"['’](?:\d|(?:em|til|tis|twas|cause|n|bout|round|cos|kay|s)\b)", re.IGNORECASE)
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u202f([{<—–-/:,|>…\u200b\ufeff")


def find_quotations(text: str, within: Sequence[Span] | None = None) -> tuple[Quotation, ...]:
    """All quotations of a text, nested ones after those that hold them; `within` gives its paragraphs where they are known."""
    found: list[Quotation] = []
    spans = find_paragraphs(text) if within is None else within
    for number, paragraph in enumerate(spans):
        following = spans[number + 1].start if number + 1 < len(spans) else -1
        opens_next = following >= 0 and text[following] in "\"“„«‘'‟"
        found += _scan(text, paragraph, opens_next)
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


def quoted_spans(text: str, within: Sequence[Span] | None = None) -> tuple[Span, ...]:
    """The inner spans of the outermost quotations."""
    return tuple(q.inner for q in find_quotations(text, within) if q.depth == 0)


def _scan(text: str, paragraph: Span, opens_next: bool) -> list[Quotation]:
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
    later_close = _later_closers(text, marks, paragraph)
    stack: list[tuple[int, str]] = []
    found: list[Quotation] = []
    for number, (at, mark) in enumerate(marks):
        if mark in "'’‘" and _is_apostrophe(text, at, mark, paragraph):
            continue
        depth = _closes(stack, mark, text, at, paragraph)
        if depth is not None and mark in "'’" and stack[depth][1] in "'‘‚" and _is_possessive(text, at) and later_close[number]:
            continue
        if depth is not None:
            start, opened = stack[depth]
            del stack[depth:]
            found.append(Quotation(Span(start, at + len(mark)), Span(start + len(opened), at), True, False, depth))
        elif _can_open(text, at, mark, paragraph) and len(stack) < 4:
            stack.append((at, mark))
    for depth, (start, opened) in enumerate(stack):
        if opened in "'‘‚’" and not (start == paragraph.start and opens_next):
            continue  # a single mark without partner is an apostrophe
        inner = Span(start + len(opened), paragraph.end)
        if inner.start < inner.end and not (opened == '"' and start + 1 >= paragraph.end):
            found.append(Quotation(Span(start, paragraph.end), inner, False, opens_next and depth == 0, depth))
    return found


def _later_closers(text: str, marks: Sequence[tuple[int, str]], paragraph: Span) -> list[bool]:
    """For each mark, whether a single mark that can only close comes later before the next single mark that can only open."""
    result, waiting = [False] * len(marks), False
    for number in range(len(marks) - 1, -1, -1):
        at, mark = marks[number]
        result[number] = waiting
        if mark in "'’‘":
            before, after = _around(text, at, 1, paragraph)
            if before in _BEFORE_OPENING and after not in _BEFORE_OPENING:
                waiting = False
            elif not after.isalnum() and not before.isspace():
                waiting = True
    return result


def _around(text: str, at: int, length: int, paragraph: Span) -> tuple[str, str]:
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + length] if at + length < paragraph.end else " "
    return before, after


def _is_apostrophe(text: str, at: int, mark: str, paragraph: Span) -> bool:
    before, after = _around(text, at, 1, paragraph)
    if before.isalnum() and after.isalnum():
        return True
    if mark == "'" and before.isdigit() and not after.isalpha():  # feet and minutes
        return True
    return mark in "'’" and before in _BEFORE_OPENING and _ELISION.match(text, at) is not None and (mark == "’" or after.isdigit())


def _is_possessive(text: str, at: int) -> bool:
    """True for "the players' union": an s before, a word after a space."""
    return text[at - 1 : at] in ("s", "S", "z", "x") and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()


def _closes(stack: Sequence[tuple[int, str]], mark: str, text: str, at: int, paragraph: Span) -> int | None:
    """The depth of the open quotation that the mark closes, None if it closes none."""
    before, after = _around(text, at, len(mark), paragraph)
    looks_opening = after.isalnum() if mark == "»" else not after.isspace()  # French printers set a space before »
    if mark in ("'", "''", '"', "“", "»") and before in _BEFORE_OPENING and before not in ",…—–-:" and looks_opening:
        # stands as an opening mark does, but a straight one right after its own opening would be odd
        if not (stack and mark == "“" and stack[-1][1] == "„"):
            return None
    for depth in range(len(stack) - 1, -1, -1):
        if mark in _PAIRS.get(stack[depth][1], ""):
            return depth
        if stack[depth][1] in _DOUBLE and mark not in _DOUBLE:
            break  # a single mark never closes beyond a double one
    return None


def _can_open(text: str, at: int, mark: str, paragraph: Span) -> bool:
    before, after = _around(text, at, len(mark), paragraph)
    if mark not in _PAIRS or mark == "’" or (after.isspace() and not (mark == "«" and before in _BEFORE_OPENING)):
        return False
    if mark == '"' and before.isdigit():  # inches
        return False
    if mark in "'’‘":
        return before in _BEFORE_OPENING or before in '"“„«'
    return not (mark in ("”", "›") and before not in _BEFORE_OPENING)
