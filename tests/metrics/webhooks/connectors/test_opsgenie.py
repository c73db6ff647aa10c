from datetime import datetime

import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import RECEIVED_AT, kinds, only
from tests.metrics.webhooks.connectors.opsgenie import ANA, alert_event, from_opsgenie


def test_a_change_is_counted_in_nanoseconds_and_a_creation_in_thousandths():
    told = only(from_opsgenie(alert_event("Acknowledge", 4, **ANA)))
    assert told.at == datetime.fromisoformat("2026-03-02T12:04:00Z")
    assert told.created_at == datetime.fromisoformat("2026-03-02T12:00:00Z")


def test_an_escalation_comes_without_its_moment_and_happened_when_we_were_told():
    bare = {"action": "Escalate", "alert": {"alertId": "7ba97e3a"}, "escalationTime": 0}
    told = only(from_opsgenie(bare))
    assert (told.kind, told.at, told.undated) == ("escalated", RECEIVED_AT, True)


@pytest.mark.parametrize(
    "who", [{"username": "System"}, {"username": "Alert API", "userId": "x"}, {}]
)
def test_what_no_user_did_is_nobodys(who):
    assert only(from_opsgenie(alert_event("Close", 5, **who))).actor is None


def test_an_alert_that_is_deleted_leaves_nothing():
    assert kinds(from_opsgenie(alert_event("Delete", 5))) == ["deleted"]


def test_a_delivery_is_known_by_alert_action_and_moment():
    told = alert_event("Close", 5), alert_event("Acknowledge", 5), alert_event("Close", 6)
    once = [from_opsgenie(said).identity for said in told]
    assert len(set(once)) == 3
    assert from_opsgenie(told[0]).identity == once[0]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (alert_event("AddNote", 5), Ignored.NOT_FOLLOWED),
        (alert_event("UnAcknowledge", 5), Ignored.NOT_FOLLOWED),
        (alert_event("Close", 5, alertId=None), Ignored.NO_ITEM),
        ({}, Ignored.NOT_FOLLOWED),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_opsgenie(said).ignored is reason
