"""The metrics that come with Counterpoise, read from the data file beside this."""

import tomllib
from importlib.resources import files

from shared.schemas.metrics.catalogue import MetricIn


def built_in_metrics() -> list[MetricIn]:
    """Every built-in metric; a malformed file stops the start."""
    text = (files(__package__) / "built_in.toml").read_text(encoding="utf-8")
    return [
        MetricIn.model_validate({"key": key, **definition})
        for key, definition in tomllib.loads(text).items()
    ]
