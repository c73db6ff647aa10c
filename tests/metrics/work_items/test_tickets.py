import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.work_items.domain import facts_of
from tests.metrics.work_items.lives import accounts, at, ticket, values

CREATED = ticket("created", 0, created_at=at(0), assignee=None)
ASSIGNED = ticket("assigned", 10, assignee="ana")
REPLIED = ticket("replied", 15, actor="ben")
PENDING = ticket("paused", 20)
RESUMED = ticket("opened", 50)
SOLVED = ticket("solved", 60, actor="ben")
CLOSED = ticket("closed", 9000, before="solved")
REOPENED = ticket("opened", 90, before="solved")
AGAIN = ticket("solved", 120, assignee="cleo")
LIFE = (CREATED, ASSIGNED, REPLIED, PENDING, RESUMED, SOLVED)


def test_a_calm_life_yields_every_fact():
    assert values(*LIFE) == {
        "tickets_created": 1,
        "tickets_closed": 1,
        "lead_time": 60,
        "cycle_time": 50,
        "handling_time": 20,  # 10 to 20 and 50 to 60; the customer had it in between
        "first_response_time": 15,
        "first_contact_resolution": 1,
    }


def test_the_assignee_is_credited_and_the_reply_is_its_writers():
    credit = accounts(*LIFE)
    assert credit.pop("tickets_created") is None
    assert credit.pop("first_response_time") == "ben"
    assert set(credit.values()) == {"ana"}


def test_facts_are_dated_by_what_they_tell():
    times = {fact.metric: fact.time for fact in facts_of(LIFE)}
    assert times.pop("tickets_created") == at(0)
    assert times.pop("first_response_time") == at(15)
    assert set(times.values()) == {at(60)}


@pytest.mark.parametrize(
    ("life", "credited"),
    [
        pytest.param([ticket("solved", 60, actor="ben")], "ben", id="nobody was assigned"),
        pytest.param([ASSIGNED, ticket("solved", 60, assignee="cleo")], "cleo", id="said then"),
        pytest.param([ASSIGNED, ticket("unassigned", 20, assignee=None), SOLVED], "ben", id="left"),
        pytest.param([ticket("solved", 60)], None, id="an automation's solve is nobody's"),
    ],
)
def test_a_solve_is_credited_to_the_assignee_of_that_moment_else_to_the_actor(life, credited):
    assert accounts(CREATED, *life).get("tickets_closed") == credited


def test_closing_a_solved_ticket_is_no_second_solve():
    assert facts_of([*LIFE, CLOSED]) == facts_of(LIFE)


def test_closing_without_solving_first_counts_as_the_solve():
    assert values(CREATED, ASSIGNED, ticket("closed", 60, before="open"))["tickets_closed"] == 1


def test_a_close_whose_solve_went_unseen_waits_for_it():
    assert "tickets_closed" not in values(CREATED, ASSIGNED, CLOSED)
    assert values(CREATED, ASSIGNED, CLOSED, SOLVED)["lead_time"] == 60


def test_a_reopening_takes_back_the_solve_and_is_charged_to_it():
    found = values(*LIFE, REOPENED)
    assert found == {
        "tickets_created": 1,
        "tickets_reopened": 1,
        "first_response_time": 15,
        "first_contact_resolution": 0,
    }
    assert accounts(*LIFE, REOPENED)["tickets_reopened"] == "ana"


def test_a_reopening_is_charged_to_the_solver_even_if_others_have_the_ticket_by_then():
    passed_on = ticket("opened", 90, before="solved", assignee="cleo")
    assert accounts(*LIFE, passed_on)["tickets_reopened"] == "ana"


def test_time_without_an_assignee_is_not_handling():
    left = ticket("unassigned", 15, assignee=None)
    taken = ticket("assigned", 40, assignee="cleo")
    assert values(CREATED, ASSIGNED, left, taken, SOLVED)["handling_time"] == 25


def test_solved_again_it_counts_once_at_the_last_solve():
    found = values(*LIFE, REOPENED, AGAIN)
    assert found["tickets_closed"] == 1
    assert (found["lead_time"], found["cycle_time"], found["handling_time"]) == (120, 110, 50)
    assert accounts(*LIFE, REOPENED, AGAIN)["tickets_closed"] == "cleo"
    assert accounts(*LIFE, REOPENED, AGAIN)["first_contact_resolution"] == "ana"


