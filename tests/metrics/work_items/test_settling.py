from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.settling import due, settled
from tests.metrics.work_items.lives import any_life, at, moments, ticket

QUIET = timedelta(minutes=7)
LIFE = (
    ticket("created", 0),
    ticket("assigned", 10, assignee="ana"),
    ticket("replied", 15, actor="ana"),
    ticket("solved", 60),
)
REOPENED = ticket("opened", 90)
FIRST_CONTACT = "first_contact_resolution"
waits = st.integers(0, 20).map(lambda minutes: timedelta(minutes=minutes))


def first_contact(life, minutes):
    """Its first-contact resolution as it is known at a moment; None while it is not."""
    known = settled(facts_of(life), at(minutes), QUIET)
    return next((fact.value for fact in known if fact.metric == FIRST_CONTACT), None)


@pytest.mark.parametrize(("minutes", "known"), [(60, None), (66.9, None), (67, 1), (9000, 1)])
def test_first_contact_resolution_is_no_fact_before_the_quiet_period_has_passed(minutes, known):
    assert first_contact(LIFE, minutes) == known


def test_what_failed_is_told_no_sooner_than_what_held():
    twice = (*LIFE, ticket("replied", 16, actor="ana"))
    assert (first_contact(twice, 66), first_contact(twice, 67)) == (None, 0)
    assert first_contact([*LIFE, ticket("opened", 63)], 66) is None


def test_a_reopening_after_the_quiet_period_takes_it_back():
    assert (first_contact(LIFE, 89), first_contact([*LIFE, REOPENED], 90)) == (1, 0)


def test_everything_else_holds_at_once():
    facts = facts_of(LIFE)
    known = settled(facts, at(60), QUIET)
    assert {fact.metric for fact in facts} - {fact.metric for fact in known} == {FIRST_CONTACT}


def test_it_is_due_when_the_quiet_period_ends_and_then_no_more():
    assert due(facts_of(LIFE), at(60), QUIET) == at(67)
    assert due(facts_of(LIFE), at(67), QUIET) is None
    assert due(facts_of(LIFE[:3]), at(60), QUIET) is None


@given(any_life, moments, waits)
def test_between_now_and_when_it_is_due_nothing_changes_and_then_something_does(life, now, quiet):
    facts = facts_of(life)
    when = due(facts, now, quiet)
    if when is None:
        assert settled(facts, now, quiet) == settled(facts, at(10_000), quiet) == list(facts)
    else:
        just_before = when - timedelta(microseconds=1)
        assert settled(facts, now, quiet) == settled(facts, just_before, quiet)
        assert settled(facts, now, quiet) != settled(facts, when, quiet)


@given(st.data(), any_life, waits)
def test_at_no_moment_does_the_order_of_arrival_change_what_holds(data, life, quiet):
    arrived = data.draw(st.permutations(life))
    for minutes in range(0, 40, 3):
        known = settled(facts_of(arrived), at(minutes), quiet)
        assert known == settled(facts_of(life), at(minutes), quiet)
