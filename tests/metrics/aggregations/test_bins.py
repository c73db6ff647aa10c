"""Bins come to what the plain values come to, whatever order and company they came in."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.aggregations import extremes
from services.metrics.aggregations.binned import PLACES, VALUES, Reading, bin_of, value_of
from services.metrics.aggregations.bins import Bin, together
from tests.metrics.aggregations.own import own

START = datetime(2026, 11, 2, tzinfo=UTC)
Fold = Callable[[Sequence[Reading]], float]

values = st.floats(-1e15, 1e15)
whole = st.integers(-(10**6), 10**6).map(float)  # they add up exactly
readings = st.builds(
    Reading,
    value=whole,
    time=st.integers(0, 5).map(lambda minutes: START + timedelta(minutes=minutes)),
    attributes=st.fixed_dictionaries({"customer": st.sampled_from(["ana", "ben", 1, True])}),
)


def said_last(readings: Sequence[Reading]) -> float:
    """The mean of what was said at the last instant."""
    last = max(read.time for read in readings)
    said = [read.value for read in readings if read.time == last]
    return sum(said) / len(said)


FOLDS: dict[str, Fold] = {
    "min": lambda many: min(read.value for read in many),
    "max": lambda many: max(read.value for read in many),
    "latest": said_last,
    "distinct": lambda many: len({repr(read.of("customer")) for read in many}),
}


def binned(metric: Any, readings: Sequence[Reading]) -> dict[int, Bin]:
    """The bins that readings fall into."""
    numbers = ((bin_of(metric, read) or 0, read.value) for read in readings)
    return together({number: Bin(1, value)} for number, value in numbers)


@pytest.mark.parametrize("aggregation", FOLDS)
@given(
    parts=st.lists(st.lists(readings, max_size=6), min_size=1, max_size=4),
    gone=st.lists(readings, max_size=4),
)
def test_bins_of_days_and_members_come_to_the_fold_of_what_was_not_taken_back(
    aggregation: str, parts: list[list[Reading]], gone: list[Reading]
) -> None:
    metric = own(aggregation)
    left = [read for part in parts for read in part]
    losses = [{bin_of(metric, read) or 0: Bin(-1, -read.value)} for read in gone]
    bins = together([*losses, *(binned(metric, part) for part in parts), binned(metric, gone)])
    assert value_of(metric, bins) == (FOLDS[aggregation](left) if left else None)


@given(values, values)
def test_the_order_of_values_is_the_order_of_their_bins(one: float, other: float) -> None:
    assert (one < other) == (extremes.bin_of(one) < extremes.bin_of(other))
    assert extremes.value_of(extremes.bin_of(one)) == one


def test_every_place_has_its_value() -> None:
    assert PLACES.keys() == VALUES.keys() == {*FOLDS, "percentile"}


@pytest.mark.parametrize("aggregation", ["sum", "count", "mean", "rate", "ratio", "capacity"])
def test_what_simply_adds_up_keeps_no_bins(aggregation: str) -> None:
    assert bin_of(own(aggregation), Reading(1.0, START, None)) is None
