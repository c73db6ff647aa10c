"""An insight says what is true of a team whose numbers are known."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.schemas.insights.insight import Insight
from tests.insights.conftest import Ask, Tell
from tests.insights.simulated import LAST, Team

SPAN = {"from_": str(LAST - timedelta(days=179)), "to": str(LAST)}
RUSHED = Team(closed=(50, 65), happy=(0.88, 0.74))
CAREFUL = Team(closed=(50, 50), happy=(0.74, 0.88))
BETTER = Team(closed=(50, 65), happy=(0.74, 0.88))


def fired(insight: dict[str, Any]) -> list[str]:
    """The rules that spoke."""
    return [finding["rule"] for finding in insight["findings"]]


@pytest.mark.parametrize(
    ("team", "rules"),
    [
        pytest.param(RUSHED, ["conflict_speed_over_quality"], id="faster and worse"),
        pytest.param(CAREFUL, ["conflict_quality_without_speed"], id="better, not faster"),
        pytest.param(BETTER, ["balanced_improvement"], id="both better"),
        pytest.param(Team(), [], id="a quiet team"),
        pytest.param(Team(days=20), ["not_enough_data"], id="twenty days"),
    ],
)
async def test_each_quadrant_is_told_from_noisy_days(
    tell: Tell, ask: Ask, team: Team, rules: list[str]
) -> None:
    await tell(team)
    answer = await ask(**SPAN)
    assert answer.status_code == 200, answer.text
    insight = answer.json()
    assert fired(insight) == rules
    assert insight["partial"] is False
    assert insight["about"]["role"] == "agent"
    Insight.model_validate(insight)


async def test_a_finding_cites_numbers_that_can_be_fetched_again(
    tell: Tell, ask: Ask, metrics: Any, lead: dict[str, str]
) -> None:
    await tell(RUSHED)
    finding = (await ask(**SPAN)).json()["findings"][0]
    assert finding["tier"] == "confirmed"
    for evidence in finding["evidence"]:
        again = await metrics.get("/v1/series", params=evidence["series"][0], headers=lead)
        assert again.status_code == 200, again.text
        assert len(again.json()["points"]) == 180


async def test_causes_are_ranked_by_what_the_context_shows(tell: Tell, ask: Ask) -> None:
    strained = (("backlog", 40, 80), ("overtime_hours", 4, 12), ("headcount", 5, 5))
    await tell(replace(RUSHED, context=strained))
    insight = (await ask(**SPAN)).json()
    causes = insight["findings"][0]["causes"]
    assert causes[0]["id"] == "process_strain"
    speaks = {item["series"][0]["metric"] for item in causes[0]["evidence"]}
    assert speaks == {"backlog", "overtime_hours"}
    assert "approval_wait" in {question["about"] for question in insight["not_measured"]}


async def test_without_context_causes_are_questions(tell: Tell, ask: Ask) -> None:
    await tell(RUSHED)
    finding = (await ask(**SPAN)).json()["findings"][0]
    assert finding["causes"] == []
    asked = [question["about"] for question in finding["questions"]]
    assert {"process_strain", "understaffing", "incentive_misalignment"} <= set(asked)


async def test_the_summary_reads_aloud_what_the_numbers_say(tell: Tell, ask: Ask) -> None:
    await tell(RUSHED)
    summary = (await ask(**SPAN)).json()["summary"]
    assert summary.startswith("Support (5 people), 25 May 2026 to 20 November 2026.")
    assert "Tickets closed rose by" in summary
    assert "(CSAT) fell by" in summary
    assert "This is confirmed" in summary


async def test_every_rule_says_why_it_stayed_silent(tell: Tell, ask: Ask) -> None:
    await tell(RUSHED)
    told = (await ask("team:support/rules", **SPAN)).json()
    outcomes = {rule["rule"]: rule["outcome"] for rule in told["rules"]}
    assert outcomes == {
        "not_enough_data": "silent",
        "conflict_speed_over_quality": "fired",
        "conflict_quality_without_speed": "silent",
        "balanced_improvement": "silent",
        "quality_gained": "silent",
        "floor_broken": "silent",
        "unbalanced_goal": "silent",
        "unbalanced_incentive": "silent",
    }
    assert all(rule["reason"] for rule in told["rules"])


async def test_shifting_all_dates_by_weeks_changes_no_number(tell: Tell, ask: Ask) -> None:
    back = timedelta(days=7 * 30)
    await tell(RUSHED)
    now = (await ask(**SPAN)).json()
    await tell(replace(RUSHED, last=LAST - back))
    earlier = {"from_": str(LAST - back - timedelta(days=179)), "to": str(LAST - back)}
    then = (await ask(**earlier)).json()
    for side in ("productivity", "performance"):
        assert numbers(then["pair"][side]) == numbers(now["pair"][side])
    assert then["pair"]["quadrant"] == now["pair"]["quadrant"]


async def test_renaming_the_subject_changes_no_number(tell: Tell, ask: Ask, token: Any) -> None:
    told = []
    for person in ("ana", "eva"):
        await tell(replace(RUSHED, subject=f"person:{person}"))
        headers = token(person=person)
        told.append((await ask(f"person:{person}", headers=headers, **SPAN)).json())
    assert told[0]["about"]["name"] != told[1]["about"]["name"]
    for side in ("productivity", "performance"):
        assert numbers(told[0]["pair"][side]) == numbers(told[1]["pair"][side])


def numbers(signal: dict[str, Any]) -> dict[str, Any]:
    """A signal's numbers, without its dates."""
    change = {key: value for key, value in signal["change"].items() if key != "turn"}
    levels = [level["value"] for level in signal["levels"]]
    return {"state": signal["state"], "levels": levels, **change}
