"""The paragraph says who, what, how sure, why and what next, and admits what it lacks."""

from datetime import date
from typing import Any

from services.insights.reports.summary import summarize
from services.insights.rules.facts import Facts
from services.insights.rules.rulebook import finding, judge_all
from services.insights.rules.verdicts import Fired
from shared.schemas.insights.insight import About, Insight, Missing
from shared.schemas.insights.signals import Span
from tests.insights.rules.told import facts, pair, signal


def insight(given: Facts, **said: Any) -> Insight:
    """An insight with these facts' findings, before its summary is written."""
    usual = {
        "about": About(subject="team:support", name="Support", kind="team", people=8, role="agent"),
        "window": Span(first_day=date(2026, 1, 1), last_day=date(2026, 6, 29)),
        "partial": False,
        "missing": [],
        "summary": "",
        "pair": given.pair,
        "context": [],
        "not_measured": [],
        "findings": [
            finding(rule, told) for rule, told in judge_all(given) if isinstance(told, Fired)
        ],
        "rules": [],
    }
    return Insight(**usual | said)


def test_a_conflict_is_told_with_its_cause_and_what_would_refute_it() -> None:
    context = {"backlog": signal("backlog", "up"), "headcount": signal("headcount", "down")}
    said = summarize(insight(facts(pair=pair("up", "down"), context=context)))
    assert said.startswith("Support (8 people), 1 January 2026 to 29 June 2026. tickets_closed is")
    assert "quality paid for it. This is confirmed: it stands out from noise." in said
    assert "is staffing (probability 0." in said
    assert "Next: Set a floor" in said
    assert "What would refute this:" in said


def test_a_quiet_team_is_told_as_no_signal_with_the_two_likeliest_readings() -> None:
    quiet = pair("uncertain", "uncertain", joint=0.4, cell=("flat", "flat"))
    said = summarize(insight(facts(pair=quiet)))
    assert "No signal:" in said
    assert "refute" not in said


def test_one_side_that_moved_is_not_called_noise() -> None:
    said = summarize(insight(facts(pair=pair("down", "uncertain", joint=0.4, cell=("down", "up")))))
    assert "Only one side stands out from noise" in said


def test_a_person_is_not_counted() -> None:
    ana = About(subject="person:ana", name="Ana", kind="person", people=1, role="agent")
    assert summarize(insight(facts(), about=ana)).startswith("Ana, 1 January 2026")


def test_what_is_missing_is_admitted() -> None:
    gaps = [Missing(source="goals", what="the active objectives", detail="Out of reach.")]
    said = summarize(insight(facts(), partial=True, missing=gaps))
    assert said.endswith("only part of the picture; missing: the active objectives.")


def test_too_little_data_ends_without_a_conclusion() -> None:
    said = summarize(insight(facts(pair=pair("not_enough_data", "up"))))
    assert "Nothing can be concluded yet." in said
    assert "Next: Look at the team or a longer window" in said
