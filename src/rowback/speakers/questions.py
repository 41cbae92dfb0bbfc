"""Questions that an outlet puts before somebody's words: "Would that change? “…”", "And the prime minister? …"."""

from __future__ import annotations

from rowback.speakers.actors import Cast
from rowback.speakers.scene import Scene

_WORDS = 8  # a question that only brings somebody on is short


def is_asked_of(scene: Scene, at: int) -> bool:
    """True for the article in a question that only brings somebody on: "And the prime minister?"."""
    sentence = scene.sentences[scene.sentence_at(scene.words.items[at].start)]
    inside = scene.words.inside(sentence)
    opens = at - inside.start == 1 and scene.low(at - 1) in ("and", "but")
    return opens and len(inside) <= _WORDS and scene.word(inside.stop - 1) == "?"


def is_open_question(scene: Scene, cast: Cast, sentence: int) -> bool:
    """True for a question outside quotation marks that names no person."""
    span = scene.sentences[sentence]
    return (
        span.of(scene.text).rstrip().endswith("?")
        and not scene.is_quoted(span.start)
        and not scene.is_quoted(span.end - 1)
        and not any(a.is_person for _, a in cast.within(span))
    )
