"""Who may rate whom, and what a rating counts for."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.feedback.rating import PATH, give, put_round, put_support, rating, read, review
from tests.metrics.feedback.rating import today as day
from tests.metrics.people import put_person, put_team, values

FRAMEWORK = {
    "name": "Support",
    "competencies": [{"key": "listening", "name": "Listening"}, {"key": "writing", "name": "W"}],
    "expectations": [
        {"role": "agent", "competency": "listening", "score": 3},
        {"role": "agent", "competency": "listening", "score": 4.5, "level": "senior"},
    ],
}
COMPETENCY = {
    "kind": "competency",
    "about": None,
    "framework": "support",
    "competency": "listening",
}


async def counted(metrics: httpx.AsyncClient, headers: dict[str, str], metric: str) -> list[Any]:
    """Today's value of a metric of Ana."""
    span = {"from": str(day()), "to": str(day())}
    return await values(metrics, headers, "person:ana", metric, **span)


async def test_a_rating_counts_for_its_metric_and_is_read_without_its_rater(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    lena, ana = token("lena", ["lead"]), token("ana")
    kept = await give(metrics, lena, rating(comment="Well done."))
    assert (kept["status"], kept["metric"], kept["value"]) == ("kept", "team_contribution", 4)
    assert await counted(metrics, ana, "team_contribution") == [4]
    for reader in (ana, lena):
        [item] = (await read(metrics, reader))["items"]
        assert item == {
            "id": kept["id"],
            "kind": "contribution",
            "subject": "person:ana",
            "day": str(day()),
            "value": 4,
            "comment": "Well done.",
            "about": "Faster answers",
            "framework": None,
            "competency": None,
            "expected": None,
            "gap": None,
        }


async def test_a_rating_is_kept_once_and_another_opinion_must_withdraw_it_first(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    lena = token("lena", ["lead"])
    first = await give(metrics, lena, rating())
    again = await give(metrics, lena, rating(), status=200)
    assert (again["id"], again["status"]) == (first["id"], "duplicate")
    refused = await give(metrics, lena, rating(value=1), status=409)
    assert refused["type"] == "/problems/rating-stands"
    assert await counted(metrics, lena, "team_contribution") == [4]


async def test_whoever_gave_it_withdraws_it_and_may_give_another(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    lena, ana = token("lena", ["lead"]), token("ana")
    first = await give(metrics, lena, rating(comment="Oh dear."))
    [mine] = (await metrics.get(f"{PATH}/given", headers=lena)).json()["items"]
    assert mine["id"] == first["id"]
    for other in (ana, admin):
        assert (await metrics.get(f"{PATH}/given", headers=other)).json()["items"] == []
        gone = await metrics.delete(f"{PATH}/{first['id']}", headers=other)
        assert gone.status_code == 404
    assert (await metrics.delete(f"{PATH}/{first['id']}", headers=lena)).status_code == 204
    assert (await read(metrics, ana))["items"] == []
    assert await counted(metrics, ana, "team_contribution") == [None]
    await give(metrics, lena, rating(value=2))
    assert await counted(metrics, ana, "team_contribution") == [2]
    again = await metrics.delete(f"{PATH}/{first['id']}", headers=lena)
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("level", "expected", "gap"),
    [
        pytest.param(None, 3, 1, id="of the role at every level"),
        pytest.param("senior", 4.5, -0.5, id="of a level that is named"),
        pytest.param("junior", 3, 1, id="of a level that is not"),
    ],
)
async def test_a_competency_is_rated_against_what_the_role_is_expected_to_show(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    level: str | None,
    expected: float,
    gap: float,
) -> None:
    await put_support(metrics, admin)
    await put_person(metrics, admin, "ana", "support", roles=[{"role": "agent"}])
    await metrics.put("/v1/frameworks/support", json=FRAMEWORK, headers=admin)
    kept = await give(metrics, token("lena", ["lead"]), rating(**COMPETENCY, level=level))
    assert (kept["expected"], kept["gap"]) == (expected, gap)
    [item] = (await read(metrics, token("ana")))["items"]
    assert (item["competency"], item["expected"], item["gap"]) == ("listening", expected, gap)
    assert await counted(metrics, token("ana"), "competency_rating") == [4]


async def test_what_is_expected_of_nobody_leaves_no_gap(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    await metrics.put("/v1/frameworks/support", json=FRAMEWORK, headers=admin)
    kept = await give(metrics, token("lena", ["lead"]), rating(**COMPETENCY))
    assert (kept["expected"], kept["gap"]) == (None, None)


@pytest.mark.parametrize(
    ("person", "roles", "said", "status"),
    [
        pytest.param("lena", [], rating(), 201, id="a lead of the team"),
        pytest.param("lena", [], rating(subject="team:support"), 201, id="of the team itself"),
        pytest.param("ana", [], rating(), 403, id="oneself"),
        pytest.param("ben", [], rating(), 403, id="a peer"),
        pytest.param("ben", [], rating(subject="team:support"), 403, id="a member of the team"),
        pytest.param("eve", ["lead"], rating(), 403, id="a lead in name only"),
        pytest.param("root", ["administrator"], rating(), 403, id="an administrator"),
        pytest.param("hr", ["analyst"], rating(), 403, id="an analyst"),
        pytest.param(None, ["administrator"], rating(), 403, id="a service account"),
        pytest.param("lena", [], rating(kind="csat", value=5), 403, id="a lead for a customer"),
        pytest.param("ben", [], review(), 201, id="a peer in a review"),
        pytest.param("ana", [], review(), 201, id="oneself in a review"),
        pytest.param("lena", [], review(), 201, id="a lead in a review"),
        pytest.param("lena", [], review(group="peer"), 403, id="a lead as a peer"),
        pytest.param("ben", [], review(subject="person:lena"), 201, id="a report in a review"),
        pytest.param("eve", [], review(), 403, id="a stranger in a review"),
        pytest.param("ben", [], review(group="customer"), 403, id="a peer as a customer"),
    ],
)
async def test_who_may_rate(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    person: str | None,
    roles: list[str],
    said: dict[str, Any],
    status: int,
) -> None:
    await put_support(metrics, admin)
    await put_team(metrics, admin, "other", ["eve"], lead="ada")
    await put_round(metrics, admin)
    await give(metrics, token(person, roles), said, status)


async def test_nobody_without_a_token_or_key_rates(metrics: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer cp_nonsense"}, {"Authorization": "Bearer x"}):
        await give(metrics, headers, rating(), 401)


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param({"value": 5.1}, "/value", id="more than five"),
        pytest.param({"value": 0.9}, "/value", id="less than one"),
        pytest.param({"about": None}, "/about", id="about nothing"),
        pytest.param({"round": "autumn"}, "/round", id="a needless round"),
        pytest.param({"group": "peer"}, "/group", id="a needless group"),
        pytest.param({"source": "x"}, "/source", id="a source without a key"),
        pytest.param({"rater": "x"}, "/rater", id="a rater without a key"),
        pytest.param({"comment": "\x00"}, "/comment", id="NUL"),
        pytest.param({"about": "a\nb"}, "/about", id="a line end"),
        pytest.param({"hat": 1}, "/hat", id="a hat"),
        pytest.param({"time": "2026-01-01"}, "/time", id="no moment"),
        pytest.param({"time": "0001-01-01T00:00:00+14:00"}, "/time", id="before all days"),
        pytest.param({"time": "9999-12-31T23:59:59-12:00"}, "/time", id="after all days"),
        pytest.param({**COMPETENCY, "framework": None}, "/framework", id="no framework"),
        pytest.param({**COMPETENCY, "subject": "team:support"}, "/subject", id="a team's skill"),
        pytest.param({**COMPETENCY, "competency": "juggling"}, "/competency", id="no competency"),
    ],
)
async def test_an_unsound_rating_is_refused_with_a_pointer(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    said: dict[str, Any],
    pointer: str,
) -> None:
    await put_support(metrics, admin)
    await metrics.put("/v1/frameworks/support", json=FRAMEWORK, headers=admin)
    refused = await give(metrics, token("lena", ["lead"]), rating(**said), 422)
    assert refused["errors"][0]["pointer"] == pointer


async def test_a_time_to_come_cannot_be_counted_and_nothing_is_kept(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    lena = token("lena", ["lead"])
    refused = await give(metrics, lena, rating(time="2999-01-01T00:00:00Z"), 422)
    assert refused["type"] == "/problems/uncounted"
    assert (await metrics.get(f"{PATH}/given", headers=lena)).json()["items"] == []
