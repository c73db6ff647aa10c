"""Whole lives, from the bytes that a tool delivers to the facts."""

import json

from hypothesis import given
from hypothesis import strategies as st

from services.metrics.work_items.domain import facts_of
from tests.metrics.webhooks.connectors.deliveries import (
    BEN,
    from_github,
    from_zendesk,
    issue_event,
    pull_request_event,
    ticket_event,
)

ANAS = {"assignee_id": "11", "actor_id": "11"}
REPLY = {"comment": {"id": 1, "is_public": True, "author": {"id": "11", "is_staff": True}}}


def moved(previous, current, minute, **more):
    return ticket_event(
        "status_changed",
        {"previous": previous, "current": current},
        time=f"2026-03-02T12:{minute:02}:00.123456789Z",
        id=f"evt-{minute}",
        **(ANAS | more),
    )


TICKET = [
    ticket_event("created", time="2026-03-02T12:00:00Z", id="evt-0", assignee_id=None),
    ticket_event(
        "agent_assignment_changed",
        {"previous": None, "current": "11"},
        time="2026-03-02T12:05:00Z",
        id="evt-5",
        **ANAS,
    ),
    ticket_event("comment_added", REPLY, time="2026-03-02T12:09:00Z", id="evt-9", **ANAS),
    moved("OPEN", "PENDING", 10),
    moved("PENDING", "OPEN", 20),
    moved("OPEN", "SOLVED", 30),
    moved("SOLVED", "OPEN", 40, actor_id="500"),
    moved("OPEN", "SOLVED", 50),
]


def ticket_facts(deliveries):
    return facts_of(one for said in deliveries for one in from_zendesk(said).transitions)


def test_a_tickets_deliveries_become_its_facts():
    found = {fact.metric: (fact.account, round(fact.value, 2)) for fact in ticket_facts(TICKET)}
    assert found == {
        "tickets_created": (None, 1),
        "tickets_closed": ("11", 1),
        "tickets_reopened": ("11", 1),
        "lead_time": ("11", 50),
        "cycle_time": ("11", 45),
        "handling_time": ("11", 25),
        "first_response_time": ("11", 9),
        "first_contact_resolution": ("11", 0),
    }


@given(st.permutations([*TICKET, *TICKET]))
def test_deliveries_in_any_order_and_twice_become_the_same_facts(deliveries):
    assert ticket_facts(deliveries) == ticket_facts(TICKET)


def test_a_late_delivery_disproves_what_was_a_fact():
    early, late = TICKET[:6], TICKET[6]
    before = {fact.name: fact.value for fact in ticket_facts(early)}
    after = {fact.name: fact.value for fact in ticket_facts([*early, late])}
    assert before["tickets_closed"] == before["first_contact_resolution"] == 1
    assert "tickets_closed" not in after
    assert after["first_contact_resolution"] == 0


def test_a_pull_requests_deliveries_become_its_authors_facts():
    review = {"id": 5, "state": "approved", "user": BEN, "submitted_at": "2026-03-02T12:45:00Z"}
    deliveries = [
        ("pull_request", pull_request_event("opened", draft=True)),
        (
            "pull_request",
            pull_request_event("ready_for_review", updated_at="2026-03-02T12:15:00Z"),
        ),
        ("pull_request_review", pull_request_event("submitted") | {"review": review}),
        ("pull_request", pull_request_event("closed", merged=True)),
    ]
    life = [one for event, said in deliveries for one in from_github(event, said).transitions]
    assert [(fact.metric, fact.account, fact.value) for fact in facts_of(life)] == [
        ("pull_requests_merged", "ana", 1),
        ("pull_request_cycle_time", "ana", 60),
        ("time_to_first_review", "ana", 30),
    ]


def test_an_issues_closing_tells_all_by_itself():
    closing = from_github("issues", issue_event("closed", state_reason="completed"))
    assert [(fact.metric, fact.account, fact.value) for fact in facts_of(closing.transitions)] == [
        ("issues_closed", "ben", 1),
        ("issue_lead_time", "ben", 60),
    ]


def test_facts_name_their_item_and_can_be_kept_as_json():
    for fact in ticket_facts(TICKET):
        assert json.loads(json.dumps(dict(fact.attributes))) == {"item": "zendesk:7"}
