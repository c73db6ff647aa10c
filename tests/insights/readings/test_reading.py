"""Readings: what counts as measured, and how a signal is put into words."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from services.insights.readings.context import context_metrics, context_sources, read_context
from services.insights.readings.measures import measured
from services.insights.readings.pairing import pair_of
from services.insights.readings.reading import read
from services.insights.sources.domain import Daily
from services.insights.statistics.arrays import Floats
from services.insights.statistics.cause_table import cause_table
from tests.insights.catalogue import CATALOGUE

DAYS = 84
RNG = np.random.default_rng(5)
RISING = np.where(np.arange(DAYS) < 42, 40.0, 60.0) + RNG.normal(0, 2, DAYS)


def days(metric: str, total: Floats, below: Floats | None = None) -> Daily:
    """A metric's days from the first of the year."""
    none = np.full(len(total), np.nan)
    count = np.where(np.nan_to_num(total) > 0, 5.0, 0.0)
    under = none if below is None else below
    return Daily(CATALOGUE[metric], "team:a", date(2026, 1, 1), total, under, count)


def test_days_before_the_first_event_are_not_zeros() -> None:
    total = np.concatenate([np.zeros(20), np.full(64, 200.0)])
    taken = measured(days("tickets_closed", total))
    assert not taken.seen[0, :20].any()
    assert taken.seen[0, 20:].all()
    signal = read(days("tickets_closed", total)).signal
    assert signal.quality.days == 64
    assert signal.state == "uncertain"  # counted from zero it would have risen


@pytest.mark.parametrize(("least", "state"), [(5 * DAYS, "up"), (5 * DAYS + 1, "not_enough_data")])
def test_fewer_events_than_the_definition_asks_for_say_nothing(least: int, state: str) -> None:
    told = days("tickets_closed", RISING)
    metric = told.metric.model_copy(update={"minimum_sample": least})
    reading = read(replace(told, metric=metric))
    assert (reading.signal.state, str(reading.outcome.state[0])) == (state, state)
    assert (reading.signal.change is None) == (state == "not_enough_data")
    if state == "not_enough_data":
        assert f"{least} to say something" in reading.signal.says


@pytest.mark.parametrize(
    ("metric", "kind"),
    [
        ("tickets_closed", "count"),
        ("tickets_per_hour", "count"),
        ("csat", "rate"),
        ("quality_score", "mean"),
        ("lead_time", "duration"),
    ],
)
def test_each_aggregation_is_read_in_its_own_way(metric: str, kind: str) -> None:
    ones = np.ones(DAYS)
    assert measured(days(metric, ones, ones)).measure.kind == kind


def test_where_lower_is_better_a_rise_is_told_as_worse() -> None:
    signal = read(days("error_rate", RISING, np.full(DAYS, 200.0))).signal
    assert (signal.number, signal.state) == ("up", "down")
    assert signal.change is not None
    assert signal.change.p_worse > 0.9
    assert signal.says.startswith("Error rate rose by")


def test_a_rise_is_put_into_words_with_its_interval_and_ends() -> None:
    says = read(days("tickets_closed", RISING)).signal.says
    assert says.startswith("Tickets closed rose by 50 % (95 % interval +4")
    assert "tickets a working day, since about 12 February 2026." in says


def test_shares_are_told_in_points() -> None:
    says = read(days("csat", RISING, np.full(DAYS, 80.0))).signal.says
    assert "rose by 25.0 points (95 % interval +" in says
    assert " points), from 49.5 % to 74.5 %" in says


def test_too_little_is_told_with_its_reason() -> None:
    signal = read(days("tickets_closed", np.full(20, 9.0))).signal
    assert (signal.state, signal.change) == ("not_enough_data", None)
    assert signal.says == "Tickets closed: not enough data. Less than four weeks of daily data."


def test_a_pair_names_its_cell_and_adds_up() -> None:
    calm = 50 + RNG.normal(0, 2, DAYS)
    pair = pair_of(read(days("tickets_closed", RISING)), read(days("csat", calm, calm * 1.2)))
    assert pair.quadrant.cell is not None
    assert pair.quadrant.cell.productivity == "up"
    assert sum(pair.quadrant.joint.values()) == pytest.approx(1, abs=1e-4)


def test_a_pair_that_lacks_a_side_has_no_cell() -> None:
    short = read(days("csat", np.full(10, 5.0), np.full(10, 6.0)))
    pair = pair_of(read(days("tickets_closed", RISING)), short)
    assert (pair.quadrant.cell, pair.quadrant.tier) == (None, "open")


def test_rework_is_per_closed_ticket_not_more_of_more() -> None:
    reopened = RISING / 10
    context = read_context(
        {
            "tickets_closed": days("tickets_closed", RISING),
            "tickets_reopened": days("tickets_reopened", reopened),
        }
    )
    assert context["rework"].state in ("flat", "uncertain")
    assert [of.metric for of in context["rework"].series] == ["tickets_reopened", "tickets_closed"]


def test_context_that_nobody_measures_is_not_made_up() -> None:
    silent: dict[str, Any] = {"backlog": days("backlog", np.zeros(DAYS), np.zeros(DAYS))}
    assert read_context(silent) == {}
    assert read_context({"tickets_created": days("tickets_created", RISING)}) == {}


def test_a_scorecards_own_context_is_read_too() -> None:
    own = {"first_response_time": days("first_response_time", RISING, np.ones(DAYS))}
    assert list(read_context(own, ("first_response_time",))) == ["first_response_time"]


def test_context_sources_measure_the_signals_of_the_table() -> None:
    pair = {"productivity", "performance", "peers_productivity", "peers_performance"}
    assert set(cause_table().signals) - pair <= set(context_sources())
    assert set(context_metrics(CATALOGUE)) <= set(CATALOGUE)
