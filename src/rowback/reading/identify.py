"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rowback.reading.tables import table

_SAMPLE = 3000  # code points; more does not change the answer on news and costs time
_FEWEST_LETTERS = 20
_SURE = 0.9
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset("the of and to in that is was for on with said has he it as by at from not be are his have who".split())
_PLAINLY_ENGLISH = frozenset("the and to said that with for has have his who from by".split())
_ENGLISH_SHARE = 0.18  # in two stories told by 42 outlets English lies at 0.20 and above, German, Italian and Russian below 0.05


def language_code(written: str) -> str | None:
    """The ISO 639-1 code in "en-GB", "EN", "eng" or "English"; None if it names no language."""
    first = re.split(r"[-_]", written.strip().lower(), maxsplit=1)[0]
    named = table("languages.toml")["names"].get(first)
    if isinstance(named, str):
        return named
    return first if re.fullmatch(r"[a-z]{2}", first) else None


def language_name(code: str) -> str:
    """The English name of a language, its code where none is known.

    >>> language_name("de"), language_name("xx")
    ('German', 'xx')
    """
    found: str = table("languages.toml")["english"].get(code, code)
    return found


def identify(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None where it is too short or too mixed to tell."""
    sample = text.strip()[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    hits = [word for word in words if word in _ENGLISH]
    if len(hits) >= _ENGLISH_SHARE * len(words) and len(set(hits)) >= 2 and not _PLAINLY_ENGLISH.isdisjoint(hits):
        return "en"
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None
    code, score = _best(sample)
    return code if score >= _SURE else None


def settle(text: str, declared: str | None) -> str | None:
    """The language of a page that declares one: the declared one where the text agrees, else that of the text.

    Templates in one language often hold articles in another, so a text that is sure wins; where it is unsure and does not
    agree either, the answer is None.
    """
    found = identify(text)
    if found is None and declared is not None and _best(text.strip()[:_SAMPLE])[0] == declared:
        return declared
    return found


def _best(sample: str) -> tuple[str, float]:
    code, score = _identifier().classify(sample)
    return str(code), float(score)


@cache
def _identifier() -> Any:
    # imported late: loading the model takes longer than reading a plain text
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(table("languages.toml")["restricted"])
    return identifier
