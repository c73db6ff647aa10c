"""While metrics is away, a review waits for its numbers or has them typed."""

from typing import Any

import httpx

from tests.conftest import Headers
from tests.goals.reviews.test_recording import REVIEWS, TYPED


async def due_now(goals: httpx.AsyncClient, headers: dict[str, str]) -> dict[str, Any]:
    """A review that is due, as it is recorded by Lena, who was there."""
    [due, *_] = (await goals.get(f"{REVIEWS}/due", headers=headers)).json()["items"]
    return {"review": due["id"], "attendance": ["lena"]}


async def test_a_review_waits_for_its_numbers_unless_they_are_typed(
    alone: httpx.AsyncClient, lead: dict[str, str], objective: dict[str, Any]
) -> None:
    said = await due_now(alone, lead)
    waiting = await alone.post(REVIEWS, json=said, headers=lead)
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "1")
    assert (await alone.get(REVIEWS, headers=lead)).json()["items"] == []
    kept = await alone.post(REVIEWS, json=said | TYPED, headers=lead)
    assert kept.status_code == 201, kept.text
    change, match = {"discussion": "It held."}, lead | {"If-Match": "*"}
    amended = await alone.patch(kept.headers["location"], json=change, headers=match)
    assert (amended.status_code, amended.json()["discussion"]) == (200, "It held.")


async def test_who_was_not_there_waits_for_somebody_to_say_whether_they_may_see_it(
    alone: httpx.AsyncClient, lead: dict[str, str], token: Headers, objective: dict[str, Any]
) -> None:
    said = await due_now(alone, lead) | TYPED
    path = (await alone.post(REVIEWS, json=said, headers=lead)).headers["location"]
    answers = [await alone.get(path, headers=each) for each in (lead, token(person="ana"))]
    assert [answer.status_code for answer in answers] == [200, 503]
