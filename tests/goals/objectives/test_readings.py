"""What a metric stands at over some days, and since when a limit is crossed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.goals.objectives.guarding import credit, guarded
from services.goals.objectives.readings import as_levels, current, rolling
from shared.schemas.goals.key_results import Basis, Guardrail
from shared.schemas.goals.progress import GuardrailProgress
from shared.schemas.metrics.series import Point
from shared.schemas.words import Kind

FIRST = date(2025, 3, 3)
FLOOR = Guardrail(metric="csat", bound="floor", limit=0.9, window_days=1)


def added(*values: float | None, partial: bool = False) -> list[Point]:
    """Days of a metric that adds up; None is a day without events."""
    return [
        Point(
            start=(day := FIRST + timedelta(days=n)),
            end=day,
            value=value or 0.0,
            count=0 if value is None else 3,
            partial=partial and n == len(values) - 1,
        )
        for n, value in enumerate(values)
    ]


def pooled(*parts: tuple[float, float]) -> list[Point]:
    """Days of a metric with a numerator and a denominator."""
    return [
        Point(
            start=(day := FIRST + timedelta(days=n)),
            end=day,
            value=above / below if below else None,
            count=int(below),
            numerator=above,
            denominator=below,
        )
        for n, (above, below) in enumerate(parts)
    ]


def levels(*values: float | None) -> list[Point]:
    """Days of what neither adds up nor is pooled, such as the latest; None is a day without."""
    return as_levels(
        [
            point.model_copy(update={"value": value})
            for point, value in zip(added(*values), values, strict=True)
        ]
    )


@pytest.mark.parametrize(
    ("points", "basis", "value"),
    [
        pytest.param(added(10, None, 20), "active_day", 15, id="days without events are left out"),
        pytest.param(added(10, 0, 20), "active_day", 10, id="a measured nothing counts"),
        pytest.param(added(10, None, 20), "week", 70, id="a week has seven days"),
        pytest.param(added(10, None, 20), "period", 30, id="a period adds up"),
        pytest.param(added(10, 20, 2, partial=True), "active_day", 15, id="today waits"),
        pytest.param(added(10, 20, 2, partial=True), "week", 105, id="today waits in a week"),
        pytest.param(added(10, 20, 2, partial=True), "period", 32, id="today adds to a period"),
        pytest.param(pooled((9, 10), (0, 1), (0, 0)), "active_day", 9 / 11, id="shares are pooled"),
        pytest.param(pooled((9, 10), (0, 1)), "period", 9 / 11, id="on any basis"),
        pytest.param(levels(10, None, 20), "active_day", 15, id="levels are averaged"),
        pytest.param(levels(10, None, 20), "week", 15, id="and not added up in a week"),
        pytest.param(levels(10, None, 20), "period", 15, id="nor in a period"),
        pytest.param(levels(None), "period", None, id="no level"),
        pytest.param(added(None, None), "active_day", None, id="nothing measured"),
        pytest.param(added(None, None), "week", None, id="nothing measured in a week"),
        pytest.param(added(None, None), "period", None, id="nothing measured in a period"),
        pytest.param(pooled((0, 0)), "active_day", None, id="nobody answered"),
        pytest.param([], "period", None, id="no days"),
    ],
)
def test_a_reading_is_what_its_basis_says(
    points: list[Point], basis: Basis, value: float | None
) -> None:
    assert current(points, basis) == (None if value is None else pytest.approx(value))


days = st.lists(st.none() | st.integers(0, 500).map(float), min_size=1, max_size=60)


@given(days, st.sampled_from(["active_day", "week"]), st.integers(1, 30))
def test_a_rolling_reading_is_the_reading_of_each_window(
    values: list[float | None], basis: Basis, window: int
) -> None:
    points = added(*values)
    expected = [
        (points[end - 1].start, current(points[end - window : end], basis))
        for end in range(window, len(points) + 1)
    ]
    found = list(rolling(points, basis, window))
    assert [day for day, _ in found] == [day for day, _ in expected]
    for (_, value), (_, wanted) in zip(found, expected, strict=True):
        assert value == (None if wanted is None else pytest.approx(wanted))


def rolled(*values: float | None) -> list[tuple[date, float | None]]:
    """The values of days in a row."""
    return [(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "state", "since"),
    [
        pytest.param([0.8, 0.9], "holds", None, id="on the floor is not below it"),
        pytest.param([0.95, 0.9 - 1e-12], "holds", None, id="nor is a rounding error"),
        pytest.param([0.95, 0.89, 0.8], "broken", 1, id="broken since it last held"),
        pytest.param([0.8, 0.95, 0.8], "broken", 2, id="an earlier breach is over"),
        pytest.param([0.95, 0.8, None, 0.8], "broken", 1, id="a silent day ends no breach"),
        pytest.param([0.8, 0.8], "broken", 0, id="as far back as is looked"),
        pytest.param([0.8, None], "unknown", None, id="nothing measured now"),
        pytest.param([], "unknown", None, id="no days"),
    ],
)
def test_a_guardrail_holds_or_is_broken_since_a_day_or_is_not_known(
    values: list[float | None], state: str, since: int | None
) -> None:
    told = guarded(FLOOR, rolled(*values))
    assert told.state == state
    assert told.since == (None if since is None else FIRST + timedelta(days=since))


@pytest.mark.parametrize(
    ("bound", "limit", "values"),
    [
        pytest.param("floor", 0.9, {0.93: "holds", 0.92: "holds", 0.91: "near", 0.9: "near"}),
        pytest.param("ceiling", 0.1, {0.07: "holds", 0.08: "holds", 0.09: "near", 0.11: "broken"}),
    ],
)
def test_a_guardrail_warns_within_its_margin_before_it_is_broken(
    bound: str, limit: float, values: dict[float, str]
) -> None:
    guardrail = Guardrail.model_validate(
        {"metric": "csat", "bound": bound, "limit": limit, "margin": 0.02, "window_days": 1}
    )
    assert {value: guarded(guardrail, rolled(value)).state for value in values} == values


def test_a_ceiling_is_crossed_upwards() -> None:
    ceiling = Guardrail(metric="error_rate", bound="ceiling", limit=0.02, window_days=1)
    assert [guarded(ceiling, rolled(value)).state for value in (0.01, 0.02, 0.03)] == [
        "holds",
        "holds",
        "broken",
    ]


def guard(state: str, since: int | None = None) -> GuardrailProgress:
    """A floor under csat in a state."""
    day = None if since is None else FIRST + timedelta(days=since)
    fields = {"metric": "csat", "bound": "floor", "limit": 0.9, "window_days": 28, "current": None}
    return GuardrailProgress.model_validate({**fields, "state": state, "since": day})


def test_credit_is_held_since_the_first_floor_broke() -> None:
    guards = [guard("broken", 5), guard("unknown"), guard("broken", 2), guard("holds")]
    told = credit("tickets_closed", "productivity", [(each, "performance") for each in guards])
    assert (told.state, told.since) == ("held", FIRST + timedelta(days=2))


@pytest.mark.parametrize(
    ("guards", "state", "says"),
    [
        pytest.param([guard("holds")], "granted", "holds", id="holding"),
        pytest.param([guard("holds"), guard("unknown")], "unknown", "measured", id="not measured"),
        pytest.param([], "granted", "Nothing guards it", id="unguarded"),
    ],
)
def test_credit_is_granted_only_as_far_as_is_known(
    guards: list[GuardrailProgress], state: str, says: str
) -> None:
    told = credit("tickets_closed", "productivity", [(each, "performance") for each in guards])
    assert (told.state, says in told.reason) == (state, True)


@pytest.mark.parametrize(
    ("metric", "kind", "state"),
    [
        pytest.param("tickets_closed", "productivity", "held", id="its counterweight"),
        pytest.param("nps", "performance", "granted", id="its own kind"),
        pytest.param("csat", "performance", "granted", id="itself"),
        pytest.param("smiles", None, "held", id="what nobody knows"),
        pytest.param("csat", None, "granted", id="itself, though nobody knows it"),
    ],
)
def test_a_broken_floor_holds_back_what_it_is_the_counterweight_of(
    metric: str, kind: Kind | None, state: str
) -> None:
    assert credit(metric, kind, [(guard("broken", 1), "performance")]).state == state


def test_rolling_days_follow_each_other() -> None:
    found = [day for day, _ in rolling(added(*range(10)), "week", 3)]
    assert found[0] == FIRST + timedelta(days=2)
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(found))
