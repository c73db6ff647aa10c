from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.connectors.triggered_event import triggered_event
from tests.metrics.webhooks.connectors.deliveries import RECEIVED_AT, facts, kinds, only
from tests.metrics.webhooks.connectors.freshdesk import ANA, from_freshdesk, rule


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{ticket_action:created}", {"ticket_action": "created"}),
        ("{status:{from:4,to:6}}", {"status": {"from": "4", "to": "6"}}),
        ("{ status : { from : 4 , to : 6 } }", {"status": {"from": "4", "to": "6"}}),
        ("{a:{from:,to:77}}", {"a": {"from": "", "to": "77"}}),
        ("{a:b,c:{d:e}}", {"a": "b", "c": {"d": "e"}}),
        ("{note_type:a reply to all}", {"note_type": "a reply to all"}),
        ("{}", {}),
    ],
)
def test_what_looks_like_json_and_is_none_is_read(text, told):
    assert triggered_event(text) == told


@pytest.mark.parametrize(
    "text", ["", "{", "}", "{a}", "{a:b", "{a:b}}", "{a:b}c", "{:{", "a:b", None, 7, "{" * 2000]
)
def test_what_does_not_follow_the_grammar_says_nothing(text):
    assert triggered_event(text) == {}


@given(st.text("{}:,ab ", max_size=40))
def test_no_words_are_its_undoing(text):
    assert isinstance(triggered_event(text), dict)


@pytest.mark.parametrize(
    ("change", "kind", "before"),
    [
        ("{status:{from:2,to:4}}", "solved", "open"),
        ("{status:{from:2,to:5}}", "solved", "open"),
        ("{status:{from:4,to:2}}", "opened", "solved"),
        ("{status:{from:4,to:6}}", "paused", "solved"),
        ("{status:{from:2,to:9}}", "opened", "open"),
        ("{status:{to:3}}", "paused", None),
    ],
)
def test_a_status_is_known_by_its_number(change, kind, before):
    moved = only(from_freshdesk(rule(change, 5)))
    assert (moved.kind, moved.before) == (kind, before)


def test_a_status_that_the_desk_made_up_is_what_the_connector_says():
    standings = {"9": "done"}
    assert kinds(from_freshdesk(rule("{status:{from:2,to:9}}", 5), standings=standings)) == [
        "solved"
    ]


def test_from_resolved_to_waiting_is_a_reopening():
    solved = from_freshdesk(rule("{status:{from:2,to:4}}", 5))
    waiting = from_freshdesk(rule("{status:{from:4,to:6}}", 9))
    assert facts(solved, waiting) == {"tickets_reopened": (ANA, 1)}


def test_what_does_not_say_when_happened_when_it_arrived_and_says_so():
    undated = rule("{status:{from:2,to:4}}", 5)
    del undated["freshdesk_webhook"]["ticket_updated_at"]
    told = from_freshdesk(undated)
    assert (only(told).at, only(told).undated) == (RECEIVED_AT, True)
    dated = only(from_freshdesk(rule("{status:{from:2,to:4}}", 5)))
    assert (dated.at, dated.undated) == (datetime.fromisoformat("2026-03-02T12:05:00Z"), False)


def test_an_assignment_names_the_agent_by_the_address_that_the_rule_sends():
    assigned = only(from_freshdesk(rule("{agent_id:{from:,to:77}}", 5)))
    assert (assigned.kind, assigned.assignee) == ("assigned", ANA)
    handed = only(from_freshdesk(rule("{responder_id:{from:70,to:77}}", 5)))
    assert handed.kind == "reassigned"


def test_without_an_address_an_agent_is_the_number_that_is_told():
    bare = rule("{agent_id:{from:,to:77}}", 5)
    del bare["freshdesk_webhook"]["ticket_agent_email"]
    assert only(from_freshdesk(bare)).assignee == "77"


def test_a_public_note_is_by_whoever_has_the_ticket():
    replied = only(from_freshdesk(rule("{note_type:public}", 5)))
    assert (replied.kind, replied.actor) == ("replied", ANA)
    assert from_freshdesk(rule("{note_type:private}", 5)).ignored is Ignored.NO_REPLY


def test_a_ticket_may_be_born_waiting_or_solved():
    waiting = rule("{ticket_action:created}", 0, None, ticket_status="Pending")
    solved = rule("{ticket_action:created}", 0, ticket_status="Resolved")
    assert kinds(from_freshdesk(waiting)) == ["created", "paused"]
    assert kinds(from_freshdesk(solved)) == ["created", "assigned", "solved"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (rule("{priority:{from:1,to:4}}", 5), Ignored.NOT_FOLLOWED),
        (rule("{ticket_action:update}", 5), Ignored.NOT_FOLLOWED),
        (rule("", 5), Ignored.NO_CHANGE),
        ({"freshdesk_webhook": {"ticket_id": "11"}}, Ignored.NO_CHANGE),
        ({"freshdesk_webhook": {"triggered_event": "{a:b}"}}, Ignored.NO_ITEM),
        ({}, Ignored.NO_ITEM),
    ],
)
def test_what_changes_nothing_says_why(said, reason):
    assert from_freshdesk(said).ignored is reason


def test_a_rule_may_send_its_fields_without_an_envelope():
    bare = rule("{status:{from:2,to:4}}", 5)["freshdesk_webhook"]
    assert kinds(from_freshdesk(bare)) == ["solved"]


def test_a_delivery_is_known_by_its_bytes():
    once, again, other = (
        from_freshdesk(rule("{status:{from:2,to:4}}", minute)).identity for minute in (5, 5, 6)
    )
    assert once == again != other
