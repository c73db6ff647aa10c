from base64 import b64encode
from datetime import UTC, datetime

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.signatures import Refusal
from tests.metrics.webhooks.connectors.azuredevops import (
    ANA,
    ASSIGNEE,
    BEN,
    BENS,
    BUILD,
    CLOSED,
    POINTS,
    STATE,
    at,
    created,
    event,
    from_azure,
    pull_request,
    updated,
)
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only, verify_as


def closed(minute=30, **more):
    return updated(minute, {STATE: "Active"}, state="Closed", **{CLOSED: at(minute)} | more)


def test_a_change_is_dated_by_the_work_item_and_never_by_the_end_of_its_revision():
    told = only(from_azure(closed()))
    assert (told.kind, told.item, told.before) == ("solved", "azuredevops:13", "open")
    assert told.at == datetime(2026, 3, 2, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("Approved", "opened"),
        ("Committed", "started"),
        ("Doing", "started"),
        ("Resolved", "started"),
        ("Done", "solved"),
        ("Removed", "abandoned"),
    ],
)
def test_the_states_of_azures_own_processes_are_known(state, kind):
    assert kinds(from_azure(updated(10, {STATE: "New"}, state=state))) == [kind]


def test_a_process_of_ones_own_has_to_be_told():
    shipped = updated(10, {STATE: "New"}, state="Shipped")
    assert from_azure(shipped).ignored is Ignored.UNCOUNTED
    assert kinds(from_azure(shipped, standings={"shipped": "done"})) == ["solved"]


def test_what_ends_for_a_reason_that_completes_nothing_is_not_done():
    assert kinds(from_azure(closed(**{"System.Reason": "Duplicate"}))) == ["abandoned"]


def test_what_is_closed_later_was_done_when_azure_says_it_was():
    verified = updated(50, {STATE: "Done"}, by=ANA, state="Closed", **{CLOSED: at(30)})
    told = only(from_azure(verified))
    assert (told.kind, told.actor, told.at.minute) == ("closed", None, 30)


def test_a_reopening_is_told_by_the_state_before():
    reopened = updated(40, {STATE: "Done"}, state="Active", **BENS)
    assert facts(from_azure(reopened)) == {"issues_reopened": ("ben@example.com", 1)}


@pytest.mark.parametrize(
    ("was", "before"), [("Waiting", "paused"), ("Removed", "abandoned"), ("Somewhere", None)]
)
def test_what_was_not_done_is_not_reopened(was, before):
    moved = from_azure(updated(40, {STATE: was}, state="Active"), standings={"waiting": "paused"})
    assert only(moved).before == before
    assert facts(moved) == {}


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        (None, "Ben <ben@example.com>", "assigned"),
        (None, BEN, "assigned"),
        ("Ana <ana@example.com>", BEN, "reassigned"),
        (ANA, None, "unassigned"),
    ],
)
def test_people_are_written_in_two_ways(was, now, kind):
    told = only(from_azure(updated(5, {ASSIGNEE: was}, **({ASSIGNEE: now} if now else {}))))
    assert told.kind == kind
    assert told.assignee == ("ben@example.com" if now else None)


def test_an_estimate_is_the_first_field_there_and_none_once_it_is_gone():
    effort = "Microsoft.VSTS.Scheduling.Effort"
    assert only(from_azure(updated(5, {effort: None}, **{effort: 8}))).points == 8
    assert only(from_azure(updated(5, {POINTS: 3.0}))).points is None
    own = updated(5, {"Custom.Size": None}, **{"Custom.Size": "2"})
    assert only(from_azure(own, story_points=["Custom.Size"])).points == 2


def test_the_build_service_earns_no_credit():
    assert only(from_azure(closed() | {})).actor == "ana@example.com"
    by_build = updated(30, {STATE: "Active"}, by=BUILD, state="Closed")
    assert only(from_azure(by_build)).actor is None
    assert from_azure(pull_request("created", 0, createdBy=BUILD)).ignored is Ignored.BOT


def test_a_work_item_may_be_born_assigned_and_can_go_and_come_back():
    assert kinds(from_azure(created(**BENS))) == ["created", "assigned"]
    gone = event("workitem.deleted", 50, {"id": 13, "fields": {}})
    assert kinds(from_azure(gone)) == ["deleted"]
    assert kinds(from_azure(gone | {"eventType": "workitem.restored"})) == ["restored"]


def test_a_merge_that_was_attempted_is_none_until_it_is_completed():
    attempted = pull_request("merged", 27, mergeStatus="conflicts")
    assert from_azure(attempted).ignored is Ignored.UNCOUNTED
    completed = pull_request("merged", 30, "completed", closedDate=at(30), closedBy=BEN)
    merged = only(from_azure(completed))
    assert (merged.kind, merged.actor, merged.author) == (
        "merged",
        "ben@example.com",
        "ana@example.com",
    )
    assert merged.at == datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    dateless = pull_request("merged", 30, "completed")
    assert from_azure(dateless).ignored is Ignored.UNCOUNTED


def test_an_abandoned_pull_request_is_not_merged():
    said = pull_request("updated", 30, "abandoned", closedDate=at(30))
    assert kinds(from_azure(said)) == ["abandoned"]


@pytest.mark.parametrize(
    ("reviewer", "told"),
    [
        (BEN | {"vote": 10}, ["reviewed"]),
        (BEN | {"vote": -5}, ["reviewed"]),
        (BEN | {"vote": 0}, []),
        (ANA | {"vote": 10}, []),
        (BUILD | {"vote": 10}, []),
        (BEN | {"vote": 10, "isContainer": True}, []),
    ],
)
def test_a_vote_by_another_human_is_a_review(reviewer, told):
    assert kinds(from_azure(pull_request("updated", 20, reviewers=[reviewer]))) == told


def test_two_who_vote_are_two_reviews():
    voters = [BEN | {"vote": 10}, BEN | {"uniqueName": "cleo@example.com", "vote": 5}]
    both = from_azure(pull_request("updated", 20, reviewers=voters)).transitions
    assert len({one.id for one in both}) == 2


def test_a_pull_request_may_be_opened_as_a_draft():
    draft = pull_request("created", 0, isDraft=True)
    assert kinds(from_azure(draft)) == ["created", "drafted"]


def test_a_push_is_not_followed():
    assert from_azure(event("git.push", 0, {})).ignored is Ignored.NOT_FOLLOWED


def test_an_item_needs_a_number_and_a_time():
    assert from_azure(event("workitem.updated", 0, {})).ignored is Ignored.NO_ITEM
    assert from_azure(event("git.pullrequest.updated", 0, {})).ignored is Ignored.NO_ITEM
    timeless = created() | {"createdDate": None}
    timeless["resource"]["fields"] = {}
    assert from_azure(timeless).ignored is Ignored.NO_TIME
    timeless = pull_request("created", 0) | {"createdDate": None}
    assert from_azure(timeless).ignored is Ignored.NO_TIME


def test_an_event_is_known_by_its_id():
    assert from_azure(created()).identity == "sub:workitem.created-0"
    assert from_azure({"eventType": "x"}).identity.startswith("sha256:")


def test_the_secret_comes_as_a_password_and_no_signature_is_believed():
    now = datetime(2026, 3, 2, tzinfo=UTC)
    password = {"Authorization": f"Basic {b64encode(b'hook:a-secret').decode()}"}
    assert verify_as("azuredevops", Received(b"{}", password), ["a-secret"], now) is None
    signed = Received(b"{}", {"X-AzureDevOps-Signature": "sha1=00"})
    assert verify_as("azuredevops", signed, ["a-secret"], now) is Refusal.NO_TOKEN
