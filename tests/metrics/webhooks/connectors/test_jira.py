from datetime import datetime

import pytest
from msgspec import UNSET

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, only, read_as
from tests.metrics.webhooks.connectors.jira import (
    BEN,
    BOT,
    at,
    change,
    done,
    from_jira,
    issue_event,
    moved,
    updated,
)

POINTS = {"story_points": ["customfield_10016"]}


def test_on_cloud_a_resolve_is_told_by_its_status_not_by_the_events_name():
    resolved = only(from_jira(done(30, user=BEN)))
    assert (resolved.kind, resolved.actor) == ("solved", "70121:b-e-n")
    assert resolved.at == datetime.fromisoformat(at(30))


def test_losing_the_resolution_is_a_reopening_even_if_the_status_says_nothing():
    assert kinds(from_jira(updated(50, change("resolution", "1", None)))) == ["opened"]
    still_done = updated(50, change("resolution", "1", None), status="Done")
    assert kinds(from_jira(still_done)) == ["opened"]


def test_a_status_that_leaves_the_done_category_is_a_reopening():
    left = updated(50, moved("Done", "In Progress"), status="In Progress")
    assert facts(from_jira(done(30)), from_jira(left)).keys() == {"issues_reopened"}


def test_a_resolution_told_after_the_status_is_no_second_solve():
    first = updated(30, moved("In Progress", "Done"), status="Done")
    resolution = change("resolution", None, "Done")
    second = updated(31, resolution, status="Done", resolution={"name": "Done"})
    assert facts(from_jira(first), from_jira(second)) == facts(from_jira(first))


def test_a_reopening_told_in_two_deliveries_is_one():
    status = updated(50, moved("Done", "To Do"))
    resolution = updated(50, change("resolution", "1", None))
    resolution["changelog"]["id"] = "51"
    told = facts(from_jira(done(30)), from_jira(status), from_jira(resolution))
    assert told["issues_reopened"] == ("5c5f88", 1)


def test_who_closes_later_what_was_resolved_earlier_did_not_solve_it():
    closed = updated(
        40, moved("Resolved", "Closed"), status="Closed", resolutiondate=at(30), user=BEN
    )
    told = only(from_jira(closed))
    assert (told.kind, told.actor, told.at) == ("closed", None, datetime.fromisoformat(at(30)))
    assert facts(from_jira(closed)) == {}
    assert facts(from_jira(closed), from_jira(done(30)))["issues_closed"] == ("5c5f88", 1)


@pytest.mark.parametrize("resolution", ["Won't Do", "duplicate", "Cannot Reproduce"])
def test_what_was_resolved_without_being_done_is_not_done(resolution):
    assert kinds(from_jira(done(30, resolution))) == ["abandoned"]
    assert kinds(from_jira(done(30, resolution), not_done=[])) == ["solved"]


def test_a_resolution_that_turns_into_won_t_do_takes_the_completion_back():
    name = {"name": "Won't Do"}
    later = updated(50, change("resolution", "Done", "Won't Do"), status="Done", resolution=name)
    assert facts(from_jira(done(30)), from_jira(later)) == {}


def test_data_center_tells_changes_by_name_alone_and_people_by_theirs():
    status = {"field": "status", "fieldtype": "jira", "from": "4", "to": "3", "toString": "x"}
    said = updated(10, status, status="In Progress", user={"name": "ben", "key": "JIRAUSER1"})
    told = only(from_jira(said))
    assert (told.kind, told.actor) == ("started", "ben")


def test_an_assignment_without_a_change_is_believed_of_its_name():
    said = updated(10, assignee=BEN) | {"issue_event_type_name": "issue_assigned"}
    assert only(from_jira(said)).assignee == "70121:b-e-n"
    assert from_jira(updated(10, assignee=BEN)).ignored is Ignored.UNCOUNTED


@pytest.mark.parametrize(
    ("before", "assignee", "kind"),
    [(None, BEN, "assigned"), ("ana", BEN, "reassigned"), ("ana", None, "unassigned")],
)
def test_an_assignment_says_from_whom(before, assignee, kind):
    said = updated(10, change("assignee", before, "x"), assignee=assignee)
    assert kinds(from_jira(said)) == [kind]


def test_apps_and_customers_earn_no_credit():
    for user in (BOT, BEN | {"accountType": "customer"}):
        assert only(from_jira(done(30, user=user))).actor is None
        assert only(from_jira(done(30, assignee=user))).assignee is None


def test_an_issue_may_be_born_assigned_and_done():
    born = issue_event("issue_created", 0, status="Done", assignee=BEN)
    assert kinds(from_jira(born)) == ["created", "assigned", "solved"]
    assert facts(from_jira(born)).keys() == {"issues_created", "issues_closed"}


def test_points_are_known_by_the_fields_id_or_while_they_change_by_its_name():
    by_name = updated(20, {"field": "Story Points", "fromString": "1", "toString": "12"})
    assert only(from_jira(by_name)).points == 12
    taken = updated(20, {"field": "Story Points", "fromString": "1", "toString": ""})
    assert only(from_jira(taken)).points is None
    shown = done(30, customfield_10016=8)
    assert only(from_jira(shown, **POINTS)).points == 8
    assert only(from_jira(shown)).points is UNSET


