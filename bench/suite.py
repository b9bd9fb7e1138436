"""The benchmarks of ``make bench``: which figures each gives, and what they should reach."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.peers import heideltime
from bench.report import Figure
from bench.speed import encoder, memory, speed
from sayso.bench import (
    attribution,
    chains,
    copies,
    copies_scale,
    coreference,
    coreference_gold,
    ecbplus,
    entities,
    joins,
    place,
    pronoun_sources,
    quantity,
    reading,
    time,
)


def attributions(data: Path) -> Iterator[Figure]:
    """PolNeAR dev."""
    figures = attribution.run(data / "data" / "polnear", "dev")
    command = "sayso bench attribution --data DATA/data/polnear --split dev"
    score = figures.score
    yield Figure("attribution.refused", len(figures.refused), 0, command, less_is_better=True)
    yield Figure("attribution.lenient", score.lenient.f1, 0.74, command)
    yield Figure("attribution.strict", score.strict.f1, 0.54, command)
    yield Figure("attribution.cue", score.cue.f1, 0.72, command)
    yield Figure("attribution.source", score.source.f1, 0.78, command)
    yield Figure("attribution.content", score.content.f1, 0.67, command)
    yield Figure("attribution.content_characters", score.content_characters.f1, None, command)
    error = figures.calibration_error
    yield Figure("attribution.calibration_error", error, 0.05, command, less_is_better=True)
    for found in score.recall:
        name = found.kind.replace(" ", "_")
        yield Figure(f"attribution.recall_{name}", found.found / found.gold, None, command)
    for name in ("lenient", "strict", "cue", "source", "content", "content_characters"):
        people: attribution.Figure = getattr(figures.people, name)
        yield Figure(f"attribution.people_{name}", people.f1, None, command)


def readings(data: Path) -> Iterator[Figure]:
    """Whole articles read by people: what is found, what is wrong, what is nested, who speaks."""
    command = "sayso bench reading --data DATA"
    figures = reading.run(data)
    yield Figure("reading.found", figures.found.share, 0.9, command)
    yield Figure("reading.found_in_article", figures.found_in_article.share, None, command)
    yield Figure("reading.wrong", figures.wrong.share, 0.1, command, less_is_better=True)
    yield Figure("reading.people_found", figures.people_found.share, None, command)
    people = figures.people_wrong.share
    yield Figure("reading.people_wrong", people, None, command, less_is_better=True)
    yield Figure("reading.nested_recall", figures.nested.recall, 0.7, command)
    yield Figure("reading.nested_precision", figures.nested.precision, 0.7, command)
    yield Figure("reading.kind", figures.kind.share, None, command)
    yield Figure("reading.kind_of_spans", figures.kind_of_spans.share, 0.97, command)
    for name in ("polarity", "speaker", "audience", "said"):
        share: reading.Share = getattr(figures, name)
        yield Figure(f"reading.{name}", share.share, None, command)


def times(data: Path) -> Iterator[Figure]:
    """WikiWars train, TimeBank and AQUAINT, tweets train."""
    command = "sayso bench time --data DATA/data/time"
    goals = {"wikiwars-train": (0.86, 0.88), "tbaq": (0.82, 0.88)}
    for figures in time.run(data / "data" / "time"):
        name = figures.corpus.replace("-", "_")
        value, strict = goals.get(figures.corpus, (None, None))
        yield Figure(f"time.{name}_value", figures.value_f1, value, command)
        yield Figure(f"time.{name}_strict", figures.strict_f1, strict, command)


def quantities(data: Path) -> Iterator[Figure]:
    """NewsQuant, the half for development."""
    command = "sayso bench quantity --data DATA/data/quant"
    figures = quantity.run(data / "data" / "quant")
    yield Figure("quantity.value", figures.value_f1, None, command)
    yield Figure("quantity.value_change", figures.value_change_f1, None, command)


def places(data: Path) -> Iterator[Figure]:
    """GeoVirus and GeoWebNews, the names given."""
    command = "sayso bench place --data DATA/data/geo"
    for figures in place.given_names(data / "data" / "geo"):
        name = f"place.{figures.corpus}"
        yield Figure(f"{name}_towns", figures.towns, 0.85, command)
        yield Figure(f"{name}_countries", figures.countries, 0.95, command)
        yield Figure(f"{name}_regions", figures.regions, None, command)


def places_in_text(data: Path) -> Iterator[Figure]:
    """GeoVirus and GeoWebNews, the bare texts: names and places together."""
    command = "sayso bench place --data DATA/data/geo"
    for figures in place.in_text(data / "data" / "geo"):
        name = f"place.{figures.corpus}_text"
        yield Figure(f"{name}_towns_found", figures.towns_found, None, command)
        yield Figure(f"{name}_countries_found", figures.countries_found, None, command)
        yield Figure(f"{name}_towns_right", figures.towns_right, None, command)


def planted(_: Path) -> Iterator[Figure]:
    """A paragraph planted in 300 generated documents and edited on its way."""
    command = "sayso bench copies"
    figures = copies.run(300)
    yield Figure("copies.recall", figures.recall, 0.99, command)
    yield Figure("copies.precision", figures.precision, 0.99, command)
    yield Figure("copies.span_iou", figures.overlap, 0.95, command)
    yield Figure("copies.right_parent", figures.parent, 0.98, command)
    half_a_megabyte = figures.seconds_per_megabyte / 2
    yield Figure("copies.seconds_for_half_a_megabyte", half_a_megabyte, 1, command, "s", True)


def planted_at_scale(_: Path) -> Iterator[Figure]:
    """The same in 3,000 and in 30,000 documents, and one document more in a ledger of 3,000."""
    command = "make bench"
    figures = copies_scale.growth(30_000)
    large = figures.large
    yield Figure("copies.growth_per_tenfold", figures.growth, 1.2, command, less_is_better=True)
    small = figures.small[0]
    yield Figure("copies.recall_of_3000", small.recall, 0.99, command)
    yield Figure("copies.precision_of_3000", small.precision, 0.99, command)
    yield Figure("copies.span_iou_of_3000", small.overlap, 0.95, command)
    yield Figure("copies.right_parent_of_3000", small.parent, 0.98, command)
    yield Figure("copies.recall_of_30000", large.recall, 0.99, command)
    yield Figure("copies.precision_of_30000", large.precision, 0.99, command)
    yield Figure("copies.span_iou_of_30000", large.overlap, 0.95, command)
    yield Figure("copies.right_parent_of_30000", large.parent, 0.98, command)
    for documents in (300, 3_000):
        peak = copies.run(documents, memory=True).peak_megabytes or 0.0
        yield Figure(f"copies.peak_megabytes_of_{documents}", peak, None, command, "MB")
    added = copies_scale.adding(3_000)
    milliseconds = added.milliseconds
    yield Figure("copies.milliseconds_to_add", milliseconds, None, command, "ms", True)
    at_most = added.milliseconds_at_most
    yield Figure("copies.milliseconds_to_add_at_most", at_most, None, command, "ms", True)
    yield Figure("copies.differing_when_added", added.differing, 0, command, less_is_better=True)


def dispatches(data: Path) -> Iterator[Figure]:
    """The real dispatches: two of one agency share five paragraphs, two of them edited."""
    command = "sayso bench copies --data DATA"
    figures = copies.seeds(data / "seeds")
    sharing = set(figures.members)
    yield Figure("dispatches.passages", figures.passages, 5, command)
    yield Figure("dispatches.edited", figures.edited, 2, command)
    yield Figure("dispatches.sets_of_carriers", len(sharing), 1, command, less_is_better=True)


def references(data: Path) -> Iterator[Figure]:
    """GUM news, interviews and speeches: who pronouns and descriptions stand for, and chains."""
    command = "sayso bench entities --data DATA/data/gum"
    figures = entities.run(data / "data" / "gum")
    yield from _scores("entities", figures, command)
    yield from _chains("coreference.gum", figures, command)


def articles(data: Path) -> Iterator[Figure]:
    """Whole articles read by us: who is who."""
    command = "sayso bench entities --data DATA"
    figures = coreference_gold.run(data)
    yield from _scores("coreference.articles", figures, command, join="_")
    yield from _chains("coreference.articles", figures, command)


def participants(data: Path) -> Iterator[Figure]:
    """ECB+ dev: who is who within its documents."""
    command = "sayso bench entities --data DATA"
    figures = ecbplus.run(data / "data" / "ecbplus")
    yield from _scores("coreference.ecbplus", figures, command, join="_")
    yield from _chains("coreference.ecbplus", figures, command)


def _scores(
    name: str, figures: coreference.EntityFigures, command: str, join: str = "."
) -> Iterator[Figure]:
    for score in figures.scores:
        yield Figure(f"{name}{join}{score.kind}_precision", score.precision, None, command)
        yield Figure(f"{name}{join}{score.kind}_recall", score.recall, None, command)


def _chains(name: str, figures: coreference.EntityFigures, command: str) -> Iterator[Figure]:
    yield Figure(f"{name}_conll", figures.chains.conll, None, command)
    for metric in ("muc", "b_cubed", "ceaf_e", "lea"):
        rate: chains.Rate = getattr(figures.chains, metric)
        yield Figure(f"{name}_{metric}", rate.f1, None, command)


def sources(data: Path) -> Iterator[Figure]:
    """Pronouns that are sources in PolNeAR dev: whether they stand for who is meant."""
    command = "sayso bench entities --data DATA"
    figures = pronoun_sources.run(data)
    yield Figure("pronoun_sources.right", figures.share, 0.8, command)
    for name in ("wrong", "unresolved", "invented"):
        count: int = getattr(figures, name)
        yield Figure(f"pronoun_sources.{name}", count, None, command, less_is_better=True)


def joined(data: Path) -> Iterator[Figure]:
    """Pairs of names in the real articles: who is joined across documents, and who is not."""
    command = "sayso bench joins --data DATA"
    figures = joins.run(data)
    yield Figure("joins.merges_right", figures.merges, 0.97, command)
    yield Figure("joins.non_merges_right", figures.non_merges, 0.97, command)


def speeds(data: Path) -> Iterator[Figure]:
    """``add`` beside spaCy alone on the 150 articles, whole processes in turn."""
    command = "make bench"
    figures = speed(data / "data" / "articles" / "ukraine.jsonl")
    yield Figure("speed.add", figures.add_per_second, None, command, "documents/s")
    yield Figure("speed.spacy", figures.spacy_per_second, None, command, "documents/s")
    yield Figure("speed.spacy_tuned", figures.spacy_tuned_per_second, None, command, "documents/s")
    yield Figure("speed.share", figures.share, 0.6, command)
    yield Figure("speed.share_tuned", figures.share_tuned, None, command)
    read = encoder(data / "data" / "polnear")
    yield Figure("speed.encoder", read, 5, command, "articles/CPU-second")


def heideltimes(data: Path) -> Iterator[Figure]:
    """HeidelTime beside Sayso on the TimeML corpora; nothing where it is not installed."""
    try:
        result = heideltime.compare(data / "data" / "time")
    except heideltime.Missing as error:
        print(f"heideltimes skipped: {error}", file=sys.stderr)
        return
    command = "python -m bench.peers.heideltime DATA/data/time"
    for both in result.corpora:
        name = both.corpus.replace("-", "_")
        yield Figure(f"time.heideltime_{name}_value", both.heideltime.value, None, command)
        yield Figure(f"time.heideltime_{name}_strict", both.heideltime.strict, None, command)
    pooled = result.corpora[-1]
    yield Figure("time.heideltime_seconds", pooled.heideltime.seconds, None, command, "s")
    yield Figure("time.seconds", pooled.sayso.seconds, None, command, "s")
    yield Figure("time.speed_ratio", pooled.ratio, 50, command)


def memories(data: Path) -> Iterator[Figure]:
    """Whether the memory of ``add`` grows with the number of documents."""
    command = "make bench"
    figures = memory(data / "data" / "articles" / "ukraine.jsonl")
    small, large = figures.small_documents, figures.large_documents
    yield Figure(f"memory.{small}_documents", figures.small_megabytes, None, command, "MB")
    yield Figure(f"memory.{large}_documents", figures.large_megabytes, None, command, "MB")
    yield Figure("memory.growth", figures.growth, 1.1, command, less_is_better=True)
    yield Figure("memory.second_half", figures.later, 1.05, command, less_is_better=True)


QUICK: tuple[Callable[[Path], Iterator[Figure]], ...] = (
    attributions,
    readings,
    times,
    quantities,
    places,
    planted,
    dispatches,
    references,
    articles,
    participants,
    sources,
    joined,
)
"""Those that the tests hold to their floors on every run."""

SLOW: tuple[Callable[[Path], Iterator[Figure]], ...] = (
    speeds,
    memories,
    places_in_text,
    planted_at_scale,
    heideltimes,
)
"""Those that take long, or want the machine to themselves."""
