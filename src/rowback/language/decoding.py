"""Label scores to spans: Viterbi over the BIO labels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rowback.language.labels import Floats

Ints = npt.NDArray[np.int64]


def best_path(scores: Floats, transitions: Floats) -> Ints:
    """The label sequence with the highest sum of scores and transition scores.

    ``scores`` has one row a word; ``transitions[a, b]`` scores label b after a, its last row label b at the start.
    """
    count, labels = scores.shape
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    between = np.ascontiguousarray(transitions[:labels].T)  # by target label
    back = np.zeros((count, labels), dtype=np.int64)
    best = scores[0] + transitions[labels]
    for n in range(1, count):
        paths = between + best
        back[n] = choice = paths.argmax(axis=1)
        best = paths[_ROWS[labels], choice] + scores[n]
    path = np.zeros(count, dtype=np.int64)
    path[-1] = best.argmax()
    for n in range(count - 1, 0, -1):
        path[n - 1] = back[n, path[n]]
    return path


_ROWS = {labels: np.arange(labels) for labels in range(1, 32)}


def runs(path: Ints) -> list[tuple[int, int, int]]:
    """The runs of a BIO path as (kind, first, last + 1); kind counts from 0 in the order of the labels."""
    result: list[tuple[int, int, int]] = []
    for n in np.flatnonzero(path):
        kind, inside = divmod(int(path[n]) - 1, 2)
        if inside and result and result[-1][0] == kind and result[-1][2] == n:
            result[-1] = (kind, result[-1][1], int(n) + 1)
        else:
            result.append((kind, int(n), int(n) + 1))
    return result
