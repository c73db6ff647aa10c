import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.registry import CONNECTORS
from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.transitions import from_json, to_json
from tests.metrics.webhooks.connectors.deliveries import RECEIVED_AT, verify_as
from tests.metrics.webhooks.connectors.lives import LIVES, read_sent

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
words = st.sampled_from(
    ["2026-03-02T13:00:00Z", "SOLVED", "closed", "true", "submitted", "approved"]
)
anything = st.recursive(
    scalars | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def spoiled(draw, value):
    """A value, some of whose parts are anything at all, or missing."""
    if draw(st.integers(0, 5)) == 0:
        return draw(anything)
    if isinstance(value, list):
        return [spoiled(draw, one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {key for key in value if draw(st.integers(0, 9))}
    return {key: spoiled(draw, value[key]) for key in value if key in kept}


def judged(tool, sent):
    reading = read_sent(tool, sent)
    assert reading.identity
    assert reading.event
    assert reading.ignored is not Ignored.FAILED
    assert bool(reading.transitions) != isinstance(reading.ignored, Ignored)
    for transition in reading.transitions:
        assert from_json(to_json(transition)) == transition
    assert isinstance(facts_of(reading.transitions), tuple)
    return reading


@pytest.mark.parametrize("tool", CONNECTORS)
@given(data=st.data(), said=anything)
def test_any_json_is_understood_or_ignored_with_a_reason(tool, data, said):
    headers, _ = data.draw(st.sampled_from(LIVES[tool].deliveries))
    judged(tool, (headers, said))


@pytest.mark.parametrize("tool", CONNECTORS)
@given(data=st.data())
def test_a_spoiled_delivery_is_understood_or_ignored_with_a_reason(tool, data):
    headers, said = data.draw(st.sampled_from(LIVES[tool].deliveries))
    judged(tool, (headers, spoiled(data.draw, said)))


@pytest.mark.parametrize("tool", CONNECTORS)
@given(body=st.binary())
def test_any_bytes_are_understood_or_ignored_with_a_reason(tool, body):
    judged(tool, (LIVES[tool].deliveries[0][0], body))


@pytest.mark.parametrize("tool", CONNECTORS)
@pytest.mark.parametrize("body", [b"3", b"null", b'"x"', b"{", b""])
def test_a_body_that_holds_no_event_is_unreadable(tool, body):
    assert judged(tool, ({}, body)).ignored is Ignored.UNREADABLE


@pytest.mark.parametrize("tool", CONNECTORS)
@given(headers=st.dictionaries(st.text(), st.text()), value=st.text(), query=st.text())
def test_any_signature_is_refused_and_none_is_our_undoing(tool, headers, value, query):
    names = [*CONNECTORS[tool].READS, "X-Hub-Signature", "Authorization"]
    received = Received(b"{}", headers | dict.fromkeys(names, value), {"secret": query})
    assert verify_as(tool, received, ["a-long-secret"], RECEIVED_AT, **LIVES[tool].options)
