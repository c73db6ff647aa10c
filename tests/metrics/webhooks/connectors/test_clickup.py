from datetime import UTC, datetime

import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.clickup import from_clickup, moved, sent, thing
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only


def test_a_time_is_milliseconds_in_a_text():
    told = only(from_clickup(sent("taskStatusUpdated", moved(30, "doing", "complete"))))
    assert (told.kind, told.at) == ("solved", datetime(2026, 3, 2, 12, 30, tzinfo=UTC))
    assert (told.item, told.actor, told.before) == ("clickup:1vj38vv", "183", "open")


@pytest.mark.parametrize(
    ("status", "kind"),
    [("to do", "opened"), ("doing", "started"), ("complete", "solved"), ("shipped", "solved")],
)
def test_a_status_is_read_by_its_type(status, kind):
    assert kinds(from_clickup(sent("taskStatusUpdated", moved(9, "x", status)))) == [kind]


def test_the_type_may_stand_beside_the_status():
    told = moved(9, "a agendar", "agendado") | {"data": {"status_type": "custom"}}
    assert kinds(from_clickup(sent("taskStatusUpdated", told))) == ["started"]
    named = from_clickup(sent("taskStatusUpdated", told), standings={"Agendado": "paused"})
    assert kinds(named) == ["paused"]


def test_a_creation_is_told_twice_and_is_one():
    both = [sent(name, moved(0, None, "to do")) for name in ("taskCreated", "taskStatusUpdated")]
    assert facts(*map(from_clickup, both)) == {"issues_created": (None, 1)}
    assert from_clickup(both[0]).identity == from_clickup(both[1]).identity == "7fa3:280"


def test_an_automation_earns_no_credit():
    told = moved(30, "doing", "complete", user=-1)
    assert only(from_clickup(sent("taskStatusUpdated", told))).actor is None


def test_assignees_come_and_go():
    taken = from_clickup(sent("taskAssigneeUpdated", thing(5, "assignee_add", None, {"id": 184})))
    left = from_clickup(sent("taskAssigneeUpdated", thing(5, "assignee_rem", {"id": 184}, None)))
    assert (only(taken).kind, only(taken).assignee) == ("assigned", "184")
    assert (only(left).kind, only(left).assignee) == ("unassigned", None)


def test_a_delivery_may_tell_several_things():
    told = sent("taskUpdated", thing(5, "points", 1, "8"), moved(6, "to do", "doing"))
    assert kinds(from_clickup(told)) == ["estimated", "started"]
    assert from_clickup(told).transitions[0].points == 8


def test_a_deleted_task_is_gone_by_the_time_we_hear_of_it():
    assert kinds(from_clickup(sent("taskDeleted"))) == ["deleted"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (sent("taskCommentPosted", thing(5, "comment", None, "x")), Ignored.UNCOUNTED),
        (sent("taskStatusUpdated"), Ignored.UNCOUNTED),
        (sent("taskStatusUpdated", moved(5, "a", "b") | {"date": "soon"}), Ignored.UNCOUNTED),
        (sent("listCreated"), Ignored.NOT_FOLLOWED),
        (sent("taskCreated") | {"task_id": None}, Ignored.NO_ITEM),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_clickup(said).ignored is reason
