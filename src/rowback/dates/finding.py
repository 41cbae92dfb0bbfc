"""Expressions of days in running text, and single expressions on their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from rowback.core.span import Span
from rowback.dates.grammar import Grammar, Match, Matcher, read_grammar
from rowback.dates.lexer import Token, read_tokens
from rowback.dates.moment import Moment, Precision
from rowback.dates.resolve import resolve

# How many words before a date can show that it lies ahead ("will vote in the House of Commons on Friday").
_REACH = 12
# "Hours later" counts from a day that was told, not from "last year".
_TOLD_DAYS = 2


class Looks(StrEnum):
    """Whether an expression speaks of days up to the anchor or after it."""

    BACK = "back"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class DateFound:
    """An expression of days in a text.

    ``span`` holds a leading preposition ("on Thursday"); ``start`` and ``end`` are both included; ``precision`` is that of the
    words. ``rule`` is the id of the rule in ``data/dates.toml``.
    """

    span: Span
    start: date
    end: date
    looks: Looks
    precision: Precision
    rule: str

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.end - self.start).days + 1


def find_dates(text: str, anchor: date | None, within: Span | None = None, quiet: Sequence[Span] = ()) -> tuple[DateFound, ...]:
    """Find expressions of days and intervals, in the order of the text, not overlapping.

    A weekday is the latest one on or before the anchor, the day of publication; where the clause speaks of the future, the next one.
    "The next day" counts from the day the text told before, leaving out those inside the ``quiet`` spans, which are sorted. Without
    an anchor only dates with a year are found. Dates in figures whose order is unknown ("12/02/2025") are left out. Linear time.
    """
    grammar = read_grammar()
    tokens = read_tokens(text, within or Span(0, len(text)), grammar.vocabulary)
    matcher = Matcher(grammar, tokens, relaxed=False)
    starts = [span.start for span in quiet]
    moment, found, at = Moment(anchor), [], 0
    flashback, news = None, None  # where a day of before the news was told last, and the days of the news
    while at < len(tokens):
        if flashback is not None and news is not None and "\n" in text[flashback : tokens[at].span.start]:
            moment, flashback = replace(moment, previous=news), None  # a new paragraph goes on with the news
        match, date_found = _best(matcher.at(at), at, tokens, moment, grammar)
        if match is None or date_found is None:
            at += 1
            continue
        found.append(date_found)
        number = bisect_right(starts, date_found.span.start) - 1
        if date_found.days <= _TOLD_DAYS and (number < 0 or not quiet[number].overlaps(date_found.span)):
            moment = replace(moment, previous=(date_found.start, date_found.end))
            if _is_of_before(at, match.end, tokens):
                flashback = date_found.span.end
            else:
                flashback, news = None, moment.previous
        at = match.end
    return tuple(found)


def _best(
    matches: Sequence[Match], at: int, tokens: Sequence[Token], moment: Moment, grammar: Grammar
) -> tuple[Match | None, DateFound | None]:
    """The longest match that means days here."""
    for match in matches:
        if match.rule.loose or (match.rule.closed and not _ends(match, tokens, grammar)):
            continue
        ahead = _is_ahead(at, tokens, grammar) and not _is_told_of(match.end, tokens, grammar)
        reading = resolve(match, replace(moment, ahead=ahead))
        if reading is not None and reading.bare and not ahead and moment.anchor is not None and reading.start > moment.anchor:
            ahead = True
        if reading is not None:
            forward = (ahead and reading.bare) or (moment.anchor is not None and reading.end > moment.anchor)
            looks = Looks.FORWARD if forward else Looks.BACK
            span = _span(tokens[at : match.end], grammar)
            return match, DateFound(span, reading.start, reading.end, looks, reading.precision, match.rule.id)
    return None, None


def _is_of_before(at: int, end: int, tokens: Sequence[Token]) -> bool:
    """True for a date beside "had": what it tells was over when the news happened."""
    for places in (range(at - 1, max(-1, at - 1 - _REACH), -1), range(end, min(len(tokens), end + _REACH))):
        for index in places:
            if tokens[index].word == "had":
                return True
            if tokens[index].word in (".", ";", "!", "?", ",", '"', "“", "”"):
                break
    return False


def _span(tokens: Sequence[Token], grammar: Grammar) -> Span:
    """The span of an expression, without a comma or full stop at its end."""
    last = max(index for index, token in enumerate(tokens) if token.word not in (",", "-"))
    end = tokens[last].span.end
    dotted = tokens[last].word in grammar.vocabulary.abbreviations and end - tokens[last].span.start > len(tokens[last].word)
    return Span(tokens[0].span.start, end - dotted)


def _ends(match: Match, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """True where no noun follows."""
    if match.end >= len(tokens):
        return True
    token = tokens[match.end]
    return token.kind == "other" or token.capital or token.word in grammar.context["follows"]


def _is_ahead(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """True where a word of the future stands before the date in its clause."""
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[index]
        if token.word in grammar.context["told"] or token.word in (",", ";", ":", ".", '"', "“", "”", "(", ")", "!", "?", "—"):
            return False
        if token.word in grammar.context["future"]:
            return True
    return False


def _is_told_of(at: int, tokens: Sequence[Token], grammar: Grammar) -> bool:
    """True behind a date for ", when the minister said", which tells what happened then."""
    words = [token.word for token in tokens[at : at + _REACH]]
    if words[:2] != [",", "when"]:
        return False
    return next(
        (word in grammar.context["told"] for word in words[2:] if word in grammar.context["told"] | grammar.context["future"]),
        False,
    )


def past_date(expression: str, reference: date) -> tuple[date, date] | None:
    """The days a single expression of the past means on the reference day, both ends included; None if it is not understood.

    Read as lists of expressions are: names of months in any case, the month first in 10/1/2018, "two months ago" as one day, and an
    interval "from A to B" without B. One without a beginning ("before 2010") starts at ``date.min``.
    """
    grammar = read_grammar()
    tokens = read_tokens(expression, Span(0, len(expression)), grammar.vocabulary)
    matcher = Matcher(grammar, tokens, relaxed=True)
    moment = Moment(reference, exact=True, month_first=True)
    for start, token in enumerate(tokens):
        for match in matcher.at(start):
            rest = [left.word for left in tokens[match.end :] if left.kind != "other"]
            reading = resolve(match, moment) if not rest else None
            if reading is not None:
                return reading.start, reading.end
        if token.word not in ("on", "in", "the", "at", "during", "for", "of"):
            return None
    return None
