from datetime import datetime

import pytest

from services.metrics.webhooks.connectors import front
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import kinds, only
from tests.metrics.webhooks.connectors.front import INBOXES, event, from_front, message, teammate

RULE = {"_meta": {"type": "rule"}, "data": {"id": "rul_1"}}


def test_a_reply_is_its_authors_though_its_source_is_an_inbox():
    replied = only(from_front(event("out_reply", 9, message("ben", answers=True), INBOXES)))
    assert (replied.kind, replied.actor) == ("replied", "tea_ben")
    assert only(from_front(event("outbound", 9, message("ben"), INBOXES))).kind == "replied"


def test_a_reply_without_a_human_author_earns_nothing():
    assert from_front(event("out_reply", 9, message(), INBOXES)).ignored is Ignored.BOT
    assert only(from_front(event("out_reply", 9, message(), teammate()))).actor == "tea_ana"


def test_what_arrives_begins_a_conversation_unless_it_answers():
    assert kinds(from_front(event("inbound", 0, message(), INBOXES))) == ["created"]
    assert kinds(from_front(event("inbound", 0, message(answers=True), INBOXES))) == ["opened"]


def test_in_a_chat_nothing_answers_so_only_what_is_as_old_as_its_conversation_begins_it():
    assert kinds(from_front(event("inbound", 1, message(), INBOXES))) == ["created"]
    assert kinds(from_front(event("inbound", 2, message(), INBOXES))) == ["opened"]
    undated = event("inbound", 2, message(), INBOXES)
    undated["conversation"]["created_at"] = None
    assert kinds(from_front(undated)) == ["created"]


def test_moments_are_fractions_of_seconds():
    said = event("archive", 5) | {"emitted_at": 1518309907.474}
    assert only(from_front(said)).at == datetime.fromisoformat("2018-02-11T00:45:07.474Z")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("archive", "solved"),
        ("unarchive", "opened"),
        ("reopen", "opened"),
        ("trash", "deleted"),
        ("restore", "restored"),
    ],
)
def test_its_turns_are_followed(name, kind):
    assert kinds(from_front(event(name, 5))) == [kind]


def test_it_is_assigned_to_the_target_and_by_the_source():
    assigned = only(from_front(event("assign", 5, teammate("ben"), teammate("leela"))))
    assert (assigned.assignee, assigned.actor) == ("tea_ben", "tea_leela")
    assert only(from_front(event("unassign", 5, teammate("ben")))).assignee is None


def test_a_rule_is_nobody():
    assert only(from_front(event("archive", 5, source=RULE))).actor is None


def test_an_applications_webhook_wraps_the_event():
    wrapped = {"type": "conversation_archived", "payload": event("archive", 5)}
    assert kinds(from_front(wrapped)) == ["solved"]
    assert from_front(wrapped).identity == "evt_archive5"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (event("comment", 5), Ignored.NO_REPLY),
        (event("mention", 5), Ignored.NO_REPLY),
        (event("tag", 5), Ignored.NOT_FOLLOWED),
        (event("archive", 5) | {"conversation": None}, Ignored.NO_ITEM),
        (event("archive", 5) | {"emitted_at": None}, Ignored.NO_TIME),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_front(said).ignored is reason


def test_its_challenge_is_answered_with_its_own_words():
    greeting = front.greet(Received(b'{"type": "sync"}', {"x-front-challenge": "abc123"}))
    assert greeting is not None
    assert (greeting.text, greeting.secret) == ("abc123", None)
    assert front.greet(Received(b"{}")) is None
