import pytest

from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.transitions import Measure
from tests.metrics.work_items.lives import accounts, at, rated, ticket, values

SOLVED = (
    ticket("assigned", 10, assignee="ana"),
    ticket("solved", 60, actor="ben"),
    ticket("reassigned", 70, assignee="cleo"),
)


def on_ticket(minutes, value, **more):
    return ticket("measured", minutes, measure=Measure(metric="csat", value=value), **more)


def test_a_response_is_a_rating_of_whoever_it_names():
    assert values(rated(0, 1, assignee="ana")) == {"csat": 1}
    assert accounts(rated(0, 1, assignee="ana")) == {"csat": "ana"}


@pytest.mark.parametrize("more", [{}, {"assignee": None}])
def test_a_response_that_names_nobody_is_nobodys(more):
    assert accounts(rated(0, 1, **more)) == {"csat": None}


def test_an_update_of_a_response_replaces_it_and_never_adds():
    life = (rated(0, 1, assignee="ana"), rated(9, 0, assignee="ben", created_at=at(0)))
    assert (values(*life), accounts(*life)) == ({"csat": 0}, {"csat": "ben"})


def test_an_updated_response_stays_on_the_day_on_which_it_was_given():
    (fact,) = facts_of([rated(9000, 0, created_at=at(0))])
    assert fact.time == at(0)


def test_what_was_said_with_a_rating_is_kept_with_it():
    (fact,) = facts_of([rated(0, 1, measure={"attributes": {"comment": "Thanks!"}})])
    assert fact.attributes == {"item": "typeform:r1", "comment": "Thanks!"}
    (silent,) = facts_of([rated(0, 1)])
    assert silent.attributes == {"item": "typeform:r1"}


def test_ratings_of_several_marks_are_several():
    life = (rated(0, 1), rated(1, 1, measure={"mark": "second"}))
    assert values(*life) == {"csat": 2}


def test_a_deleted_response_is_none():
    assert facts_of([rated(0, 1), rated(5, 1, kind="deleted", measure={})]) == ()


@pytest.mark.parametrize(
    ("more", "whose"),
    [
        pytest.param({"assignee": "dan"}, "dan", id="whom the delivery names"),
        pytest.param({}, "ana", id="else whoever solved"),
        pytest.param({"assignee": None}, "ana", id="even if nobody has it now"),
    ],
)
def test_a_tickets_rating_is_about_whoever_it_names_else_about_who_solved(more, whose):
    assert accounts(*SOLVED, on_ticket(90, 1, **more))["csat"] == whose


def test_a_rating_may_say_whom_it_is_about_in_another_tool():
    (fact,) = facts_of([rated(0, 1, measure={"subject": "account:zendesk/501"})])
    assert (fact.subject, fact.account) == ("account:zendesk/501", None)


def test_a_measure_weighs_what_it_says():
    (fact,) = facts_of([rated(0, 1, measure={"weight": 3.0})])
    assert fact.weight == 3


def test_what_was_dated_by_its_arrival_says_so():
    (fact,) = facts_of([rated(0, 1, undated=True)])
    assert fact.attributes == {"item": "typeform:r1", "dated_by": "arrival"}


def test_before_any_solve_a_rating_is_about_whoever_has_the_ticket():
    assert accounts(SOLVED[0], on_ticket(20, 1))["csat"] == "ana"


def test_a_rating_changed_replaces_the_one_before_on_its_own_day():
    life = (*SOLVED, on_ticket(90, 1), on_ticket(95, 0))
    assert values(*life)["csat"] == 0
    assert [fact.time for fact in facts_of(life) if fact.metric == "csat"] == [at(95)]


def test_a_ticket_that_was_merged_away_keeps_its_rating():
    merged = (*SOLVED, on_ticket(90, 1), ticket("merged", 100))
    assert values(*merged) == {"csat": 1}
