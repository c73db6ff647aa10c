from datetime import datetime
from urllib.parse import quote

import pytest

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import (
    BEN,
    BOT,
    TIME,
    ana,
    from_github,
    issue_event,
    only,
    pull_request_event,
    read_as,
)

AT = datetime.fromisoformat(TIME)
CREATED = datetime.fromisoformat("2026-03-02T12:00:00Z")
EARLIER = "2026-03-02T12:30:00Z"


def pulled(action, **more):
    return from_github("pull_request", pull_request_event(action, **more))


def issued(action, **more):
    return from_github("issues", issue_event(action, **more))


def review(state="approved", user=BEN, **more):
    said = pull_request_event("submitted") | {"sender": ana(login="cleo")}
    said["review"] = {"id": 5, "state": state, "user": user, "submitted_at": TIME} | more
    return from_github("pull_request_review", said)


def kinds(reading):
    return [one.kind for one in reading.transitions]


@pytest.mark.parametrize(
    ("times", "at"),
    [
        ({"merged_at": EARLIER, "closed_at": TIME}, EARLIER),
        ({"merged_at": None, "closed_at": EARLIER}, EARLIER),
        ({"merged_at": None, "closed_at": None}, TIME),
    ],
)
def test_a_merge_is_a_closing_with_merged_set_and_dated_as_well_as_can_be(times, at):
    merged = only(pulled("closed", merged=True, **times))
    assert (merged.kind, merged.at) == ("merged", datetime.fromisoformat(at))
    assert (merged.item, merged.work) == ("github:octo/hello#12", "pull_request")
    assert (merged.author, merged.actor, merged.created_at) == ("ana", "ben", CREATED)


def test_a_closing_without_a_merge_is_none():
    assert kinds(pulled("closed", merged=False, closed_at=TIME)) == ["abandoned"]


def test_there_is_no_merged_action():
    assert pulled("merged", merged=True).ignored is Ignored.NOT_FOLLOWED


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("ready_for_review", "ready"),
        ("converted_to_draft", "drafted"),
        ("reopened", "opened"),
        ("review_requested", "review_requested"),
    ],
)
def test_a_pull_requests_turns_are_followed(action, kind):
    assert (only(pulled(action)).kind, only(pulled(action)).at) == (kind, AT)


def test_a_pull_request_opened_as_a_draft_is_created_and_drafted():
    assert kinds(pulled("opened")) == ["created"]
    drafted = pulled("opened", draft=True).transitions
    assert [(one.kind, one.at) for one in drafted] == [("created", CREATED), ("drafted", CREATED)]


@pytest.mark.parametrize(
    "user", [BOT, ana(type="Bot"), ana(login="dependabot[bot]"), ana(type="bot")]
)
def test_bots_earn_no_credit(user):
    assert pulled("closed", merged=True, user=user).ignored is Ignored.BOT
    assert review(user=user).ignored is Ignored.BOT


@pytest.mark.parametrize("state", ["approved", "changes_requested", "COMMENTED"])
def test_a_review_is_its_reviewers(state):
    reviewed = only(review(state))
    assert (reviewed.kind, reviewed.actor, reviewed.author) == ("reviewed", "ben", "ana")
    assert reviewed.at == AT


def test_an_authors_own_look_and_a_review_not_yet_submitted_are_none():
    assert review(user=ana()).ignored is Ignored.OWN_REVIEW
    assert review("pending").ignored is Ignored.NOT_FOLLOWED
    dismissed = pull_request_event("dismissed") | {"review": {"state": "approved", "user": BEN}}
    assert from_github("pull_request_review", dismissed).ignored is Ignored.NOT_FOLLOWED


@pytest.mark.parametrize(
    ("action", "more", "kind"),
    [
        ("opened", {}, "created"),
        ("reopened", {}, "opened"),
        ("assigned", {}, "assigned"),
        ("deleted", {}, "deleted"),
        ("closed", {"state_reason": "completed"}, "solved"),
        ("closed", {"state_reason": None}, "solved"),
        ("closed", {}, "solved"),
        ("closed", {"state_reason": "NOT_PLANNED"}, "abandoned"),
        ("closed", {"state_reason": "duplicate"}, "abandoned"),
    ],
)
def test_an_issues_turns_are_followed_and_only_completion_is_done(action, more, kind):
    moved = only(issued(action, **more))
    assert (moved.item, moved.work, moved.kind) == ("github:octo/hello#13", "issue", kind)


def test_an_issue_is_dated_by_its_own_times():
    assert only(issued("opened")).at == CREATED
    assert only(issued("closed", closed_at=EARLIER)).at == datetime.fromisoformat(EARLIER)
    assert only(issued("reopened", closed_at=EARLIER)).at == AT


@pytest.mark.parametrize(
    ("more", "assignee"),
    [
        ({"assignee": BEN, "assignees": [BEN]}, "ben"),
        ({"assignee": None, "assignees": [BOT, BEN]}, "ben"),
        ({"assignee": BOT}, None),
        ({"assignees": "ben"}, None),
    ],
)
def test_an_issues_assignee_is_the_first_who_is_human(more, assignee):
    assert only(issued("closed", **more)).assignee == assignee


@pytest.mark.parametrize(
    ("event", "reason"),
    [("ping", Ignored.PING), ("push", Ignored.NOT_FOLLOWED), ("", Ignored.NOT_FOLLOWED)],
)
def test_what_changes_nothing_says_why(event, reason):
    assert from_github(event, {"zen": "Speak like a human."}).ignored is reason


def test_a_work_item_needs_a_name_and_a_time():
    nameless = pull_request_event("opened") | {"repository": None}
    assert from_github("pull_request", nameless).ignored is Ignored.NO_ITEM
    assert pulled("reopened", updated_at=None).ignored is Ignored.NO_TIME
    assert pulled("opened", created_at=None, updated_at="soon").ignored is Ignored.NO_TIME
    assert issued("closed", updated_at=0).ignored is Ignored.NO_TIME


def test_one_event_delivered_by_two_hooks_is_one_transition():
    assert only(pulled("reopened")).id == only(pulled("reopened")).id
    assert only(review()).id == only(review()).id != only(review(id=6)).id


def test_a_form_says_the_same_as_json():
    headers = {
        "x-github-event": "ping",
        "content-type": "application/x-www-form-urlencoded",
        "x-github-delivery": "72d3162e",
    }
    reading = read_as("github", f"payload={quote('{}')}".encode(), headers)
    assert (reading.ignored, reading.identity) == (Ignored.PING, "72d3162e")


def test_an_event_is_called_what_github_calls_it():
    assert pulled("closed").event == "pull_request.closed"
    assert from_github("push", {}).event == "push"
    assert from_github("", {}).event == "unnamed"
