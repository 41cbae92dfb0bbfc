"""Teach the stance network that ships: `python training/distil.py --teacher FILE [FILE ...] --out FILE`. Seeded; needs a GPU for minutes.

Half of a teacher's layers go on learning from the chances that the teachers give for every wording of every issue of the judged statements, for
issues of other groups, and for statements of the training corpus with what others said in the same article as propositions (knowledge
distillation, Hinton et al. 2015; layers as in DistilBERT, Sanh et al. 2019). Where a judgement is known it has a share in what is wanted.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from corpora import read_lines
from judge import OWN, Inputs, Judge, chances, figures, load, save, tokenizer_of, train
from judged import CLASSES, NONE, Example, Judged, groups, target, wordings
from rowback.core.article import Article
from rowback.core.span import Span
from rowback.stance.passage import cut_passage

KNOWN = 0.35  # share of the judgement in what is wanted, beside the teachers'
STRANGERS = 3  # issues of other groups that a statement is shown with
LAYERS = (0, 2, 4, 7, 9, 11)  # of the teacher, that the student begins with
FEWEST, MOST = 4, 22  # words of a statement that serves as a proposition
_CUES = ("that ", "if ", "whether ")


def judged_pairs(judged: list[Judged], rng: random.Random) -> Iterator[tuple[Example, bool]]:
    """Every statement with every wording of its issues; with True where a judgement is known."""
    for one in judged:
        for topic, klass, also in zip(one.topics, one.classes, one.also, strict=True):
            for text, flip in wordings(topic):
                yield Example(text, one.passage, target(klass, also, flip)), True
        for other in rng.sample(judged, STRANGERS):
            if other.topics[0] not in one.topics:
                text, _ = rng.choice(list(wordings(rng.choice(other.topics))))
                yield Example(text, one.passage, target(NONE, (), False)), True


def corpus_pairs(path: Path, rng: random.Random, each: int = 2) -> Iterator[tuple[Example, bool]]:
    """The statements of a corpus of attributions, each with some of the other statements of its article as propositions."""
    for row in read_lines(path):
        article = Article(id="a", text=row["text"], title=row["title"], language="en")
        told = [tuple(Span(*part) for part in a["content"]) for a in row["attributions"] if a["content"]]
        texts = [text for text in (_as_proposition(row["text"], content) for content in told) if text]
        for content in told:
            passage = cut_passage(article, content)
            for text in rng.sample(texts, min(each, len(texts))):
                yield Example(text, passage), False


def _as_proposition(text: str, content: tuple[Span, ...]) -> str | None:
    """A content as a sentence of its own; None where it is too short or too long for one."""
    words = " ".join(" ".join(span.of(text) for span in content).split()).strip("\"“”‘’',. ")
    for cue in _CUES:
        words = words.removeprefix(cue)
    return words[:1].upper() + words[1:] + "." if FEWEST <= len(words.split()) <= MOST else None


@torch.no_grad()
def labels(teachers: list[Path], inputs: Inputs, pairs: list[list[int]]) -> Tensor:
    """The mean of what the teachers hold likely."""
    total = torch.zeros(len(pairs), CLASSES)
    for path in teachers:
        total += chances(load(path).to(inputs.device), inputs, pairs, 256)
    return total / len(teachers)


def student(teacher: Judge) -> Judge:
    """The teacher on half of its layers."""
    stack = teacher.encoder.encoder
    stack.layer = nn.ModuleList([stack.layer[k] for k in LAYERS])
    return teacher


def learn(inputs: Inputs, pairs: list[list[int]], wanted: Tensor, options: argparse.Namespace) -> Judge:
    """The student, taught."""
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    model = student(load(options.teacher[0])).to(inputs.device)
    train(model, inputs, [(pairs, wanted)] * options.epochs, options.rate, options.batch, rng)
    return model


def main() -> None:
    """Train, print the figures of the development sentences, write a checkpoint."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--teacher", type=Path, nargs="+", required=True, help="checkpoints of training/judge.py")
    parser.add_argument("--judged", type=Path, default=OWN, help="folder of judged groups")
    parser.add_argument("--corpus", type=Path, help="a corpus of attributions (polnear/train.jsonl.gz)")
    parser.add_argument("--unseen", type=Path, help="folder of judged groups that are only scored")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    inputs = Inputs(tokenizer_of(), "cuda" if torch.cuda.is_available() else "cpu")
    rng = random.Random(options.seed)
    examples = list(judged_pairs(groups(options.judged), rng))
    if options.corpus:
        examples += corpus_pairs(options.corpus, rng)
    pairs = [inputs.pair(e.proposition, e.passage) for e, _ in examples]
    wanted = labels(options.teacher, inputs, pairs)
    known = torch.tensor([flag for _, flag in examples])
    wanted[known] += KNOWN * (torch.tensor([e.target for e, flag in examples if flag]) - wanted[known])
    model = learn(inputs, pairs, wanted, options)
    save(model, options.out)
    figures(model, inputs, options.unseen)


if __name__ == "__main__":
    main()
