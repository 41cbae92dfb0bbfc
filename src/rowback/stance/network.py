"""The stance network: how likely each step of the scale is for a statement and an issue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from rowback.core.article import Article
from rowback.core.errors import ModelError
from rowback.core.issue import Issue
from rowback.core.statement import Statement
from rowback.stance.passage import CLOSE, OPEN, pair_ids, passage_ids, passage_of, proposition_text

CLASSES = 8  # the seven steps from rules_out to commits, then none
Floats = npt.NDArray[np.float32]


class Network:
    """The shipped network in an onnxruntime session with the given number of threads."""

    def __init__(self, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        # int8 sums overflow on processors without VNNI; so they do not, and every machine reads the same
        options.add_session_config_entry("session.x64quantprecision", "1")
        data = files("rowback") / "data"
        try:
            self._session = onnxruntime.InferenceSession(
                (data / "judge" / "judge.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
            # BERT's pieces, which the tagger counts too
            self._tokenizer = Tokenizer.from_buffer((data / "model" / "tokenizer.json").read_bytes())
        except Exception as e:  # the libraries raise errors of their own, without a common root
            raise ModelError("RB902", f"the stance network cannot be read ({e}); install rowback again") from e
        self._proposition = lru_cache(maxsize=8192)(self._cut)

    def weigh(self, article: Article, pairs: Sequence[tuple[Statement, Issue]]) -> Floats:
        """For each pair of a statement of the article and an issue the chances of the eight classes, a row a pair.

        Each pair is run by itself: in a batch the int8 scales, and so the chances, would depend on what else is in it.
        """
        result = np.zeros((len(pairs), CLASSES), np.float32)
        passages: dict[str, list[int]] = {}
        for row, (statement, issue) in enumerate(pairs):
            if statement.id not in passages:
                passages[statement.id] = passage_ids(self._tokenizer, passage_of(article, statement))
            result[row] = self._run(pair_ids(self._proposition(proposition_text(issue)), passages[statement.id]))
        return result

    def _cut(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _run(self, pieces: Sequence[int]) -> Floats:
        ids = np.asarray([pieces], np.int64)
        inside = np.cumsum(ids == OPEN, axis=1) - np.cumsum(ids == CLOSE, axis=1)
        scores = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids), "inside": inside})[0][0]
        shifted = np.exp(scores - scores.max())
        chances: Floats = (shifted / shifted.sum()).astype(np.float32)
        return chances
