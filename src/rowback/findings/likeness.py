"""How alike two statements of one actor are: whether they tell the same words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from rowback.core.article import BlockKind
from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.core.stance import Stance
from rowback.findings.wording import Wording, wording

# Calibrated as a set, on own pairs (tests/findings/same_words.toml) and on retold stories.
SAME = 0.5  # alike enough to be one utterance
NEVER = -1.0
VERBATIM = 0.9  # the same words but for a slip
_EXACT = 0.97  # asked where they were read as opposite positions
_AGREE = 0.12  # added where both take the same side of an issue
_TRANSLATED = 0.1  # added where one of two quotations is translated
_RETOLD = 0.5  # what a retelling on the same day with the same position starts from
_FOLLOWS = 0.5  # what is left of it for a quotation and a retelling beside it in the body of one article
_OPENING = 150  # characters after the title that are the first sentence as a rule, where no lead is told apart
_PHRASE = 16  # characters of a quoted phrase that are known again in other words of the same speaker
_SUMMED = 0.68  # for what the top of an article retells and the quotation that bears it out by its place
_AGREED = 0.1  # added where they take the same side
_NAMES = 0.1  # taken off where each names somebody or something that the other does not
_NUMBER = 0.15  # taken off where one names a number that the other does not


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement as it is compared: its words, its positions, where it stands.

    ``sums_up`` is the id of the quotation of the same article that it sums up by its place, None where there is none;
    ``below`` is True where it stands below the lead of its article.
    """

    entry: Entry
    words: Wording
    positions: Mapping[str, Stance]
    sums_up: str | None = None
    below: bool = False

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.entry.id

    @property
    def key(self) -> tuple[str, tuple[tuple[str, int], ...], bool]:
        """The same for statements with the same words and positions."""
        signs = tuple(sorted((issue, stance.sign) for issue, stance in self.positions.items()))
        return (self.words.line, signs, self.entry.statement.kind is Kind.INDIRECT)


def unit(entry: Entry) -> Unit:
    """An entry with its words."""
    return Unit(entry, wording(entry.statement), {p.issue: p.stance for p in entry.statement.positions})


def weights(units: Iterable[Unit]) -> dict[str, float]:
    """How much each word tells among the statements of one actor: what most of them hold tells little."""
    counts = Counter(stem for u in units for stem in u.words.stems)
    total = max(counts.values(), default=1)
    return {stem: 0.25 + math.log((1 + total) / n) for stem, n in counts.items()}


def likeness(a: Unit, b: Unit, told: Mapping[str, float]) -> float:
    """0..1, at least SAME for two tellings of one utterance; NEVER where they cannot be one. `told` are the words' weights."""
    if a.entry.statement.aligned_to == b.id or b.entry.statement.aligned_to == a.id:
        return 1.0
    one, other = a.words.amounts, b.words.amounts
    if one and other and not one & other:
        return NEVER
    agree, verbatim = agreement(a, b), _verbatim(a, b)
    if verbatim >= (VERBATIM if agree is not False else _EXACT):
        return verbatim
    place = _place(a, b)
    if agree is False or place == NEVER:
        return NEVER
    if b.id == a.sums_up or a.id == b.sums_up:
        return _SUMMED + _AGREED * bool(agree)
    both_quoted = bool(a.words.quoted) and bool(b.words.quoted)
    if not both_quoted and _on_other_matters(a, b):
        return NEVER
    alike = _alike(a.words.stems, b.words.stems, told)
    if both_quoted:
        quoted = _quoted(a, b, told)
        direct = a.entry.statement.kind is Kind.DIRECT and b.entry.statement.kind is Kind.DIRECT
        alike = quoted if direct else max(quoted, 0.5 * (quoted + alike))
        return min(1.0, alike + _AGREE * bool(agree) + _TRANSLATED * (_translated(a) or _translated(b)))
    if agree:
        score = _RETOLD + 0.5 * alike - _NAMES * bool(a.words.names - b.words.stems and b.words.names - a.words.stems)
    else:
        score = alike if len(a.words.stems & b.words.stems) >= 2 else 0.5 * alike
        if a.words.names and b.words.names and not a.words.names & b.words.names:
            score -= _NAMES
    if bool(one) != bool(other) and not _leaves_out(*((b, a) if one else (a, b))):
        score -= _NUMBER
    return place * max(0.0, min(1.0, score))


def _is_retelling(u: Unit) -> bool:
    """True where less than half of the telling words stand in quotation marks."""
    return 2 * len(u.words.quoted) < len(u.words.stems)


