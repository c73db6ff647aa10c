"""360-degree reviews: sealed while a round is open, and told so that nobody can be made out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.feedback.reviews import cells_of
from tests.conftest import Headers
from tests.live import Live
from tests.metrics.feedback.rating import (
    PATH,
    PEERS,
    give,
    put_round,
    put_support,
    read,
    review,
    today,
)
from tests.metrics.people import values

sizes = st.dictionaries(st.sampled_from(["lead", "peer", "report", "customer"]), st.integers(1, 9))


@given(sizes, st.integers(3, 7))
def test_no_cell_and_nothing_left_over_is_too_small(sizes: dict[str, int], least: int) -> None:
    cells = cells_of(sizes, least)
    told: dict[str, int] = {}
    for group, name in cells.items():
        told[name] = told.get(name, 0) + sizes[group]
    assert all(size >= least for size in told.values())
    left = sum(sizes.values()) - sum(told.values())
    assert left == 0 or not told
    assert bool(told) == (sum(sizes.values()) >= least)


@given(sizes, st.integers(3, 7))
def test_a_group_that_is_large_enough_stands_alone_unless_it_hides_another(
    sizes: dict[str, int], least: int
) -> None:
    cells = cells_of(sizes, least)
    if all(size >= least for size in sizes.values()):
        assert cells == {group: group for group in sizes}
    own = [group for group, name in cells.items() if name == group]
    hidden = [group for group in sizes if group not in own]
    assert all(sizes[group] >= least for group in own)
    large = [group for group in hidden if sizes[group] >= least]
    assert len(large) <= 1


async def close(house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """End the round with yesterday, and publish it."""
    await put_round(metrics, admin, last=-1)
    await house["metrics"].app.state.publishing.publish(datetime.now(UTC))


async def feedback_360(
    metrics: httpx.AsyncClient, headers: dict[str, str], subject: str = "person:ana"
) -> list[Any]:
    """The metric on the last days."""
    span = {"from": str(today() - timedelta(days=1)), "to": str(today())}
    return await values(metrics, headers, subject, "feedback_360", **span)


async def test_what_is_said_is_sealed_until_the_round_is_over(
    house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    await put_round(metrics, admin)
    lena, ana = token("lena", ["lead"]), token("ana")
    for number, peer in enumerate(PEERS[1:]):
        kept = await give(metrics, token(peer), review(value=number % 5 + 1, comment=f"c{number}"))
        assert kept["sealed_until"] == str(today())
    await give(metrics, lena, review(value=5, comment="from the lead"))
    await give(metrics, ana, review(value=2))
    await house["metrics"].app.state.publishing.publish(datetime.now(UTC))
    for reader in (lena, ana):
        assert await read(metrics, reader) == {
            "items": [],
            "reviews": [],
            "quarters": [],
            "next_cursor": None,
        }
        assert await feedback_360(metrics, reader) == [None, None]
    await close(house, metrics, admin)
    for reader in (lena, ana):
        told = await read(metrics, reader)
        # The lead alone would be one, so their word is told with that of the peers.
        assert told["reviews"] == [
            {
                "round": "autumn",
                "subject": "person:ana",
                "competency": None,
                "own": 2,
                "cells": [
                    {
                        "group": "others",
                        "raters": 7,
                        "mean": pytest.approx(3),
                        "comments": ["c0", "c1", "c2", "c3", "c4", "c5", "from the lead"],
                    }
                ],
            }
        ]
        assert await feedback_360(metrics, reader) == [pytest.approx(3), None]
        assert told["items"] == []


@pytest.mark.parametrize(("raters", "told"), [(4, False), (5, True)])
async def test_fewer_than_five_are_not_told(
    house: dict[str, Live],
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    raters: int,
    told: bool,
) -> None:
    await put_support(metrics, admin)
    await put_round(metrics, admin)
    for peer in PEERS[1 : raters + 1]:
        await give(metrics, token(peer), review(comment="secret"))
    await close(house, metrics, admin)
    [found] = (await read(metrics, token("ana")))["reviews"]
    assert bool(found["cells"]) == told
    assert await feedback_360(metrics, token("ana")) == [4 if told else None, None]


async def test_a_round_that_is_over_takes_and_gives_back_nothing_and_stays_over(
    house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    await put_round(metrics, admin)
    ben = token("ben")
    kept = await give(metrics, ben, review())
    other = await give(metrics, ben, review(subject="person:cem"))
    assert (await metrics.delete(f"{PATH}/{other['id']}", headers=ben)).status_code == 204
    await close(house, metrics, admin)
    refused = await give(metrics, token("cem"), review(), 409)
    assert refused["type"] == "/problems/round-not-open"
    assert (await metrics.delete(f"{PATH}/{kept['id']}", headers=ben)).status_code == 409
    etag = (await metrics.get("/v1/feedback_rounds/autumn", headers=admin)).headers["ETag"]
    days = {"name": "Again", "first_day": str(today()), "last_day": str(today())}
    again = await metrics.put(
        "/v1/feedback_rounds/autumn", json=days, headers=admin | {"If-Match": etag}
    )
    assert again.status_code == 409


async def test_publishing_twice_counts_once(
    house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    await put_round(metrics, admin)
    for peer in PEERS[1:]:
        await give(metrics, token(peer), review())
    await close(house, metrics, admin)
    await house["metrics"].app.state.publishing.publish(datetime.now(UTC))
    asked = {"subject": "person:ana", "metric": "feedback_360"} | {
        "from": str(today() - timedelta(days=1)),
        "to": str(today()),
    }
    answer = await metrics.get("/v1/series", params=asked, headers=token("ana"))
    assert [point["count"] for point in answer.json()["points"]] == [1, 0]


async def test_competencies_of_a_rounds_framework_are_told_one_by_one(
    house: dict[str, Live], metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    framework = {"name": "F", "competencies": [{"key": k, "name": k} for k in ("a", "b")]}
    await metrics.put("/v1/frameworks/f", json=framework, headers=admin)
    await put_support(metrics, admin)
    await put_round(metrics, admin, framework="f")
    for peer in PEERS[1:]:
        await give(metrics, token(peer), review(competency="a", value=2))
    await give(metrics, token("ben"), review(competency="b", value=5))
    await give(metrics, token("ben"), review(), 422)
    await give(metrics, token("ben"), review(competency="c"), 422)
    await put_round(metrics, admin, last=-1, framework="f")
    await house["metrics"].app.state.publishing.publish(datetime.now(UTC))
    reviews = (await read(metrics, token("ana")))["reviews"]
    assert [(one["competency"], [cell["mean"] for cell in one["cells"]]) for one in reviews] == [
        ("a", [2]),
        ("b", []),
    ]
    # What may not be told alone is in no mean either: from the whole it could be taken out.
    assert await feedback_360(metrics, token("ana")) == [2, None]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        pytest.param({"first_day": "2026-02-01", "last_day": "2026-01-01"}, 422, id="ends first"),
        pytest.param({"framework": "nowhere"}, 404, id="no framework"),
        pytest.param({"name": ""}, 422, id="no name"),
    ],
)
async def test_an_unsound_round_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], status: int
) -> None:
    usual = {"name": "R", "first_day": "2026-01-01", "last_day": "2026-02-01"}
    answer = await metrics.put("/v1/feedback_rounds/r", json=usual | said, headers=admin)
    assert answer.status_code == status, answer.text


async def test_rounds_are_planned_by_administrators_and_known_to_all(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_round(metrics, admin)
    ana = token("ana")
    read_by_ana = await metrics.get("/v1/feedback_rounds/autumn", headers=ana)
    assert (read_by_ana.json()["version"], read_by_ana.json()["closed"]) == (1, False)
    [listed] = (await metrics.get("/v1/feedback_rounds", headers=ana)).json()["items"]
    assert listed == read_by_ana.json()
    where, said = "/v1/feedback_rounds/autumn", {"name": "A", "first_day": "2026-01-01"}
    body = said | {"last_day": "2026-12-31"}
    assert (await metrics.put(where, json=body, headers=ana)).status_code == 403
    assert (await metrics.put(where, json=body, headers=admin)).status_code == 428
    stale = admin | {"If-Match": '"7"'}
    assert (await metrics.put(where, json=body, headers=stale)).status_code == 412
