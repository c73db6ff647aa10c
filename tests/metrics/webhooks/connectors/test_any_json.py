import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.github import FOLLOWED
from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.connectors.zendesk_tickets import MEANINGS
from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.transitions import from_json, to_json
from tests.metrics.webhooks.connectors.deliveries import (
    issue_event,
    pull_request_event,
    read_as,
    ticket_event,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
words = st.sampled_from(
    ["2026-03-02T13:00:00Z", "SOLVED", "closed", "true", "submitted", "approved"]
)
anything = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
EXAMPLES = [
    *(ticket_event(name.removeprefix("ticket."), {"current": "SOLVED"}) for name in MEANINGS),
    *(pull_request_event(action) for action in ("opened", "closed", "reopened", "submitted")),
    *(issue_event(action) for action in ("opened", "closed")),
]


@st.composite
def spoiled(draw):
    """A good delivery, some of whose parts are anything at all, or missing."""

    def spoil(value):
        if draw(st.integers(0, 5)) == 0:
            return draw(anything)
        if not isinstance(value, dict):
            return value
        kept = {key for key in value if draw(st.integers(0, 9))}
        return {key: spoil(value[key]) for key in value if key in kept}

    return spoil(draw(st.sampled_from(EXAMPLES)))


def judged(tool, event, body):
    reading = read_as(tool, body, {"X-GitHub-Event": event})
    assert reading.ignored is not Ignored.FAILED
    assert reading.identity
    assert reading.event
    assert bool(reading.transitions) != isinstance(reading.ignored, Ignored)
    for transition in reading.transitions:
        assert from_json(to_json(transition)) == transition
    assert isinstance(facts_of(reading.transitions), tuple)
    return reading


@pytest.mark.parametrize("tool", CONNECTORS)
@given(said=anything, event=st.sampled_from([*FOLLOWED, "ping", "x"]))
def test_any_json_is_understood_or_ignored_with_a_reason(tool, said, event):
    judged(tool, event, json.dumps(said).encode())


@pytest.mark.parametrize("tool", CONNECTORS)
@given(said=spoiled(), event=st.sampled_from([*FOLLOWED]))
def test_a_spoiled_delivery_is_understood_or_ignored_with_a_reason(tool, said, event):
    judged(tool, event, json.dumps(said).encode())


@pytest.mark.parametrize("tool", CONNECTORS)
@given(body=st.binary())
def test_any_bytes_are_understood_or_ignored_with_a_reason(tool, body):
    judged(tool, "issues", body)


@pytest.mark.parametrize("tool", CONNECTORS)
@pytest.mark.parametrize("body", [b"3", b"null", b'"x"', b"{", b""])
def test_a_body_that_holds_no_event_is_unreadable(tool, body):
    assert judged(tool, "issues", body).ignored is Ignored.UNREADABLE
