"""What a page says about its article: title, date, outlet, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement, fromstring

from rowback.reading.identify import language_code
from rowback.reading.pieces import words_of_class
from rowback.reading.published import Published, parse_loosely

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report)$")
_META_DATES = (
    "article:published_time og:article:published_time og:published_time datepublished date.published publish-date publish_date publishdate "
    "publication_date pubdate parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date date"
).split()
_NOT_OF_ARTICLE = frozenset("aside footer nav".split())
_OTHER_TIMES = frozenset("modified updated update comment comments related teaser".split())
_URL_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<s>[/_-]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)")
_SITE_SUFFIX = re.compile(r"\s+[|–—·»:-]\s+(?P<site>[^|–—·»]{2,40})$")


class PageFacts:
    """What the head of a page, its JSON-LD and its <time> elements tell; each question is answered from the best of them."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self.record = _article_record(tree)
        self._meta: dict[str, str] = {}
        for meta in tree.iter("meta"):
            name = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
            content = str(meta.get("content") or "").strip()
            if name and content:
                self._meta.setdefault(name, content)

    @property
    def is_article(self) -> bool:
        """True if the page calls itself an article."""
        return self.record is not None or self._meta.get("og:type", "").lower() == "article"

    def url(self, given: str | None) -> str | None:
        """The canonical address, absolute; None if the page tells none."""
        links = [link for link in self._tree.iter("link") if str(link.get("rel")).lower() == "canonical"]
        canonical = str(links[0].get("href") or "") if links else ""
        page = (self.record or {}).get("mainEntityOfPage")
        named = page.get("@id") if isinstance(page, dict) else page
        for address in (canonical, self._meta.get("og:url", ""), named, (self.record or {}).get("url")):
            if isinstance(address, str) and address.strip():
                absolute = absolute_url(given, address)
                if absolute is not None:
                    return absolute
        return None

    def outlet(self) -> str | None:
        """The name of the outlet, None if the page tells none."""
        publisher = (self.record or {}).get("publisher")
        named = [entry.get("name") for entry in _dicts(publisher)] + [publisher if isinstance(publisher, str) else None]
        named += [self._meta.get("og:site_name"), self._meta.get("application-name")]
        return next((_plain(name) for name in named if isinstance(name, str) and name.strip()), None)

    def titles(self) -> list[str]:
        """The titles that the page gives itself, the cleanest first."""
        head = self._tree.find(".//title")
        named = [(self.record or {}).get("headline"), self._meta.get("og:title"), self._meta.get("twitter:title")]
        named.append(head.text_content() if head is not None else None)
        outlet = self.outlet()
        return [_without_site(title, outlet) for name in named if isinstance(name, str) and (title := _plain(name))]

    def language(self) -> str | None:
        """The declared ISO 639-1 code, None if there is none."""
        declared = (self.record or {}).get("inLanguage")
        named = declared.get("alternateName") or declared.get("name") if isinstance(declared, dict) else declared
        root = self._tree.getroottree().getroot()
        for code in (named, root.get("lang"), self._meta.get("content-language"), self._meta.get("og:locale")):
            if isinstance(code, str) and code.strip() and (known := language_code(code)):
                return known
        return None

    def published(self, url: str | None, today: date) -> Published | None:
        """The date of publication by JSON-LD, meta, <time>, address, or else markup that tells dates; None if by none.

        A date that cannot be, or lies in the future, is passed over.
        """
        for written, basis in self._dates():
            if found := parse_loosely(written, basis, today):
                return found
        return _from_url(url, today) or _inferred(self._tree, today, extensive=False)

    def _dates(self) -> Iterator[tuple[str, str]]:
        record = self.record or {}
        for key in ("datePublished", "dateCreated"):
            if isinstance(record.get(key), str):
                yield record[key], "json-ld"
        for name in _META_DATES:
            if name in self._meta:
                yield self._meta[name], "meta"
        times = [element for element in self._tree.iter("time") if element.get("datetime") and not _is_other_time(element)]
        for element in sorted(times, key=lambda time: not (time.get("pubdate") is not None or "published" in words_of_class(time))):
            yield str(element.get("datetime")), "time"
        for element in self._tree.xpath("//*[@itemprop='datePublished'][not(self::meta)]"):
            yield str(element.get("content") or element.get("datetime") or element.text_content()), "time"

    def translated(self, url: str | None) -> bool | None:
        """True if the page marks its article as a translation outside the text, None if only its software hints at one."""
        record = self.record or {}
        classes = words_of_class(self._tree.getroottree().getroot())
        # browsers that translate a page before it is saved leave these classes on <html>
        saved = not classes.isdisjoint({"translated-ltr", "translated-rtl"})
        if saved or record.get("translationOfWork") or record.get("translator") or ".translate.goog" in (url or ""):
            return True
        return None if "translat" in self._meta.get("generator", "").lower() else False

    def original(self, url: str | None, language: str | None) -> str | None:
        """The address of the original by JSON-LD, or of the only version in another language; None if the page links none."""
        for work in _dicts((self.record or {}).get("translationOfWork")):
            address = work.get("url") or work.get("@id")
            if isinstance(address, str) and (absolute := absolute_url(url, address)):
                return absolute
        others = []
        for link in self._tree.iter("link"):
            code = str(link.get("hreflang") or "")
            if link.get("rel") == "alternate" and code and code != "x-default" and language_code(code) != language:
                others.append(absolute_url(url, str(link.get("href") or "")))
        return others[0] if len(others) == 1 else None


