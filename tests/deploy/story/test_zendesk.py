from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any

import pytest

from deploy.senders.signing import zendesk_headers
from deploy.story.happenings import happenings
from deploy.story.parameters import quiet
from services.metrics.webhooks.connectors.received import Received
from tests.metrics.webhooks.connectors.deliveries import read_as, verify_as

# FACTS of the event subscriptions: the envelope, the detail object, and what each event adds.
ENVELOPE = {"type", "account_id", "id", "time", "zendesk_event_version", "subject", "detail"}
DETAIL = {
    *("actor_id", "assignee_id", "brand_id", "created_at", "custom_status", "description"),
    *("external_id", "form_id", "group_id", "id", "is_public", "organization_id", "priority"),
    *("requester_id", "status", "subject", "submitter_id", "tags", "type", "updated_at", "via"),
}
ADDS = {
    "created": set(),
    "comment_added": {"comment"},
    "status_changed": {"current", "previous"},
    "agent_assignment_changed": {"current", "previous"},
}
STATUSES = {"NEW", "OPEN", "PENDING", "HOLD", "SOLVED"}


@pytest.fixture(scope="module")
def bodies() -> list[dict[str, Any]]:
    story = quiet(seed=2)
    return [one.body for one in happenings(story) if one.webhook]


def kind_of(body: dict[str, Any]) -> str:
    return body["type"].removeprefix("zen:event-type:ticket.")


def test_every_delivery_has_the_shape_of_zendesks_event_subscriptions(bodies):
    for body in bodies:
        assert body.keys() == ENVELOPE | {"event"}
        assert body["detail"].keys() == DETAIL
        assert body["event"].keys() == ADDS[kind_of(body)] | {"meta"}
        assert body["subject"] == f"zen:ticket:{body['detail']['id']}"
        assert body["detail"]["status"] in STATUSES
        assert isinstance(body["account_id"], int)
        ids = {name: body["detail"][name] for name in DETAIL if name.endswith("id")}
        assert all(isinstance(one, str) for one in ids.values())
        assert body["time"].endswith("Z")


def test_every_kind_of_delivery_occurs(bodies):
    assert Counter(map(kind_of, bodies)).keys() == ADDS.keys()


def test_a_ticket_begins_by_being_created_and_each_status_follows_from_the_last(bodies):
    tickets = defaultdict(list)
    for body in bodies:
        tickets[body["subject"]].append(body)
    for life in tickets.values():
        assert kind_of(life[0]) == "created"
        status = "OPEN"
        for body in life[1:]:
            if kind_of(body) == "status_changed":
                assert body["event"]["previous"] == status
                status = body["event"]["current"]
            if status != body["detail"]["status"]:  # a reply that solves says so already
                assert kind_of(body) == "comment_added"


def test_only_the_team_replies_and_only_customers_reopen(bodies):
    for body in bodies:
        if kind_of(body) == "comment_added":
            author = body["event"]["comment"]["author"]
            assert author["is_staff"]
            assert author["id"] == body["detail"]["actor_id"] == body["detail"]["assignee_id"]
        if kind_of(body) == "status_changed" and body["event"]["previous"] == "SOLVED":
            assert body["detail"]["actor_id"] == body["detail"]["requester_id"]


def test_our_own_connector_understands_every_delivery(bodies):
    for body in bodies:
        reading = read_as("zendesk", body, {"Content-Type": "application/json"})
        assert reading.ignored is None
        assert reading.transitions


def test_a_signature_is_the_one_zendesk_makes_with_its_published_test_secret():
    secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
    at = datetime(2021, 7, 25, 10, 0, tzinfo=UTC)
    headers = zendesk_headers(b'{"say": "hello"}', secret, at, "01GK8E")
    assert headers["X-Zendesk-Webhook-Signature"] == "gf3v0LzLRHPUnIdhbvwRDVEvzSb07/QN0GYjSNlkBT0="
    assert headers["X-Zendesk-Webhook-Signature-Timestamp"] == "2021-07-25T10:00:00Z"
    assert headers["X-Zendesk-Webhook-Invocation-Id"] == "01GK8E"


def test_what_is_signed_is_verified_and_what_is_changed_is_not():
    at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    headers = zendesk_headers(b"{}", "secret", at, "1")
    assert verify_as("zendesk", Received(b"{}", headers), ["secret"], at) is None
    assert verify_as("zendesk", Received(b"{ }", headers), ["secret"], at) is not None
