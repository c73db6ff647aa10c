"""The rules about goals: floors that do not hold, and goals that guard only one side."""

from typing import Any

import pytest

from services.insights.rules import floor_broken, unbalanced_goal, unbalanced_incentive
from services.insights.rules.verdicts import Fired, NotEnough, Silent
from services.insights.sources.domain import Incentive, Limit
from tests.insights.rules.told import OVERRIDDEN, facts, floor, goal

FLOOR = floor_broken.RULE
GOAL = unbalanced_goal.RULE
INCENTIVE = unbalanced_incentive.RULE
ONE_SIDED = frozenset({"tickets_closed"})


@pytest.mark.parametrize(("p_broken", "tier"), [(0.975, "confirmed"), (0.7, "probable")])
def test_a_broken_floor_is_told_with_its_level_limit_and_day(p_broken: float, tier: str) -> None:
    verdict = FLOOR.judge(facts(floors=(floor(p_broken),)))
    assert isinstance(verdict, Fired)
    assert verdict.tier == tier
    assert verdict.says == (
        "CSAT stands at 75.0 % over 28 days, below the floor of 80.0 % since 1 June 2026"
        " (“More, and better”)."
    )


@pytest.mark.parametrize(
    ("floors", "kind"),
    [
        pytest.param((floor(0.69),), Silent, id="just under .70"),
        pytest.param((), Silent, id="no floor set"),
        pytest.param(None, NotEnough, id="goals not known"),
        pytest.param((floor(0.5, level=None),), NotEnough, id="no data"),
    ],
)
def test_a_floor_that_is_not_shown_to_be_broken_is_no_finding(floors: Any, kind: type) -> None:
    assert isinstance(FLOOR.judge(facts(floors=floors)), kind)


def test_a_ceiling_is_broken_from_above() -> None:
    ceiling = floor(0.99, 0.9, limit=Limit("csat", 0.8, ceiling=True), since=None)
    verdict = FLOOR.judge(facts(floors=(ceiling,)))
    assert isinstance(verdict, Fired)
    assert "above the ceiling of 80.0 % (" in verdict.says


@pytest.mark.parametrize(
    ("said", "lack"),
    [
        pytest.param({"limits": ()}, "no guardrail keeps up performance", id="no guardrail"),
        pytest.param(
            {"limits": (Limit("tickets_closed", 40),)},
            "no guardrail keeps up performance",
            id="a guardrail on the pushed side",
        ),
        pytest.param(
            {"metrics": ONE_SIDED}, "no key result is a performance metric", id="one kind only"
        ),
    ],
)
def test_a_goal_that_guards_one_side_is_named(said: Any, lack: str) -> None:
    verdict = GOAL.judge(facts(objectives=(goal(**said),)))
    assert isinstance(verdict, Fired)
    assert "“More, and better”" in verdict.says
    assert lack in verdict.says
    assert verdict.evidence[0].objective == "goal-1"


def test_an_override_is_told_with_its_day_its_reason_and_by_whom() -> None:
    verdict = GOAL.judge(facts(objectives=(goal(metrics=ONE_SIDED, override=OVERRIDDEN),)))
    assert isinstance(verdict, Fired)
    assert (
        "Its checklist (failing: measurable) was overridden on 4 May 2026 by root:"
        " “The quarter needs it”." in verdict.says
    )


@pytest.mark.parametrize(
    ("objectives", "kind"),
    [
        pytest.param((goal(),), Silent, id="balanced"),
        pytest.param((goal(override=OVERRIDDEN),), Silent, id="overridden once, mended since"),
        pytest.param((), Silent, id="none active"),
        pytest.param(None, NotEnough, id="not known"),
    ],
)
def test_a_balanced_goal_is_no_finding(objectives: Any, kind: type) -> None:
    assert isinstance(GOAL.judge(facts(objectives=objectives)), kind)


def test_a_policy_that_pays_for_one_side_is_named_with_what_is_unsound_about_it() -> None:
    policy = Incentive("policy-1", "A euro a ticket", ("It pays only for output.", "No floor."))
    verdict = INCENTIVE.judge(facts(incentives=(policy,)))
    assert isinstance(verdict, Fired)
    assert verdict.says == "Incentive “A euro a ticket”: It pays only for output. No floor."
    assert verdict.evidence[0].incentive == "policy-1"


@pytest.mark.parametrize(
    ("incentives", "kind"),
    [pytest.param((), Silent, id="none flagged"), pytest.param(None, NotEnough, id="not known")],
)
def test_no_flagged_policy_is_no_finding(incentives: Any, kind: type) -> None:
    assert isinstance(INCENTIVE.judge(facts(incentives=incentives)), kind)
