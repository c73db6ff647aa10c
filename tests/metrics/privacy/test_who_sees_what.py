"""People see themselves, leads their teams, analysts and members groups that are large enough."""

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.people import put_person, put_team

SUPPORT = [f"agent{number}" for number in range(5)]
PAIR = ["ana", "ben"]


@pytest.fixture
async def organization(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """A team of five and a team of two, each with its lead."""
    await put_team(metrics, admin, "support", SUPPORT, lead="lena")
    await put_team(metrics, admin, "pair", PAIR, lead="paul")


async def test_a_group_that_was_small_once_is_hidden_for_as_long_as_it_was(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_team(metrics, admin, "grown", ["first"])
    for number in range(4):
        joined = [{"team": "grown", "first_day": "2026-02-01", "last_day": None}]
        await put_person(metrics, admin, f"later{number}", memberships=joined)
    left = [{"team": "grown", "first_day": "2026-02-01", "last_day": "2026-06-30"}]
    await put_person(metrics, admin, "leaver", memberships=left)
    asked = {"metric": "csat", "subject": "team:grown"}
    analyst = token("hr", ["analyst"])
    for first, last, status in (
        ("2026-02-01", "2026-11-01", 200),
        ("2026-06-30", "2026-07-01", 200),
        ("2026-01-31", "2026-11-01", 403),
        ("2026-01-01", "2026-01-31", 403),
    ):
        answer = await metrics.get(
            "/v1/series", params=asked | {"from": first, "to": last}, headers=analyst
        )
        assert answer.status_code == status, (first, answer.text)


@pytest.mark.parametrize(
    ("person", "roles", "subject", "sees"),
    [
        pytest.param("agent0", [], "person:agent0", True, id="oneself"),
        pytest.param("agent0", [], "person:agent1", False, id="a colleague"),
        pytest.param("agent0", [], "team:support", True, id="the own team of five"),
        pytest.param("ana", [], "team:pair", False, id="the own team of two: it shows the other"),
        pytest.param("ana", [], "team:support", False, id="another team"),
        pytest.param("lena", ["lead"], "team:support", True, id="the team one leads"),
        pytest.param("lena", ["lead"], "person:agent3", True, id="a member of it"),
        pytest.param("lena", ["lead"], "team:pair", False, id="the team another leads"),
        pytest.param("lena", ["lead"], "person:ana", False, id="a member of that"),
        pytest.param("paul", ["lead"], "team:pair", True, id="a lead sees a small team too"),
        pytest.param("eve", ["lead"], "team:support", False, id="a lead in name only"),
        pytest.param("hr", ["analyst"], "team:support", True, id="an analyst, a group of five"),
        pytest.param("hr", ["analyst"], "team:pair", False, id="an analyst, a group of two"),
        pytest.param("hr", ["analyst"], "organization", True, id="an analyst, everybody"),
        pytest.param("hr", ["analyst"], "person:agent0", False, id="an analyst, a person"),
        pytest.param("root", ["administrator"], "person:agent0", False, id="administrator, person"),
        pytest.param(None, [], "organization", False, id="a service account without a role"),
    ],
)
async def test_who_sees_what(
    metrics: httpx.AsyncClient,
    organization: None,
    token: Headers,
    person: str | None,
    roles: list[str],
    subject: str,
    sees: bool,
) -> None:
    asked = {"metric": "csat", "subject": subject, "from": "2026-11-02", "to": "2026-11-03"}
    answer = await metrics.get("/v1/series", params=asked, headers=token(person, roles))
    assert answer.status_code == (200 if sees else 403), answer.text


async def test_a_caller_may_ask_whose_numbers_they_may_see(
    metrics: httpx.AsyncClient, organization: None, token: Headers
) -> None:
    subjects = ["team:pair", "person:agent0", "team:support", "person:ana", "organization"]
    for headers, visible in (
        (token("lena", ["lead"]), ["person:agent0", "team:support"]),
        (token("ana"), ["person:ana", "organization"]),
        (token("hr", ["analyst"]), ["team:support", "organization"]),
        (token("stranger"), []),
    ):
        answer = await metrics.post(
            "/v1/subjects/visible", json={"subjects": subjects}, headers=headers
        )
        assert answer.json() == {"subjects": visible}


@pytest.mark.parametrize("first", ["0001-01-01", "0001-01-02", "9999-12-30"])
@pytest.mark.parametrize("last", ["0001-01-02", "9999-12-30", "9999-12-31"])
async def test_whoever_is_visible_is_so_on_all_days_that_can_be_said(
    metrics: httpx.AsyncClient, organization: None, token: Headers, first: str, last: str
) -> None:
    asked = {"subjects": ["person:agent0", "team:support"], "from": first, "to": last}
    answer = await metrics.post("/v1/subjects/visible", json=asked, headers=token("agent0"))
    assert (answer.status_code, answer.json()["subjects"][:1]) == (200, ["person:agent0"])


async def test_a_group_too_small_on_one_of_the_days_asked_for_is_not_visible(
    metrics: httpx.AsyncClient, admin: dict[str, str], organization: None, token: Headers
) -> None:
    began = [{"team": "support", "first_day": "2026-02-01", "last_day": None}]
    await put_person(metrics, admin, "agent0", memberships=began)
    for first, visible in (("2026-02-01", ["team:support"]), ("2026-01-31", [])):
        asked = {"subjects": ["team:support"], "from": first, "to": "2026-03-01"}
        answer = await metrics.post(
            "/v1/subjects/visible", json=asked, headers=token("hr", ["analyst"])
        )
        assert answer.json() == {"subjects": visible}
