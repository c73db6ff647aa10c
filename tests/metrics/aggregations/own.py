"""Metrics of an organization's own, one of each aggregation."""

from typing import Any

from shared.schemas.metrics.catalogue import Metric
from tests.metrics.catalogue.test_catalogue import OWN

NEEDS: dict[str, dict[str, Any]] = {
    "percentile": {"percentile": 90},
    "distinct": {"distinct_by": "customer"},
    "rate": {"minimum": 0, "maximum": 1},
    "ratio": {"numerator": "own_sum", "denominator": "own_count"},
}


def definition(aggregation: str) -> dict[str, Any]:
    """What an administrator would post."""
    named = {"key": f"own_{aggregation}", "aggregation": aggregation}
    return OWN | named | NEEDS.get(aggregation, {})


def own(aggregation: str) -> Metric:
    """The metric as the catalogue has it."""
    return Metric(**definition(aggregation), version=1)
