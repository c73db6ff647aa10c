import numpy as np
import pytest

from services.insights.statistics.pair import Outcome, read_pairs


def outcome(state, *probability):
    return Outcome(np.array([state]), np.array([probability]))


UP, FLAT = outcome("up", 0.98, 0.02, 0.0), outcome("flat", 0.03, 0.94, 0.03)
DOWN, HALF = outcome("down", 0.0, 0.1, 0.9), outcome("uncertain", 0.5, 0.45, 0.05)
LEANING = outcome("uncertain", 0.8, 0.19, 0.01)
UNKNOWN = outcome("not_enough_data", np.nan, np.nan, np.nan)


@pytest.mark.parametrize(
    ("productivity", "performance", "tier", "cell"),
    [
        pytest.param(UP, DOWN, "confirmed", ("up", "down"), id="both decided"),
        pytest.param(FLAT, UP, "confirmed", ("flat", "up"), id="flat counts as decided"),
        pytest.param(LEANING, UP, "probable", ("up", "up"), id="top cell above .70"),
        pytest.param(HALF, UP, "open", ("up", "up"), id="top cell below .70"),
        pytest.param(UNKNOWN, UP, "open", ("", ""), id="one metric without enough data"),
    ],
)
def test_a_pair_is_told_with_its_tier(productivity, performance, tier, cell):
    pairs = read_pairs(productivity, performance)
    assert (pairs.tier[0], (pairs.productivity[0], pairs.performance[0])) == (tier, cell)


def test_an_open_pair_names_the_runner_up():
    pairs = read_pairs(HALF, UP)
    assert (pairs.next_productivity[0], pairs.next_performance[0]) == ("flat", "up")
    assert pairs.next_probability[0] == pytest.approx(0.45 * 0.98)


def test_the_nine_cells_hold_all_probability():
    joint = read_pairs(HALF, LEANING).joint[0]
    assert joint.sum() == pytest.approx(1.0)
    assert joint[0, 1] == pytest.approx(0.5 * 0.19)


def test_a_confirmed_pair_reports_the_decided_states_even_if_another_cell_holds_more():
    trivial = outcome("up", 0.3, 0.7, 0.0)
    pairs = read_pairs(trivial, UP)
    assert (pairs.productivity[0], pairs.next_productivity[0]) == ("up", "flat")
