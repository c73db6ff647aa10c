"""Whole lives, from the bytes that a tool delivers to the facts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.webhooks.connectors.deliveries import (
    facts,
    folded,
    from_github,
    from_zendesk,
    issue_event,
)
from tests.metrics.webhooks.connectors.lives import LIVES, read_sent
from tests.metrics.webhooks.connectors.zendesk import TICKET

EVERY_TOOL = pytest.mark.parametrize("tool", LIVES)


def read_all(tool, deliveries):
    return [read_sent(tool, sent) for sent in deliveries]


@EVERY_TOOL
def test_an_items_deliveries_become_its_facts(tool):
    assert facts(*read_all(tool, LIVES[tool].deliveries)) == LIVES[tool].facts


@EVERY_TOOL
@given(data=st.data())
def test_no_order_of_deliveries_and_no_repetition_changes_the_facts(tool, data):
    deliveries = LIVES[tool].deliveries
    arrived = data.draw(st.permutations([*deliveries, *deliveries]))
    assert folded(read_all(tool, arrived)) == folded(read_all(tool, deliveries))


@EVERY_TOOL
def test_what_is_kept_once_is_told_alike_by_every_delivery_of_it(tool):
    told = {}
    for sent in LIVES[tool].deliveries:
        for one in read_sent(tool, sent).transitions:
            assert told.setdefault((one.item, one.id), one) == one


@EVERY_TOOL
def test_facts_name_their_item_and_can_be_kept_as_json(tool):
    for item, several in folded(read_all(tool, LIVES[tool].deliveries)).items():
        for fact in several:
            assert json.loads(json.dumps(dict(fact.attributes)))["item"] == item


def test_a_late_delivery_disproves_what_was_a_fact():
    early = facts(*map(from_zendesk, TICKET[:6]))
    late = facts(*map(from_zendesk, TICKET[:7]))
    assert early["tickets_closed"][1] == early["first_contact_resolution"][1] == 1
    assert "tickets_closed" not in late
    assert late["first_contact_resolution"] == ("11", 0)


def test_an_issues_closing_tells_all_by_itself():
    closing = from_github("issues", issue_event("closed", state_reason="completed"))
    assert facts(closing) == {"issues_closed": ("ben", 1), "issue_lead_time": ("ben", 60)}
