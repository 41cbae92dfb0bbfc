"""The pieces of text of a page in reading order, each with what the page tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from rowback.reading.tables import table

_BREAKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table tbody td tfoot th thead time tr ul".split()
)
_NEVER = frozenset(
    "script style noscript template form button select option input textarea nav svg iframe object video audio canvas footer".split()
)
_BOLD = frozenset({"b", "strong"})
INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"[ \t\n\r\f]+")  # no-break spaces stay: the words are given as they stand
_LARGEST_SHARE = 0.4  # of the prose of a page; a part that holds more is no furniture whatever its class says
_LONGEST_LINK = 500  # code points; teasers with headline and summary stay below
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Piece:
    """A run of text between block boundaries; ``tag`` is the innermost block element that holds it.

    ``parts`` are the words in class and id of that element and its two nearest ancestors, ``linked`` and ``bold`` how many
    of its characters stand in links and in bold, ``links`` the addresses with their words, ``parent`` tells siblings apart.
    """

    text: str
    tag: str
    parts: frozenset[str]
    parent: int
    linked: int = 0
    bold: int = 0
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        """True in a heading, or where all is bold."""
        return self.tag in HEADINGS or self.bold >= len(self.text) > 0

    @property
    def is_linked(self) -> bool:
        """True if most of it is link."""
        return self.linked > 0.5 * len(self.text)


def words_of_class(element: HtmlElement) -> frozenset[str]:
    """The words in class, id and itemprop of an element, lower case: "rb-ad" has rb and ad."""
    names = " ".join(str(element.get(key) or "") for key in ("class", "id", "itemprop"))
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower()
    return frozenset(re.split(r"[^a-z]+", spread)) - {""} | frozenset(spread.split())


def remove_furniture(tree: HtmlElement) -> None:
    """Take out of the tree what is no part of an article: scripts, navigation, what is hidden, advertisements."""
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    total = _prose_length(tree)
    names = frozenset(table("furniture.toml")["page_parts"])
    for element in list(tree.iter()):
        if element.getparent() is None or element.tag in ("html", "head", "body", "h1"):
            continue
        if element.tag in _NEVER or (
            (_is_hidden(element) or words_of_class(element) & names) and not _holds_article(element, total)
        ):
            _remove(element)


def print_quotation_marks(tree: HtmlElement) -> None:
    """Write the marks around <q>, which browsers print though the source has none."""
    for element in tree.iter("q"):
        element.text = "“" + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + "”"
        else:
            element.text += "”"


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def _holds_article(element: HtmlElement, total: int) -> bool:
    return element.find(".//h1") is not None or _prose_length(element) > _LARGEST_SHARE * total


def _prose_length(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p"))


def _remove(element: HtmlElement) -> None:
    """Take an element out and leave the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = " " + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def pieces_of(tree: HtmlElement) -> list[Piece]:
    """All pieces of the tree's body that hold words, in reading order."""
    body = tree.find(".//body")
    walk = _Walk()
    for event, element in etree.iterwalk(body if body is not None else tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    walk.flush()
    return walk.found


class _Walk:
    """Gathers text until a block begins or ends."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self._run: list[str] = []
        self._path: list[HtmlElement] = []
        self._links: list[tuple[str, str]] = []
        self._linked = self._bold = self._in_link = self._in_bold = 0

    def enter(self, element: HtmlElement) -> None:
        """Open an element."""
        if element.tag in _BREAKS:
            self.flush()
            self._path.append(element)
        elif element.tag == "br":
            self._run.append("\n\n" if self._run and self._run[-1].endswith("\n") else "\u2028\n")
        self._in_link += _is_link(element)
        self._in_bold += element.tag in _BOLD
        if element.tag == "a" and element.get("href"):
            self._links.append((str(element.get("href")), _SPACE.sub(" ", element.text_content()).strip()))
        self._add(element.text)

    def leave(self, element: HtmlElement) -> None:
        """Close an element."""
        self._in_link -= _is_link(element)
        self._in_bold -= element.tag in _BOLD
        if element.tag in _BREAKS:
            self.flush()
            self._path.pop()
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        text = INVISIBLE.sub("", text or "")
        if not text:
            return
        length = len(_SPACE.sub(" ", text).strip())
        self._linked += length if self._in_link else 0
        self._bold += length if self._in_bold else 0
        if text.strip() or (self._run and not self._run[-1].endswith("\n")):
            self._run.append(text)

    def flush(self) -> None:
        """End the piece."""
        run, linked, bold, links = "".join(self._run), self._linked, self._bold, self._links
        self._run, self._linked, self._bold, self._links = [], 0, 0, []
        if not self._path:
            return
        parts = frozenset().union(*map(words_of_class, self._path[-3:]))
        parent = id(self._path[-2]) if len(self._path) > 1 else 0
        lines = [line for paragraph in run.split("\n\n") for line in _by_breaks(paragraph)]
        for line in lines:
            alone = len(lines) == 1
            self.found.append(
                Piece(
                    line,
                    str(self._path[-1].tag),
                    parts,
                    parent,
                    linked if alone else 0,
                    bold if alone else 0,
                    links if alone else [],
                )
            )
            if not alone:
                self.found[-1].links = [link for link in links if link[1] and link[1] in line]


def _is_link(element: HtmlElement) -> bool:
    """True for a link around words or a teaser; one that was never closed runs over the whole article."""
    return element.tag == "a" and (len(element) == 0 or len(element.text_content()) <= _LONGEST_LINK)


def _by_breaks(paragraph: str) -> list[str]:
    """The lines of a paragraph with line breaks, where they end sentences or are all short; else the paragraph as one line."""
    lines = [line for part in paragraph.split("\u2028") if (line := _SPACE.sub(" ", part).strip())]
    runs_on = any(len(line) > 60 and line[-1].isalnum() for line in lines[:-1])
    return [" ".join(lines)] if runs_on and lines else lines
