"""What a mapping makes of an event, and why it makes nothing of another."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.events.said import Said, Uncountable
from services.metrics.mappings.domain import MappingUnsound, Unwanted, applied, rule_of
from shared.schemas.metrics.mappings import Picks
from tests.metrics.mappings.test_expressions import documents

ORDER = {
    "owner": "ana",
    "amount": 120.5,
    "status": "paid",
    "at": "2026-11-02T09:30:00Z",
    "number": 4711,
    "points": [1, 2],
}
USUAL = {"id": "e1", "source": "shop", "subject": "team:sales", "time": datetime.now(UTC)}


def yields(document: Any = ORDER, **picks: Any) -> Any:
    """What a mapping of revenue makes of an order."""
    return applied(rule_of(Picks(metric="revenue", **picks)), document, USUAL)


def test_what_is_picked_is_what_was_said_and_the_rest_is_as_usual() -> None:
    said = yields(value="amount", subject="join('', ['person:', owner])", id="number", time="at")
    assert (said.metric, said.value, said.subject) == ("revenue", 120.5, "person:ana")
    assert (said.id, said.source, said.time.year) == ("4711", "shop", 2026)
    assert (yields(id="missing").id, yields(value="amount").subject) == ("e1", "team:sales")
    assert yields().value is None


@pytest.mark.parametrize("part", ["value", "weight", "subject", "time"])
def test_what_an_expression_is_given_for_and_does_not_find_is_never_as_usual(part: str) -> None:
    found = yields(**{part: "amuont"})
    assert isinstance(found, Uncountable)
    assert (found.code, found.event_id) == ("mapping_misses", "e1")
    assert found.detail == f"{part.capitalize()}: 'amuont' finds none."
    assert isinstance(yields(filter="status == 'open'", **{part: "amuont"}), Unwanted)
    assert isinstance(yields(weight="amuont || `2`"), Said)


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        pytest.param("status == 'paid'", Said, id="holds"),
        pytest.param("amount", Said, id="a number is something"),
        pytest.param("status == 'open'", Unwanted, id="does not hold"),
        pytest.param("missing", Unwanted, id="nothing"),
        pytest.param("points[?@ > `5`]", Unwanted, id="an empty list"),
    ],
)
def test_a_filter_lets_count_what_it_holds_for(condition: str, kind: type[object]) -> None:
    assert isinstance(yields(filter=condition), kind)


def test_a_yes_counts_as_one_and_a_no_as_zero() -> None:
    assert [yields(value=f"status == '{word}'").value for word in ("paid", "open")] == [1.0, 0.0]


@pytest.mark.parametrize(
    ("picks", "code"),
    [
        pytest.param({"value": "length(missing)"}, "mapping_unanswered", id="no answer"),
        pytest.param({"value": "status"}, "mapping_misses", id="a value that is no number"),
        pytest.param({"subject": "owner"}, "invalid", id="a subject that is none"),
        pytest.param({"weight": "`-1`"}, "mapping_misses", id="a weight below zero"),
        pytest.param({"time": "owner"}, "mapping_misses", id="a time that is none"),
        pytest.param({"id": "''"}, "mapping_misses", id="an empty id"),
    ],
)
def test_what_is_picked_wrongly_is_told_with_its_reason(picks: dict[str, str], code: str) -> None:
    found = yields(**picks)
    assert isinstance(found, Uncountable)
    assert (found.code, found.event_id) == (code, "e1")


@pytest.mark.parametrize("amount", [10**400, -(10**400)])
def test_a_number_beyond_all_numbers_is_told_as_such(amount: int) -> None:
    assert isinstance(yields({"amount": amount}, value="amount"), Uncountable)


def test_every_expression_that_is_wrong_is_named() -> None:
    picks = Picks(metric="revenue", value="a.", filter="map(&a, b)", attributes={"a/b": "("})
    with pytest.raises(MappingUnsound) as raised:
        rule_of(picks, "/options")
    pointers = [fault.pointer for fault in raised.value.errors]
    assert pointers == ["/options/filter", "/options/value", "/options/attributes/a~1b"]


@given(documents, st.sampled_from(["a", "b", "a.b", "@", "a[0]", "to_number(a)", "a == b"]))
def test_no_document_makes_a_mapping_fail(document: Any, text: str) -> None:
    everywhere = dict.fromkeys(("subject", "value", "weight", "time", "id"), text)
    found = yields(document, **everywhere, attributes={"x": text})
    assert isinstance(found, Said | Uncountable)
