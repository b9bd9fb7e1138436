"""Write the model that ships: the network as quantised ONNX, and the small rest beside it.

``python -m train.attribution.export --network FILE... --out src/sayso/models/attribution``; of
several files the mean of the weights is taken.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from train.attribution.network import HEADS, Attention, Network
from train.attribution.torch_model import (
    HESITANT,
    OVERLAP,
    SUPPORTED,
    THRESHOLDS,
    UNCALIBRATED,
    WINDOW,
    tokenizer,
)
from train.attribution.train import network, vocabulary

OPSET = 17
FEATURES = "/features/Gather"
"""The node that looks up nine features a piece: more work in eight bits, for a small table."""


class Norm(nn.Module):
    """Layer normalisation in plain steps, which onnxruntime runs faster than its own operator."""

    def __init__(self, own: nn.LayerNorm) -> None:
        super().__init__()
        self.weight, self.bias, self.eps = own.weight, own.bias, own.eps

    def forward(self, x: Tensor) -> Tensor:
        """As ``LayerNorm`` does, up to rounding."""
        middle = x.mean(-1, keepdim=True)
        spread = (x * x).mean(-1, keepdim=True) - middle * middle
        return (x - middle) * torch.rsqrt(spread + self.eps) * self.weight + self.bias


class _Operator(torch.autograd.Function):
    """``Attention`` without a bias as one operator of onnxruntime's."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """As ``Attention`` does."""
        return Attention()(query, key, value, None)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        """What stands for it in the graph."""
        name = "com.microsoft::MultiHeadAttention"
        made = graph.op(name, query, key, value, num_heads_i=HEADS)
        made.setType(query.type())
        return made


class OneAttention(nn.Module):
    """Attention that keeps its products in the processor's cache."""

    def forward(self, query: Tensor, key: Tensor, value: Tensor, _: None) -> Tensor:
        """As ``Attention`` does, without a bias."""
        return _Operator.apply(query, key, value)


def quickened(own: nn.Module) -> None:
    """Put into a network what onnxruntime runs faster than what torch would write."""
    for name, part in own.named_children():
        if isinstance(part, nn.LayerNorm):
            setattr(own, name, Norm(part))
        elif isinstance(part, Attention):
            setattr(own, name, OneAttention())
        else:
            quickened(part)


class Window(nn.Module):
    """One window without padding: what onnxruntime runs."""

    def __init__(self, own: Network) -> None:
        super().__init__()
        self.own = own

    def forward(self, pieces: Tensor, features: Tensor, units: Tensor) -> tuple[Tensor, ...]:
        """Outputs of the units at ``units``, from the pieces and features of one window."""
        x = self.own.encode(pieces[None], features[None], None, units)[0]
        return self.own.cue(x), self.own.inner(x), self.own.unit(x), self.own.ask(x)


def mean(files: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of several runs that began with the same encoder."""
    states = [torch.load(file) for file in files]
    return {key: sum(state[key].float() for state in states) / len(states) for key in states[0]}


def to_onnx(own: Network, path: Path) -> None:
    """The network in eight bits, a scale a channel: a scale a matrix costs two to three points."""
    quickened(own)
    n, u = 12, 9
    example = (
        torch.ones(n, dtype=torch.int32),
        torch.ones(n, own.kinds, dtype=torch.int32),
        torch.arange(u, dtype=torch.int32),
    )
    with tempfile.TemporaryDirectory() as folder:
        plain, shaped = Path(folder) / "plain.onnx", Path(folder) / "shaped.onnx"
        torch.onnx.export(
            Window(own.eval()),
            example,
            str(plain),
            input_names=["pieces", "features", "units"],
            output_names=["cue", "inner", "unit", "ask"],
            dynamic_axes={"pieces": {0: "n"}, "features": {0: "n"}, "units": {0: "u"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(shaped))
        quantize_dynamic(
            str(shaped),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=[FEATURES],
        )
    onnx.checker.check_model(str(path))


def main() -> None:
    """Write network, joints, tokenizer and settings; scores are fitted by ``calibrate.py``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    names = vocabulary()
    own = network(names)
    own.load_state_dict(mean(options.network))
    options.out.mkdir(parents=True, exist_ok=True)
    to_onnx(own, options.out / "network.onnx")
    weights = {f"table{at}": table.weight for at, table in enumerate(own.tables)}
    weights |= {"mix": own.mix.weight, "bias": own.mix.bias, "arcs": own.arcs()}
    np.savez(
        options.out / "joints.npz",
        **{name: value.detach().numpy().astype(np.float32) for name, value in weights.items()},
    )
    tokenizer().save(str(options.out / "tokenizer.json"), pretty=False)
    settings = {
        "threshold": THRESHOLDS[0],
        "inner_threshold": THRESHOLDS[1],
        "inner_supported": SUPPORTED,
        "hesitant": HESITANT,
        "calibration": UNCALIBRATED[0],
        "inner_calibration": UNCALIBRATED[1],
        "tags": list(names.tags),
        "deps": list(names.deps),
        "entities": list(names.entities),
        "window": WINDOW,
        "overlap": OVERLAP,
    }
    (options.out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n")


if __name__ == "__main__":
    main()
