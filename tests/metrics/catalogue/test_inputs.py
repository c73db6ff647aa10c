"""Input is not output: time and activity explain, and are never what is aimed at."""

from typing import Any

import httpx
import pytest

from services.metrics.catalogue.built_in import built_in_metrics
from services.metrics.catalogue.inputs import goes_in
from tests.metrics.catalogue.test_catalogue import OWN

RATIO = {"aggregation": "ratio", "unit": "per hour"}
TAKES = {"unit": "minutes", "aggregation": "mean", "duration": True, "better": "lower"}


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"unit": "hours"}, id="hours"),
        pytest.param({"unit": "Hour"}, id="whatever its letters"),
        pytest.param({"unit": "emails"}, id="activity"),
        pytest.param({"input": True}, id="what is said to be an input"),
        pytest.param({"kind": "performance", "unit": "keystrokes"}, id="taken for performance"),
        pytest.param(TAKES | {"better": "higher"}, id="longer is better"),
        pytest.param(TAKES | {"duration": False}, id="time that is no duration"),
        pytest.param(
            RATIO | {"numerator": "overtime_hours", "denominator": "hours_worked"},
            id="input divided by input",
        ),
    ],
)
async def test_what_goes_in_is_refused_as_an_aim_with_a_sentence_that_teaches(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any]
) -> None:
    answer = await metrics.post("/v1/metrics", json=OWN | said, headers=admin)
    [fault] = answer.json()["errors"]
    assert (answer.status_code, fault["pointer"]) == (422, "/kind")
    assert fault["code"] == "input_is_no_output"
    assert "context metric" in fault["detail"]


@pytest.mark.parametrize(
    ("said", "is_input"),
    [
        pytest.param({"kind": "context", "better": None, "unit": "hours"}, True, id="context"),
        pytest.param(TAKES, False, id="how long one piece of work took"),
        pytest.param(
            RATIO | {"numerator": "tickets_closed", "denominator": "hours_worked"},
            False,
            id="an outcome by hours",
        ),
        pytest.param({"unit": "calls"}, False, id="output"),
    ],
)
async def test_a_definition_says_whether_it_is_an_input(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], is_input: bool
) -> None:
    answer = await metrics.post("/v1/metrics", json=OWN | said, headers=admin)
    assert (answer.status_code, answer.json()["input"]) == (201, is_input)


async def test_a_change_of_words_does_not_make_an_input_of_output(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await metrics.post("/v1/metrics", json=OWN, headers=admin)
    headers = admin | {"If-Match": "*"}
    answer = await metrics.patch("/v1/metrics/calls_made", json={"input": True}, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/kind")


@pytest.mark.parametrize("metric", built_in_metrics(), ids=lambda metric: str(metric.key))
def test_every_built_in_metric_says_so_itself(metric: Any) -> None:
    assert metric.input == goes_in(metric)
    assert metric.kind == "context" or not metric.input
