"""HTML pages: the extractor finds the body, the page's own markup gives it back its headline, captions and subheads."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import date

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from rowback.core.article import Article, BlockKind
from rowback.core.errors import InputError
from rowback.core.span import Span
from rowback.reading.build import Facts, build_article
from rowback.reading.given import Given
from rowback.reading.identify import language_code, settle
from rowback.reading.lines import is_translation_notice, leads_to_original, line_kind
from rowback.reading.pagefacts import PageFacts, absolute_url, inferred_from_lines
from rowback.reading.pieces import HEADINGS, INVISIBLE, Piece, pieces_of, print_quotation_marks, remove_furniture
from rowback.reading.tables import table

NO_ARTICLE = "RB107"
_LONGEST_SUBHEAD = 120
_ALIKE = 0.5
_PROSE = re.compile(r"\w.{24,}[.!?…][\"“”’'»)\]]*$", re.DOTALL)
Told = tuple[str, BlockKind | None]


def article_from_page(source: str, given: Given, where: str, today: date) -> Article:
    """The article of a page; InputError where the page holds none, as a page of links does.

    What is given fills what the page does not tell; a given date also counts more than one that was only inferred.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its remarks on odd pages would reach the user's terminal
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = load_html(source)
    if tree is None:
        raise InputError(NO_ARTICLE, where, "no article found: not a readable HTML page")
    page = PageFacts(tree)
    url = page.url(given.url) or given.url
    published = page.published(url, today)
    outlet, titles, declared, translated = page.outlet() or given.outlet, page.titles(), page.language(), page.translated(url)
    remove_furniture(tree)
    print_quotation_marks(tree)
    title, told, notice = _content(tree, titles, page.is_article, where)
    text, headline, spans, known = _joined(title, told)
    if published is None or published.basis == "inferred":
        published = given.date(today) or published or inferred_from_lines(_lines_about(told), today)
    language = language_code(given.language) if given.language else settle(text, declared)
    original = _linked_original(notice, url)
    if original is None and (translated or notice is not None):
        original = page.original(url, language)
    facts = Facts(url, outlet, title, published, language, translated, original)
    return build_article(text, facts, where, headline=headline, paragraphs=spans, known=known)


def _content(tree: HtmlElement, titles: Sequence[str], is_article: bool, where: str) -> tuple[str | None, list[Told], Piece | None]:
    """Title, paragraphs with the kinds the page tells, and the notice of translation, None if there is none."""
    pieces = pieces_of(tree)
    document = bare_extraction(tree, include_comments=False, include_tables=True, include_formatting=True)
    extracted = _paragraphs(getattr(document, "body", None)) if document is not None else []
    title, start = _title(pieces, titles)
    accepted = _accepted(pieces, extracted)
    if not _is_an_article(pieces, accepted, is_article):
        raise InputError(NO_ARTICLE, where, "no article found on the page: it looks like a page of links, a form or an error page")
    told = _selected(pieces, accepted, start)
    if sum(len(text) for text, _ in told) < 0.6 * sum(map(len, extracted)):
        # the extractor cut the text otherwise than the page does: take its paragraphs as they are
        told = [(text, None) for text in extracted if text != title]
    return title, told, _notice(pieces)


def _notice(pieces: Sequence[Piece]) -> Piece | None:
    """The notice of translation, with the links of the line below it that leads to the original; None if there is none."""
    for number, piece in enumerate(pieces):
        if is_translation_notice(piece.text):
            for following in pieces[number + 1 : number + 2]:
                if leads_to_original(following.text):
                    piece.links += following.links
            return piece
    return None


def _lines_about(told: Sequence[Told]) -> list[str]:
    """The lines that tell of the article rather than of the news."""
    return [text for text, kind in told if kind is BlockKind.BYLINE or (kind is None and line_kind(text) is BlockKind.BYLINE)]


def _paragraphs(body: HtmlElement | None) -> list[str]:
    """The paragraphs that the extractor found, with single spaces."""
    if body is None:
        return []
    leaves = body.iter("p", "head", "item", "quote", "cell", "ab", "code", "fw")
    return [text for leaf in leaves if (text := _squeezed("".join(leaf.itertext())))]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", INVISIBLE.sub("", text)).strip()


def _title(pieces: Sequence[Piece], titles: Sequence[str]) -> tuple[str | None, int]:
    """The title and the index of the piece after it: the first-level heading that is like a title, else a title in the head."""
    heads = [number for number, piece in enumerate(pieces) if piece.tag == "h1"]
    alike = {number: max((_likeness(pieces[number].text, title) for title in titles), default=0.0) for number in heads}
    best = max(heads, key=lambda number: alike[number], default=None)
    if best is not None and (alike[best] >= _ALIKE or not titles):
        return pieces[best].text, best + 1
    for number, piece in enumerate(pieces):
        if piece.text in titles:
            return piece.text, number + 1
    if len(heads) == 1 and _is_own_title(pieces[heads[0]].text, titles):
        return pieces[heads[0]].text, heads[0] + 1
    return (titles[0] if titles else None), 0


def _is_own_title(head: str, titles: Sequence[str]) -> bool:
    """True for a headline whose words differ from the titles made for search engines, and not for the name of the site."""
    return len(head.split()) >= 4 and not any(head.lower() in title.lower() for title in titles)


