"""Export the stance network to the package: ONNX, int8. `python training/export_judge.py CHECKPOINT`.

Before the weights are rounded, the inputs of each linear layer are divided by factors that its weights are multiplied with, so that a few
large activations do not take all of the int8 scale (SmoothQuant, Xiao et al. 2023; one more multiplication a layer).
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

import rowback
from judge import OWN, Inputs, Judge, load, tokenizer_of
from judged import groups

STRENGTH = 0.65  # share of the activations' range that the weights take over; swept on the development sentences: .4 fails, .5 .699, .65 .707 exact
PASSAGES = 160  # judged statements on which the ranges are taken


class Smooth(nn.Module):
    """A linear layer whose inputs are divided by factors that are in its weights."""

    def __init__(self, layer: nn.Linear, factors: Tensor) -> None:
        super().__init__()
        self.layer = layer
        self.register_buffer("inverse", 1 / factors)
        layer.weight.data *= factors[None]

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x * self.inverse)


def smooth(model: Judge, ranges: dict[str, Tensor]) -> None:
    """Put factors before each linear layer of the encoder."""
    for name, largest in ranges.items():
        parent, _, own = name.rpartition(".")
        layer = model.encoder.get_submodule(name)
        weights = layer.weight.abs().amax(0).clamp(min=1e-4)
        factors = largest.clamp(min=1e-4) ** STRENGTH / weights ** (1 - STRENGTH)
        setattr(model.encoder.get_submodule(parent), own, Smooth(layer, (factors / factors.mean()).clamp(min=1e-2)))


@torch.no_grad()
def ranges_of(model: Judge, inputs: Inputs) -> dict[str, Tensor]:
    """The largest input of each channel of each linear layer of the encoder, over judged statements."""
    found: dict[str, Tensor] = {}

    def watch(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            largest = given[0].abs().reshape(-1, given[0].shape[-1]).amax(0)
            found[name] = torch.maximum(found[name], largest) if name in found else largest

        return hook

    layers = [(n, m) for n, m in model.encoder.named_modules() if isinstance(m, nn.Linear)]
    hooks = [layer.register_forward_pre_hook(watch(name)) for name, layer in layers]
    judged = random.Random(5).sample(groups(OWN), PASSAGES)
    for one in judged:
        topic = one.topics[0]
        model(*inputs.batch([inputs.pair(f"{topic.label}: {topic.proposition}", one.passage)]))
    for hook in hooks:
        hook.remove()
    return found


def main() -> None:
    """Write judge.onnx and judge.json."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=Path(rowback.__file__).parent / "data" / "judge")
    parser.add_argument("--version", default="2")
    options = parser.parse_args()
    model = load(options.checkpoint).eval()
    smooth(model, ranges_of(model, Inputs(tokenizer_of(), "cpu")))
    options.out.mkdir(parents=True, exist_ok=True)
    ids = torch.full((2, 16), 100)
    axes = {name: {0: "batch", 1: "length"} for name in ("ids", "mask", "inside")} | {"scores": {0: "batch"}}
    with tempfile.TemporaryDirectory() as temporary:
        plain, ready = Path(temporary, "plain.onnx"), Path(temporary, "ready.onnx")
        torch.onnx.export(model, (ids, ids, ids), str(plain), input_names=["ids", "mask", "inside"], output_names=["scores"],
                          dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(options.out / "judge.onnx"), per_channel=True, weight_type=QuantType.QInt8,
                         op_types_to_quantize=["MatMul", "Gemm", "Gather"])  # fmt: skip
    (options.out / "judge.json").write_text(json.dumps({"name": "rowback-judge", "version": options.version}), encoding="utf-8")
    print({p.name: p.stat().st_size for p in sorted(options.out.iterdir())})


if __name__ == "__main__":
    main()
