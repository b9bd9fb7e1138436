"""The attribution model at run time: windows through the encoder, then labels for every cue.

The network runs in onnxruntime, one pass for all heads; what joins cues and units is small and
runs in numpy. Offsets never pass through it: it labels units, whose spans are the parse's.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.annotate.attributions import decode, pairs
from sayso.annotate.attributions.decode import Reading
from sayso.annotate.attributions.units import CUE, Part, Units
from sayso.annotate.attributions.windows import (
    Pieces,
    Vocabulary,
    Window,
    overlapping,
    pieces,
    window,
)

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

# So many windows are read and decoded together: memory stays bounded in the longest document.
TOGETHER = 32
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Output:
    """What the network gives for the units of a window; one row a unit."""

    begin: int
    end: int
    cue: Floats
    """Logits of outside, beginning and inside of a cue of the outermost attributions."""
    inner: Floats
    """The same for cues as careful readers mark them, inside the content of others, too."""
    unit: Floats
    ask: Floats

    def heads(self) -> tuple[Floats, ...]:
        """What each head gives."""
        return self.cue, self.inner, self.unit, self.ask


class Network(Protocol):
    """Anything that runs the encoder and its heads over one window."""

    def __call__(self, one: Window) -> Output:
        """The outputs of the window's units."""


@dataclass(frozen=True, slots=True)
class Model:
    """The parts of a trained model. ``tables``, ``mix`` and ``arcs`` join cues and units."""

    network: Network
    tokenizer: Tokenizer
    vocabulary: Vocabulary
    tables: tuple[Floats, ...]
    mix: Floats
    bias: Floats
    arcs: Floats
    window: int
    overlap: int
    thresholds: tuple[float, float]
    """From what probability on a run of units is a cue: by the first head, and by the second."""
    supported: float
    """As the second threshold, where the rules see a cue."""
    hesitant: float
    """From what probability on it is one if a quotation would else be nobody's."""
    calibrations: tuple[tuple[float, ...], tuple[float, ...]]
    """Weights of the score: of what the first head found, and of what the second did."""


class OnnxNetwork:
    """The shipped network, on one thread: documents are spread over processes."""

    def __init__(self, path: str) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])

    def __call__(self, one: Window) -> Output:
        """Run one window, without padding."""
        inputs = {"pieces": one.ids, "features": one.features, "units": one.at}
        cue, inner, unit, ask = self.session.run(None, inputs)
        return Output(one.begin, one.end, cue, inner, unit, ask)


@cache
def model() -> Model:
    """The model that ships, loaded once a process."""
    from tokenizers import Tokenizer

    folder = files("sayso.models.attribution")
    settings = json.loads(folder.joinpath("settings.json").read_text(encoding="utf-8"))
    with as_file(folder.joinpath("joints.npz")) as path:
        weights = np.load(path)
    with as_file(folder.joinpath("network.onnx")) as path:
        network = OnnxNetwork(str(path))
    tokenizer = Tokenizer.from_str(folder.joinpath("tokenizer.json").read_text(encoding="utf-8"))
    return Model(
        network,
        tokenizer,
        Vocabulary.of(settings["tags"], settings["deps"], settings["entities"]),
        tuple(weights[f"table{at}"] for at in range(len(pairs.FEATURES))),
        weights["mix"],
        weights["bias"],
        weights["arcs"],
        settings["window"],
        settings["overlap"],
        (settings["threshold"], settings["inner_threshold"]),
        settings["inner_supported"],
        settings["hesitant"],
        (tuple(settings["calibration"]), tuple(settings["inner_calibration"])),
    )


