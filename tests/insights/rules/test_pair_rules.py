"""The rules about the pair: each fires, stays silent at the boundary, and knows what it lacks."""

from typing import Any

import pytest

from services.insights.rules import (
    balanced_improvement,
    conflict_quality_without_speed,
    conflict_speed_over_quality,
    not_enough_data,
    quality_gained,
)
from services.insights.rules.rule import Rule
from services.insights.rules.verdicts import Fired, NotEnough, Silent
from shared.schemas.insights.insight import Pair
from tests.insights.rules.told import facts, floor, pair

SPEED = conflict_speed_over_quality.RULE
QUALITY = conflict_quality_without_speed.RULE
BALANCE = balanced_improvement.RULE
GAINED = quality_gained.RULE
SHORT = not_enough_data.RULE


def between(kept: float, p_worse: float = 0.2) -> Pair:
    """Performance up, and output up or flat with this probability, neither of them shown."""
    given = pair("uncertain", "up", joint=0.5, cell=("up", "up"), leaning="up")
    cells = {"up_up": 0.5, "flat_up": kept - 0.5, "down_up": 1 - kept}
    assert given.productivity.change is not None
    change = given.productivity.change.model_copy(update={"p_worse": p_worse})
    return given.model_copy(
        update={
            "productivity": given.productivity.model_copy(update={"change": change}),
            "quadrant": given.quadrant.model_copy(update={"joint": cells}),
        }
    )


@pytest.mark.parametrize(
    ("rule", "given", "tier"),
    [
        pytest.param(SPEED, pair("up", "down"), "confirmed", id="speed over quality"),
        pytest.param(SPEED, pair("up", "down", joint=0.7), "probable", id="exactly .70"),
        pytest.param(QUALITY, pair("flat", "up"), "confirmed", id="quality, flat output"),
        pytest.param(QUALITY, pair("down", "up"), "confirmed", id="quality, less output"),
        pytest.param(QUALITY, pair("flat", "up", joint=0.7), "probable", id="probably"),
        pytest.param(
            QUALITY,
            pair("uncertain", "up", joint=0.5, cell=("flat", "up")),
            "probable",
            id="quality, and no sign of more output",
        ),
        pytest.param(BALANCE, pair("up", "up"), "confirmed", id="both up"),
        pytest.param(BALANCE, pair("up", "up", joint=0.7), "probable", id="both probably up"),
        pytest.param(GAINED, between(0.7), "probable", id="output kept, exactly .70"),
        pytest.param(GAINED, between(0.97, p_worse=0.05), "confirmed", id="nothing lost, .95"),
        pytest.param(SHORT, pair("not_enough_data", "up"), "confirmed", id="one side short"),
    ],
)
def test_a_rule_fires_on_its_quadrant(rule: Rule, given: Pair, tier: str) -> None:
    verdict = rule.judge(facts(pair=given))
    assert isinstance(verdict, Fired)
    assert verdict.tier == tier
    assert verdict.evidence


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        pytest.param(SPEED, pair("up", "down", joint=0.69), id="speed, just under .70"),
        pytest.param(SPEED, pair("up", "flat"), id="quality held"),
        pytest.param(SPEED, pair("flat", "down"), id="output held"),
        pytest.param(QUALITY, pair("flat", "up", joint=0.69), id="quality, just under .70"),
        pytest.param(
            QUALITY,
            pair("uncertain", "up", joint=0.5, cell=("flat", "up"), leaning="up"),
            id="output leaning up is no stall",
        ),
        pytest.param(
            QUALITY,
            pair("uncertain", "up", joint=0.5, cell=("up", "up")),
            id="output likelier up than not is no stall",
        ),
        pytest.param(BALANCE, pair("up", "up", joint=0.69), id="both, just under .70"),
        pytest.param(BALANCE, pair("up", "flat"), id="one up"),
        pytest.param(
            SHORT, pair("uncertain", "uncertain", joint=0.3, cell=("up", "up")), id="unclear"
        ),
    ],
)
def test_a_rule_is_silent_beside_its_quadrant_and_gives_its_numbers(
    rule: Rule, given: Pair
) -> None:
    verdict = rule.judge(facts(pair=given))
    assert isinstance(verdict, Silent)
    assert verdict.reason
    assert verdict.numbers


@pytest.mark.parametrize("rule", [SPEED, QUALITY, BALANCE, GAINED])
@pytest.mark.parametrize(
    "given", [pair("not_enough_data", "up"), pair("up", "not_enough_data"), None]
)
def test_a_rule_about_the_pair_needs_both_sides(rule: Rule, given: Any) -> None:
    assert isinstance(rule.judge(facts(pair=given)), NotEnough)


def test_without_a_pair_there_is_nothing_to_be_short_of() -> None:
    assert isinstance(SHORT.judge(facts(pair=None)), NotEnough)


def test_too_little_data_names_the_side_and_why() -> None:
    verdict = SHORT.judge(facts(pair=pair("up", "not_enough_data")))
    assert isinstance(verdict, Fired)
    assert verdict.says == "csat: Too short."


@pytest.mark.parametrize(("p_broken", "kind"), [(0.69, Fired), (0.7, Silent)])
def test_a_gain_behind_a_broken_floor_is_not_a_success(p_broken: float, kind: type) -> None:
    given = facts(pair=pair("up", "up"), floors=(floor(p_broken),))
    assert isinstance(BALANCE.judge(given), kind)


def test_a_recovery_behind_a_floor_is_said_in_neutral_words() -> None:
    verdict = QUALITY.judge(facts(pair=pair("flat", "up")))
    assert isinstance(verdict, Fired)
    assert verdict.tone == "neutral"
    assert verdict.says.startswith("Quality rose while throughput held, as the floor of")


def test_no_sign_of_more_output_is_not_called_held() -> None:
    given = pair("uncertain", "up", joint=0.5, cell=("flat", "up"))
    verdict = QUALITY.judge(facts(pair=given, floors=()))
    assert isinstance(verdict, Fired)
    assert verdict.says == "Quality rose, with no sign that throughput did."


def test_lower_output_is_not_called_held() -> None:
    verdict = QUALITY.judge(facts(pair=pair("down", "up"), floors=()))
    assert isinstance(verdict, Fired)
    assert verdict.says == "Quality rose while throughput fell."


@pytest.mark.parametrize(
    ("rule", "cells"),
    [
        pytest.param(SPEED, ("up", "down"), id="speed over quality"),
        pytest.param(BALANCE, ("up", "up"), id="balance"),
    ],
)
def test_only_what_is_confirmed_is_said_without_most_likely(
    rule: Rule, cells: tuple[Any, Any]
) -> None:
    shown = rule.judge(facts(pair=pair(*cells)))
    likely = rule.judge(facts(pair=pair(*cells, joint=0.7)))
    assert isinstance(shown, Fired)
    assert isinstance(likely, Fired)
    assert ("most likely" in shown.says, "most likely" in likely.says) == (False, True)
