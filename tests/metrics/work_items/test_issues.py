import pytest

from tests.metrics.work_items.lives import accounts, at, issue, values

OPENED = issue("created", 0, created_at=at(0), actor="ana", assignee=None)
ASSIGNED = issue("assigned", 10, assignee="cleo")
STARTED = issue("started", 20)
COMPLETED = issue("solved", 60, actor="ben", assignee="cleo")
ARRIVED = {"issues_created": 1}


def test_a_completed_issue_counts_for_its_assignee():
    life = (OPENED, ASSIGNED, STARTED, COMPLETED)
    assert values(*life) == ARRIVED | {
        "issues_closed": 1,
        "issue_lead_time": 60,
        "issue_cycle_time": 40,
    }
    credit = accounts(*life)
    assert credit.pop("issues_created") is None
    assert set(credit.values()) == {"cleo"}


def test_where_nobody_said_that_work_began_it_began_with_the_first_assignment():
    assert values(OPENED, ASSIGNED, COMPLETED)["issue_cycle_time"] == 50
    assert "issue_cycle_time" not in values(OPENED, issue("reassigned", 10), COMPLETED)
    assert "issue_cycle_time" not in values(OPENED, COMPLETED)


def test_an_issue_that_was_born_assigned_arrives_at_its_assignee():
    assert accounts(issue("created", 0, assignee="cleo")) == {"issues_created": "cleo"}


def test_without_an_assignee_whoever_closed_it_is_credited():
    credit = accounts(OPENED, issue("solved", 60, actor="ben", assignee=None))
    assert (credit["issues_closed"], credit["issue_lead_time"]) == ("ben", "ben")


def test_a_bots_closing_of_nobodys_issue_counts_nothing():
    assert values(OPENED, issue("solved", 60, actor=None, assignee=None)) == ARRIVED


@pytest.mark.parametrize("kind", ["opened", "started", "paused"])
def test_reopened_it_counts_no_more_and_closed_again_once(kind):
    reopened = (OPENED, COMPLETED, issue(kind, 70))
    assert values(*reopened) == ARRIVED | {"issues_reopened": 1}
    assert accounts(*reopened)["issues_reopened"] == "cleo"
    again = values(*reopened, issue("solved", 80, actor="ben"))
    assert (again["issues_closed"], again["issue_lead_time"]) == (1, 80)


def test_what_was_not_planned_after_all_is_taken_back_and_is_no_rework():
    assert values(OPENED, COMPLETED, issue("abandoned", 70)) == ARRIVED


def test_taking_up_what_was_abandoned_is_no_rework():
    assert values(OPENED, issue("abandoned", 30), issue("opened", 70)) == ARRIVED


def test_a_deleted_issue_is_taken_back_until_it_is_restored():
    gone = (OPENED, COMPLETED, issue("deleted", 70))
    assert values(*gone) == {}
    assert values(*gone, issue("restored", 80)) == values(OPENED, COMPLETED)


@pytest.mark.parametrize("kind", ["solved", "closed"])
def test_a_second_closing_adds_nothing(kind):
    assert values(OPENED, COMPLETED, issue(kind, 61)) == values(OPENED, COMPLETED)


def test_a_closing_whose_solve_went_unseen_is_the_solve():
    assert values(OPENED, issue("closed", 61, assignee="cleo"))["issues_closed"] == 1


@pytest.mark.parametrize(
    ("estimates", "points"),
    [
        pytest.param([(5, 3.0)], 3, id="estimated"),
        pytest.param([(5, 3.0), (30, 5.0)], 5, id="estimated anew"),
        pytest.param([(5, 3.0), (60, 5.0)], 5, id="estimated anew as it was completed"),
        pytest.param([(5, 3.0), (61, 5.0)], 3, id="estimated anew afterwards"),
        pytest.param([(61, 5.0)], 5, id="seen estimated only afterwards"),
        pytest.param([(5, 3.0), (30, None)], None, id="the estimate taken away"),
        pytest.param([(5, 0.0)], None, id="nothing"),
        pytest.param([], None, id="never estimated"),
    ],
)
def test_the_points_that_stood_at_completion_are_done(estimates, points):
    told = [issue("estimated", minute, points=value) for minute, value in estimates]
    assert values(OPENED, COMPLETED, *told).get("story_points_done") == points


def test_points_are_the_assignees_and_taken_back_with_the_completion():
    estimated = issue("estimated", 5, points=3.0)
    assert accounts(OPENED, estimated, COMPLETED)["story_points_done"] == "cleo"
    assert "story_points_done" not in values(OPENED, estimated, COMPLETED, issue("opened", 70))
