from services.metrics.work_items.domain import facts_of
from tests.metrics.work_items.lives import accounts, at, deployment, values

CREATED = deployment("created", 0, author="ana")


def test_a_deployment_that_came_through_counts_and_did_not_fail():
    life = (CREATED, deployment("succeeded", 5))
    assert values(*life) == {"deployments": 1, "change_failure_rate": 0}
    assert set(accounts(*life).values()) == {"ana"}


def test_a_deployment_that_failed_is_a_failure_and_no_output():
    assert values(CREATED, deployment("failed", 5)) == {"change_failure_rate": 1}


def test_one_without_a_human_maker_is_nobodys_and_so_the_teams():
    assert set(accounts(deployment("succeeded", 5)).values()) == {None}


def test_the_last_outcome_stands():
    life = (CREATED, deployment("succeeded", 5), deployment("failed", 9))
    assert values(*life) == {"change_failure_rate": 1}
    (failure,) = facts_of(life)
    assert failure.time == at(9)


def test_one_that_is_under_way_says_nothing():
    assert facts_of([CREATED]) == ()
