"""A reading as one JSON object a line: the contract that other programs rely on.

Every key is always there; what is not known is null or []. Offsets are code points of the article's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from rowback.core.article import Article
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.statement import Aside, Position, Reading, Statement

# Characters that JSON allows in a string but that would break a line or cannot be written as UTF-8 (half a surrogate pair).
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PLACES = 4  # of scores: the last digits of a float differ from machine to machine


def as_json(reading: Reading) -> str:
    """The line for one article, without its line end; it can always be encoded as UTF-8."""
    return line_of(reading_object(reading))


def line_of(thing: dict[str, Any]) -> str:
    """The line for one object, without its line end; it can always be encoded as UTF-8."""
    line = json.dumps(thing, ensure_ascii=False, allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def reading_object(reading: Reading) -> dict[str, Any]:
    """The object that `rowback read --format json` prints for an article."""
    return {
        "article": article_object(reading.article),
        "statements": [statement_object(statement) for statement in reading.statements],
        "asides": [_aside(aside) for aside in reading.asides],
    }


def article_object(article: Article) -> dict[str, Any]:
    """An article with its text and blocks."""
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "published_basis": article.published_basis,
        "published_precision": article.published_precision,
        "language": article.language,
        "translated": article.translated,
        "original_url": article.original_url,
        "text": article.text,
        "blocks": [{"kind": block.kind.value, "start": block.span.start, "end": block.span.end} for block in article.blocks],
    }


def statement_object(statement: Statement) -> dict[str, Any]:
    """A statement with speaker, day and positions."""
    speaker = statement.speaker
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "quote": statement.quote,
        "content": _pairs(statement.content),
        "cue": _pairs(statement.cue),
        "source": _pairs(statement.source),
        "speaker": {
            "id": speaker.id,
            "name": speaker.name,
            "kind": speaker.kind.value,
            "role": speaker.role,
            "side": speaker.side,
        },
        "said_on": _said_on(statement.said_on),
        "occasion": statement.occasion,
        "addressee": statement.addressee,
        "via": statement.via,
        "verbatim": statement.verbatim,
        "continues": statement.continues,
        "aligned_to": statement.aligned_to,
        "nested_in": statement.nested_in,
        "positions": [_position(position) for position in statement.positions],
        "confidence": round(float(statement.confidence), _PLACES),
    }


def _said_on(said: SaidOn | None) -> dict[str, Any] | None:
    if said is None:
        return None
    basis = None if said.basis is None else list(said.basis)
    return {"start": said.start.isoformat(), "end": said.end.isoformat(), "basis": basis, "inferred": said.inferred}


def _position(position: Position) -> dict[str, Any]:
    return {
        "issue": position.issue,
        "stance": position.stance,
        "evidence": _pairs(position.evidence),
        "condition": _pairs(position.condition),
        "limit": _pairs(position.limit),
        "rules": list(position.rules),
        "score": round(float(position.score), _PLACES),
    }


def _aside(aside: Aside) -> dict[str, Any]:
    return {
        "type": aside.type.value,
        "content": _pairs(aside.content),
        "cue": _pairs(aside.cue),
        "source": _pairs(aside.source),
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
