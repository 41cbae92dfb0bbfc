"""What the rules read and what the network holds likely, put together into one position."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from rowback.core.article import Article
from rowback.core.issue import Issue
from rowback.core.stance import Stance
from rowback.core.statement import Position, Statement
from rowback.stance.judging import reservations

LEARNED = "learned"  # names the network among the rules of a position
NONE = 7  # the class beside the seven steps, which are 0 to 6
# Weights in a sum of log chances, swept on the development sentences, on judged groups set aside and on retold stories.
LIKELY = 0.85  # of the network's log chances
EXACT, SIGN = 2.5, 0.5  # for the step that the rules read, and for all of its sign
# For none, always: among what the network learned from there is more of it than among statements that are near an issue.
NOTHING = -1.0
SILENT = 0.4  # for none too, where the rules find no stand in a statement about the issue
UNNAMED, BESIDE = 1.5, 3.5  # likewise where they do not see that it is about the issue, and where they see it to be about another
# What the score is worth where the network alone speaks: of an issue that is spoken of, and of one that is only near.
ALONE, NEAR = 0.65, 0.5
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
    about: Collection[str],
    chances: Sequence[float] | Floats,
) -> Position | None:
    """The likeliest position, None for none.

    ``read`` is what the rules made of it, ``about`` the ids of the issues that they see the statement to be about. Where the rules and
    the decision agree on the sign, evidence, conditions and limits are the rules'; else the whole content is the evidence. The score is
    the chance of the sign, or the rules' where that is higher and they agree; less where the network speaks alone.
    """
    scores = LIKELY * np.log(np.maximum(np.asarray(chances, np.float64), 1e-6))
    if read is not None:
        scores[_of_sign(read.stance.sign)] += SIGN
        scores[read.stance.step + 3] += EXACT
    far = BESIDE if about else UNNAMED
    scores[NONE] += NOTHING + (far if issue.id not in about else SILENT if read is None else 0.0)
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
            score=max(read.score, score),
        )
    conditions, limits = reservations(article, statement)
    score = round(score * (ALONE if issue.id in about else NEAR), 3)
    return Position(issue.id, stance, statement.content, conditions, limits if stance.step else (), (LEARNED,), score)


def _of_sign(sign: int) -> list[int]:
    """The classes of the steps of a sign."""
    return [n for n, of in enumerate(_SIGN) if of == sign]
