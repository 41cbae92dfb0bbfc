"""What the rules read and what the network holds likely, put together into one position."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rowback.core.article import Article
from rowback.core.issue import Issue, Match
from rowback.core.stance import Stance
from rowback.core.statement import Position, Statement
from rowback.stance.judging import reservations

LEARNED = "learned"  # names the network among the rules of a position
NONE = 7  # the class beside the seven steps, which are 0 to 6
# Weights in a sum of log chances, swept on the development sentences, on articles of judged groups set aside and on retold stories.
EXACT, SIGN = 2.4, 0.6  # for the step that the rules read, and for all of its sign
PLAIN, SAID_PLAINLY = frozenset({"rule_out"}), 8.0
"""Families of words that name the step themselves ("ruled out", "never off the table"), and their weight: of ten statements on which network and
these differed the rules were right on eight, of all others on one in four."""
NOTHING = 0.5  # for none, always: in running text there is more of it than in judged groups
SILENT = 0.7  # for none too, where the rules find no stand in a statement about the issue
NEIGHBOUR = 2.0
"""By how much the log odds of a stand on a neighbouring issue must be higher, so that a statement without a word that only this issue has is
held to be about the neighbour alone; swept like the weights."""
NO_STAND = 0.85
"""Chance of none from which the network is held to see no stand on an issue that the words of a statement fit; swept like the weights."""
_SIGN = tuple(stance.sign for stance in Stance)
Floats = npt.NDArray[np.float32]


class Weigher(Protocol):
    """What is asked of a stance network; tests pass a stub."""

    def weigh(self, article: Article, pairs: Sequence[tuple[Statement, Issue]]) -> Floats:
        """For each pair the chances of rules_out … commits and none."""
        ...


def decide(
    article: Article,
    statement: Statement,
    issue: Issue,
    read: Position | None,
    spoken_of: bool,
    chances: Sequence[float] | Floats,
) -> Position | None:
    """The likeliest position, None for none.

    ``read`` is what the rules made of it, ``spoken_of`` False where they only see that the article speaks of the issue somewhere. Where the
    rules and the decision agree on the sign, evidence, conditions and limits are the rules'; else the whole content is the evidence. The
    score is the chance of the sign.
    """
    scores = np.log(np.maximum(np.asarray(chances, np.float64), 1e-6))
    if read is not None:
        scores[_of_sign(read.stance.sign)] += SIGN
        scores[read.stance.step + 3] += EXACT + (0.0 if PLAIN.isdisjoint(read.rules) else SAID_PLAINLY)
    scores[NONE] += NOTHING + (SILENT if spoken_of and read is None else 0.0)
    best = int(scores.argmax())
    if best == NONE:
        return None
    stance = Stance.at(best - 3)
    weights = np.exp(scores - scores.max())
    score = round(float(weights[_of_sign(stance.sign)].sum() / weights.sum()), 3)
    if read is not None and read.stance.sign == stance.sign:
        return replace(
            read,
            stance=stance,
            rules=read.rules if read.stance is stance else (*read.rules, LEARNED),
            limit=read.limit if stance.step else (),
            score=score,
        )
    conditions, limits = reservations(article, statement)
    return Position(issue.id, stance, statement.content, conditions, limits if stance.step else (), (LEARNED,), score)


def is_of_neighbour(issue: str, about: Mapping[str, Match], chances: Mapping[str, Sequence[float] | Floats]) -> bool:
    """True where a statement is held to be about a neighbour of the issue alone: it names nothing that only this one has, and the network sees a
    stand on the other with far better odds.

    ``about`` are the issues that the words of the statement fit, ``chances`` what the network holds likely on each.
    """
    if issue not in about or about[issue].own_words:
        return False
    return any(_odds(chances[other]) > _odds(chances[issue]) + NEIGHBOUR for other in about if other != issue)


def sees_no_stand(chances: Iterable[Sequence[float] | Floats]) -> bool:
    """True where the network sees hardly a stand on any of these issues: the statement may be about something else than its words fit."""
    return all(row[NONE] >= NO_STAND for row in chances)


def _odds(chances: Sequence[float] | Floats) -> float:
    """Log odds of a stand."""
    none = min(max(float(chances[NONE]), 1e-6), 1 - 1e-6)
    return log(1 - none) - log(none)


def _of_sign(sign: int) -> list[int]:
    """The classes of the steps of a sign."""
    return [n for n, of in enumerate(_SIGN) if of == sign]
