import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import kinds, only
from tests.metrics.webhooks.connectors.shortcut import (
    ANA,
    BEN,
    DONE,
    STARTED,
    UNSTARTED,
    changed,
    from_shortcut,
    moved,
    sent,
    story,
)


@pytest.mark.parametrize(
    ("old", "new", "kind", "before"),
    [
        (UNSTARTED, STARTED, "started", "open"),
        (STARTED, DONE, "solved", "open"),
        (DONE, UNSTARTED, "opened", "solved"),
    ],
)
def test_a_state_is_read_by_its_type_in_the_references(old, new, kind, before):
    told = only(from_shortcut(sent(10, changed(**moved(old, new)))))
    assert (told.kind, told.before, told.item) == (kind, before, "shortcut:11")


def test_a_state_that_the_references_do_not_name_has_to_be_told():
    unnamed = sent(10, changed(**moved(UNSTARTED, STARTED)), references=[])
    assert from_shortcut(unnamed).ignored is Ignored.UNCOUNTED
    assert kinds(from_shortcut(unnamed, standings={"501": "started"})) == ["started"]


def test_a_story_in_the_backlog_is_open():
    backlog = [{"id": 7, "entity_type": "workflow-state", "name": "Ideas", "type": "backlog"}]
    said = sent(10, changed(**moved(STARTED, 7)), references=backlog)
    assert kinds(from_shortcut(said)) == ["opened"]


def test_two_deliveries_of_one_instant_are_two():
    first = sent(10, changed(**moved(UNSTARTED, STARTED)))
    told = [only(from_shortcut(one)).id for one in (first, first, first | {"id": "another"})]
    assert told[0] == told[1] != told[2]


def test_a_team_may_read_its_states_otherwise():
    said = sent(10, changed(**moved(UNSTARTED, STARTED)))
    assert kinds(from_shortcut(said, standings={"in development": "paused"})) == ["paused"]


def test_one_delivery_may_change_many_stories():
    other = changed(**moved(STARTED, DONE)) | {"id": 12}
    epic = {"id": 9, "entity_type": "epic", "action": "update"}
    reading = from_shortcut(sent(30, epic, changed(**moved(STARTED, DONE)), other))
    assert [one.item for one in reading.transitions] == ["shortcut:11", "shortcut:12"]
    assert from_shortcut(sent(30, epic)).ignored is Ignored.NOT_FOLLOWED
    assert from_shortcut(sent(30)).ignored is Ignored.NOT_FOLLOWED


@pytest.mark.parametrize(
    ("estimate", "points"), [({"new": 4, "old": 1}, 4), ({"new": 4}, 4), ({"old": 1}, None)]
)
def test_an_estimate_that_was_removed_has_only_an_old_value(estimate, points):
    told = only(from_shortcut(sent(10, changed(estimate=estimate))))
    assert (told.kind, told.points) == ("estimated", points)


@pytest.mark.parametrize(
    ("owners", "kind", "assignee"),
    [
        ({"adds": [BEN]}, "assigned", BEN),
        ({"adds": [BEN], "removes": [ANA]}, "reassigned", BEN),
        ({"removes": [ANA]}, "unassigned", None),
    ],
)
def test_owners_come_and_go(owners, kind, assignee):
    told = only(from_shortcut(sent(10, changed(owner_ids=owners))))
    assert (told.kind, told.assignee) == (kind, assignee)


def test_a_story_may_be_born_owned_estimated_and_begun():
    born = story("create", workflow_state_id=STARTED, owner_ids=[BEN], estimate=2)
    told = from_shortcut(sent(0, born))
    assert kinds(told) == ["created", "assigned", "started"]
    assert {one.points for one in told.transitions} == {2}


def test_an_automation_earns_no_credit():
    assert only(from_shortcut(sent(10, changed(estimate={"new": 1}), member_id=None))).actor is None


def test_a_story_can_end_and_what_is_not_counted_changes_nothing():
    assert kinds(from_shortcut(sent(50, story("delete")))) == ["deleted"]
    renamed = sent(10, changed(name={"old": "a", "new": "b"}))
    assert from_shortcut(renamed).ignored is Ignored.UNCOUNTED


def test_a_story_needs_an_id_and_a_time():
    assert from_shortcut(sent(0, story("create") | {"id": None})).ignored is Ignored.NO_ITEM
    assert from_shortcut(sent(0, story("create"), changed_at=None)).ignored is Ignored.NO_TIME


def test_a_delivery_is_known_by_its_id():
    assert from_shortcut(sent(0, story("create"))).identity == "delivery-0"
    assert from_shortcut(sent(0, story("create"))).event == "story.create"
