"""Train as the network is run: every product sees its weights and its input in eight bits.

What ships is quantised as onnxruntime does it: weights with one scale a channel, inputs with one
scale and zero point a window. In training both are rounded in the same way, and the gradient goes
through the rounding as if it were not there (straight-through estimator; Jacob et al., CVPR 2018).
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

WEIGHT, INPUT = 127, 255
TINY = 1e-12


class _Weights(torch.autograd.Function):
    @staticmethod
    def forward(_: Any, weight: Tensor) -> Tensor:
        scale = weight.abs().amax(1, keepdim=True).clamp_min(TINY) / WEIGHT
        return (weight / scale).round_().mul_(scale)

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Tensor:
        return gradient


class _Inputs(torch.autograd.Function):
    @staticmethod
    def forward(_: Any, x: Tensor) -> Tensor:
        if x.dim() < 3:
            return x
        low = x.amin((1, 2), keepdim=True).clamp_max(0)
        scale = (x.amax((1, 2), keepdim=True).clamp_min(0) - low).clamp_min(TINY) / INPUT
        zero = (-low / scale).round_()
        return (x / scale).round_().add_(zero).clamp_(0, INPUT).sub_(zero).mul_(scale)

    @staticmethod
    def backward(_: Any, gradient: Tensor) -> Tensor:
        return gradient


class Linear(nn.Linear):
    """A linear layer that rounds what it multiplies; (windows, positions, width) in and out."""

    def forward(self, x: Tensor) -> Tensor:
        """As ``nn.Linear``, in eight bits."""
        return functional.linear(_Inputs.apply(x), _Weights.apply(self.weight), self.bias)


def rounded(own: nn.Module) -> None:
    """Let every linear layer of a network but those of pairs round; its weights stay as they are.

    What joins a cue with each word (``mix``) runs in numpy, in full precision.
    """
    for name, part in own.named_modules():
        if type(part) is nn.Linear and name != "mix":
            part.__class__ = Linear