def absolute_url(base: str | None, address: str) -> str | None:
    """The web address that a link on a page at `base` leads to, None if it is none."""
    try:
        absolute = urljoin(base or "", address.strip())
        return absolute if urlsplit(absolute).scheme in ("http", "https") else None
    except ValueError:  # "http://[" and the like
        return None


def _article_record(tree: HtmlElement) -> dict[str, Any] | None:
    """The first JSON-LD object that is an article, None if there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in str(script.get("type") or "").lower():
            continue
        try:
            loaded = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for entry in _objects(loaded):
            types = entry.get("@type")
            if any(_ARTICLE_TYPE.search(name) for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)):
                return entry
    return None


def _objects(loaded: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD value, those in lists, graphs and main entities too."""
    for entry in _dicts(loaded):
        yield entry
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(entry.get(key))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, dict)]


def _plain(name: str) -> str:
    """A name without markup, which some sites leave in their JSON-LD, and with single spaces."""
    return " ".join(re.sub(r"<[^>]{1,100}>", "", name).split())


def _without_site(title: str, outlet: str | None) -> str:
    found = _SITE_SUFFIX.search(title)
    if found is None:
        return title
    site = found.group("site").strip().lower()
    return title[: found.start()].strip() if outlet and (site in outlet.lower() or outlet.lower() in site) else title


def _is_other_time(element: HtmlElement) -> bool:
    """True for the time of a change, a comment or another article."""
    if not words_of_class(element).isdisjoint(_OTHER_TIMES):
        return True
    return any(
        up.tag in _NOT_OF_ARTICLE or not words_of_class(up).isdisjoint(_OTHER_TIMES - {"update"}) for up in element.iterancestors()
    )


def _from_url(url: str | None, today: date) -> Published | None:
    for found in _URL_DAY.finditer(url or ""):
        if published := parse_loosely("-".join(found.group("y", "m", "d")), "url", today):
            return published
    return None


def inferred_from_lines(lines: Sequence[str], today: date) -> Published | None:
    """The date that lines about the article tell ("Published 14 Feb 2025"), None if they tell none.

    Only such lines are searched: a date in the prose or beside the copyright is not the day of publication.
    """
    page = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return _inferred(fromstring(f"<html><body>{page}</body></html>"), today, extensive=True) if lines else None


def _inferred(tree: HtmlElement, today: date, *, extensive: bool) -> Published | None:
    import htmldate  # late: only the few pages without any date field need it

    # on a copy: it takes parts out of the tree that it searches
    found = htmldate.find_date(deepcopy(tree), extensive_search=extensive, original_date=True, max_date=today.isoformat())
    return parse_loosely(found, "inferred", today) if found else None
