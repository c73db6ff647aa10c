"""The templates that come with Counterpoise, read from the data files beside this."""

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from shared.schemas.goals.scorecards import Purpose
from shared.schemas.goals.templates import Template
from shared.schemas.metrics.catalogue import MetricIn


@cache
def templates() -> MappingProxyType[str, Template]:
    """Every template by key; a malformed file stops the start."""
    found = [path for path in files(__package__).iterdir() if path.name.endswith(".toml")]
    read = {path.name.removesuffix(".toml"): path.read_text(encoding="utf-8") for path in found}
    return MappingProxyType({key: _template(key, read[key]) for key in sorted(read)})


def _template(key: str, text: str) -> Template:
    told = tomllib.loads(text)
    metrics = [MetricIn(key=name, **each) for name, each in told.pop("metrics", {}).items()]
    title = told.pop("title")
    return Template(key=key, title=title, scorecard=Purpose(**told), metrics=metrics)
