"""The loss of a linear-chain conditional random field over BIO labels (Lafferty, McCallum and Pereira 2001)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rowback.language.labels import forbidden

BARRED = -1e4  # stands for minus infinity, whose gradient is not a number


class Chain(nn.Module):
    """Scores of label after label; the last row is the start of a text."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.scores = nn.Parameter(torch.zeros(labels + 1, labels))
        barred = torch.nan_to_num(torch.from_numpy(forbidden(labels)), neginf=BARRED)
        self.register_buffer("barred", torch.cat([barred, barred[:1]]))

    def loss(self, scores: Tensor, gold: Tensor) -> Tensor:
        """The mean negative log likelihood a word; `gold` is -100 where a piece is not the first of a labelled word."""
        emitted, labels, held = words_only(scores, gold)
        table = self.scores + self.barred
        inner, rows = table[:-1], torch.arange(len(labels))
        # a window can begin inside a span, so the start bars nothing
        first = self.scores[-1]
        reached = emitted[:, 0] + first
        told = emitted[rows, 0, labels[:, 0]] + first[labels[:, 0]]
        for n in range(1, emitted.shape[1]):
            new = torch.logsumexp(reached[:, :, None] + inner[None], dim=1) + emitted[:, n]
            reached = torch.where(held[:, n, None], new, reached)
            step = emitted[rows, n, labels[:, n]] + inner[labels[:, n - 1], labels[:, n]]
            told = told + torch.where(held[:, n], step, torch.zeros(()))
        return (torch.logsumexp(reached, dim=1) - told).sum() / held.sum()


def words_only(scores: Tensor, gold: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Scores and labels of labelled words alone, moved to the front; and which places hold a word. Rows without one are left out."""
    kept = (gold >= 0).any(dim=1)
    scores, gold = scores[kept], gold[kept]
    labelled = gold >= 0
    length = int(labelled.sum(dim=1).max())
    order = torch.argsort((~labelled).to(torch.int8), dim=1, stable=True)[:, :length]
    emitted = torch.gather(scores, 1, order[:, :, None].expand(-1, -1, scores.shape[2]))
    labels = torch.gather(gold, 1, order)
    return emitted, labels.clamp(min=0), labels >= 0
