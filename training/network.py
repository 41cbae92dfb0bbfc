"""The encoder (BERT's architecture, MiniLM's weights) with a layout table at the input and two heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from rowback.language.labels import ATTRIBUTION_LABELS, NAME_LABELS
from rowback.language.pieces import FEATURE_CODES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def heads(t: Tensor) -> Tensor:
            return t.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        # no dropout inside the attention: on a CPU it costs a third of the step
        mixed = nn.functional.scaled_dot_product_attention(
            heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), attn_mask=bias
        )
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.output(mixed)))
        return self.norm2(x + self.dropout(self.outer(nn.functional.gelu(self.inner(x)))))


class Tagger(nn.Module):
    """Two label scores a piece: attribution parts and names."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.layout = nn.Embedding(FEATURE_CODES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.attribution, self.names = nn.Linear(WIDTH, len(ATTRIBUTION_LABELS)), nn.Linear(WIDTH, len(NAME_LABELS))
        nn.init.normal_(self.layout.weight, std=0.02)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(places)[None] + self.kind + self.layout(features)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.attribution(x), self.names(x)


_NAMES = {"attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value", "attention.output.dense": "output",
          "attention.output.LayerNorm": "norm1", "intermediate.dense": "inner", "output.dense": "outer", "output.LayerNorm": "norm2"}  # fmt: skip


def start_from(weights: Path, dropout: float = 0.1) -> Tagger:
    """A tagger whose encoder holds the weights of a BERT checkpoint in safetensors form."""
    stored = {name.removeprefix("bert."): value.float() for name, value in load_file(weights).items()}
    model = Tagger(stored["embeddings.word_embeddings.weight"].shape[0], dropout)
    state = model.state_dict()
    state["words.weight"] = stored["embeddings.word_embeddings.weight"]
    state["places.weight"] = stored["embeddings.position_embeddings.weight"]
    state["kind"] = stored["embeddings.token_type_embeddings.weight"][0]
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = stored[f"embeddings.LayerNorm.{end}"]
        for n in range(LAYERS):
            for theirs, ours in _NAMES.items():
                state[f"layers.{n}.{ours}.{end}"] = stored[f"encoder.layer.{n}.{theirs}.{end}"]
    model.load_state_dict(state)
    return model
