import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.webhooks.connectors.shape import Ignored
from tests.metrics.webhooks.connectors.deliveries import RECEIVED_AT, facts, folded, only
from tests.metrics.webhooks.connectors.hmac import entry, from_hmac
from tests.metrics.webhooks.connectors.standard import event, from_standard

SUBJECT = "join('', ['account:crm/', data.owner])"


def mapped(said, **picks):
    usual = {"metric": "tickets_closed", "subject": SUBJECT}
    return from_standard(said, mappings=[usual | picks])


def test_one_delivery_may_feed_several_metrics():
    told = facts(from_standard(event("case.closed", 0, satisfied=True)))
    assert told == {"tickets_closed": ("account:crm/ana", 1), "csat": ("account:crm/ana", 1)}


def test_weight_and_attributes_are_kept_with_the_value():
    closed = from_standard(event("case.closed", 0)).transitions[0]
    assert (closed.measure.weight, closed.measure.attributes) == (3, {"queue": "billing"})


def test_what_the_filter_does_not_let_count_does_not():
    told = mapped(event("case.opened", 0), filter="type == 'case.closed'")
    assert told.ignored is Ignored.NOT_WANTED


def test_each_element_of_an_array_is_an_event():
    told = [from_hmac([entry(1, 8), entry(2, 4), entry(3, 0.5, "person:ben")])]
    by_item = {item: facts[0].value for item, facts in folded(told).items()}
    assert by_item == {"hmac:1": 8, "hmac:2": 4, "hmac:3": 0.5}


def test_of_an_array_what_can_be_mapped_is_and_the_rest_is_not():
    assert len(from_hmac([entry(1, 8), entry(2, None), 7, None]).transitions) == 1


def test_more_than_one_delivery_may_bring_is_kept_and_said():
    at_most = from_hmac([entry(number, 8) for number in range(5000)])
    assert len(at_most.transitions) == 5000
    beyond = from_hmac([entry(number, 8) for number in range(5001)])
    assert beyond.ignored is Ignored.TOO_MANY


@pytest.mark.parametrize("part", ["entry", "worker"])
def test_half_an_emoji_is_no_event(part):
    assert from_hmac([entry(1, 8) | {part: "person:\ud83d"}]).ignored is Ignored.NOT_MAPPED


def test_an_event_told_again_for_a_later_time_replaces_and_never_adds():
    told = [
        from_standard(event("case.rated", minute, satisfied=minute == 9), f"msg_{minute}")
        for minute in (5, 9)
    ]
    assert facts(*told) == facts(*reversed(told)) == {"csat": ("account:crm/ana", 1)}


def test_for_the_same_time_the_first_telling_stands():
    told = [from_standard(event("case.rated", 5, satisfied=yes)) for yes in (True, False)]
    assert told[0].transitions[0].id == told[1].transitions[0].id


def test_without_an_id_of_its_own_an_event_is_known_by_its_delivery():
    once, again = (mapped(event("case.closed", 0)) for _ in range(2))
    assert only(once) == only(again)
    other = from_standard(
        event("case.closed", 0), "msg_2", mappings=[{"metric": "x", "subject": SUBJECT}]
    )
    assert only(other).item != only(once).item


def test_what_says_no_time_happened_when_it_arrived_and_says_so():
    said = event("case.closed", 0)
    del said["timestamp"]
    told = only(mapped(said))
    assert (told.at, told.undated) == (RECEIVED_AT, True)
    assert only(mapped(event("case.closed", 0))).undated is False


@pytest.mark.parametrize(
    "picks",
    [
        pytest.param({"subject": "data.owner"}, id="no subject"),
        pytest.param({"subject": "data.nobody"}, id="nobody"),
        pytest.param({"value": "data.missing"}, id="no number"),
        pytest.param({"weight": "data.missing"}, id="no weight"),
        pytest.param({"time": "data.missing"}, id="no time"),
        pytest.param({"value": "data.owner"}, id="a word for a number"),
        pytest.param({"value": "sum(data.owner)"}, id="no answer"),
    ],
)
def test_what_a_mapping_does_not_find_is_kept_and_not_counted(picks):
    assert mapped(event("case.closed", 0), **picks).ignored is Ignored.NOT_MAPPED


def test_a_delivery_and_its_event_are_called_what_the_options_find():
    told = from_hmac([entry(1, 8)])
    assert (told.identity, told.event) == ("b1", "clocked")
    nameless = from_hmac([entry(1, 8)], id="nothing", type="nothing")
    assert nameless.identity.startswith("sha256:")
    assert nameless.event == "unnamed"


def test_a_standard_delivery_is_known_by_its_signed_id_whatever_the_prefix():
    assert from_standard(event("x", 0), "msg_9").identity == "msg_9"
    assert from_standard(event("case.rated", 0)).event == "case.rated"


documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(documents, st.sampled_from(["@", "*", "a", "[*].a", "length(@)", "to_string(@)", "@ == @"]))
def test_no_document_and_no_sound_expression_are_its_undoing(said, place):
    picks = {"metric": "m", "subject": place, "value": place, "time": place, "id": place}
    told = from_standard(said, mappings=[picks], id=place, type=place)
    assert told.ignored is not Ignored.FAILED
