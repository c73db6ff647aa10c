import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.metrics.webhooks.connectors.ratings import rating
from shared.schemas.metrics.ratings import NPS, Scale

WORDS = Scale(words={"Great": 5, "Meh": 2})


def value(scale, answer):
    measure = rating(scale, answer)
    return None if measure is None else measure.value


@pytest.mark.parametrize(
    ("answer", "counts"),
    [
        *((0, None), (1, 0), (3, 0), (3.9, 0), (4, 1), (5, 1), (5.1, None), ("4", 1), (" 2 ", 0)),
        *((None, None), ("", None), ("four", None), (True, None), ([4], None), ({}, None)),
    ],
    ids=repr,
)
def test_by_default_four_and_five_of_five_are_satisfied(answer, counts):
    assert value(Scale(), answer) == counts


@pytest.mark.parametrize(
    ("answer", "counts"),
    [(0, -100), (6, -100), (7, 0), (8, 0), (9, 100), (10, 100), (11, None), (-1, None)],
)
def test_recommendation_has_promoters_passives_and_detractors(answer, counts):
    assert value(NPS, answer) == counts


@pytest.mark.parametrize(
    ("answer", "counts"), [("great", 1), (" GREAT ", 1), ("Meh", 0), (4, 1), ("Awful", None)]
)
def test_a_word_is_the_rating_that_is_said(answer, counts):
    assert value(WORDS, answer) == counts


def test_a_scale_of_ones_own_is_normalised():
    thumbs = Scale(lowest=0, highest=1, satisfied_from=1)
    percent = Scale(lowest=0, highest=100, satisfied_from=75)
    assert [value(thumbs, answer) for answer in (0, 1, 2)] == [0, 1, None]
    assert [value(percent, answer) for answer in (74, 75, 101)] == [0, 1, None]


@pytest.mark.parametrize(
    "said",
    [
        {"lowest": 5, "highest": 1},
        {"satisfied_from": 6},
        {"satisfied_from": 1},
        {"metric": "nps"},
        {"metric": "effort"},
        {"highest": float("inf")},
        {"words": {"a\x00b": 5}},
        {"best": 5},
    ],
    ids=repr,
)
def test_a_scale_that_contradicts_itself_is_refused(said):
    with pytest.raises(ValidationError):
        Scale(**said)


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("Thanks!", {"comment": "Thanks!"}),
        (" two\nlines\t", {"comment": "two\nlines"}),
        ("a\x00b\x07c", {"comment": "abc"}),
        ("half \ud83d an emoji", {"comment": "half  an emoji"}),
        ("x" * 9000, {"comment": "x" * 4000}),
        (" ", {}),
        (None, {}),
        (7, {}),
    ],
    ids=lambda one: repr(one)[:20],
)
def test_a_comment_is_kept_as_far_as_it_can_be(comment, kept):
    measure = rating(Scale(), 5, comment)
    assert measure is not None
    assert measure.attributes == kept


@given(st.none() | st.text() | st.floats() | st.integers() | st.lists(st.text()))
def test_a_rating_is_satisfied_or_not_or_none(answer):
    assert value(WORDS, answer) in (None, 0, 1)
