from datetime import datetime

import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import kinds, only
from tests.metrics.webhooks.connectors.groove import ANA, changed, from_groove, ticket


def test_what_happened_is_told_by_the_header_else_by_the_shape():
    assert kinds(from_groove(ticket())) == ["assigned"]
    assert kinds(from_groove(changed("closed", 5))) == ["solved"]
    assert kinds(from_groove(ticket(), "ticket_started")) == ["created", "assigned"]


def test_times_are_read_with_their_zone():
    closed = only(from_groove(changed("closed", 5)))
    assert closed.at == datetime.fromisoformat("2026-03-02T12:05:00Z")


@pytest.mark.parametrize(
    ("state", "kind"),
    [("unread", "opened"), ("follow_up", "opened"), ("pending", "paused"), ("closed", "solved")],
)
def test_states_are_followed(state, kind):
    assert kinds(from_groove(changed(state, 5))) == [kind]


def test_whoever_closed_it_solved_it_if_nobody_had_it():
    closed = only(from_groove(changed("closed", 5, closed_by=ANA, assignee=None)))
    assert (closed.actor, closed.assignee) == (ANA, None)


@pytest.mark.parametrize(
    ("said", "event", "reason"),
    [
        (ticket(), "note_added", Ignored.NOT_FOLLOWED),
        (changed("spam", 5), None, Ignored.NO_CHANGE),
        ({}, None, Ignored.NO_ITEM),
        (ticket(assigned_at=None), None, Ignored.NO_TIME),
    ],
)
def test_what_changes_nothing_says_why(said, event, reason):
    assert from_groove(said, event).ignored is reason
