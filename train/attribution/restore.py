"""The weights of the model that ships, as a start for training on.

``python -m train.attribution.restore --out FILE``. Eight bits are what is left of them, which
costs a new run nothing that it does not get back. The head for tags, which only training has,
begins anew; the words' vectors, which no run changes, are the encoder's own.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from train.attribution.network import Network
from train.attribution.train import network, vocabulary

PRODUCT = "MatMulInteger"
OWN = "own."
TABLES = ("positions.weight",)
QUANTISED = ("_quantized", "_scale", "_zero_point")


def restored(model: Path) -> Network:
    """A network with the weights of the model in a folder."""
    own = network(vocabulary())
    graph = onnx.load(str(model / "network.onnx")).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state = own.state_dict()
    for name, value in _weights(graph, values):
        state[name] = value
    with np.load(model / "joints.npz") as joints:
        for at in range(len(own.tables)):
            state[f"tables.{at}.weight"] = torch.from_numpy(joints[f"table{at}"])
        state["mix.weight"] = torch.from_numpy(joints["mix"])
        state["mix.bias"] = torch.from_numpy(joints["bias"])
        arcs = torch.from_numpy(joints["arcs"])
    # Illegal arcs hold what is far below any score; what was learned there is of no use.
    state["transitions"] = torch.where(own.legal < 0, torch.zeros_like(arcs), arcs)
    own.load_state_dict(state)
    return own


def _weights(graph: onnx.GraphProto, values: dict[str, np.ndarray]) -> list[tuple[str, Tensor]]:
    """Every weight of the graph under its name in ``Network``."""
    found = {name: value for name, value in values.items() if not name.endswith(QUANTISED)}
    for name in TABLES:
        found[OWN + name] = _real(values, OWN + name)
    for node in graph.node:
        if node.op_type == PRODUCT:
            layer = node.name[1:].rpartition("/")[0].replace("/", ".")
            weight = node.input[1].removesuffix("_quantized")
            found[f"{OWN}{layer}.weight"] = _real(values, weight).T
    return [
        (name.removeprefix(OWN), torch.from_numpy(np.array(value, dtype=np.float32)))
        for name, value in found.items()
        if name.startswith(OWN)
    ]


def _real(values: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero = values[f"{name}_zero_point"].astype(np.float32)
    whole = values[f"{name}_quantized"].astype(np.float32)
    return np.asarray((whole - zero) * values[f"{name}_scale"], dtype=np.float32)


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("src/sayso/models/attribution"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(restored(options.model).state_dict(), options.out)


if __name__ == "__main__":
    main()