def read(own: Units, rules: Sequence[Sequence[Part]], using: Model | None = None) -> list[Reading]:
    """The attributions of a document's units, in text order; linear in them.

    Among them are those whose cue is only a hesitant one, which are not ``sure``.
    """
    if not len(own):
        return []
    using = using or model()
    cut = pieces(own, using.tokenizer, using.vocabulary)
    ruled = _by_cue(rules)
    ranges = list(overlapping(own.block, cut, using.window, using.overlap))
    # Cues are read off the window in which they stand furthest from an edge.
    owned = [0, *((a + z) // 2 for (_, z), (a, _) in pairwise(ranges)), len(own)]
    passes = (using.network(window(own.block, cut, begin, end)) for begin, end in ranges)
    blended = _blended(passes)
    readings: list[Reading] = []
    for at in range(0, len(ranges), TOGETHER):
        outputs = list(islice(blended, TOGETHER))
        borders = owned[at : at + len(outputs) + 1]
        readings += _decoded(own, cut, ruled, outputs, borders, using)
    return sorted(readings, key=lambda one: one.cue)


def _blended(passes: Iterable[Output]) -> Iterator[Output]:
    """Windows one after the other; where two of them overlap, both get the mean of the two.

    A word read twice, with more text now before it and now after it, is read better: on PolNeAR's
    dev split by a point of contents. Windows that overlap by half give a little more, and take a
    third more time.
    """
    before: Output | None = None
    for one in passes:
        if before is not None:
            low, size = one.begin - before.begin, before.end - one.begin
            for first, second in zip(before.heads(), one.heads(), strict=True):
                first[low:] = second[:size] = (first[low:] + second[:size]) / 2
            yield before
        before = one
    if before is not None:
        yield before


def _decoded(
    own: Units,
    cut: Pieces,
    rules: Ruled,
    outputs: Sequence[Output],
    borders: Sequence[int],
    using: Model,
) -> list[Reading]:
    """The attributions whose cue lies in a few windows; ``borders`` bound what each one owns."""
    found = _apart(_cues(own, outputs, borders, using))
    within = [outputs[bisect_right(borders, first, hi=len(outputs)) - 1] for first, *_ in found]
    return list(_label(own, cut, rules, within, found, using)) if found else []


def _whole(outputs: Sequence[Output], borders: Sequence[int], name: str) -> Floats:
    """One head's rows for all units between the borders, each from the window that owns it."""
    return np.concatenate(
        [
            getattr(one, name)[low - one.begin : high - one.begin]
            for one, (low, high) in zip(outputs, pairwise(borders), strict=True)
        ]
    )


class Cue(NamedTuple):
    """A run of units, half open, its highest probability, and whether the second head found it."""

    first: int
    last: int
    score: float
    inner: bool
    sure: bool


Ruled = Mapping[int, Sequence[Sequence[Part]]]
"""By unit the rules' attributions that have it in their cue."""


def _by_cue(rules: Sequence[Sequence[Part]]) -> Ruled:
    found: dict[int, list[Sequence[Part]]] = {}
    for parts in rules:
        for at in {at for role, a, b in parts if role == CUE for at in range(a, b)}:
            found.setdefault(at, []).append(parts)
    return found


def _apart(cues: Iterable[Cue]) -> list[Cue]:
    """The cues in text order; of two that overlap, one from each head, the surer."""
    kept: list[Cue] = []
    for one in sorted(cues):
        while kept and one.first < kept[-1].last and _rank(one) > _rank(kept[-1]):
            kept.pop()
        if not kept or one.first >= kept[-1].last:
            kept.append(one)
    return kept


def _rank(one: Cue) -> tuple[bool, bool, float]:
    return one.sure, not one.inner, one.score


def _cues(
    own: Units, outputs: Sequence[Output], borders: Sequence[int], using: Model
) -> Iterator[Cue]:
    """The cues of outermost attributions as PolNeAR has them, and those that readers would mark.

    The second may be inside others, or report less than the first; which of the two a cue is, the
    contents around it tell. A cue reaches as far as the hesitant threshold goes; it is sure if its
    surest unit is.
    """
    for depth, name in enumerate(("cue", "inner")):
        chances = decode.softmax(_whole(outputs, borders, name))
        needed = _needed(own, borders, depth, using)
        for first, last, score in decode.cues(chances, np.minimum(needed, using.hesitant)):
            sure = bool((1 - chances[first:last, 0] >= needed[first:last]).any())
            if sure or depth == 0:
                yield Cue(borders[0] + first, borders[0] + last, score, depth > 0, sure)


def _needed(own: Units, borders: Sequence[int], depth: int, using: Model) -> Floats:
    """From which probability on each unit is a cue.

    Where the rules see a cue in a word that is known to be one, less of a sign will do for the
    second head.
    """
    here = slice(borders[0], borders[-1])
    needed = np.full(here.stop - here.start, using.thresholds[depth], dtype=np.float32)
    if depth:
        needed[((own.role[here] & CUE) > 0) & (own.lexicon[here] > 0)] = using.supported
    return needed


def _label(
    own: Units,
    cut: Pieces,
    rules: Ruled,
    within: Sequence[Output],
    cues: Sequence[Cue],
    using: Model,
) -> Iterator[Reading]:
    """Source and content of a few cues, each within the window that owns its beginning."""
    known = len(using.vocabulary.deps) + 1
    scores = []
    for found, one in zip(cues, within, strict=True):
        cue = found.first, min(found.last, one.end)
        at_cue = {id(parts): parts for at in range(*cue) for parts in rules.get(at, ())}
        reach = one.begin, one.end
        classes = pairs.features(own, cut.deps, known, cue, reach, tuple(at_cue.values()))
        scores.append(emissions(one, cue, classes, using))
    lengths = np.array([len(one) for one in scores])
    padded = np.zeros((len(scores), int(lengths.max()), decode.LABELS), dtype=np.float32)
    for number, row in enumerate(scores):
        padded[number, : len(row)] = row
    labels, chances = decode.viterbi(padded, using.arcs, lengths)
    for found, one, path, size, chance in zip(
        cues, within, labels.tolist(), lengths.tolist(), chances.tolist(), strict=True
    ):
        source = decode.runs(path[:size], decode.B_SOURCE, decode.I_SOURCE, one.begin)
        content = decode.runs(path[:size], decode.B_CONTENT, decode.I_CONTENT, one.begin)
        yield Reading(
            (found.first, found.last),
            tuple(source),
            tuple(content),
            found.score,
            chance,
            found.inner,
            found.sure,
        )


def emissions(
    one: Output, cue: tuple[int, int], classes: NDArray[np.int32], using: Model
) -> Floats:
    """Scores of the labels of a window's units for one cue: (units, labels).

    The numpy twin of ``Network.emissions`` in ``train/attribution/network.py``.
    """
    pair, dot = using.mix.shape[1], (one.unit.shape[1] - decode.LABELS - using.mix.shape[1])
    first, last = cue[0] - one.begin, cue[1] - one.begin
    asked = one.ask[first:last].mean(0)
    hidden = one.unit[:, decode.LABELS : decode.LABELS + pair] + asked[:pair]
    for table, row in zip(using.tables, classes, strict=True):
        hidden += table[row]
    keys = one.unit[:, decode.LABELS + pair :].reshape(-1, decode.LABELS, dot // decode.LABELS)
    query = asked[pair:].reshape(1, decode.LABELS, -1)
    result = (keys * query).sum(-1) / np.float32(np.sqrt(dot // decode.LABELS))
    result += one.unit[:, : decode.LABELS] + np.maximum(hidden, 0) @ using.mix.T + using.bias
    result[first:last, 1:] += decode.FORBIDDEN
    return np.asarray(result, dtype=np.float32)


def confidence(one: Reading, using: Model | None = None) -> float:
    """The calibrated probability that the attribution is right: a logistic regression.

    Fitted on articles kept out of training (``train/attribution/calibrate.py``), with "right" as
    in the lenient figure of ``sayso bench attribution``; what the second head finds, on what
    readers marked there.
    """
    weights = (using or model()).calibrations[one.inner]
    total = sum(w * value for w, value in zip(weights, evidence(one), strict=True))
    return float(1 / (1 + np.exp(-total)))


def evidence(one: Reading) -> tuple[float, float, float, float]:
    """What the score is made of: a constant, odds of the cue, chance of the path, no source."""
    odds = np.log(max(one.cue_score, LEAST) / max(1 - one.cue_score, LEAST))
    return 1.0, float(odds), float(np.log(max(one.path_score, LEAST))), float(not one.source)
