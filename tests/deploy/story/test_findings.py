"""The chapters' findings are reached by the statistics alone, whatever the seed."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest

from deploy.story import chapters
from deploy.story.parameters import Parameters, pair, quiet
from services.insights.statistics.measure import Measure
from services.insights.statistics.pair import Pairs, read_pairs
from services.insights.statistics.signal import Signals, detect_signals
from tests.deploy.story.chronicle import Chronicle

LAST = date(2026, 11, 20)
SEEDS = range(1, 21)
CLOSED = Measure("count", smallest_effect=0.05, relative=True)
CSAT = Measure("rate", smallest_effect=0.025)


@dataclass(frozen=True)
class Read:
    """Both signals of many stories over one window, a row for each seed."""

    productivity: Signals
    performance: Signals
    pairs: Pairs


def read(stories: list[Chronicle], first_week: int, last_week: int) -> Read:
    days = slice(7 * (first_week - 1), 7 * last_week - 2)
    closed, satisfied = (
        np.array([story.total[metric][days] for story in stories])
        for metric in ("tickets_closed", "csat")
    )
    answers = np.array([story.weight["csat"][days] for story in stories])
    shares = np.where(answers > 0, satisfied, np.nan)
    productivity = detect_signals(closed, CLOSED, intervals=False)
    performance = detect_signals(shares, CSAT, answers, intervals=False)
    return Read(
        productivity,
        performance,
        read_pairs(productivity.outcome(), performance.outcome()),
    )


@pytest.fixture(scope="module")
def stories() -> list[Chronicle]:
    return [Chronicle(Parameters(seed=seed, last_day=LAST)) for seed in SEEDS]


@pytest.fixture(scope="module")
def by_chapter(stories: list[Chronicle]) -> dict[str, Read]:
    windows = {one.key: (one.first_week, one.last_week) for one in chapters.STORY}
    return {key: read(stories, *window) for key, window in windows.items()}


def shown(read: Read, productivity: str, performance: str) -> int:
    """Of how many stories the quadrant is told at least as probable."""
    there = (read.pairs.productivity == productivity) & (read.pairs.performance == performance)
    return int((there & (read.pairs.tier != "open")).sum())


def test_a_target_without_a_floor_ends_in_conflict(by_chapter: dict[str, Read]):
    assert shown(by_chapter["target"], "up", "down") >= 18


def test_with_a_floor_satisfaction_recovers_and_throughput_does_not_fall(
    by_chapter: dict[str, Read],
):
    recovered = by_chapter["floor"].performance.p_up >= 0.90
    held = by_chapter["floor"].productivity.p_down <= 0.35
    assert (recovered & held).sum() >= 18
    assert not np.isin("down", by_chapter["floor"].productivity.state)


def test_a_better_tool_improves_both(by_chapter: dict[str, Read]):
    assert shown(by_chapter["balance"], "up", "up") >= 18


def test_of_a_quiet_team_nothing_is_said_to_have_moved():
    calm = [Chronicle(quiet(seed)) for seed in SEEDS]
    told = read(calm, 1, 20)
    moved = [np.isin(one.state, ["up", "down"]) for one in (told.productivity, told.performance)]
    assert np.sum(moved) <= 4  # of forty signals, each with a false alarm in twenty at the most
    assert (told.pairs.tier == "confirmed").sum() <= 2


def test_of_a_pair_there_is_not_enough_data():
    told = read([Chronicle(pair(seed)) for seed in SEEDS], 1, 3)
    assert set(told.productivity.state) == set(told.performance.state) == {"not_enough_data"}