def test_every_reopening_is_a_fact_with_a_name_of_its_own():
    twice = (*LIFE, REOPENED, AGAIN, ticket("paused", 150))
    names = [fact.name for fact in facts_of(twice) if fact.metric == "tickets_reopened"]
    assert len(set(names)) == 2


def test_a_reopening_whose_solve_went_unseen_still_counts():
    assert values(CREATED, ASSIGNED, REOPENED)["tickets_reopened"] == 1


def test_a_repeated_solve_adds_nothing():
    assert facts_of([*LIFE, ticket("solved", 61)]) == facts_of(LIFE)


@pytest.mark.parametrize(
    ("replies", "resolved"), [([], 1), ([15], 1), ([15, 16], 0), ([15, 60], 0), ([15, 61], 1)]
)
def test_one_public_reply_before_the_solve_is_one_contact(replies, resolved):
    life = [CREATED, ASSIGNED, SOLVED, *(ticket("replied", minute) for minute in replies)]
    assert values(*life)["first_contact_resolution"] == resolved


def test_a_first_reply_that_came_with_the_ticket_is_no_response():
    assert "first_response_time" not in values(CREATED, ticket("replied", 0), REPLIED)


def test_who_joins_midway_knows_durations_only_from_what_was_mentioned():
    mentioned = ticket("solved", 60, actor="ben", created_at=at(0))
    assert values(REPLIED, mentioned) == {"tickets_closed": 1, "lead_time": 60}
    assert values(REPLIED, SOLVED) == {"tickets_closed": 1}


def test_a_first_assignment_that_went_unseen_gives_no_cycle_and_no_handling_time():
    found = values(CREATED, ticket("reassigned", 30, assignee="ana"), SOLVED)
    assert set(found) & {"cycle_time", "handling_time"} == set()


def test_a_ticket_born_solved_is_closed_at_once():
    born = (CREATED, ticket("assigned", 0, assignee="ana"), ticket("solved", 0))
    assert values(*born) == {
        "tickets_created": 1,
        "tickets_closed": 1,
        "first_contact_resolution": 1,
    }


def test_a_deleted_ticket_takes_its_facts_back_until_it_is_restored():
    gone = (*LIFE, ticket("deleted", 70))
    assert values(*gone) == {}
    assert values(*gone, ticket("restored", 80)) == values(*LIFE)


def test_a_ticket_merged_into_another_keeps_only_its_arrival():
    merged = (*LIFE[:3], ticket("closed", 30), ticket("merged", 30))
    assert values(*merged) == {"tickets_created": 1}


@given(st.lists(st.tuples(st.integers(1, 500), st.sampled_from("OPSC")), max_size=15))
def test_counts_agree_with_a_clerk_who_reads_the_log_aloud(changes):
    kinds = {"O": "opened", "P": "paused", "S": "solved", "C": "closed"}
    clock, done, reopened, worked, state = 10, False, 0, 0, "O"
    life, counted = [CREATED, ASSIGNED], 0
    for gap, letter in changes:
        worked += gap if state == "O" else 0
        clock += gap
        life.append(ticket(kinds[letter], clock))
        if letter in "SC" and not done:
            done, counted = True, worked
        elif letter in "OP" and done:
            done, reopened = False, reopened + 1
        state = letter
    found = values(*life)
    assert found.get("tickets_closed", 0) == done
    assert found.get("tickets_reopened", 0) == reopened
    assert found.get("handling_time", 0) == (counted if done else 0)


def test_a_creation_that_names_no_other_time_is_the_creation():
    assert values(ticket("created", 0), SOLVED)["lead_time"] == 60


def test_a_requester_who_is_one_of_us_does_not_answer_themselves():
    asked = ticket("created", 0, author="ben")
    own, answer = ticket("replied", 5, actor="ben"), ticket("replied", 9, actor="ana")
    assert values(asked, own, answer)["first_response_time"] == 9
    assert "first_response_time" not in values(asked, own)
