"""The arithmetic of progress, for any numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.goals.objectives.arithmetic import FARTHEST, share_done, together
from shared.schemas.words import Better

amounts = st.floats(-1e15, 1e15)
moderate = st.integers(-10_000, 10_000).map(float)
shares = st.none() | st.floats(-100, 100)
weights = st.floats(0.001, 1000)


@given(amounts, amounts, amounts, st.sampled_from(["higher", "lower"]))
def test_a_share_of_known_numbers_is_a_finite_number(
    baseline: float, current: float, target: float, direction: Better
) -> None:
    share = share_done(baseline, current, target, direction)
    assert share is not None
    assert math.isfinite(share)
    assert abs(share) <= FARTHEST
    assert math.copysign(1, share) == 1 or share < 0


@given(moderate, moderate, moderate)
def test_reducing_scores_as_raising_does(baseline: float, current: float, target: float) -> None:
    up = share_done(baseline, current, target, "higher")
    down = share_done(-baseline, -current, -target, "lower")
    assert up == down


@given(moderate, moderate)
def test_the_way_begins_at_nothing_and_ends_at_all(baseline: float, target: float) -> None:
    if baseline != target:
        assert share_done(baseline, baseline, target, None) == 0
        assert share_done(baseline, target, target, None) == 1


@given(moderate, moderate, moderate, moderate)
def test_nearer_to_the_target_is_never_less(
    baseline: float, one: float, other: float, target: float
) -> None:
    nearer, farther = sorted((one, other), key=lambda value: abs(target - value))
    between = sorted((baseline, target))
    if baseline != target and all(between[0] <= value <= between[1] for value in (one, other)):
        near, far = (share_done(baseline, value, target, None) for value in (nearer, farther))
        assert near is not None
        assert far is not None
        assert near >= far


@pytest.mark.parametrize(
    ("current", "direction", "share"),
    [
        pytest.param(0.9, "higher", 1.0, id="kept"),
        pytest.param(0.95, "higher", 1.0, id="bettered"),
        pytest.param(0.89, "higher", 0.0, id="lost"),
        pytest.param(0.89, "lower", 1.0, id="bettered where less is better"),
        pytest.param(0.91, "lower", 0.0, id="lost where less is better"),
        pytest.param(0.9, None, None, id="no direction known"),
    ],
)
def test_what_is_to_stay_is_kept_or_lost(
    current: float, direction: Better | None, share: float | None
) -> None:
    assert share_done(0.9, current, 0.9, direction) == share


@pytest.mark.parametrize("missing", range(3))
def test_a_number_that_is_missing_makes_no_share(missing: int) -> None:
    numbers: list[float | None] = [100, 110, 120]
    numbers[missing] = None
    baseline, current, target = numbers
    assert share_done(baseline, current, target, "higher") is None


@given(st.lists(st.tuples(shares, weights)))
def test_the_whole_lies_among_its_parts_and_ignores_what_is_not_known(
    parts: list[tuple[float | None, float]],
) -> None:
    whole = together(parts)
    known = [max(0.0, min(1.0, share)) for share, _ in parts if share is not None]
    assert (whole is None) == (not known)
    if whole is not None:
        assert min(known) - 1e-9 <= whole <= max(known) + 1e-9
        assert whole == together([part for part in parts if part[0] is not None])


def test_weights_weigh() -> None:
    assert together([(1.0, 3.0), (0.0, 1.0)]) == 0.75
