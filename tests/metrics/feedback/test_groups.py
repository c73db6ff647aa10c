"""What those who lead nobody of a group read of it: quarters, in which enough people spoke."""

from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.feedback.rating import PATH, give, put_support, rating, read

HR = ("hr", ["analyst"])
SPAN = {"from": "2026-01-01", "to": "2026-06-30"}


async def answers(
    metrics: httpx.AsyncClient, push: dict[str, str], days: list[str], subject: str = "person:ana"
) -> None:
    """An answer of another customer on each day."""
    for number, day in enumerate(days):
        said = {"source": "survey", "id": f"{subject}{number}", "rater": f"customer-{number}"}
        moment = {"time": f"{day}T10:00:00Z", "comment": f"on {day}"}
        await give(
            metrics, push, rating(kind="csat", about=None, subject=subject, **said, **moment)
        )


async def test_a_quarter_is_told_from_five_raters_on(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    first = [f"2026-03-0{day}" for day in range(1, 6)]
    await answers(metrics, push, [*first, *[f"2026-04-0{day}" for day in range(1, 5)]])
    told = await read(metrics, token(*HR), "team:support", **SPAN)
    assert told["items"] == []
    assert told["quarters"] == [
        {
            "first_day": "2026-01-01",
            "last_day": "2026-03-31",
            "kind": "csat",
            "raters": 5,
            "mean": 1,
            "comments": [f"on {day}" for day in first],
        }
    ]


async def test_words_are_told_of_teams_only_so_that_none_is_what_is_left_of_all(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    await answers(metrics, push, [f"2026-03-0{day}" for day in range(1, 7)])
    [team] = (await read(metrics, token(*HR), "team:support", **SPAN))["quarters"]
    [everybody] = (await read(metrics, token(*HR), "organization", **SPAN))["quarters"]
    assert (len(team["comments"]), everybody["comments"]) == (6, [])
    assert everybody["raters"] == 6


@pytest.mark.parametrize(
    ("asked", "quarters"),
    [
        pytest.param({"from": "2026-01-02", "to": "2026-06-30"}, 0, id="a day less of the first"),
        pytest.param({"from": "2026-01-01", "to": "2026-03-30"}, 0, id="a day less of the last"),
        pytest.param({"from": "2026-01-01", "to": "2026-03-31"}, 1, id="the whole"),
        pytest.param({"from": "9999-01-01", "to": "9999-12-31"}, 0, id="the end of time"),
        pytest.param({"from": "0001-01-01", "to": "0001-12-31"}, 0, id="the beginning of it"),
        pytest.param({"from": "2025-10-02", "to": "2026-05-31"}, 1, id="the whole among others"),
    ],
)
async def test_only_whole_quarters_are_told_so_that_no_day_can_be_taken_out(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    push: dict[str, str],
    token: Headers,
    asked: dict[str, str],
    quarters: int,
) -> None:
    await put_support(metrics, admin)
    await answers(metrics, push, [f"2026-03-0{day}" for day in range(1, 7)])
    told = await read(metrics, token(*HR), "team:support", **asked)
    assert len(told["quarters"]) == quarters


async def test_a_quarter_that_is_not_over_is_not_told(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    for number in range(6):
        said = {"source": "survey", "id": f"{number}", "rater": f"{number}"}
        await give(metrics, push, rating(kind="csat", about=None, **said))
    assert (await read(metrics, token(*HR), "team:support"))["quarters"] == []
    assert len((await read(metrics, token("lena", ["lead"]), "team:support"))["items"]) == 6


@pytest.mark.parametrize(
    ("who", "subject", "status"),
    [
        pytest.param(("ana", []), "person:ana", 200, id="oneself"),
        pytest.param(("lena", ["lead"]), "person:ana", 200, id="one's lead"),
        pytest.param(("ben", []), "person:ana", 403, id="a peer"),
        pytest.param(("ben", []), "team:support", 200, id="a member of a team of seven"),
        pytest.param(HR, "person:ana", 403, id="an analyst of a person"),
        pytest.param(HR, "team:support", 200, id="an analyst of a team of seven"),
        pytest.param(HR, "team:pair", 403, id="an analyst of a team of two"),
        pytest.param(HR, "organization", 200, id="an analyst of all"),
        pytest.param(("root", ["administrator"]), "person:ana", 403, id="an administrator"),
        pytest.param(("paul", ["lead"]), "team:support", 403, id="another lead"),
    ],
)
async def test_who_reads_what(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    who: tuple[str, list[str]],
    subject: str,
    status: int,
) -> None:
    await put_support(metrics, admin)
    pair = {"name": "Pair", "leads": [{"person": "paul"}]}
    await metrics.put("/v1/teams/pair", json=pair, headers=admin)
    for key in ("x", "y"):
        body = {"name": key, "memberships": [{"team": "pair"}]}
        await metrics.put(f"/v1/people/{key}", json=body, headers=admin)
    asked: dict[str, Any] = {"subject": subject} | SPAN
    answer = await metrics.get(PATH, params=asked, headers=token(*who))
    assert answer.status_code == status, answer.text


async def test_ratings_come_in_pages_and_by_kind(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str], token: Headers
) -> None:
    await put_support(metrics, admin)
    await answers(metrics, push, ["2026-03-01", "2026-03-02", "2026-03-03"])
    await give(metrics, token("lena"), rating())
    ana = token("ana")
    first = await read(metrics, ana, limit="2")
    second = await read(metrics, ana, limit="2", cursor=first["next_cursor"])
    ids = {item["id"] for page in (first, second) for item in page["items"]}
    assert (len(ids), second["next_cursor"]) == (4, None)
    kinds = [item["kind"] for item in (await read(metrics, ana, kind="csat"))["items"]]
    assert kinds == ["csat"] * 3


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"from": "2026-02-01", "to": "2026-01-01"}, id="ends first"),
        pytest.param({"from": "2026-02-01", "to": "9999-12-31"}, id="the end of time"),
        pytest.param({**SPAN, "cursor": "eA"}, id="a cursor of others"),
        pytest.param({**SPAN, "kind": "hat"}, id="a hat"),
        pytest.param({**SPAN, "subject": "account:a/b"}, id="an account"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    metrics: httpx.AsyncClient, token: Headers, asked: dict[str, str]
) -> None:
    params = {"subject": "person:ana"} | asked
    assert (await metrics.get(PATH, params=params, headers=token("ana"))).status_code == 422
