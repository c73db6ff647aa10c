from datetime import datetime

import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only
from tests.metrics.webhooks.connectors.helpscout import (
    CLOSED,
    at,
    from_helpscout,
    rated,
    reply,
    sent,
)


def answered(*threads, **more):
    said = {"_embedded": {"threads": list(threads)}} | more
    return from_helpscout(sent("convo.agent.reply.created", 20, **said))


def test_the_newest_reply_of_ours_is_the_reply():
    told = only(answered(reply(11, 501), reply(12, 502), reply(15, 9, "customer")))
    assert (told.actor, told.at) == ("502", datetime.fromisoformat(at(12)))


def test_a_reply_without_its_threads_is_by_whoever_has_the_conversation():
    told = only(answered())
    assert (told.actor, told.at) == ("501", datetime.fromisoformat(at(20)))


@pytest.mark.parametrize("other", [{"type": "note"}, {"state": "draft"}])
def test_notes_and_drafts_among_the_threads_are_no_replies(other):
    told = only(answered(reply(11), reply(12, 502) | other))
    assert told.at == datetime.fromisoformat(at(11))


@pytest.mark.parametrize(
    ("status", "kind"), [("active", "opened"), ("pending", "paused"), ("closed", "solved")]
)
def test_the_status_is_what_it_is_now_for_it_does_not_say_what_it_was(status, kind):
    assert only(from_helpscout(sent("convo.status", 30, status=status))).kind == kind


def test_closing_is_dated_and_signed_by_whoever_closed():
    closed = only(from_helpscout(sent("convo.status", 35, **CLOSED)))
    assert (closed.at, closed.actor) == (datetime.fromisoformat(at(30)), "502")


def test_a_reopened_conversation_does_not_keep_its_closing():
    reopened = only(from_helpscout(sent("convo.status", 40, **(CLOSED | {"status": "active"}))))
    assert (reopened.kind, reopened.at) == ("opened", datetime.fromisoformat(at(40)))


@pytest.mark.parametrize(("rating", "value"), [("Great", 1), ("okay", 0), ("Bad", 0)])
def test_great_is_satisfied(rating, value):
    assert facts(from_helpscout(rated(rating))) == {"csat": (None, value)}


def test_a_rating_changed_replaces_the_one_before():
    told = (from_helpscout(rated("Great", 50)), from_helpscout(rated("Bad", 55)))
    assert facts(*told) == {"csat": (None, 0)}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (({"X-HelpScout-Event": "helpscout.test"}, {}), Ignored.PING),
        (sent("convo.tags", 5), Ignored.NOT_FOLLOWED),
        (sent("convo.note.created", 5), Ignored.NO_REPLY),
        (sent("convo.status", 5, status="spam"), Ignored.NO_CHANGE),
        (sent("convo.status", 5, id=None), Ignored.NO_ITEM),
        (({"X-HelpScout-Event": "convo.status"}, {"id": 7}), Ignored.NO_TIME),
        (rated("fine"), Ignored.NO_RATING),
    ],
)
def test_what_changes_nothing_says_why(given, reason):
    assert from_helpscout(given).ignored is reason


def test_a_delivery_is_known_by_what_happened_to_what_and_when():
    once, again = (from_helpscout(sent("convo.status", 5)).identity for _ in range(2))
    others = {
        from_helpscout(sent("convo.assigned", 5)).identity,
        from_helpscout(sent("convo.status", 6)).identity,
        from_helpscout(sent("convo.status", 5, id=8)).identity,
    }
    assert once == again
    assert len({once, *others}) == 4


def test_its_turns_are_followed():
    names = ("convo.customer.reply.created", "convo.merged", "convo.deleted", "convo.restored")
    told = [kinds(from_helpscout(sent(name, 5)))[0] for name in names]
    assert told == ["opened", "merged", "deleted", "restored"]
