"""Templates into pages. Everything is escaped, and nothing unseen passes."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from rowback.core.stance import Stance
from rowback.reading import language_name
from rowback.web import words

HERE = Path(str(files("rowback") / "web"))
STATIC = HERE / "static"


def rendered(template: str, **context: Any) -> str:
    """The page that a template gives; half surrogate pairs were made visible, so it can always be encoded."""
    return environment().get_template(template).render(**context)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates with their filters. An unknown name is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words.finished,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        cut=words.cut, day=words.day_in_words, short_day=words.short_day, said=words.said_in_words, month=words.month_in_words,
        speaker=words.speaker_in_words, belongings=words.belongings, stance=words.stance_in_words, step=words.step_in_words,
        headline=words.headline, title_of=words.title_of, counted=words.counted, percent=words.percent, link=words.link,
        visible=words.visible, bare=words.bare, language=language_name, sentence=words.sentence, marks=words.marks_within, breakable=breakable, coded=coded, lit=lit,
    )  # fmt: skip
    made.globals.update(
        STANCES=words.STANCES, FINDINGS=words.FINDINGS, KINDS=words.KINDS, REVIEWS=words.REVIEWS, stances=list(Stance),
        asset=asset, query=query,
    )  # fmt: skip
    return made


def breakable(text: str) -> Markup:
    """Text whose line ends are kept."""
    return Markup("<br>").join(escape(words.visible(line)) for line in text.splitlines())


def coded(text: str) -> Markup:
    """A description of the API or an error: what stands between backticks is code."""
    parts = words.visible(text).split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))


def lit(text: str, sought: str | None) -> Markup:
    """Text in which the words sought for are marked; those of three letters or more whatever they end in.

    >>> lit("Off the table", "table")
    Markup('Off the <mark>table</mark>')
    """
    whole = set(re.findall(r"\w+", (sought or "").casefold()))
    if not whole:
        return escape(words.visible(text))
    begun = tuple(word for word in whole if len(word) > 2)
    found = ((part, part.casefold()) for part in re.split(r"(\w+)", words.visible(text)))
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if plain in whole or plain.startswith(begun) else escape(part)
        for part, plain in found
    )


def query(**values: Any) -> str:
    """A question as it stands in an address; what is None or empty is left out."""
    pairs = [(key, value) for key, value in values.items() if value not in (None, "")]
    return f"?{urlencode(pairs, errors='replace')}" if pairs else ""


def inside(address: object) -> str:
    """The address if it is one of this server's own, else the home page: nothing that was sent along leads a visitor elsewhere.

    >>> inside("/findings?issue=a"), inside("//elsewhere.example")
    ('/findings?issue=a', '/')
    """
    if isinstance(address, str) and address.startswith("/") and not address.startswith(("//", "/\\")):
        return address
    return "/"


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """The address of a file of ours, which changes with its content, so that browsers may keep it."""
    return f"/static/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"
