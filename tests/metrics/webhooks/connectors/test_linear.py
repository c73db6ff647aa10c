import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only, read_as, verify_as
from tests.metrics.webhooks.connectors.linear import BEN, BOT, at, completed, from_linear, issue


def test_a_completion_is_told_by_the_types_of_states():
    told = only(from_linear(completed(30)))
    assert (told.kind, told.actor, told.item) == ("solved", "ana-1", "linear:3443a709")
    canceled = issue("update", 30, "canceled", was={"stateId": "s-started"})
    assert kinds(from_linear(canceled)) == ["abandoned"]


def test_a_move_from_one_completed_state_to_another_is_no_second_completion():
    later = issue("update", 50, "completed", was={"stateId": "s-completed"}, completedAt=at(30))
    told = only(from_linear(later))
    assert (told.kind, told.actor, told.at.minute) == ("closed", None, 30)
    assert facts(from_linear(completed(30)), from_linear(later))["issues_closed"][1] == 1


def test_losing_the_time_of_completion_is_a_reopening_even_if_the_completion_went_unseen():
    reopened = issue("update", 40, "started", assigneeId=BEN, was={"completedAt": at(30)})
    assert facts(from_linear(reopened)) == {"issues_reopened": (BEN, 1)}


def test_a_key_with_null_is_a_change_and_a_key_that_is_not_there_is_none():
    assert kinds(from_linear(issue("update", 5, assigneeId=BEN, was={"assigneeId": None}))) == [
        "assigned"
    ]
    renamed = issue("update", 5, assigneeId=BEN, was={"title": "Old"})
    assert from_linear(renamed).ignored is Ignored.UNCOUNTED


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [("ana-1", BEN, "reassigned"), ("ana-1", None, "unassigned"), (None, BEN, "assigned")],
)
def test_an_assignment_says_from_whom(was, now, kind):
    assert kinds(from_linear(issue("update", 5, assigneeId=now, was={"assigneeId": was}))) == [kind]


def test_an_estimate_is_points_and_none_where_it_is_taken_away():
    assert only(from_linear(issue("update", 5, estimate=2.5, was={"estimate": 1}))).points == 2.5
    assert only(from_linear(issue("update", 5, was={"estimate": 1}))).points is None


def test_integrations_earn_no_credit_and_old_deliveries_name_only_the_creator():
    assert only(from_linear(completed(30, actor=BOT))).actor is None
    assert only(from_linear(completed(30, actor=None))).actor is None
    old = issue("create", 0, actor=None, creatorId="ana-1")
    assert only(from_linear(old)).actor == "ana-1"


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        *((state, "opened") for state in ("triage", "backlog", "unstarted")),
        *((state, "abandoned") for state in ("canceled", "duplicate")),
        ("started", "started"),
    ],
)
def test_a_state_is_read_by_its_type(state, kind):
    assert kinds(from_linear(issue("update", 10, state, was={"stateId": "x"}))) == [kind]


def test_a_team_may_read_its_states_otherwise():
    review = issue("update", 10, "started", was={"stateId": "x"})
    assert kinds(from_linear(review, standings={"Started": "paused"})) == ["paused"]
    assert kinds(from_linear(review, standings={"s-started": "done"})) == ["solved"]


def test_what_is_removed_or_trashed_is_gone_until_it_is_restored():
    assert kinds(from_linear(issue("remove", 50))) == ["deleted"]
    trashed = issue("update", 50, trashed=True, was={"trashed": None})
    restored = issue("update", 55, was={"trashed": True})
    assert kinds(from_linear(trashed)) == ["deleted"]
    assert kinds(from_linear(restored)) == ["restored"]


@pytest.mark.parametrize("kind", ["Comment", "Project", "IssueSLA"])
def test_what_is_no_issue_is_not_followed(kind):
    said = {"type": kind, "action": "create", "issueData": {"id": "x"}}
    assert from_linear(said).ignored is Ignored.NOT_FOLLOWED


def test_an_issue_needs_an_id_and_a_time():
    assert from_linear({"type": "Issue", "action": "create"}).ignored is Ignored.NO_ITEM
    timeless = {"type": "Issue", "action": "create", "data": {"id": "x"}}
    assert from_linear(timeless).ignored is Ignored.NO_TIME
    assert from_linear(issue("update", 5)).ignored is Ignored.NO_CHANGE


def test_retries_share_the_delivery():
    assert read_as("linear", {}, {"linear-delivery": "d-1"}).identity == "d-1"


SIGNED_AT = datetime.fromtimestamp(1_700_000_000, UTC)
BODY = json.dumps({"webhookTimestamp": 1_700_000_000_000}).encode()


def judge(now, body=BODY, signature=None):
    made = signature or hmac.new(b"a-secret", body, "sha256").hexdigest()
    return verify_as("linear", Received(body, {"linear-signature": made}), ["a-secret"], now)


@pytest.mark.parametrize(
    ("late", "refusal"),
    [(60, None), (-60, None), (61, Refusal.STALE), (-61, Refusal.STALE)],
)
def test_the_body_says_when_it_was_signed_and_a_minute_is_enough(late, refusal):
    assert judge(SIGNED_AT + timedelta(seconds=late)) is refusal


def test_a_body_that_does_not_say_when_is_not_believed_whatever_a_header_says():
    assert judge(SIGNED_AT, b"{}") is Refusal.UNTIMED
    assert judge(SIGNED_AT, b"{") is Refusal.UNTIMED
    assert judge(SIGNED_AT, signature="00" * 32) is Refusal.FORGED
