"""A trained network of torch as the model that reads documents, before it is exported."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.annotate.attributions.tagger import Model, Output
from sayso.annotate.attributions.windows import Window
from train.attribution.network import Network
from train.attribution.train import encoder_folder, network, vocabulary

WINDOW, OVERLAP = 256, 80
THRESHOLDS = 0.55, 0.05
SUPPORTED = 0.02
HESITANT = 0.3
UNCALIBRATED = (0.0, 1.0, 0.3, 0.0), (0.0, 1.0, 0.3, 0.0)


class TorchNetwork:
    """Runs one window in bfloat16."""

    def __init__(self, own: Network) -> None:
        self.own = own.eval()

    @torch.no_grad()
    def __call__(self, one: Window) -> Output:
        """The outputs of the window's units."""
        pieces, features, at = (
            torch.from_numpy(part.astype(np.int64)) for part in (one.ids, one.features, one.at)
        )
        with torch.autocast("cpu", torch.bfloat16):
            x = self.own.encode(pieces[None], features[None], None)[0, at]
            heads = (self.own.cue, self.own.inner, self.own.unit, self.own.ask)
            return Output(one.begin, one.end, *(head(x).float().numpy() for head in heads))


def tokenizer() -> Tokenizer:
    """The encoder's tokenizer, without its limits of length."""
    made = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def loaded(weights: Path) -> Model:
    """A model with the weights of one file."""
    names = vocabulary()
    own = network(names)
    own.load_state_dict(torch.load(weights), strict=False)
    return Model(
        TorchNetwork(own),
        tokenizer(),
        names,
        tuple(table.weight.detach().numpy() for table in own.tables),
        own.mix.weight.detach().numpy(),
        own.mix.bias.detach().numpy(),
        own.arcs().detach().numpy(),
        WINDOW,
        OVERLAP,
        THRESHOLDS,
        SUPPORTED,
        HESITANT,
        UNCALIBRATED,
    )
