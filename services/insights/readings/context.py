"""The context of a pair: what is measured of it, and what would have to be asked instead."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from services.insights.readings.measures import per
from services.insights.readings.reading import read, ref
from services.insights.sources.domain import Daily
from shared.schemas.insights.signals import Signal
from shared.schemas.words import Key, Sentence


class Source(BaseModel):
    """Where a context signal comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: Key
    per: Key | None = None
    name: Sentence | None = None
    unit: Sentence = ""
    ask: Sentence


@cache
def context_sources() -> dict[str, Source]:
    """Every context signal by name, in the order of the data file; a malformed one stops us."""
    text = (files(__package__) / "context.toml").read_text(encoding="utf-8")
    return {name: Source.model_validate(said) for name, said in tomllib.loads(text).items()}


def context_metrics(catalogue: Iterable[str]) -> list[str]:
    """The metrics of the catalogue that context signals are made of."""
    wanted = [key for source in context_sources().values() for key in (source.metric, source.per)]
    known = set(catalogue)
    return [key for key in dict.fromkeys(wanted) if key is not None and key in known]


def read_context(series: Mapping[str, Daily], named: Iterable[str] = ()) -> dict[str, Signal]:
    """The context signals that these series can tell of, by name; `named` by the scorecard."""
    found: dict[str, Signal] = {}
    known = {source.metric for source in context_sources().values()}
    others = {key: Source(metric=key, ask="-") for key in named if key not in known}
    for name, source in (context_sources() | others).items():
        above = series.get(source.metric)
        below = series.get(source.per) if source.per else None
        if above is None or not above.count.any() or (source.per and below is None):
            continue
        found[name] = _read(source, above, below)
    return found


def _read(source: Source, above: Daily, below: Daily | None) -> Signal:
    if below is None:
        return read(above, intervals=False).signal
    ratio = per(above, below, source.name or above.metric.name, source.unit)
    return read(ratio, ref(above), ref(below), intervals=False).signal
