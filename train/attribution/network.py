"""The network: a small BERT over word pieces, a cue tagger, and a tagger of sources and contents
for one cue at a time, with trained transitions between the labels (a linear-chain CRF).

The encoder is sentence-transformers' all-MiniLM-L6-v2 (Apache-2.0; six layers of 384).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HEADS = 12
PAIR = 64
DOT = 32
CUE_LABELS = 3
"""O, B, I of a cue."""
LABELS = 5
"""What a unit is to a cue: O, the beginning or the inside of its source, of its content."""
OUTSIDE, B_SOURCE, I_SOURCE, B_CONTENT, I_CONTENT = range(LABELS)
TAGS = 7
FORBIDDEN = -1e4


class Attention(nn.Module):
    """What each position takes from all others: (windows, pieces, width)."""

    def forward(self, query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
        """``query`` may have fewer positions; ``bias`` is added to the products."""
        b, _, width = key.shape
        shape = (b, -1, HEADS, width // HEADS)
        q, k, v = (part.view(shape).transpose(1, 2) for part in (query, key, value))
        added = None if bias is None else bias.to(q.dtype)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=added)
        return mixed.transpose(1, 2).reshape(b, -1, width)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attention = Attention()
        self.out, self.norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None, wanted: Tensor | None = None) -> Tensor:
        """``x`` of shape (windows, pieces, width); ``bias`` is added to the attention.

        Only the positions ``wanted`` are returned, all if it is not given.
        """
        some = x if wanted is None else x[:, wanted]
        mixed = self.attention(self.query(some), self.key(x), self.value(x), bias)
        some = self.norm(some + self.out(mixed))
        return self.norm_out(some + self.down(functional.gelu(self.up(some))))


class Network(nn.Module):
    """``features`` is the number of rows of the one table of unit features, of which a unit has
    ``kinds``; ``pairs`` are the classes of each pair feature."""

    def __init__(
        self,
        features: int,
        kinds: int,
        pairs: Sequence[int],
        layers: int = 6,
        width: int = 384,
        inner: int = 1536,
        vocabulary: int = 30522,
        positions: int = 512,
    ) -> None:
        super().__init__()
        self.kinds = kinds
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(positions, width)
        self.features = nn.Embedding(features, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self.cue = nn.Linear(width, CUE_LABELS)
        self.inner = nn.Linear(width, CUE_LABELS)
        self.tags = nn.Linear(width, TAGS)
        self.unit = nn.Linear(width, LABELS + PAIR + LABELS * DOT)
        self.ask = nn.Linear(width, PAIR + LABELS * DOT)
        self.tables = nn.ModuleList(nn.Embedding(size, PAIR) for size in pairs)
        self.mix = nn.Linear(PAIR, LABELS)
        self.transitions = nn.Parameter(torch.zeros(LABELS + 1, LABELS))
        for table in (self.features, *self.tables):
            nn.init.normal_(table.weight, std=0.02)
        nn.init.zeros_(self.features.weight)
        legal = torch.zeros(LABELS + 1, LABELS)
        for before in range(LABELS + 1):
            for inside, begin in ((I_SOURCE, B_SOURCE), (I_CONTENT, B_CONTENT)):
                if before not in (inside, begin):
                    legal[before, inside] = FORBIDDEN
        self.register_buffer("legal", legal)

    def start_from(self, folder: Path) -> None:
        """Take the encoder's weights from a model in Hugging Face's layout."""
        raw = {
            key.removeprefix("bert."): value
            for key, value in load_file(folder / "model.safetensors").items()
        }
        mine = self.state_dict()
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm": "embeddings.LayerNorm",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        for number in range(len(self.layers)):
            for own, theirs in parts.items():
                names[f"layers.{number}.{own}"] = f"encoder.layer.{number}.{theirs}"
        for own, theirs in names.items():
            for ending in ("",) if own.endswith("weight") else (".weight", ".bias"):
                mine[own + ending].copy_(raw[theirs + ending])
        mine["positions.weight"] += raw["embeddings.token_type_embeddings.weight"][0]
        self.load_state_dict(mine)

    def encode(
        self, pieces: Tensor, features: Tensor, mask: Tensor | None, wanted: Tensor | None = None
    ) -> Tensor:
        """Vectors of the pieces, or of those at the positions ``wanted``.

        ``features``: (windows, pieces, kinds), rows of the one table.
        """
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(at) + self.features(features).sum(2)
        x = self.norm(x)
        bias = None if mask is None else (1.0 - mask[:, None, None, :].to(x.dtype)) * FORBIDDEN
        for layer in self.layers[:-1]:
            x = layer(x, bias)
        return self.layers[-1](x, bias, wanted)

    def emissions(self, asked: Tensor, unit: Tensor, pairs: Tensor) -> Tensor:
        """Scores of the labels of every unit for every cue: (cues, units, labels).

        ``asked``: (cues, ...), means of what ``ask`` gives for a cue's units; ``unit``: (cues,
        units, ...) from ``unit``; ``pairs``: (cues, features, units), classes.
        """
        direct, left, key = unit.split([LABELS, PAIR, LABELS * DOT], -1)
        right, query = asked.split([PAIR, LABELS * DOT], -1)
        hidden = (
            left
            + right[:, None]
            + sum(table(pairs[:, number]) for number, table in enumerate(self.tables))
        )
        c, n, _ = key.shape
        dot = (key.view(c, n, LABELS, DOT) * query.view(c, 1, LABELS, DOT)).sum(-1) / math.sqrt(DOT)
        return direct + dot + self.mix(functional.relu(hidden))

    def arcs(self) -> Tensor:
        """Scores of label to label, the last row from the beginning; illegal ones very low."""
        return self.transitions + self.legal


def crf(emissions: Tensor, arcs: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
    """Negative log-likelihood of each gold sequence: (sequences,). ``mask`` begins with ones."""
    emissions = emissions.float()
    _, n, k = emissions.shape
    alpha = emissions[:, 0] + arcs[k]
    for at in range(1, n):
        step = torch.logsumexp(alpha[:, :, None] + arcs[None, :k], 1) + emissions[:, at]
        alpha = torch.where(mask[:, at, None], step, alpha)
    own = emissions.gather(2, gold[:, :, None])[:, :, 0]
    before = torch.cat([torch.full_like(gold[:, :1], k), gold[:, :-1]], 1)
    own = own + arcs[before, gold]
    return torch.logsumexp(alpha, 1) - (own * mask).sum(1)
