import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import kinds, only
from tests.metrics.webhooks.connectors.hubspot import OWNED, event, from_hubspot, staged


def test_a_batch_may_speak_of_many_tickets():
    told = from_hubspot(staged("4", 5), staged("4", 6, objectId=8)).transitions
    assert [(one.item, one.kind) for one in told] == [
        ("hubspot:7", "solved"),
        ("hubspot:8", "solved"),
    ]


def test_attempts_are_the_same_delivery_and_other_events_of_the_same_id_another():
    first = from_hubspot(staged("4", 5)).identity
    assert from_hubspot(staged("4", 5, attemptNumber=3)).identity == first
    assert from_hubspot(staged("4", 6)).identity != first
    assert from_hubspot(staged("4", 5, objectId=8)).identity != first


def test_a_stage_is_known_by_its_number_and_by_what_the_connector_says():
    stages = {"1": "opened", "2": "paused", "3": "opened", "4": "solved", "99": "opened"}
    assert {stage: kinds(from_hubspot(staged(stage, 5)))[0] for stage in stages} == stages
    said = {"99": "abandoned", "3": "paused"}
    told = [from_hubspot(staged(stage, 5), standings=said) for stage in ("99", "3", "4")]
    assert [kinds(one)[0] for one in told] == ["abandoned", "paused", "solved"]


def test_the_day_of_entering_a_stage_says_the_same():
    entered = event("propertyChange", 5, "hs_v2_date_entered_4", "1772453100000")
    left = event("propertyChange", 5, "hs_v2_date_entered_4", "")
    assert kinds(from_hubspot(entered)) == ["solved"]
    assert from_hubspot(left).ignored is Ignored.NOT_FOLLOWED


def test_tickets_are_told_in_the_general_form_too():
    general = {"subscriptionType": "object.creation", "objectTypeId": "0-5"}
    assert kinds(from_hubspot(event("", 5) | general)) == ["created"]
    contact = general | {"objectTypeId": "0-1"}
    assert from_hubspot(event("", 5) | contact).ignored is Ignored.NOT_FOLLOWED


def test_owners_and_users_have_ids_of_their_own():
    owned = only(from_hubspot(OWNED))
    assert (owned.kind, owned.assignee, owned.actor) == ("assigned", "501", "user-88")
    nobody = only(from_hubspot(OWNED | {"propertyValue": ""}))
    assert (nobody.kind, nobody.assignee) == ("unassigned", None)


@pytest.mark.parametrize("source", [None, "", "AUTOMATION", "workflow:12", "userId:"])
def test_what_no_user_did_is_nobodys(source):
    assert only(from_hubspot(staged("4", 5, sourceId=source))).actor is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (event("propertyChange", 5, "subject", "x"), Ignored.NOT_FOLLOWED),
        (event("associationChange", 5), Ignored.NOT_FOLLOWED),
        (event("creation", 5, subscriptionType="contact.creation"), Ignored.NOT_FOLLOWED),
        (event("creation", 5, objectId=None), Ignored.NO_ITEM),
        (event("creation", 5, occurredAt=None), Ignored.NO_TIME),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_hubspot(said).ignored is reason


def test_an_empty_batch_changes_nothing():
    assert from_hubspot().ignored is Ignored.NO_CHANGE
    assert from_hubspot().event == "unnamed"
