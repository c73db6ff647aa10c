from tests.metrics.work_items.lives import accounts, at, issue, values

OPENED = issue("created", 0, created_at=at(0), actor="ana", assignee=None)
COMPLETED = issue("solved", 60, actor="ben", assignee="cleo")


def test_a_completed_issue_counts_for_its_assignee():
    assert values(OPENED, COMPLETED) == {"issues_closed": 1, "issue_cycle_time": 60}
    assert set(accounts(OPENED, COMPLETED).values()) == {"cleo"}


def test_without_an_assignee_whoever_closed_it_is_credited():
    assert accounts(OPENED, issue("solved", 60, actor="ben", assignee=None)) == {
        "issues_closed": "ben",
        "issue_cycle_time": "ben",
    }


def test_a_bots_closing_of_nobodys_issue_counts_nothing():
    assert values(OPENED, issue("solved", 60, actor=None, assignee=None)) == {}


def test_reopened_it_counts_no_more_and_closed_again_once():
    reopened = (OPENED, COMPLETED, issue("opened", 70))
    assert values(*reopened) == {}
    assert values(*reopened, issue("solved", 80, actor="ben")) == {
        "issues_closed": 1,
        "issue_cycle_time": 80,
    }


def test_what_was_not_planned_after_all_is_taken_back():
    assert values(OPENED, COMPLETED, issue("abandoned", 70)) == {}


def test_a_deleted_issue_is_taken_back():
    assert values(OPENED, COMPLETED, issue("deleted", 70)) == {}


def test_a_second_closing_adds_nothing():
    assert values(OPENED, COMPLETED, issue("solved", 61))["issue_cycle_time"] == 60
