"""Percentiles are off by at most one percent, as the sketch of its inventors is."""

from collections import Counter
from collections.abc import Sequence

import pytest
from ddsketch import DDSketch
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.aggregations import sketch
from services.metrics.aggregations.bins import Bin, together

ERROR = 0.01
sizes = st.floats(1e-9, 1e15)
values = st.one_of(sizes, sizes.map(lambda size: -size), st.just(0.0))
readings = st.lists(values, min_size=1, max_size=300)
percents = st.sampled_from([0.1, 5, 25, 50, 75, 90, 95, 99, 99.9])


def sketched(readings: Sequence[float]) -> dict[int, Bin]:
    """The bins of values."""
    return {number: Bin(count) for number, count in Counter(map(sketch.bin_of, readings)).items()}


def exact(readings: Sequence[float], percent: float) -> float:
    """The value at the rank that the percentile has."""
    return sorted(readings)[int(percent / 100 * (len(readings) - 1))]


@given(readings, percents)
def test_a_percentile_is_off_by_at_most_one_percent_of_itself(
    readings: list[float], percent: float
) -> None:
    truth = exact(readings, percent)
    assert sketch.percentile(sketched(readings), percent) == pytest.approx(
        truth, rel=ERROR * (1 + 1e-9), abs=0
    )


@given(readings, percents)
def test_it_is_what_the_reference_sketch_says(readings: list[float], percent: float) -> None:
    reference = DDSketch(ERROR)
    for value in readings:
        reference.add(value)
    expected = reference.get_quantile_value(percent / 100)
    found = sketch.percentile(sketched(readings), percent)
    # On the border of two bins the last digit of a logarithm decides; both answers are sound.
    neighbours = pytest.approx(expected, rel=2.1 * ERROR)
    assert found == pytest.approx(expected, rel=1e-9) or (
        found == neighbours and exact(readings, percent) == pytest.approx(found, rel=ERROR + 1e-9)
    )


@given(st.lists(readings, min_size=1, max_size=5), percents)
def test_sketches_of_parts_make_the_sketch_of_the_whole(
    parts: list[list[float]], percent: float
) -> None:
    whole = [value for part in parts for value in part]
    merged = together(map(sketched, parts))
    assert merged == sketched(whole)
    assert sketch.percentile(merged, percent) == sketch.percentile(sketched(whole), percent)


@given(values, values)
def test_a_greater_value_never_falls_into_a_lesser_bin(one: float, other: float) -> None:
    lesser, greater = sorted((one, other))
    assert sketch.bin_of(lesser) <= sketch.bin_of(greater)


@pytest.mark.parametrize("value", [1e-10, -1e-10, 0.0, -0.0])
def test_sizes_below_a_billionth_count_as_zero(value: float) -> None:
    assert sketch.value_of(sketch.bin_of(value)) == 0
