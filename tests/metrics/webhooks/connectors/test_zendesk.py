from datetime import UTC, datetime

import pytest
from msgspec import UNSET

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import (
    TIME,
    from_zendesk,
    only,
    read_as,
    ticket_event,
)

AT = datetime.fromisoformat(TIME)
BY_ANA = {"id": 1, "is_public": True, "author": {"id": "11", "is_staff": True, "name": "Ana"}}


def comment(**more):
    return {"comment": BY_ANA | more}


def kinds(said):
    return [one.kind for one in from_zendesk(said).transitions]


@pytest.mark.parametrize(
    ("previous", "current", "kind", "before"),
    [
        ("OPEN", "SOLVED", "solved", "open"),
        ("New", "pending", "paused", "open"),
        ("PENDING", "HOLD", "paused", "paused"),
        ("hold", "Open", "opened", "paused"),
        ("SOLVED", "OPEN", "opened", "solved"),
        ("SOLVED", "CLOSED", "closed", "solved"),
        (None, "SOLVED", "solved", None),
        (7, "SOLVED", "solved", None),
    ],
)
def test_a_change_of_status_says_where_from_and_where_to(previous, current, kind, before):
    event = {"previous": previous, "current": current}
    changed = only(from_zendesk(ticket_event("status_changed", event)))
    assert (changed.kind, changed.before, changed.at) == (kind, before, AT)


def test_an_empty_event_leaves_the_status_to_the_tickets_detail():
    assert kinds(ticket_event("status_changed", status="SOLVED")) == ["solved"]


def test_an_event_carries_what_the_ticket_was_like():
    said = ticket_event(
        "status_changed",
        {"current": "SOLVED", "meta": {"sequence": {"id": "one-click", "position": 2}}},
        assignee_id=11,
        actor_id="12",
    )
    solved = only(from_zendesk(said))
    assert (solved.item, solved.work) == ("zendesk:7", "ticket")
    assert (solved.assignee, solved.actor) == ("11", "12")
    assert solved.created_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert solved.action == "one-click"


@pytest.mark.parametrize(
    ("detail", "assignee"),
    [({}, UNSET), ({"assignee_id": None}, None), ({"assignee_id": ""}, None),
     ({"assignee_id": "0"}, None), ({"assignee_id": 0}, None), ({"assignee_id": 11}, "11")],
)  # fmt: skip
def test_nobody_is_told_apart_from_not_told(detail, assignee):
    assert only(from_zendesk(ticket_event("soft_deleted", **detail))).assignee == assignee


@pytest.mark.parametrize("actor", ["500", 500, -1, "0", None])
def test_neither_the_requester_nor_the_system_is_one_of_ours(actor):
    assert only(from_zendesk(ticket_event("soft_deleted", actor_id=actor))).actor is None


def test_a_ticket_may_be_born_assigned_and_solved():
    said = ticket_event("created", status="SOLVED", assignee_id="11")
    assert kinds(said) == ["created", "assigned", "solved"]
    assert {one.at.hour for one in from_zendesk(said).transitions} == {12}
    assert kinds(ticket_event("created", {"current": {"status": "Open"}})) == ["created"]
    assert kinds(ticket_event("created", status="NEW", assignee_id=None)) == ["created"]


@pytest.mark.parametrize(
    ("event", "kind", "assignee"),
    [
        ({"previous": None, "current": "11"}, "assigned", "11"),
        ({"previous": "", "current": 11}, "assigned", "11"),
        ({"previous": "10", "current": "11"}, "reassigned", "11"),
        ({"previous": "10", "current": None}, "unassigned", None),
        ({}, "assigned", "12"),
    ],
)
def test_an_assignment_is_the_first_another_or_none(event, kind, assignee):
    said = ticket_event("agent_assignment_changed", event, assignee_id="12")
    assigned = only(from_zendesk(said))
    assert (assigned.kind, assigned.assignee) == (kind, assignee)


def test_a_public_comment_by_staff_is_a_reply_of_its_author():
    replied = only(from_zendesk(ticket_event("comment_added", comment(), actor_id="99")))
    assert (replied.kind, replied.actor) == ("replied", "11")


