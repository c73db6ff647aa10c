from datetime import UTC, datetime

import pytest
from msgspec import UNSET

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only
from tests.metrics.webhooks.connectors.intercom import (
    ANA,
    BOT,
    CUSTOMER,
    NOBODY,
    REPLY,
    from_intercom,
    moment,
    part,
    rated,
    topic,
)


def replied(*parts, **item):
    return from_intercom(topic("conversation.admin.replied", 5, *parts, **item))


def test_a_reply_that_comes_as_an_assignment_is_a_reply_and_an_assignment():
    told = replied(REPLY)
    assert kinds(told) == ["assigned", "replied"]
    assert {one.actor for one in told.transitions} == {"501"}


def test_one_part_told_under_two_topics_is_told_once():
    assigned = from_intercom(topic("conversation.admin.assigned", 5, REPLY))
    ids = [one.id for one in (*assigned.transitions, *replied(REPLY).transitions)]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(part("note", 5, body="angry customer"), id="a note"),
        pytest.param(part("comment", 5, BOT, body="Hello!"), id="a bot"),
        pytest.param(part("comment", 5, body=" "), id="no words"),
        pytest.param(part("assignment", 5, assigned_to=ANA), id="an assignment alone"),
    ],
)
def test_what_is_no_reply_is_none(said):
    assert "replied" not in kinds(replied(said))


def test_a_note_says_that_it_is_no_reply():
    noted = from_intercom(topic("conversation.admin.noted", 5, part("note", 5, body="x")))
    assert noted.ignored is Ignored.NO_REPLY


def test_a_teammate_is_who_their_id_says_whatever_the_name():
    renamed = part("close", 5, {**ANA, "name": "Somebody Else"})
    assert only(replied(renamed, assignee={**ANA, "name": "Ana"})).actor == "501"


@pytest.mark.parametrize(
    ("to", "kind", "assignee"),
    [
        (ANA, "assigned", "501"),
        (NOBODY, "unassigned", None),
    ],
)
def test_an_assignment_is_to_a_teammate_or_to_nobody(to, kind, assignee):
    told = only(replied(part("assignment", 5, assigned_to=to)))
    assert (told.kind, told.assignee) == (kind, assignee)


@pytest.mark.parametrize("to", [{"type": "team", "id": "9"}, None])
def test_a_teams_queue_is_nobodys_assignment(to):
    assert replied(part("assignment", 5, assigned_to=to)).ignored is Ignored.NOT_FOLLOWED


def test_who_has_it_is_told_in_either_form_of_the_api():
    newer = replied(part("close", 5), assignee=None, admin_assignee_id=501)
    assert only(newer).assignee == "501"
    assert only(replied(part("close", 5), assignee=None)).assignee is UNSET
    assert only(replied(part("close", 5), assignee=NOBODY)).assignee is None


def test_a_bot_that_closes_earns_nothing():
    closed = from_intercom(
        topic("conversation.admin.closed", 30, part("close", 30, BOT), assignee=NOBODY)
    )
    assert (only(closed).kind, only(closed).actor) == ("solved", None)


def test_a_customers_words_open_what_was_closed():
    closed = from_intercom(topic("conversation.admin.closed", 30, part("close", 30)))
    back = from_intercom(topic("conversation.user.replied", 40, part("comment", 40, CUSTOMER)))
    assert facts(closed, back) == {"tickets_reopened": ("501", 1)}


def test_without_parts_the_topic_says_what_happened():
    closed = only(from_intercom(topic("conversation.admin.closed", 30)))
    assert (closed.kind, closed.at) == ("solved", datetime.fromtimestamp(moment(30), UTC))


@pytest.mark.parametrize(
    ("rating", "value"), [(1, 0), (3, 0), (4, 1), (5, 1), ("5", 1)], ids=lambda one: repr(one)
)
def test_a_rating_of_four_or_five_is_satisfied(rating, value):
    assert facts(from_intercom(rated(rating))) == {"csat": ("account:intercom/501", value)}


@pytest.mark.parametrize("rating", [0, 6, None, "great", True])
def test_what_is_not_on_the_scale_is_no_rating(rating):
    assert from_intercom(rated(rating)).ignored is Ignored.NO_RATING


def test_a_desk_may_be_stricter():
    strict = from_intercom(rated(4), scale={"satisfied_from": 5})
    assert facts(strict) == {"csat": ("account:intercom/501", 0)}


def test_a_rating_that_names_no_teammate_is_of_whoever_closed():
    closed = from_intercom(topic("conversation.admin.closed", 30, part("close", 30)))
    told = facts(closed, from_intercom(rated(5, teammate=None)))
    assert told["csat"] == ("501", 1)


def test_a_remark_is_kept_with_its_rating():
    assert only(from_intercom(rated(5))).measure.attributes == {"comment": "Quick!"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"topic": "ping", "id": None}, Ignored.PING),
        ({"topic": "company.created"}, Ignored.NOT_FOLLOWED),
        ({"topic": "conversation.admin.closed", "data": {"item": {}}}, Ignored.NO_ITEM),
        (
            {"topic": "conversation.admin.closed", "data": {"item": {"id": "1"}}},
            Ignored.NO_TIME,
        ),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_intercom(said).ignored is reason


def test_a_notification_is_known_by_its_id():
    assert from_intercom(topic("x", 5)).identity == "notif_x_5"


def test_two_parts_of_one_second_are_two():
    first, second = (part("comment", 5, id=key, body="Hello") for key in ("281", "282"))
    assert len({one.id for one in replied(first, second).transitions}) == 2
