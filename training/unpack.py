"""Turn the shipped model back into a checkpoint, to go on training from it: `python training/unpack.py build/tagger/shipped/epoch0.pt`.

The weights are those of the int8 file, so a checkpoint that is exported and unpacked again differs by the rounding of quantisation.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import crf
import network
import rowback
from export import AGAINST_O, CHAIN_SHARE
from train import encoder_folder

_SHIPPED = Path(rowback.__file__).parent / "data" / "model"


def unpacked(path: Path) -> dict[str, torch.Tensor]:
    """The network's weights by their names in network.Tagger."""
    graph = onnx.load(path).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {name: torch.tensor(value) for name, value in stored.items() if name.endswith((".bias", "kind", ".weight"))}
    for name in stored:
        if name.endswith(".weight_quantized"):
            table = name.removesuffix("_quantized")
            state[table] = _restored(stored, table)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = node.output[0].split("/MatMul_output")[0].strip("/").replace("/", ".")
            state[f"{layer}.weight"] = _restored(stored, node.input[1].removesuffix("_quantized")).T.contiguous()
    return state


def _restored(stored: dict[str, np.ndarray], name: str) -> torch.Tensor:
    whole, zero = stored[f"{name}_quantized"].astype(np.float32), stored[f"{name}_zero_point"].astype(np.float32)
    return torch.tensor((whole - zero) * stored[f"{name}_scale"])


def unpacked_chain(card: Path) -> dict[str, torch.Tensor]:
    """The trained chain, from the transitions that export.py wrote."""
    table = torch.tensor(json.loads(card.read_text(encoding="utf-8"))["transitions"]["attribution"])
    table[:, 0] += AGAINST_O
    return {**crf.Chain(table.shape[1]).state_dict(), "scores": table / CHAIN_SHARE}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="epochN.pt; its chainN.pt is written beside it")
    parser.add_argument("--model", type=Path, default=_SHIPPED, help="folder with tagger.onnx and model.json")
    options = parser.parse_args()
    model = network.start_from(encoder_folder() / "model.safetensors")
    model.load_state_dict(unpacked(options.model / "tagger.onnx"))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)
    torch.save(unpacked_chain(options.model / "model.json"), options.out.with_name(options.out.name.replace("epoch", "chain")))


if __name__ == "__main__":
    main()