@pytest.mark.parametrize(
    ("event", "detail"),
    [
        pytest.param(comment(is_public=False), {}, id="a private note"),
        pytest.param(comment(author={"id": "500", "is_staff": False}), {}, id="the customer"),
        pytest.param(comment(), {"requester_id": 11}, id="staff asking for themselves"),
        pytest.param(comment(author={"is_staff": True}), {}, id="nobody"),
        pytest.param(comment(author={"id": "12"}), {"assignee_id": "11"}, id="who knows"),
        pytest.param({}, {}, id="no comment"),
    ],
)
def test_other_words_are_no_reply(event, detail):
    assert from_zendesk(ticket_event("comment_added", event, **detail)).ignored is Ignored.NO_REPLY


def test_where_it_is_not_told_the_assignee_is_staff():
    said = ticket_event("comment_added", comment(author={"id": 11}), assignee_id="11")
    assert kinds(said) == ["replied"]


def test_deletion_spam_and_restoration_are_followed():
    assert kinds(ticket_event("soft_deleted")) == ["deleted"]
    assert kinds(ticket_event("marked_as_spam")) == ["deleted"]
    assert kinds(ticket_event("status_changed", {"current": "DELETED"})) == ["deleted"]
    assert kinds(ticket_event("undeleted")) == ["restored"]
    back = {"previous": "DELETED", "current": "OPEN"}
    assert kinds(ticket_event("status_changed", back)) == ["restored", "opened"]


def test_a_ticket_is_merged_away_unless_it_is_the_one_that_took_others_in():
    assert kinds(ticket_event("merged", {"target_ticket_id": "8"})) == ["merged"]
    taken_in = ticket_event("merged", {"target_ticket_id": 7})
    assert from_zendesk(taken_in).ignored is Ignored.NO_CHANGE


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "zen:event-type:user.active_changed"}, Ignored.NOT_FOLLOWED),
        ({"type": "zen:event-type:ticket.tags_changed"}, Ignored.NOT_FOLLOWED),
        ({"type": "zen:event-type:ticket.csat_received"}, Ignored.NOT_FOLLOWED),
        ({"type": None}, Ignored.NOT_FOLLOWED),
        ({"detail": {}, "subject": None}, Ignored.NO_ITEM),
        ({"detail": None, "time": "9999-01-01T00:00:00Z"}, Ignored.NO_TIME),
        ({"detail": {"status": "ARCHIVED"}}, Ignored.NO_CHANGE),
    ],
)
def test_what_changes_nothing_says_why(change, reason):
    reading = from_zendesk(ticket_event("status_changed") | change)
    assert (reading.ignored, reading.transitions) == (reason, ())


def test_the_item_and_its_time_are_found_where_they_are_left():
    said = ticket_event("soft_deleted", updated_at=TIME) | {"time": None}
    del said["detail"]["id"]
    assert (only(from_zendesk(said)).item, only(from_zendesk(said)).at) == ("zendesk:7", AT)


def test_the_same_event_has_the_same_identity_and_another_another():
    once, again = (only(from_zendesk(ticket_event("undeleted"))) for _ in range(2))
    other = only(from_zendesk(ticket_event("undeleted", id="evt-2")))
    assert once.id == again.id != other.id


def test_two_comments_of_one_moment_are_two_even_without_an_event_id():
    first, second = (
        only(from_zendesk(ticket_event("comment_added", comment(id=number), id="")))
        for number in (1, 2)
    )
    assert first.id != second.id


def test_a_delivery_is_known_by_its_invocation_else_its_event_else_its_bytes():
    headers = {"x-zendesk-webhook-invocation-id": "01GK"}
    assert read_as("zendesk", b'{"id": "evt-1"}', headers).identity == "01GK"
    assert read_as("zendesk", b'{"id": "evt-1"}').identity == "evt-1"
    assert read_as("zendesk", b"{}").identity == read_as("zendesk", b"{}").identity
    assert read_as("zendesk", b"{}").identity != read_as("zendesk", b"{ }").identity


def test_an_event_is_called_what_zendesk_calls_it():
    assert from_zendesk(ticket_event("tags_changed")).event == "ticket.tags_changed"
    assert from_zendesk({}).event == "unnamed"
