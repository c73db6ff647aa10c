"""Expressions that anybody may send: what they answer, and what is refused of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.mappings.expressions import (
    FUNCTIONS,
    STEPS_AT_MOST,
    ExpressionUnsound,
    Unanswered,
    expression,
)

TICKET = {"id": 7, "score": "good", "tags": ["vip", "bug"], "lines": [{"n": 2}, {"n": 3}]}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param("id", 7, id="a field"),
        pytest.param("nothing.there", None, id="what is not there"),
        pytest.param("score == 'good'", True, id="a comparison"),
        pytest.param("sum(lines[*].n)", 5, id="a sum over a list"),
        pytest.param("lines[?n > `2`].n | [0]", 3, id="a filter"),
        pytest.param("contains(tags, 'vip') && !done", True, id="a condition"),
        pytest.param("join('', ['account:desk/', to_string(id)])", "account:desk/7", id="a text"),
        pytest.param("not_null(missing, id)", 7, id="the first that is there"),
    ],
)
def test_an_expression_picks_from_its_document(text: str, answer: Any) -> None:
    assert expression(text).of(TICKET) == answer


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("a.", id="unfinished"),
        pytest.param("a[", id="half a bracket"),
        pytest.param("`bare`", id="a text in backquotes"),
        pytest.param("[@,@]", id="a list that is built"),
        pytest.param("join('', [[@,@]])", id="a list built within one that is joined"),
        pytest.param("{a: a}", id="an object that is built"),
        pytest.param("`[1, 2]`", id="a literal list"),
        pytest.param("map(&a, b)", id="an expression as an argument"),
        pytest.param("sort(a)", id="a function that is not offered"),
        pytest.param("no_such(a)", id="a function that does not exist"),
        pytest.param("length()", id="too few arguments"),
        pytest.param("length(a, b)", id="too many"),
        pytest.param("a" * 501, id="too long"),
        pytest.param("!" * 499 + "a", id="too deep"),
        pytest.param("(" * 250 + "a" + ")" * 250, id="parentheses without end"),
        pytest.param("a\x00", id="a NUL character"),
    ],
)
def test_what_is_no_sound_expression_is_refused_when_it_is_said(text: str) -> None:
    with pytest.raises(ExpressionUnsound):
        expression(text)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        pytest.param("length(a)", {}, id="the length of nothing"),
        pytest.param("sum(a)", {"a": ["x"]}, id="the sum of texts"),
        pytest.param("ceil(to_number('1e999'))", {}, id="the ceiling of infinity"),
        pytest.param("floor(to_number('nan'))", {}, id="the floor of what is no number"),
        pytest.param("a[::0]", {"a": [1]}, id="a slice that never moves"),
        pytest.param("join('', [@, @])", "x" * 1500, id="a text that grows"),
        pytest.param("a[*].b", {"a": [{"b": 1}] * STEPS_AT_MOST}, id="more than it has time for"),
    ],
)
def test_what_has_no_answer_says_so_and_nothing_else(text: str, document: Any) -> None:
    with pytest.raises(Unanswered):
        expression(text).of(document)


SIGNS = [*"[]{}()@&!|.,*?:<>=`'", "a", "b", "0", "==", "&&", "||", "[*]", "[?", "`1`", "'x'"]
WORDS = st.sampled_from([*SIGNS, *sorted(FUNCTIONS)])
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=20,
)


@given(st.lists(WORDS, max_size=14).map("".join), documents)
def test_no_text_and_no_document_does_more_than_answer_or_refuse(text: str, document: Any) -> None:
    try:
        answer = expression(text).of(document)
    except (ExpressionUnsound, Unanswered):
        return
    assert len(repr(answer)) <= 100 * (len(repr(document)) + len(text) + 10)


def test_what_doubles_at_each_step_is_stopped_at_once() -> None:
    doubling = expression("|".join(["join('', [@, @])"] * 25))
    with pytest.raises(Unanswered):
        doubling.of("x")
