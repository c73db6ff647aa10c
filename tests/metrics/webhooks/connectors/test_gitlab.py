from datetime import UTC, datetime

import pytest
from msgspec import UNSET

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only, read_as
from tests.metrics.webhooks.connectors.gitlab import (
    ANA,
    BEN,
    BOT,
    PROJECT,
    at,
    changed,
    from_gitlab,
    issue,
    merge_request,
    note,
)


def minute(number):
    return datetime(2026, 3, 2, 12, number, tzinfo=UTC)


def test_a_merge_is_dated_by_its_update_for_nothing_else_says_when():
    merged = only(from_gitlab(merge_request("merge", 40, user=BEN)))
    assert (merged.kind, merged.at, merged.item) == ("merged", minute(40), "gitlab:octo/hello!12")
    assert (merged.actor, merged.created_at) == ("ben", minute(0))


@pytest.mark.parametrize(
    ("said", "author"),
    [
        pytest.param(merge_request("merge", 40), "ana", id="did it"),
        pytest.param(merge_request("merge", 40, user=BEN), None, id="is not named"),
        pytest.param(merge_request("merge", 40, user=BEN, assignees=[ANA]), "ana", id="has it"),
        pytest.param(merge_request("open", 0, user={"username": "ana"}), "ana", id="opens it"),
        pytest.param(merge_request("open", 0, user=BEN), None, id="has it opened"),
        pytest.param(merge_request("merge", 40, user={"username": "ben"}), None, id="of old"),
    ],
)
def test_the_author_is_whoever_has_the_authors_id(said, author):
    assert only(from_gitlab(said)).author == author


def test_old_versions_name_the_assignee_beside_an_id():
    said = merge_request("merge", 40, user={"username": "ben"}, assignee_id=1)
    assert only(from_gitlab(said | {"assignee": {"username": "ana"}})).author == "ana"


@pytest.mark.parametrize("action", ["approved", "approval"])
def test_an_approval_by_another_human_is_a_review(action):
    reviewed = only(from_gitlab(merge_request(action, 30, user=BEN)))
    assert (reviewed.kind, reviewed.actor) == ("reviewed", "ben")
    assert from_gitlab(merge_request(action, 30)).ignored is Ignored.OWN_REVIEW
    assert from_gitlab(merge_request(action, 30, user=BOT)).ignored is Ignored.BOT


def test_a_note_on_the_changes_is_a_review_and_any_other_is_talk():
    assert kinds(from_gitlab(note(25))) == ["reviewed"]
    assert from_gitlab(note(25, None)).ignored is Ignored.UNCOUNTED
    assert from_gitlab(note(25, system=True)).ignored is Ignored.UNCOUNTED
    assert from_gitlab(note(25, user=ANA)).ignored is Ignored.OWN_REVIEW
    assert from_gitlab(note(25, noteable_type="Issue")).ignored is Ignored.NOT_FOLLOWED


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"draft": True}, ["created", "drafted"]),
        ({"work_in_progress": True}, ["created", "drafted"]),
        ({"draft": False}, ["created"]),
    ],
)
def test_a_merge_request_may_be_opened_as_a_draft(more, told):
    assert kinds(from_gitlab(merge_request("open", 0, **more))) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (changed("draft", True, False), ["ready"]),
        (changed("work_in_progress", False, True), ["drafted"]),
        (changed("title", "a", "b"), []),
    ],
)
def test_an_update_tells_of_drafts(changes, told):
    assert kinds(from_gitlab(merge_request("update", 10, changes=changes))) == told


@pytest.mark.parametrize(("action", "kind"), [("close", "abandoned"), ("reopen", "opened")])
def test_a_closing_without_a_merge_is_none(action, kind):
    assert kinds(from_gitlab(merge_request(action, 10))) == [kind]


def test_what_is_opened_began_when_it_was_made():
    opened = from_gitlab(merge_request("open", 10, draft=True)).transitions
    assert {one.at for one in opened} == {minute(0)}


def test_two_notes_of_one_second_are_two_reviews():
    assert only(from_gitlab(note(25))).id != only(from_gitlab(note(25, id=78))).id


def test_a_confidential_issue_is_an_issue_and_reopens_whatever_its_state_is_called():
    for state in ("opened", "reopened"):
        said = issue("reopen", 40, event_type="confidential_issue", state=state)
        reopened = only(from_gitlab(said))
        assert (reopened.kind, reopened.item) == ("opened", "gitlab:octo/hello#13")


@pytest.mark.parametrize("more", [{"duplicated_to_id": 5}, {"moved_to_id": 5}])
def test_what_is_closed_as_a_duplicate_or_moved_away_is_not_done(more):
    assert kinds(from_gitlab(issue("close", 30, **more))) == ["abandoned"]


def test_labels_say_where_an_issue_stands_if_the_organization_says_so():
    said = issue("close", 30, labels=[{"title": "wontfix"}])
    assert kinds(from_gitlab(said)) == ["solved"]
    assert kinds(from_gitlab(said, standings={"WontFix": "abandoned"})) == ["abandoned"]
    doing = issue("update", 10, changes=changed("labels", [], [{"title": "Doing"}]))
    assert from_gitlab(doing).ignored is Ignored.UNCOUNTED
    assert kinds(from_gitlab(doing, standings={"doing": "started"})) == ["started"]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [([], [BEN], "assigned"), ([ANA], [BEN], "reassigned"), ([ANA], [], "unassigned")],
)
def test_an_update_tells_of_assignees(before, now, kind):
    said = issue("update", 10, assignees=now, changes=changed("assignees", before, now))
    assert kinds(from_gitlab(said)) == [kind]


