"""Runs the shipped model: a text in, tagged spans out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from rowback.core.attribution import Name, NameKind, Part, Tags
from rowback.core.errors import ModelError
from rowback.core.span import Span
from rowback.language.decoding import best_path, runs
from rowback.language.labels import ATTRIBUTION_LABELS, NAME_LABELS, NAMES, PARTS, Floats, forbidden
from rowback.language.pieces import Pieces, cut

WINDOW = 254  # word pieces, as in training; longer ones do worse (see the model card)
STRIDE = 127  # half a window: each word but those at the ends of a text is read twice, with other neighbours
DEEP = 60  # pieces from a window's edge beyond which a word's context counts as whole
BATCH = 4  # windows a run; larger batches are slower on a CPU
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Name, version and hash (sha256, hex) of the shipped model."""

    name: str
    version: str
    sha256: str


def _folder() -> Traversable:
    return files("rowback") / "data" / "model"


@lru_cache(maxsize=1)
def model_info() -> ModelInfo:
    """What model is shipped. Raises ModelError if it is missing."""
    try:
        card = json.loads((_folder() / "model.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256((_folder() / "tagger.onnx").read_bytes()).hexdigest()
    except (OSError, ValueError) as e:
        raise ModelError("RB901", f"the tagger's model cannot be read ({e}); install rowback again") from e
    return ModelInfo(card["name"], card["version"], digest)


class Tagger:
    """The shipped model in an onnxruntime session with the given number of threads."""

    def __init__(self, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        # int8 sums overflow on processors without VNNI; so they do not, and every machine reads the same
        options.add_session_config_entry("session.x64quantprecision", "1")
        try:
            card = json.loads((_folder() / "model.json").read_text(encoding="utf-8"))
            self._session = onnxruntime.InferenceSession(
                (_folder() / "tagger.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_buffer((_folder() / "tokenizer.json").read_bytes())
        except Exception as e:  # the libraries raise errors of their own, without a common root
            raise ModelError("RB901", f"the tagger's model cannot be read ({e}); install rowback again") from e
        self._tables = (_table(card["transitions"]["attribution"]), _table(card["transitions"]["names"]))

    def tag(self, text: str) -> Tags:
        """The tagged spans of a text, in order."""
        pieces = cut(text, self._tokenizer)
        if not pieces.words:
            return Tags()
        attribution, names = self._scores(pieces)
        found: dict[str, list[Part]] = {kind: [] for kind in PARTS}
        path = best_path(attribution, self._tables[0])
        chance = _chances(attribution, path)
        for kind, first, last in runs(path):
            span = Span(pieces.words[first].start, pieces.words[last - 1].end)
            found[PARTS[kind]].append(Part(span, float(chance[first:last].mean())))
        named = runs(best_path(names, self._tables[1]))
        return Tags(
            tuple(found["source"]),
            tuple(found["cue"]),
            tuple(found["content"]),
            tuple(Name(Span(pieces.words[a].start, pieces.words[b - 1].end), NameKind(NAMES[kind])) for kind, a, b in named),
        )

    def _scores(self, pieces: Pieces) -> tuple[Floats, Floats]:
        """The label scores of each word in both heads; where windows overlap their mean, weighted by the word's depth in each."""
        starts = window_starts(len(pieces.ids))
        ends = [min(start + WINDOW, len(pieces.ids)) for start in starts]
        words = len(pieces.words)
        out = (np.zeros((words, len(ATTRIBUTION_LABELS)), np.float32), np.zeros((words, len(NAME_LABELS)), np.float32))
        weight = np.zeros((words, 1), np.float32)
        for batch in _batches(len(starts)):
            scores = self._run(pieces, [(starts[n], ends[n]) for n in batch])
            for row, n in enumerate(batch):
                low, high = np.searchsorted(pieces.first, (starts[n], ends[n]))
                first = pieces.first[low:high]
                depth = _depth(first, starts[n], ends[n], n == 0, n + 1 == len(starts))
                weight[low:high] += depth
                for kept, new in zip(out, scores, strict=True):
                    kept[low:high] += depth * new[row, first - starts[n] + 1]
        for kept in out:
            kept /= weight
        return out

    def _run(self, pieces: Pieces, windows: Sequence[tuple[int, int]]) -> list[Any]:
        length = max(end - start for start, end in windows) + 2
        ids, features, mask = (np.zeros((len(windows), length), dtype=np.int64) for _ in range(3))
        for row, (start, end) in enumerate(windows):
            size = end - start
            ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = CLS, pieces.ids[start:end], SEP
            features[row, 1 : size + 1] = pieces.features[start:end]
            mask[row, : size + 2] = 1
        return list(self._session.run(None, {"ids": ids, "features": features, "mask": mask}))


def window_starts(pieces: int) -> list[int]:
    """Where the windows of a text of so many pieces start; the last one is moved back to be full."""
    if pieces <= WINDOW:
        return [0]
    return [*range(0, pieces - WINDOW, STRIDE), pieces - WINDOW]


def _depth(first: Any, start: int, end: int, opens: bool, closes: bool) -> Any:
    """How far each word's first piece stands from the window's nearer edge, 2 to DEEP, as a column; the text's own ends are no edges."""
    left = np.full(len(first), DEEP) if opens else first - start
    right = np.full(len(first), DEEP) if closes else end - 1 - first
    return np.minimum(np.minimum(left, right) + 2, DEEP).astype(np.float32)[:, None]


def _batches(count: int) -> Iterator[range]:
    for at in range(0, count, BATCH):
        yield range(at, min(count, at + BATCH))


def _table(rows: Sequence[Sequence[float]]) -> Floats:
    """Learned transition scores (last row: at the start) with what BIO forbids."""
    table = np.asarray(rows, dtype=np.float32)
    barred = forbidden(table.shape[1])
    return (table + np.vstack([barred, barred[:1]])).astype(np.float32)


def _chances(scores: Floats, path: Any) -> Floats:
    """The probability of each word's label by its own scores alone."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    chosen: Floats = shifted[np.arange(len(path)), path] / shifted.sum(axis=1)
    return chosen
