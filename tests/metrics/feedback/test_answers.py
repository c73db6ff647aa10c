"""Answers of customers, pushed by the systems that asked them."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.feedback.rating import PATH, give, put_support, rating, read
from tests.metrics.feedback.rating import today as day
from tests.metrics.people import values

ANSWER = {
    "kind": "csat",
    "value": 5,
    "about": None,
    "source": "survey",
    "id": "r-1",
    "rater": "customer-7",
    "subject": "account:desk/7",
}


@pytest.fixture
async def mapped(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """Support, and Ana's account in the tool."""
    await put_support(metrics, admin)
    await metrics.put("/v1/accounts/desk/7", json={"person": "ana"}, headers=admin)


@pytest.mark.parametrize(
    ("kind", "answers", "value"),
    [
        pytest.param("csat", [5, 4, 3, 1], 0.5, id="four and five are satisfied"),
        pytest.param("nps", [10, 9, 8, 7, 6, 0], 0, id="promoters less detractors"),
        pytest.param("nps", [10, 9, 8], 200 / 3, id="passives count for nothing"),
    ],
)
async def test_answers_count_as_the_metric_takes_them(
    metrics: httpx.AsyncClient,
    mapped: None,
    push: dict[str, str],
    token: Headers,
    kind: str,
    answers: list[float],
    value: float,
) -> None:
    for number, answer in enumerate(answers):
        said = ANSWER | {"kind": kind, "id": f"{number}", "value": answer}
        await give(metrics, push, rating(**said))
    span = {"from": str(day()), "to": str(day())}
    told = await values(metrics, token("ana"), "person:ana", kind, **span)
    assert told == [pytest.approx(value)]


async def test_an_answer_of_an_account_is_read_by_its_holder(
    metrics: httpx.AsyncClient, mapped: None, push: dict[str, str], token: Headers
) -> None:
    await give(metrics, push, rating(**ANSWER, comment="Quick and kind."))
    for reader in (token("ana"), token("lena", ["lead"])):
        [item] = (await read(metrics, reader))["items"]
        assert (item["comment"], item["value"]) == ("Quick and kind.", 1)
    [item] = (await read(metrics, token("lena", ["lead"]), "team:support"))["items"]
    assert item["subject"] == "account:desk/7"


async def test_an_answer_comes_once_and_is_withdrawn_by_the_key_that_pushed_it(
    metrics: httpx.AsyncClient, mapped: None, push: dict[str, str], token: Headers
) -> None:
    kept = await give(metrics, push, rating(**ANSWER))
    assert (await give(metrics, push, rating(**ANSWER), 200))["id"] == kept["id"]
    await give(metrics, push, rating(**(ANSWER | {"value": 1})), 409)
    assert (await metrics.delete(f"{PATH}/{kept['id']}", headers=push)).status_code == 204
    assert (await read(metrics, token("ana")))["items"] == []


async def test_a_key_reads_nothing(metrics: httpx.AsyncClient, push: dict[str, str]) -> None:
    asked = {"subject": "person:ana", "from": "2026-01-01", "to": "2026-12-31"}
    assert (await metrics.get(PATH, params=asked, headers=push)).status_code == 401
    assert (await metrics.get(f"{PATH}/given", headers=push)).status_code == 403


async def test_a_key_pushes_within_its_scope(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {"name": "survey", "sources": ["survey"], "metrics": ["csat"]}
    made = await metrics.post("/v1/keys", json=said, headers=admin)
    key = {"Authorization": f"Bearer {made.json()['secret']}"}
    await give(metrics, key, rating(**ANSWER))
    await give(metrics, key, rating(**(ANSWER | {"kind": "nps"})), 403)
    await give(metrics, key, rating(**(ANSWER | {"source": "other"})), 403)


@pytest.mark.parametrize("missing", ["source", "id", "rater"])
async def test_a_system_names_whose_answer_it_is(
    metrics: httpx.AsyncClient, push: dict[str, str], missing: str
) -> None:
    refused = await give(metrics, push, rating(**(ANSWER | {missing: None})), 422)
    assert refused["errors"][0]["pointer"] == f"/{missing}"


async def test_nobody_posts_or_corrects_events_in_the_name_of_feedback(
    metrics: httpx.AsyncClient, mapped: None, push: dict[str, str], admin: dict[str, str]
) -> None:
    kept = await give(metrics, push, rating(**ANSWER))
    event: dict[str, Any] = {
        "id": "x",
        "source": "feedback:csat",
        "metric": "csat",
        "subject": "person:ana",
        "time": "2026-11-02T09:30:00Z",
        "value": 1,
    }
    told = (await metrics.post("/v1/events", json=event, headers=push)).json()
    assert told["results"][0]["code"] == "source_reserved"
    where = f"/v1/events/feedback%3Acsat/{kept['id']}"
    gone = await metrics.request(
        "DELETE", where, headers={**admin, "If-Match": '"1"'}, params={"reason": "no"}
    )
    assert (gone.status_code, gone.json()["type"]) == (409, "/problems/follows-from-feedback")
