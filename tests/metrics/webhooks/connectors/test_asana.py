from datetime import UTC, datetime

import pytest

from services.metrics.webhooks.connectors.asana import greet
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Greeting, Ignored
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.asana import (
    BEN,
    TASK,
    assigned,
    event,
    from_asana,
    section,
    sent,
    story,
)
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only, verify_as


@pytest.mark.parametrize(
    ("subtype", "kind", "before"),
    [("marked_complete", "solved", None), ("marked_incomplete", "opened", "solved")],
)
def test_completion_is_told_by_a_story_of_the_task(subtype, kind, before):
    told = only(from_asana(sent(story(subtype, 30))))
    assert (told.kind, told.before, told.item, told.actor) == (kind, before, "asana:1201", "501")


def test_one_delivery_may_hold_many_events_and_an_event_may_come_twice():
    done, other = story("marked_complete", 30), story("marked_complete", 31)
    other = other | {"parent": TASK | {"gid": "1202"}}
    reading = from_asana(sent(done, done, other, event("changed", 30)))
    assert [one.item for one in reading.transitions] == ["asana:1201", "asana:1201", "asana:1202"]
    assert facts(reading)["issues_closed"] == ("501", 1)


def test_two_stories_of_one_instant_are_two():
    first, second = story("marked_complete", 30), story("marked_complete", 30)
    second["resource"] = second["resource"] | {"gid": "another"}
    told = from_asana(sent(first, second)).transitions
    assert told[0].id != told[1].id


def test_a_heartbeat_says_only_that_the_hook_lives():
    assert from_asana(sent()).ignored is Ignored.PING


def test_an_assignment_names_to_whom():
    assert only(from_asana(sent(assigned(5, BEN)))).assignee == "502"
    assert kinds(from_asana(sent(assigned(5, None)))) == ["unassigned"]


def test_a_section_says_where_a_task_stands_if_the_team_does():
    placed = sent(event("added", 10, parent=section("s-doing")))
    assert from_asana(placed).ignored is Ignored.UNPLACED
    assert kinds(from_asana(placed, standings={"s-doing": "started"})) == ["started"]


def test_a_task_can_go_and_come_back():
    assert kinds(from_asana(sent(event("deleted", 50)))) == ["deleted"]
    assert kinds(from_asana(sent(event("undeleted", 55)))) == ["restored"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (sent(event("changed", 5, change={"field": "name"})), Ignored.UNCOUNTED),
        (sent(story("comment_added", 5)), Ignored.UNCOUNTED),
        (sent(event("added", 5, section("s"))), Ignored.NOT_FOLLOWED),
        (sent(event("removed", 5)), Ignored.NOT_FOLLOWED),
        (sent(event("added", 5, TASK | {"gid": None})), Ignored.NO_ITEM),
        (sent(story("marked_complete", 5) | {"parent": section("s")}), Ignored.NO_ITEM),
        (sent(event("added", 5) | {"created_at": None}), Ignored.NO_TIME),
        ({}, Ignored.NO_CHANGE),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_asana(said).ignored is reason


def test_the_bytes_are_a_deliverys_identity():
    assert from_asana(sent()).identity.startswith("sha256:")
    assert from_asana(sent(story("marked_complete", 5))).event == "story.added"


def test_the_first_call_brings_a_secret_and_waits_to_have_it_back():
    first = Received(b"{}", {"x-hook-secret": "s3cr3t"})
    assert greet(first) == Greeting({"X-Hook-Secret": "s3cr3t"}, secret="s3cr3t")
    assert greet(Received(b"{}")) is None


# What the documented scheme makes of these.
SECRET = "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81"
SIGNATURE = "f0e10e66d0c2140bb9a5e7466a907bb2489ef72aff6b72a0a552978f6d48ad7c"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("secrets", "refusal"), [([SECRET], None), ([], Refusal.FORGED), (["x"], Refusal.FORGED)]
)
def test_a_body_is_signed_by_the_secret_of_the_first_call(secrets, refusal):
    received = Received(b'{"hello":"world"}', {"X-Hook-Signature": SIGNATURE})
    assert verify_as("asana", received, secrets, NOW) is refusal