def test_the_weight_is_points_where_it_is_told():
    weighed = issue("update", 10, weight=5, changes=changed("weight", None, 5))
    assert (kinds(from_gitlab(weighed)), only(from_gitlab(weighed)).points) == (["estimated"], 5)
    assert only(from_gitlab(issue("close", 30, weight=None))).points is None
    assert only(from_gitlab(issue("close", 30))).points is UNSET


def test_old_versions_name_one_assignee():
    said = issue("close", 30, assignee_id=2) | {"assignee": {"username": "ben"}}
    assert only(from_gitlab(said)).assignee == "ben"


def test_an_assignee_whose_name_is_not_said_is_not_known():
    assert only(from_gitlab(issue("close", 30, assignee_ids=[2]))).assignee is UNSET
    assert only(from_gitlab(issue("close", 30, assignee_ids=[]))).assignee is None
    assert only(from_gitlab(issue("close", 30, assignees=[BOT, BEN]))).assignee == "ben"
    assert only(from_gitlab(issue("close", 30, assignees=[BOT], assignee_id=3))).assignee is None


@pytest.mark.parametrize("name", ["project_5_bot", "group_7_bot_ab12", "ghost", "renovate-bot"])
def test_bots_earn_no_credit(name):
    assert only(from_gitlab(issue("close", 30, user={"username": name}))).actor is None


def test_a_test_of_the_hook_looks_like_an_event_and_is_none():
    assert from_gitlab(issue(None, 0)).ignored is Ignored.UNCOUNTED
    assert from_gitlab(merge_request(None, 0)).ignored is Ignored.UNCOUNTED


def deployment(status="success", **more):
    known = {"object_kind": "deployment", "status": status, "deployment_id": 15, "user": ANA}
    known |= {"status_changed_at": "2026-03-02 14:30:00 +0200", "project": PROJECT}
    return known | {"environment": "staging"} | more


def test_a_deployments_outcome_counts_at_its_own_time_zone():
    told = only(from_gitlab(deployment()))
    assert (told.kind, told.at, told.author) == ("succeeded", minute(30), "ana")
    assert told.item == "gitlab:octo/hello@deployment-15"
    assert facts(from_gitlab(deployment("failed"))) == {"change_failure_rate": ("ana", 1)}
    assert from_gitlab(deployment("running")).ignored is Ignored.UNCOUNTED


def test_the_environments_that_count_can_be_chosen_by_name_or_tier():
    chosen = {"environments": ["Production"]}
    assert from_gitlab(deployment(), **chosen).ignored is Ignored.UNCOUNTED
    tier = deployment(environment="eu-1", environment_tier="production")
    assert kinds(from_gitlab(tier, **chosen)) == ["succeeded"]


def test_a_pipeline_deploys_only_where_the_organization_says_so():
    pipeline = {"id": 9, "ref": "main", "status": "success", "finished_at": at(30)}
    said = {"object_kind": "pipeline", "project": PROJECT, "user": BOT}
    said["object_attributes"] = pipeline
    assert from_gitlab(said).ignored is Ignored.UNCOUNTED
    told = from_gitlab(said, deploying_refs=["main"])
    assert facts(told) == {"deployments": (None, 1), "change_failure_rate": (None, 0)}
    assert only(told).item == "gitlab:octo/hello@deployment-pipeline-9"


def test_a_release_is_nobodys_for_gitlab_does_not_say_whose():
    said = {"object_kind": "release", "action": "create", "id": 5, "project": PROJECT}
    said["released_at"] = at(0)
    assert facts(from_gitlab(said)) == {"releases": (None, 1)}
    assert facts(from_gitlab(said), from_gitlab(said | {"action": "delete"})) == {}
    unreleased = said | {"released_at": None, "created_at": at(5)}
    assert only(from_gitlab(unreleased)).at == minute(5)


def test_an_event_is_called_what_gitlab_calls_it():
    assert from_gitlab(issue("close", 30)).event == "issue.close"
    assert from_gitlab(deployment()).event == "deployment.success"
    assert from_gitlab({"object_kind": "push"}).event == "push"


def test_retries_share_a_key_and_hooks_that_call_each_other_share_none():
    assert read_as("gitlab", {}, {"idempotency-key": "k"}).identity == "k"
    assert read_as("gitlab", {}, {"webhook-id": "w"}).identity == "w"
    shared = {"X-Gitlab-Event-UUID": "u"}
    assert read_as("gitlab", {}, shared).identity.startswith("sha256:")


def test_an_item_needs_a_name_and_a_time():
    assert from_gitlab(issue("close", 30) | {"project": {}}).ignored is Ignored.NO_ITEM
    timeless = issue("close", 30, updated_at=None, created_at=None)
    assert from_gitlab(timeless).ignored is Ignored.NO_TIME
