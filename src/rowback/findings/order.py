"""What the text tells of the order of what was said on one day, and which reports it denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rowback.core.article import Article
from rowback.core.paragraphs import index_at, paragraphs, sentences
from rowback.core.span import Span, hull
from rowback.core.statement import Actor, Statement
from rowback.findings.sides import data, plain

NEAR_SENTENCES = 6  # a denial is about what was reported so shortly before


@dataclass(frozen=True, slots=True)
class _Words:
    later: re.Pattern[str]
    later_own: re.Pattern[str]
    another_day: re.Pattern[str]
    earlier: re.Pattern[str]
    not_after: re.Pattern[str]
    after: re.Pattern[str]
    between: frozenset[str]
    denied: re.Pattern[str]
    denial: re.Pattern[str]
    undenied: re.Pattern[str]
    report: re.Pattern[str]


def _any(phrases: Iterable[str]) -> str:
    listed = sorted(phrases, key=lambda p: (-len(p), p))
    return "|".join(re.escape(p).replace(r"\ ", r"[\s-]+").replace("'", "['’]") for p in listed)


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = data("order")

    def whole(phrases: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{_any(phrases)})(?![\w-])", re.IGNORECASE)

    denied = table["denied"]
    return _Words(
        later=whole(table["later"]["phrases"]),
        later_own=whole(table["later"]["own"]),
        another_day=re.compile(rf"(?<![\w-])(?:{_any(table['later']['not_before'])})\s+$", re.IGNORECASE),
        earlier=whole(table["earlier"]["phrases"]),
        not_after=re.compile(rf"\s+(?:{_any(table['earlier']['not_after'])})", re.IGNORECASE),
        after=whole(table["after"]["phrases"]),
        between=frozenset(table["after"]["between"]),
        denied=re.compile(rf"(?<![\w-])(?:{_any(denied['verbs'])})\s+(?:{_any(denied['objects'])})(?![\w-])", re.IGNORECASE),
        denial=whole(table["denial"]["phrases"]),
        undenied=re.compile(rf"(?:(?<![\w-])(?:{_any(w for w in table['denial']['not_before'] if w[0] != 'n')})|\bno[rt]|\bneither|\bnever|n['’]t)\s+$", re.IGNORECASE),
        report=whole(table["report"]["phrases"]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """A statement with the sentence that tells it."""

    statement: Statement
    sentence: int
    start: int


class _Page:
    """An article's sentences, and the statements in the order of the text with the sentences that tell them."""

    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self.text = article.text
        self.sentences = [s for paragraph in paragraphs(article.text) for s in sentences(article.text, paragraph)]
        self.spoken = sorted(span for s in statements for span in s.content)
        places = [self._place(s) for s in statements if s.aligned_to is None and s.nested_in is None and s.content]
        self.places = sorted(places, key=lambda p: (p.start, p.statement.id))

    def _place(self, statement: Statement) -> _Place:
        told = [*statement.cue, *statement.source] or list(statement.content)
        start = min(told).start
        return _Place(statement, self.sentence_at(start), statement.content[0].start)

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds an offset, else of the last before it."""
        return index_at(self.sentences, offset)

    def is_spoken(self, span: Span) -> bool:
        """True within what somebody says."""
        return any(s.overlaps(span) for s in self.spoken)

    def outside(self, pattern: re.Pattern[str], sentence: Span) -> list[Span]:
        """Where the outlet's own words of a sentence match."""
        found = [Span(*m.span()) for m in pattern.finditer(self.text, sentence.start, sentence.end)]
        return [span for span in found if not self.is_spoken(span)]


def order_in_day(article: Article, statements: Sequence[Statement]) -> dict[str, tuple[Span, str | None]]:
    """For statements that the text puts after another one of the same day: the words that do so, and that other one's id.

    Of several earlier ones the same actor's is named before the nearest one's. Only what the outlet says itself counts, and
    only between statements that can be of one day.
    """
    words, page = _words(), _Page(article, statements)
    found: dict[str, tuple[Span, str | None]] = {}
    for place in page.places:
        sentence = page.sentences[place.sentence]
        named = _after_named(page, words, place, sentence)
        if named is not None:
            found.setdefault(place.statement.id, named)
            continue
        first = next((m for m in page.outside(words.earlier, sentence) if _is_same_day(words, page.text, sentence, m)), None)
        if first is not None:
            later = _before_it(page, place) or _following(page, place)
            if later is not None:
                found.setdefault(later.statement.id, (first, place.statement.id))
            continue
        earlier = _before_it(page, place)
        own = earlier is not None and earlier.statement.speaker.id == place.statement.speaker.id
        markers = page.outside(words.later, sentence) or (page.outside(words.later_own, sentence) if own else [])
        markers = [m for m in markers if not words.another_day.search(article.text[max(0, m.start - 12) : m.start])]
        if markers and earlier is not None:
            found.setdefault(place.statement.id, (markers[0], earlier.statement.id))
    return {later: told for later, told in found.items() if not _is_circle(later, found)}


def _is_circle(later: str, found: dict[str, tuple[Span, str | None]]) -> bool:
    seen, at = {later}, found[later][1]
    while at is not None and at in found:
        if at in seen:
            return True
        seen.add(at)
        at = found[at][1]
    return at in seen


def _is_same_day(words: _Words, text: str, sentence: Span, span: Span) -> bool:
    """False for "earlier" of another day, and for one that says when somebody else spoke ("what he had told them earlier")."""
    if span.of(text).lower() != "earlier":
        return True
    opens = not text[sentence.start : span.start].strip(" \t“\"‘'—–-")
    return opens and words.not_after.match(text, span.end) is None


