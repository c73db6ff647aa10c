"""The rulebook is complete, documented, and to be read over HTTP."""

import httpx
import pytest

from services.insights.rules.rule import Rule
from services.insights.rules.rulebook import RULES, finding, judge_all, outcome
from services.insights.rules.verdicts import Fired
from tests.insights.rules.told import facts, pair


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_documented(rule: Rule) -> None:
    assert rule.judge.__doc__
    assert rule.judge.__module__.endswith(f".{rule.id}")
    for text in (rule.title, rule.says, rule.fires_when, rule.experiment, rule.source):
        assert len(text) > 5
    assert rule.refuted_by
    assert rule.next_steps


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_rule_answers_on_the_barest_facts() -> None:
    judged = judge_all(facts(pair=None, objectives=None, floors=None, incentives=None))
    assert {outcome(*one).outcome for one in judged} == {"not_enough_data"}


def test_a_finding_carries_what_its_rule_always_says() -> None:
    judged = judge_all(facts(pair=pair("up", "down")))
    found = [finding(rule, told) for rule, told in judged if isinstance(told, Fired)]
    assert [one.rule for one in found] == ["conflict_speed_over_quality"]
    assert found[0].refuted_by
    assert found[0].experiment
    assert found[0].source


async def test_the_rulebook_is_open_to_everybody(insights: httpx.AsyncClient) -> None:
    answer = await insights.get("/v1/rules")
    assert [card["id"] for card in answer.json()["items"]] == [rule.id for rule in RULES]