def _leaves_out(bare: Unit, other: Unit) -> bool:
    """True for a retelling that may leave an amount out, and for words that hardly hold any which the other has not."""
    if bare.entry.statement.kind is Kind.INDIRECT and not _is_retelling(other):
        return True
    return 4 * len(bare.words.stems & other.words.stems) >= 3 * len(bare.words.stems) > 0


def _verbatim(a: Unit, b: Unit) -> float:
    """How nearly the words are the very same, 0 below VERBATIM; few words, and such as differ in a "not", must be just the same.

    So are a phrase in quotation marks and the words of another that hold it.
    """
    short, long = sorted((a, b), key=lambda u: (len(u.words.quoted_line), u.entry.statement.kind is not Kind.MIXED))
    if a.words.quoted and b.words.quoted and short.entry.statement.kind is Kind.MIXED and len(short.words.quoted_line) >= _PHRASE:
        if short.words.quoted_line.strip(" .,;") in long.words.quoted_line:
            return 1.0
    if min(len(a.words.stems), len(b.words.stems)) < 3 or ("not" in a.words.stems) != ("not" in b.words.stems):
        return float(a.words.line == b.words.line)
    return fuzz.ratio(a.words.line, b.words.line, score_cutoff=100 * VERBATIM) / 100


def agreement(a: Unit, b: Unit) -> bool | None:
    """True for the same sign on an issue and no other sign on any, False for another sign, None without a common issue."""
    common = a.positions.keys() & b.positions.keys() if a.positions and b.positions else None
    if not common:
        return None
    return all(a.positions[issue].sign == b.positions[issue].sign for issue in common)


def _on_other_matters(a: Unit, b: Unit) -> bool:
    """True where both take positions, on no issue in common: "the dam is open, and so is the road" is told as two things."""
    return bool(a.positions) and bool(b.positions) and not a.positions.keys() & b.positions.keys()


_TOP = frozenset([BlockKind.HEADLINE, BlockKind.LEAD, BlockKind.SUBHEAD, BlockKind.CAPTION])


def _place(a: Unit, b: Unit) -> float:
    """1 where the places allow two tellings of one utterance, NEVER where they do not, less than 1 where it is unlikely.

    An article does not tell the same twice in one place; what its top says can come again below, and a quotation can follow its
    own retelling, but not where one of the two takes a position on a further issue.
    """
    if a.entry.source.id != b.entry.source.id:
        return 1.0
    quoted, tops = (bool(a.words.quoted), bool(b.words.quoted)), (is_top(a), is_top(b))
    if tops[0] == tops[1] and quoted[0] == quoted[1]:
        return NEVER
    if any(tops):
        top, other = (a, b) if tops[0] else (b, a)
        return 1.0 if top.sums_up in (None, other.id) else _FOLLOWS
    return _FOLLOWS if a.positions.keys() == b.positions.keys() else NEVER


def is_top(u: Unit) -> bool:
    """True for what stands in a headline, lead, subhead or caption, or opens the text."""
    content = u.entry.statement.content
    return u.entry.block in _TOP or (
        not u.below and bool(content) and content[0].start < len(u.entry.source.title or "") + _OPENING
    )


def _translated(u: Unit) -> bool:
    return u.entry.source.translated is True or u.entry.statement.verbatim is False


def _alike(a: frozenset[str], b: frozenset[str], told: Mapping[str, float]) -> float:
    """Shared words by weight, as a share of both and of the shorter."""
    if not a or not b:
        return 0.0
    both = a & b
    if not both:
        return 0.0
    if told:
        shared = math.fsum([told.get(s, 1.0) for s in both])
        one, other = math.fsum([told.get(s, 1.0) for s in a]), math.fsum([told.get(s, 1.0) for s in b])
    else:
        shared, one, other = float(len(both)), float(len(a)), float(len(b))
    return 0.5 * shared / min(one, other) + 0.5 * shared / (one + other - shared)


def _quoted(a: Unit, b: Unit, told: Mapping[str, float]) -> float:
    """How alike the words in quotation marks are; a short quotation can be part of a longer one."""
    words = _alike(a.words.quoted, b.words.quoted, told)
    one, other = a.words.quoted_line, b.words.quoted_line
    short, long = sorted((one, other), key=len)
    order = fuzz.token_sort_ratio(one, other) / 100
    part = fuzz.partial_ratio(short, long) / 100 if len(short) >= 12 else 0.0
    within = part >= (0.7 if len(short) >= 30 else 0.85)
    return max(words, 0.5 * (words + order), part - 0.25 if within else 0.0)
