from datetime import datetime

import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import kinds, only
from tests.metrics.webhooks.connectors.servicenow import (
    BORN,
    HANDED,
    change,
    from_servicenow,
    moved,
)


def test_one_change_may_do_several_things():
    told = from_servicenow(change(1, 5, commented=True, **HANDED, **moved("1", "2")))
    assert kinds(told) == ["assigned", "opened", "replied"]


def test_times_without_a_zone_are_of_utc():
    solved = only(from_servicenow(change(1, 5, **moved("2", "6"))))
    assert solved.at == datetime.fromisoformat("2026-03-02T12:05:00Z")
    assert solved.created_at == datetime.fromisoformat("2026-03-02T12:00:00Z")


def test_a_record_may_be_born_assigned_and_resolved():
    born = {**BORN, "assigned_to": "ana"}
    told = from_servicenow(change(0, 0, **born, **moved(None, "6")))
    assert kinds(told) == ["created", "assigned", "solved"]


def test_the_customers_own_comment_and_a_robots_are_no_reply():
    customers = change(1, 5, commented=True, sys_updated_by="joe.employee")
    robots = change(1, 5, commented=True, sys_updated_by="system")
    assert from_servicenow(customers).ignored is Ignored.NO_CHANGE
    assert from_servicenow(robots).ignored is Ignored.NO_CHANGE


def test_a_customer_who_helps_themself_is_none_of_ours():
    by_customer = change(1, 5, sys_updated_by="joe.employee", assigned_to=None, **moved("2", "6"))
    assert only(from_servicenow(by_customer)).actor is None


def test_what_was_cancelled_is_not_done():
    assert kinds(from_servicenow(change(1, 5, **moved("2", "8")))) == ["abandoned"]


def test_a_state_of_the_instances_own_is_what_the_connector_says():
    own = change(1, 5, **moved("2", "18"))
    assert from_servicenow(own).ignored is Ignored.NO_CHANGE
    assert kinds(from_servicenow(own, standings={"18": "paused"})) == ["paused"]


def test_a_change_is_known_by_its_record_and_its_count():
    first = from_servicenow(change(0, 5))
    assert first.identity == "9d385017c611228701d22104cc95c371:0"
    assert from_servicenow(change(1, 5)).identity != first.identity
    nameless = change(1, 5)
    del nameless["sys_mod_count"]
    assert from_servicenow(nameless).identity.startswith("sha256:")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (change(1, 5), Ignored.NO_CHANGE),
        (change(1, 5, sys_id=""), Ignored.NO_ITEM),
        (change(1, 5, sys_updated_on=""), Ignored.NO_TIME),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_servicenow(said).ignored is reason
