"""An article laid out for reading: words, sentences, quotations, listed names, all found by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rowback.core.article import SILENT, Article, BlockKind
from rowback.core.attribution import Attribution, Name, NameKind
from rowback.core.paragraphs import index_at, paragraphs, sentences
from rowback.core.quotation import quoted_spans
from rowback.core.span import Span, joined
from rowback.speakers.countries import Listed, country_weights, is_loose_party, is_shy_party, likeliest
from rowback.speakers.home import Dateline, country_of_byline, find_dateline, home_of, signed, town_of_byline
from rowback.speakers.parts import Local, branches, is_federal, main_part, of_part
from rowback.speakers.states import told_states
from rowback.speakers.tables import Part, Tables, Term, TermKind
from rowback.speakers.words import POSSESSIVE, Words

_OF_PORTFOLIOS = frozenset(["Minister", "Ministry", "Secretary", "Commissioner", "Department", "Court"])
_AT_HOME = 3.0  # more for the country of the dateline where several claim a name
_WIDER = frozenset(["Federal", "National", "State", "Central", "Royal"])  # the "Federal Environment Agency" is another
_HEADS = (BlockKind.HEADLINE, BlockKind.SUBHEAD)

_TIES = frozenset(["of", "for", "at", "from", "in", "with", "by", "to"])


@dataclass(frozen=True)
class Ground:
    """An article laid out: its words, sentences, quotations and headings, all found by place."""

    article: Article
    text: str
    words: Words
    tables: Tables
    names: Sequence[Name]
    attributions: Sequence[Attribution]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs in order."""
        return paragraphs(self.text)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences of all paragraphs in order."""
        return tuple(s for p in self.paragraphs for s in sentences(self.text, p))

    @cached_property
    def quoted(self) -> Sequence[Span]:
        """Words between quotation marks that are somebody's words, sorted; single quoted words and nicknames are left out."""
        spans = [s for s in quoted_spans(self.text, self.paragraphs) if s.of(self.text).count(" ") >= 2]
        direct = [s for a in self.attributions for s in a.content]
        return joined([*spans, *direct])

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds a place."""
        return index_at(self.sentences, offset) if self.sentences else 0

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds a place."""
        return index_at(self.paragraphs, offset) if self.paragraphs else 0

    def is_quoted(self, offset: int) -> bool:
        """True for a place inside quoted words or the content of an attribution."""
        at = bisect_right(self.quoted, (offset, float("inf"))) - 1
        return at >= 0 and self.quoted[at].end > offset

    @cached_property
    def _heads(self) -> list[Span]:
        """Headlines, subheads and silent blocks; without blocks, short first paragraphs that end without a full stop."""
        kinds = {*_HEADS, *SILENT}
        spans = [b.span for b in self.article.blocks if b.kind in kinds]
        if not self.article.blocks:
            spans = [p for p in self.paragraphs if p.end - p.start < 140 and self.text[p.end - 1] not in ".!?\"”’'»:)"]
        return sorted(spans)

    def is_heading(self, offset: int) -> bool:
        """True for a place inside a headline or subhead (or a block that is never speech)."""
        at = bisect_right(self._heads, (offset, float("inf"))) - 1
        return at >= 0 and self._heads[at].end > offset

    @cached_property
    def title_case(self) -> list[bool]:
        """For each paragraph, whether most of its words are capitalised, so that capitals tell no names."""
        return [self._is_title_case(p) for p in self.paragraphs]

    def _is_title_case(self, paragraph: Span) -> bool:
        if paragraph.end - paragraph.start > 200:
            return False
        words = [w for i in self.words.inside(paragraph) if (w := self.words.items[i]).text.isalpha() and len(w.text) > 3]
        return len(words) >= 5 and sum(w.capital for w in words) >= 0.75 * len(words)

    @cached_property
    def openers(self) -> frozenset[int]:
        """Indexes of the words that open a paragraph."""
        return frozenset(self.words.at(p.start) for p in self.paragraphs)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words that the text writes in small letters."""
        return frozenset(w.text for w in self.words.items if w.text.islower())

    def word(self, at: int) -> str:
        """The word at an index, empty outside the text."""
        items = self.words.items
        return items[at].text if 0 <= at < len(items) else ""

    def low(self, at: int) -> str:
        """The word at an index in small letters."""
        lows = self.words.lows
        return lows[at] if 0 <= at < len(lows) else ""

    def is_possessive(self, at: int) -> bool:
        """True if the word at an index is a possessive s, or a mark after a final s."""
        word = self.word(at)
        if word in POSSESSIVE:
            return True
        return word in ("'", "’") and self.word(at - 1)[-1:] in "sz" and self.glued(at)

    def glued(self, at: int) -> bool:
        """True if nothing stands between a word and the one before."""
        return 0 < at < len(self.words.items) and self.words.items[at - 1].end == self.words.items[at].start

    def text_of(self, first: int, last: int) -> str:
        """The text from a word to the one before ``last``, white space made single."""
        return " ".join(self.words.span(first, last).of(self.text).split()) if last > first else ""


class Scene(Ground):
    """Everything the stage knows of an article before it looks for actors: its layout, and what the tables find in it."""

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """Names of the tables that the text holds, none overlapping another, their likeliest reading first."""
        nearest = {**self.weights, self.home: _AT_HOME + self.weights.get(self.home, 0.0)} if self.home else self.weights
        named = [
            item
            for item in self._found
            if not (is_loose_party(self.words, self.tables, item) or is_shy_party(self.words, self.tables, item))
            or any(t.country in nearest for t in item.terms)
        ]
        able = (of_part(self.part, i, self.tables.parts, is_federal(self.words, i.first, i.last, self.part)) for i in named)
        return likeliest(branches(self.words, self.tables, [item for item in able if item.terms]), nearest)

    @cached_property
    def part(self) -> Part | None:
        """The part of a country whose government the article is about."""
        return self.local.part if self.local else None

    @cached_property
    def local(self) -> Local | None:
        """The same, and how surely."""
        told = self.dateline.town if self.dateline else town_of_byline(self.text, self.paragraphs)
        return main_part(self.words, self.tables, self._found, self.article, told)

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much the article speaks of each country."""
        return country_weights(self.words, self.tables, self._found, self.article)

    @cached_property
    def dateline(self) -> Dateline | None:
        """Where and by which agency the article says it was written."""
        return find_dateline(self.text, self.paragraphs, self.tables)

    def is_signature(self, offset: int) -> bool:
        """True for a place in a line that tells who wrote the article."""
        return any(s.start <= offset < s.end for s in self._signed)

    @cached_property
    def _signed(self) -> tuple[Span, ...]:
        return signed(self.text, self.paragraphs)

    @cached_property
    def home(self) -> str | None:
        """The country in which the article is written, of which posts without a country are; None where it does not tell."""
        told = self.dateline.country if self.dateline else None
        return home_of(told or country_of_byline(self.text, self.paragraphs, self.tables), self.weights)

    @cached_property
    def _found(self) -> tuple[Listed, ...]:
        found, at, items = [], 0, self.words.items
        while at < len(items):
            hit = self.words.match(self.tables.terms, at, len(items)) if items[at].text in self.tables.terms else None
            if hit and (self._inside_longer(at, hit[0]) or self._is_outlet(at, hit)):
                hit = None
            if hit and (hit[0] - at > 1 or items[at].text.lower() != items[at].text or not items[at].text.isalpha()):
                found.append(Listed(at, hit[0], hit[1]))
                at = hit[0]
            else:
                at += 1
        taken = {i for item in found for i in range(item.first, item.last)}
        told = [item for item in told_states(self.words, self.names, self.tables) if item.first not in taken]
        return tuple(sorted([*found, *told], key=lambda item: item.first))

    def _tables_terms(self, first: int, last: int) -> tuple[Term, ...]:
        """The readings of the listed name that begins at a word."""
        hit = self.words.match(self.tables.terms, first, last)
        return hit[1] if hit else ()

    def _is_outlet(self, at: int, hit: tuple[int, tuple[Term, ...]]) -> bool:
        """True for a name that is an agency's or paper's as well as a ministry's: "AFP"."""
        outlet = self.words.match(self.tables.outlets, at, hit[0])
        return (
            outlet is not None
            and outlet[0] == hit[0]
            and not outlet[1].ambiguous
            and {t.kind for t in hit[1]} <= {TermKind.MINISTRY}
        )

    @cached_property
    def _longer(self) -> dict[int, int]:
        """For each word inside a tagged organisation the index of that name's first word."""
        found: dict[int, int] = {}
        for name in self.names:
            if name.kind is NameKind.ORGANISATION:
                inside = self.words.inside(name.span)
                first = inside.start + (self.low(inside.start) in ("the", "a", "an"))
                found.update(dict.fromkeys(range(first, inside.stop), first))
        return found

    def _inside_longer(self, first: int, last: int) -> bool:
        """True for "Labour Party" in "Free Labour Party": a part of a longer name that begins with another capital."""
        before = self.word(first - 1)
        if (
            first not in self.openers
            and before[:1].isupper()
            and len(before) > 1
            and (
                {t.kind for t in self._tables_terms(first, last)} & {TermKind.PARTY}
                or (last - first == 1 and self.low(first) in self.tables.words_of("surely_bodies"))
            )
        ):
            known = (
                self.words.match(self.tables.terms, first - 1, first) is not None
                or before.lower() in self.tables.rules["no_names"]
                or any(len(words) == 1 for words, _ in self.tables.roles.get(before.lower(), ()))
            )
            if not known and not self.glued(first) and not (first >= 2 and self.word(first - 2) in ".!?:"):
                return True
        if self.word(first) in ("Labour", "Labor") and last - first == 1 and self.word(last) in _OF_PORTFOLIOS:
            return True  # "Labour Minister Ann Poole", written so where it is her portfolio
        if last - first == 1 and (self._begins_body(first) or self._ends_body(first)):
            return True
        if before in _WIDER and {t.kind for t in self._tables_terms(first, last)} <= {TermKind.MINISTRY, TermKind.BODY}:
            return True
        start = self._longer.get(first)
        if start is None or start >= first or self._longer.get(last - 1) != start:
            return False
        return (
            self.word(start)[:1].isupper()
            and not any(self.is_possessive(i) for i in range(start, first))
            and self.words.items[start].text not in self.tables.terms
        )

    def is_explained_as_body(self, last: int) -> bool:
        """True for a name, ended by a word, that the text then calls a body: "Terminal Sur, the operator,"."""
        if self.word(last) != "," or self.low(last + 1) not in ("the", "a", "an"):
            return False
        nouns = self.tables.rules["body_nouns"]
        at = last + 2
        while (self.word(at).islower() or self.is_possessive(at)) and at < last + 7 and self.low(at) not in _TIES:
            following = self.word(at + 1)
            if any(self.low(at) in nouns[sort] for sort in ("business", "team", "civil")):
                return following in (",", ".") or following in ("of", "behind", "that", "which", "in", "for", "with")
            at += 1
        return False

    def _ends_body(self, first: int) -> bool:
        """True for a party's word that ends a longer name of a body: "Union" in "Danube Hauliers' Union"."""
        mark = self.word(first - 1)
        if not {t.kind for t in self._tables_terms(first, first + 1)} & {TermKind.PARTY, TermKind.MEMBER} or mark not in ("'", "’"):
            return False
        return (
            self.word(first - 2)[:1].isupper()
            and self.is_possessive(first - 1)
            and self.low(first) in self.tables.words_of("body_words")
        )

    def _begins_body(self, first: int) -> bool:
        """True for a party's word that begins a longer name of a body: "National" in "National Landlords' Federation"."""
        if not {t.kind for t in self._tables_terms(first, first + 1)} <= {TermKind.PARTY, TermKind.MEMBER, TermKind.BODY}:
            return False
        at = first + 1
        while (
            self.word(at)[:1].isupper() or self.is_possessive(at) or (at > first + 1 and self.low(at) in ("of", "for", "and", "&"))
        ):
            if at in self.openers:
                break
            at += 1
        while at > first + 1 and not self.word(at - 1)[:1].isupper():
            at -= 1
        return at - first > 1 and self.low(at - 1) in self.tables.words_of("body_words") and not self.is_possessive(at)

    @cached_property
    def _listed_starts(self) -> list[int]:
        return [item.first for item in self.listed]

    def listed_in(self, first: int, last: int) -> Sequence[Listed]:
        """Listed names that lie between two words."""
        return [
            x
            for x in self.listed[bisect_left(self._listed_starts, first) : bisect_left(self._listed_starts, last)]
            if x.last <= last
        ]

    def listed_at(self, first: int) -> Listed | None:
        """The listed name that begins at a word."""
        at = bisect_left(self._listed_starts, first)
        return self.listed[at] if at < len(self.listed) and self.listed[at].first == first else None

    def listed_over(self, word: int) -> Listed | None:
        """The listed name that holds a word."""
        at = bisect_right(self._listed_starts, word) - 1
        return self.listed[at] if at >= 0 and self.listed[at].last > word else None

    def is_place(self, word: int, loose: bool = False) -> bool:
        """True for a place by the tagger (unless a table knows it otherwise, or with `loose` in any case) or by the tables alone."""
        if loose and word in self._tagged_places:
            return True
        listed = self.listed_at(word)
        if listed and {t.kind for t in listed.terms} <= {TermKind.REGION, TermKind.COUNTRY, TermKind.CAPITAL}:
            return True
        return word in self._tagged_places and listed is None

    @cached_property
    def _tagged_places(self) -> frozenset[int]:
        return frozenset(i for n in self.names if n.kind is NameKind.PLACE for i in self.words.inside(n.span))

    @cached_property
    def tagged_otherwise(self) -> frozenset[int]:
        """Indexes of the words that the tagger takes for parts of organisations and places."""
        kinds = (NameKind.ORGANISATION, NameKind.PLACE)
        return frozenset(i for n in self.names if n.kind in kinds for i in self.words.inside(n.span))

    @cached_property
    def names_of_bodies(self) -> frozenset[str]:
        """Words of names that the tagger takes for organisations somewhere, and capitals after "the"."""
        tagged = {self.word(i) for n in self.names if n.kind is NameKind.ORGANISATION for i in self.words.inside(n.span)}
        return frozenset(
            tagged
            | {self.word(i) for i in range(1, len(self.words.items)) if self.word(i)[:1].isupper() and self.low(i - 1) == "the"}
        )

    def capital_runs(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words (particles inside kept) as word indexes."""
        particles, items, at = self.tables.words_of("particles"), self.words.items, 0
        while at < len(items):
            if not (items[at].capital and items[at].text.isascii() or items[at].text[0].isupper()):
                at += 1
                continue
            end = at + 1
            while end < len(items) and end - at < 9:
                if end in self.openers:
                    break
                if items[end].text[0].isupper():
                    end += 1
                elif items[end].text == "." and self.glued(end) and len(items[end - 1].text) == 1:
                    end += 1
                elif items[end].text in particles and self._capital_after(end, particles):
                    end += 1
                else:
                    break
            yield at, end
            at = end

    def _capital_after(self, at: int, particles: frozenset[str]) -> bool:
        while self.word(at) in particles:
            at += 1
        return self.word(at)[:1].isupper()


def spans_near(spans: Sequence[Span], span: Span) -> Iterable[Span]:
    """Those of the sorted, disjoint spans that overlap another."""
    at = max(0, bisect_right(spans, (span.start, float("inf"))) - 1)
    while at < len(spans) and spans[at].start < span.end:
        if spans[at].end > span.start:
            yield spans[at]
        at += 1
