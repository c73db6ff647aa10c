"""Causes are ranked by what was measured; without evidence they are questions."""

import pytest

from services.insights.rules.cause_cards import cause_cards
from services.insights.rules.causes import causes_of
from services.insights.rules.rulebook import RULES
from services.insights.statistics.cause_table import cause_table
from tests.insights.rules.told import OVERRIDDEN, facts, goal, pair, signal

RUSHED = pair("up", "down")
AMONG = ("process_strain", "understaffing", "incentive_misalignment")


def test_what_the_context_shows_comes_first() -> None:
    fewer = {"headcount": signal("headcount", "down"), "backlog": signal("backlog", "up")}
    causes, _ = causes_of(facts(pair=RUSHED, context=fewer), AMONG)
    assert causes[0].id == "understaffing"
    assert [item.says for item in causes[0].evidence] == ["backlog is up.", "headcount is down."]


@pytest.mark.parametrize(
    ("p_rise", "evidenced"),
    [pytest.param(0.9, True, id="at .9"), pytest.param(0.89, False, id="just under")],
)
def test_a_leaning_speaks_from_nine_in_ten(p_rise: float, evidenced: bool) -> None:
    context = {"overtime": signal("overtime_hours", p_rise=p_rise)}
    causes, _ = causes_of(facts(pair=RUSHED, context=context), AMONG)
    assert ("process_strain" in [cause.id for cause in causes]) is evidenced


def test_a_cause_without_evidence_is_a_question_and_the_best_signal_is_asked_for() -> None:
    causes, questions = causes_of(facts(pair=RUSHED), AMONG)
    assert causes == []
    assert [question.about for question in questions][:3] == list(AMONG)


def test_an_unbalanced_goal_speaks_for_incentives_and_is_named() -> None:
    unguarded = goal(limits=(), override=OVERRIDDEN)
    causes, _ = causes_of(facts(pair=RUSHED, objectives=(unguarded,)), AMONG)
    assert [cause.id for cause in causes] == ["incentive_misalignment"]
    assert causes[0].evidence[0].objective == "goal-1"
    without = causes_of(facts(pair=RUSHED, context={"backlog": signal("backlog", "down")}), AMONG)
    assert causes[0].probability > 0.3
    assert without[0][0].id == "incentive_misalignment"


def test_what_stayed_or_went_the_other_way_is_told_against_a_cause() -> None:
    context = {
        "backlog": signal("backlog", "up"),
        "overtime": signal("overtime_hours", "flat"),
        "headcount": signal("headcount", "up"),
    }
    causes, _ = causes_of(facts(pair=RUSHED, context=context), AMONG)
    strain = next(cause for cause in causes if cause.id == "process_strain")
    assert {item.says for item in strain.against} == {"overtime_hours is flat.", "headcount is up."}


def test_every_cause_a_rule_may_name_has_its_words_and_its_row() -> None:
    assert set(cause_cards()) <= set(cause_table().causes)


def test_no_words_of_ours_are_a_verdict_on_a_person() -> None:
    texts = [card.model_dump_json() for card in cause_cards().values()]
    texts += [f"{rule.says} {rule.next_steps} {rule.refuted_by}" for rule in RULES]
    for word in ("lazy", "poor performer", "underperform", "worst", "best employee", "fault"):
        assert not [text for text in texts if word in text.lower()]