def _one_day(a: Statement, b: Statement) -> bool:
    """True where two statements can have been made on one day."""
    if a.said_on is None or b.said_on is None:
        return True
    return a.said_on.start <= b.said_on.end and b.said_on.start <= a.said_on.end


def _before_it(page: _Page, place: _Place) -> _Place | None:
    """The nearest statement before it in the text that another sentence tells: the same actor's, else the last one."""
    able = [p for p in page.places if p.sentence < place.sentence and _one_day(p.statement, place.statement)]
    own = [p for p in able if p.statement.speaker.id is not None and p.statement.speaker.id == place.statement.speaker.id]
    return next(reversed(own or able), None)


def _following(page: _Page, place: _Place) -> _Place | None:
    """The nearest statement after it in the text: the same actor's, else the next one."""
    able = [p for p in page.places if p.sentence > place.sentence and _one_day(p.statement, place.statement)]
    own = [p for p in able if p.statement.speaker.id is not None and p.statement.speaker.id == place.statement.speaker.id]
    return next(iter(own or able), None)


def _after_named(page: _Page, words: _Words, place: _Place, sentence: Span) -> tuple[Span, str] | None:
    """The words that put a statement after what a named person said ("who spoke after Smith"), and that statement."""
    for marker in page.outside(words.after, sentence):
        tail = re.split(r"[,;.:—–]", page.text[marker.end : min(sentence.end, marker.end + 80)], maxsplit=1)[0]
        for other in reversed(page.places):
            speaker = other.statement.speaker
            if speaker.id is None or speaker.id == place.statement.speaker.id or not _one_day(other.statement, place.statement):
                continue
            length = _named(tail, speaker, words.between)
            earlier = _latest_of(page, speaker.id, place)
            if length and earlier is not None:
                return Span(marker.start, marker.end + length), earlier.statement.id
    return None


def _latest_of(page: _Page, actor: str, place: _Place) -> _Place | None:
    """The actor's statement before this one in the text, else the first after it."""
    own = [p for p in page.places if p.statement.speaker.id == actor and _one_day(p.statement, place.statement)]
    before = [p for p in own if p.start < place.start]
    return before[-1] if before else (own[0] if own else None)


def _named(words: str, speaker: Actor, between: frozenset[str]) -> int:
    """How many characters of the words lead to the speaker's surname or whole post, 0 where they do not start with it."""
    surname = plain(speaker.name or "").split()[-1:]
    post = [w for w in plain(speaker.role or "").split() if w not in ("the", "of")]
    said: list[str] = []
    for token in re.finditer(r"[^\W_][\w.’'-]*", words):
        word = plain(token.group()).removesuffix("'s").removesuffix("'")
        said.append(word)
        if [word] == surname or (post and said[-len(post) :] == post):
            return token.end()
        if not (token.group()[0].isupper() or word in between or word in post) or len(said) > 7:
            return 0
    return 0


def denials(article: Article, statements: Sequence[Statement]) -> set[str]:
    """Ids of the statements that the article reports and whose speaker, or somebody of the same side, denies there."""
    words, page = _words(), _Page(article, statements)
    found = set[str]()
    if words.denied.search(article.text):
        found = {p.statement.id for p in page.places if _is_denied_at_once(page, words, p)}
    for number, sentence in enumerate(page.sentences if words.denial.search(article.text) else ()):
        for span in [Span(*m.span()) for m in words.denial.finditer(article.text, sentence.start, sentence.end)]:
            if words.undenied.search(article.text[sentence.start : span.start]):
                continue
            found |= {p.statement.id for p in _denied_before(page, words, number)}
    return found


def _is_denied_at_once(page: _Page, words: _Words, place: _Place) -> bool:
    """True for "denied having said that …", where what follows is the content or holds the words of denying before it."""
    content = hull(place.statement.content)
    sentence = page.sentences[page.sentence_at(content.start)]
    for match in words.denied.finditer(page.text, sentence.start, sentence.end):
        if words.undenied.search(page.text[sentence.start : match.start()]):
            continue
        if match.start() < content.start <= match.end() + 40 or (match.start() < content.start and match.end() > content.start):
            return True
    return False


def _denied_before(page: _Page, words: _Words, number: int) -> list[_Place]:
    """The reported statements before a denial, of the one who denies or of the side of the one who does."""
    sentence = page.sentences[number]
    here = [p.statement.speaker for p in page.places if p.sentence == number]
    text = plain(page.text[sentence.start : sentence.end])
    reported = []
    for place in page.places:
        if not number - NEAR_SENTENCES <= place.sentence < number or not _is_reported(page, words, place):
            continue
        speaker = place.statement.speaker
        name = plain(speaker.name or "").split()[-1:]
        same = any(s.id is not None and s.id == speaker.id or s.side is not None and s.side == speaker.side for s in here)
        if (
            same
            or (name and re.search(rf"\b{re.escape(name[0])}\b", text))
            or (not here and re.match(r"\W*(?:he|she|they)\b", text))
        ):
            reported.append(place)
    last = max((p.sentence for p in reported), default=-1)
    return [p for p in reported if p.sentence == last]


def _is_reported(page: _Page, words: _Words, place: _Place) -> bool:
    """True where the text passes on what another told."""
    if place.statement.via is not None:
        return True
    sentences = {page.sentence_at(place.start), place.sentence}
    return any(page.outside(words.report, page.sentences[n]) for n in sentences)