def _likeness(one: str, other: str) -> float:
    """The share of words that two titles have in common, 0..1."""
    first, second = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return 2 * len(first & second) / max(1, len(first) + len(second))


def _accepted(pieces: Sequence[Piece], extracted: Sequence[str]) -> set[int]:
    """The indexes of the pieces that the extractor took."""
    whole, run = set(extracted), "\n".join(extracted)
    found = set()
    for number, piece in enumerate(pieces):
        words = _squeezed(piece.text)
        if words in whole or (len(words) >= 40 and words in run):
            found.add(number)
    return found


def _is_an_article(pieces: Sequence[Piece], accepted: set[int], is_article: bool) -> bool:
    """True if prose was taken that is not mostly links, and the page is not a list of linked headings with teasers."""
    prose = [number for number in accepted if _is_prose(pieces[number])]
    linked_heads = sum(
        piece.tag in ("h2", "h3", "h4") and piece.is_linked for number, piece in enumerate(pieces) if number in accepted
    )
    return bool(prose) and (is_article or linked_heads < max(3, len(prose)))


def _is_prose(piece: Piece) -> bool:
    return _PROSE.search(piece.text) is not None and not piece.is_linked and line_kind(piece.text) is None


def _selected(pieces: Sequence[Piece], accepted: set[int], start: int) -> list[Told]:
    """The pieces that belong to the article, from the title on, with the kinds that the page tells."""
    standfirsts = set(table("furniture.toml")["standfirst_parts"])
    prose = [number for number in sorted(accepted) if number >= start and _is_prose(pieces[number])]
    prose = [number for number in prose if not pieces[number].parts & standfirsts] or prose
    first, last = (prose[0], prose[-1]) if prose else (start, len(pieces) - 1)
    homes = {pieces[number].parent for number in prose}
    told: list[Told] = []
    for number, piece in enumerate(pieces[start:], start):
        notice = is_translation_notice(piece.text) or (
            leads_to_original(piece.text) and is_translation_notice(pieces[number - 1].text)
        )
        if notice:
            told.append((piece.text, None))
        elif first <= number <= last or number < first:
            kept, kind = _judged(piece, number in accepted, before=number < first, at_home=piece.parent in homes)
            if kept:
                told.append((piece.text, kind))
        elif number in accepted and line_kind(piece.text) in (BlockKind.NOTICE, BlockKind.BYLINE):
            told.append((piece.text, None))
    return told


def _judged(piece: Piece, accepted: bool, *, before: bool, at_home: bool) -> tuple[bool, BlockKind | None]:
    """Whether a piece within the article belongs to it, and the kind that the page tells, None if the words must tell it.

    `before` is True above the first prose, `at_home` where the piece stands beside paragraphs of the body.
    """
    names = table("furniture.toml")
    if piece.tag == "figcaption" or "caption" in piece.parts or "figcaption" in piece.parts:
        return True, BlockKind.CAPTION
    kind = line_kind(piece.text)
    if before and not accepted:
        if piece.parts & set(names["standfirst_parts"]) and not piece.is_linked and kind is None:
            return True, BlockKind.LEAD
        if kind is BlockKind.BYLINE or (piece.parts & set(names["byline_parts"]) and len(piece.text) <= 120 and kind is None):
            return True, BlockKind.BYLINE
        return at_home and _is_prose(piece), None
    if not accepted:
        return at_home and _is_prose(piece), None
    if before and piece.parts & set(names["byline_parts"]) and len(piece.text) <= 120:
        return True, BlockKind.BYLINE
    if piece.is_heading and len(piece.text) <= _LONGEST_SUBHEAD and not before and not _is_question(piece):
        return True, BlockKind.SUBHEAD
    if before and piece.parts & set(names["standfirst_parts"]) and kind is None:
        return True, BlockKind.LEAD
    return True, None


def _is_question(piece: Piece) -> bool:
    """True for a bold paragraph that ends as a sentence does: the questions of an interview are printed so."""
    return piece.tag not in HEADINGS and piece.text.rstrip("\"”“’'»").endswith(("?", ".", "!", ":"))


def _joined(title: str | None, told: Sequence[Told]) -> tuple[str, Span | None, list[Span], dict[Span, BlockKind]]:
    """The text of an article with blank lines between its paragraphs, the span of its headline, all spans, the known kinds."""
    parts: list[Told] = [(title, None)] if title else []
    parts += [part for part in told if part[0] != title]
    spans: list[Span] = []
    at = 0
    for words, _ in parts:
        spans.append(Span(at, at + len(words)))
        at += len(words) + 2
    known = {span: kind for span, (_, kind) in zip(spans, parts, strict=True) if kind is not None}
    return "\n\n".join(words for words, _ in parts), spans[0] if title else None, spans, known


def _linked_original(notice: Piece | None, url: str | None) -> str | None:
    """The address that the notice of translation links: the one that leads to the original, else its only one."""
    if notice is None:
        return None
    leading = [address for address, words in notice.links if leads_to_original(words) or "original" in words.lower()]
    addresses = leading or [address for address, _ in notice.links]
    return absolute_url(url, addresses[0]) if addresses and (leading or len(addresses) == 1) else None
