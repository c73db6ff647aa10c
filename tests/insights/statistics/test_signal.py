from dataclasses import fields

import numpy as np
import pytest

from services.insights.statistics.signal import Measure, Signals, detect_signals

COUNT = Measure("count", 0.05, relative=True)
WEEKDAY = np.array([1.0, 1.1, 1.2, 1.0, 0.9, 0.0, 0.0])
DAYS = np.arange(90)


def counts(*levels, seed=1, days=90):
    """Counts of a five-day team, one row per function of the day."""
    rng = np.random.default_rng(seed)
    expected = np.array([[level(day) for day in range(days)] for level in levels])
    return rng.poisson(expected * WEEKDAY[np.arange(days) % 7]).astype(float)


def risen(day):
    return 100.0 if day < 50 else 140.0


def steady(_):
    return 100.0


def values_of(signals):
    return [getattr(signals, field.name) for field in fields(Signals) if field.name != "measure"]


def test_a_sudden_rise_is_told_from_steady_noise():
    signals = detect_signals(counts(risen, steady), COUNT)
    assert signals.state.tolist()[0] == "up"
    assert signals.state.tolist()[1] in ("flat", "uncertain")
    assert 0.3 < signals.relative[0] < 0.5
    assert signals.effect_low[0] < 40 * 5.2 / 5 < signals.effect_high[0]
    assert abs(signals.place[0] - 50) <= 4
    assert signals.p_sudden[0] > 0.5


def test_one_subject_alone_gets_what_it_gets_in_a_crowd():
    crowd = counts(*[risen, steady] * 150)
    together, alone = detect_signals(crowd, COUNT), detect_signals(crowd[287:288], COUNT)
    for many, one in zip(values_of(together), values_of(alone), strict=True):
        same = np.array_equal if many.dtype.kind in "Uib" else np.allclose
        assert same(many[287:288], one, **({} if many.dtype.kind in "Uib" else {"equal_nan": True}))


def test_the_same_data_give_the_same_bits():
    data = counts(risen, steady)
    for first, second in zip(
        *(values_of(detect_signals(data, COUNT)) for _ in range(2)), strict=True
    ):
        assert first.tobytes() == second.tobytes()


def test_lower_is_better_turns_the_outcome_but_not_the_number():
    waiting = Measure("duration", 0.05, relative=True, better="lower")
    hours = np.exp(0.1 * np.random.default_rng(2).standard_normal((1, 90)) - 0.5 * (DAYS >= 45))
    signals = detect_signals(hours, waiting)
    assert signals.state[0] == "down"
    assert signals.outcome().state[0] == "up"
    assert signals.outcome().probability[0, 0] == signals.p_down[0]
    assert signals.relative[0] == pytest.approx(np.expm1(-0.5), abs=0.08)
    assert signals.effect[0] == pytest.approx(signals.early[0] * signals.relative[0])


def test_a_rate_moves_in_its_own_points():
    rng = np.random.default_rng(3)
    asked = rng.poisson(100, (1, 90)).astype(float)
    passed = rng.binomial(asked.astype(int), np.where(DAYS < 45, 0.90, 0.82)).astype(float)
    signals = detect_signals(passed, Measure("rate", 0.025), asked)
    assert signals.state[0] == "down"
    assert signals.effect[0] == pytest.approx(-0.08, abs=0.025)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param(counts(steady, days=27), "too_short", id="four weeks less a day"),
        pytest.param(np.eye(1, 90), "too_few_events", id="one event"),
        pytest.param(np.zeros((1, 90)), "too_few_events", id="no event at all"),
        pytest.param(np.full((1, 90), np.nan), "too_short", id="no value at all"),
        pytest.param(np.full((1, 0), 1.0), "too_short", id="no day at all"),
        pytest.param(np.tile([0.0, 1], 15)[None], "too_few_blocks", id="long blocks, short window"),
    ],
)
def test_not_enough_data_says_why_and_nothing_else(values, reason):
    signals = detect_signals(values, COUNT)
    assert signals.state[0] == "not_enough_data"
    assert signals.reason[0] == reason
    assert np.isnan(signals.effect[0])
    assert np.isnan(signals.evidence).all()


def test_no_subjects_are_no_signals():
    assert detect_signals(np.ones((0, 90)), COUNT).state.shape == (0,)


def test_an_isolated_spike_is_listed_and_does_not_move_the_number():
    spike = counts(steady)
    spike[0, 70] = 2000
    signals = detect_signals(spike, COUNT)
    block = np.flatnonzero(signals.outlier[0])
    assert block.size == 1
    assert signals.start[0, block[0]] <= 70 < signals.start[0, block[0]] + 7
    assert signals.state[0] != "up"


def test_a_hire_in_mid_window_is_judged_on_the_days_there_were():
    data = counts(steady)
    observed = np.arange(90)[None] >= 40
    signals = detect_signals(np.where(observed, data, 0.0), COUNT, observed=observed)
    assert signals.state[0] in ("flat", "uncertain")
    assert np.isnan(signals.level[0]).any()


def test_weekly_data_are_their_own_blocks():
    rng = np.random.default_rng(4)
    scores = 4.0 + 0.1 * rng.standard_normal((1, 26)) - 0.6 * (np.arange(26) >= 16)
    signals = detect_signals(scores, Measure("mean", 0.15, step="week"))
    assert signals.blocks[0] == 26
    assert signals.state[0] == "down"
    assert signals.place[0] == 16


def test_intervals_can_be_left_out_of_a_large_scan():
    signals = detect_signals(counts(risen), COUNT, intervals=False)
    assert np.isnan(signals.effect_low[0])
    assert signals.state[0] == "up"


def test_too_few_blocks_to_compute_with_are_refused():
    with pytest.raises(ValueError, match="five observed blocks"):
        detect_signals(counts(steady), COUNT, fewest_blocks=4)


def test_a_negative_smallest_effect_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Measure("mean", -0.1)
