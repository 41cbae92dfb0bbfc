"""The labels of the tagger's two heads, and what may follow what."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PARTS = ("source", "cue", "content")
NAMES = ("person", "organisation", "place", "group", "title", "date")


def labels_of(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The BIO labels of a head: O, then B and I of each kind."""
    return ("O", *(f"{bio}-{kind}" for kind in kinds for bio in "BI"))


ATTRIBUTION_LABELS = labels_of(PARTS)
NAME_LABELS = labels_of(NAMES)


def forbidden(count: int) -> Floats:
    """Transition scores of BIO: minus infinity where an I follows neither its own B nor its own I, else 0."""
    scores = np.zeros((count, count), dtype=np.float32)
    for inside in range(2, count, 2):
        scores[:, inside] = -np.inf
        scores[inside - 1, inside] = scores[inside, inside] = 0
    return scores
