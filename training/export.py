"""Export a checkpoint to the package: ONNX, int8, transition table. `python training/export.py CHECKPOINT --data DIR`."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

import corpora
import network
import rowback
from rowback.language.labels import ATTRIBUTION_LABELS, NAME_LABELS, NAMES, PARTS
from rowback.language.pieces import cut
from train import encoder_folder, labelled, tokenizer_of

SHARE = 0.2  # weight of counted transitions beside the network's scores, for a head without a trained chain; swept on PolNeAR dev
CHAIN_SHARE, AGAINST_O = 1.2, 0.2  # weight of a trained chain's transitions, and what is taken from every score of O; likewise


def transitions(documents: list[corpora.Document], head: str, tokenizer: Tokenizer) -> list[list[float]]:
    """Log probabilities of label after label, counted on documents and scaled; the last row is the start of a text."""
    kinds, labels = (PARTS, ATTRIBUTION_LABELS) if head == "attribution" else (NAMES, NAME_LABELS)
    counts = np.ones((len(labels) + 1, len(labels)))
    for document in documents:
        marks = document.parts if head == "attribution" else document.names
        if marks is None:
            continue
        pieces = cut(document.text, tokenizer)
        path = labelled(pieces, marks, kinds)[pieces.first]
        if len(path):
            counts[-1, path[0]] += 1
            np.add.at(counts, (path[:-1], path[1:]), 1)
    return rounded(SHARE * np.log(counts / counts.sum(axis=1, keepdims=True)))


def rounded(table: np.ndarray) -> list[list[float]]:
    return [[round(float(x), 4) for x in row] for row in table]


def trained(chain: Path) -> list[list[float]]:
    """The transitions that training left beside the checkpoint."""
    table = CHAIN_SHARE * torch.load(chain)["scores"].numpy()
    table[:, 0] -= AGAINST_O
    return rounded(table)


def export_onnx(model: network.Tagger, path: Path) -> None:
    model.eval()
    ids = torch.ones((2, 16), dtype=torch.int64)
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "features", "mask", "attribution", "names")}
    torch.onnx.export(model, (ids, ids, ids), str(path), input_names=["ids", "features", "mask"], output_names=["attribution", "names"],
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(rowback.__file__).parent / "data" / "model")
    parser.add_argument("--version", default="1")
    options = parser.parse_args()
    folder = encoder_folder()
    model = network.start_from(folder / "model.safetensors", dropout=0.0)
    model.load_state_dict(torch.load(options.checkpoint))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        plain, ready = Path(temporary, "plain.onnx"), Path(temporary, "ready.onnx")
        export_onnx(model, plain)
        quant_pre_process(str(plain), str(ready))
        quantize_dynamic(str(ready), str(options.out / "tagger.onnx"), per_channel=True, weight_type=QuantType.QInt8,
                         op_types_to_quantize=["MatMul", "Gemm", "Gather"])  # fmt: skip
    tokenizer = tokenizer_of(folder)
    tokenizer.save(str(options.out / "tokenizer.json"), pretty=False)
    documents = corpora.polnear(options.data, "train", corpora.demonyms(Path(rowback.__file__).parent))
    card = {"name": "rowback-tagger", "version": options.version,
            "transitions": {"attribution": trained(options.checkpoint.with_name(options.checkpoint.name.replace("epoch", "chain"))),
                            "names": transitions(documents, "names", tokenizer)}}  # fmt: skip
    (options.out / "model.json").write_text(json.dumps(card), encoding="utf-8")
    print({p.name: p.stat().st_size for p in options.out.iterdir()})


if __name__ == "__main__":
    main()