def test_a_site_says_where_work_stands_in_its_own_statuses():
    waiting = updated(10, moved("To Do", "Waiting"), status="Waiting")
    assert from_jira(waiting).ignored is Ignored.UNPLACED
    assert kinds(from_jira(waiting, standings={"waiting": "paused"})) == ["paused"]
    shipped = updated(10, moved("To Do", "In Progress"), status="In Progress")
    assert kinds(from_jira(shipped, standings={"In Progress": "done"})) == ["solved"]


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("new", "opened"),
        ("undefined", "opened"),
        ("indeterminate", "started"),
        ("done", "solved"),
    ],
)
def test_a_status_of_any_name_is_read_by_its_category(category, kind):
    status = {"name": "Freigegeben", "id": "77", "statusCategory": {"key": category}}
    said = updated(10, change("status", "1", "77"))
    said["issue"]["fields"]["status"] = status
    assert kinds(from_jira(said)) == [kind]
    assert kinds(from_jira(said, standings={"77": "paused"})) == ["paused"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((name, "opened") for name in ("To Do", "Open", "Reopened", "Backlog")),
        *((name, "solved") for name in ("Done", "Closed", "Resolved")),
        ("In Progress", "started"),
    ],
)
def test_without_a_category_the_names_that_jira_brings_along_are_known(status, kind):
    said = {"transition": {"to_status": status}, "timestamp": 1_772_452_800_000}
    assert kinds(from_jira(said | {"issue": {"id": "1"}})) == [kind]


def test_a_change_is_known_by_its_fields_id_where_its_name_is_translated():
    said = updated(10, moved("To Do", "Done") | {"field": "Zustand"}, status="Done")
    assert kinds(from_jira(said)) == ["solved"]


def test_the_moment_of_resolution_is_more_exact_than_that_of_the_delivery():
    resolved = "2026-03-02T12:29:59.970+0000"
    told = only(from_jira(done(30, resolutiondate=resolved)))
    assert (told.kind, told.at) == ("solved", datetime.fromisoformat(resolved))


def test_a_delivery_without_a_moment_is_dated_by_the_issue():
    said = done(30, resolutiondate=None)
    del said["timestamp"]
    assert only(from_jira(said)).at == datetime.fromisoformat(at(30))


def test_two_changes_of_one_instant_are_two():
    first, second = updated(10, moved("a", "To Do")), updated(10, moved("a", "To Do"))
    second["changelog"]["id"] = "another"
    assert only(from_jira(first)).id != only(from_jira(second)).id
    assert only(from_jira(first)).id == only(from_jira(first)).id


def test_people_of_old_are_known_by_their_key_alone():
    assert only(from_jira(done(30, user={"key": "ben"}))).actor == "ben"


def test_a_workflows_own_webhook_is_read_by_its_transition_not_by_the_issue_it_shows():
    said = updated(10, status="Resolved") | {
        "transition": {"from_status": "To Do", "to_status": "In Progress"}
    }
    del said["webhookEvent"]
    reading = from_jira(said)
    assert (reading.event, kinds(reading)) == ("transition", ["started"])
    odd = said | {"transition": {"to_status": "Somewhere"}}
    assert from_jira(odd).ignored is Ignored.UNPLACED


@pytest.mark.parametrize("field", ["Rank", "Sprint", "priority"])
def test_noise_is_none_of_ours(field):
    assert from_jira(updated(10, change(field, "1", "2"))).ignored is Ignored.UNCOUNTED


def test_a_comment_is_no_change_in_whichever_of_two_ways_it_comes():
    told = issue_event("x", 10) | {"webhookEvent": "comment_created", "comment": {"id": "1"}}
    assert from_jira(told).ignored is Ignored.UNCOUNTED
    assert from_jira({"webhookEvent": "comment_created"}).ignored is Ignored.NO_ITEM
    assert from_jira(updated(10) | {"comment": {"id": "1"}}).ignored is Ignored.UNCOUNTED


DESK = {"service_projects": ["help"]}
CUSTOMER = {"accountId": "qm:1", "accountType": "customer"}
HELP = {"project": {"key": "HELP"}}


def comment(minute, author=BEN, public=True, **more):
    said = issue_event("x", minute, **HELP) | {"webhookEvent": "comment_created"}
    return said | {"comment": {"id": f"c{minute}", "author": author, "jsdPublic": public} | more}


def test_an_issue_of_a_service_desk_is_a_ticket_with_its_first_response():
    life = [
        issue_event("issue_created", 0, reporter=CUSTOMER, user=CUSTOMER, **HELP),
        comment(9),
        done(30, assignee=BEN, reporter=CUSTOMER, **HELP),
    ]
    assert facts(*(from_jira(said, **DESK) for said in life)) == {
        "tickets_created": (None, 1),
        "tickets_closed": (BEN["accountId"], 1),
        "lead_time": (BEN["accountId"], 30),
        "first_response_time": (BEN["accountId"], 9),
        "first_contact_resolution": (BEN["accountId"], 1),
    }


def test_a_reply_is_public_and_of_ours():
    assert kinds(from_jira(comment(9), **DESK)) == ["replied"]
    for said in (comment(9, public=False), comment(9, CUSTOMER), comment(9, BOT)):
        assert from_jira(said, **DESK).ignored is Ignored.NO_REPLY
    assert from_jira(comment(9)).ignored is Ignored.UNCOUNTED


def test_a_deleted_issue_is_gone():
    assert kinds(from_jira(issue_event("issue_deleted", 40))) == ["deleted"]


def test_an_issue_needs_an_id_and_a_time():
    assert from_jira({"webhookEvent": "jira:issue_updated"}).ignored is Ignored.NO_ITEM
    timeless = {"webhookEvent": "jira:issue_updated", "issue": {"id": "1"}}
    assert from_jira(timeless).ignored is Ignored.NO_TIME


def test_retries_on_cloud_share_an_identifier():
    headers = {"x-atlassian-webhook-identifier": "a-b"}
    assert read_as("jira", {}, headers).identity == "a-b"
