"""Who was who, and when."""

import httpx
import pytest

from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, put_team, values


async def test_a_person_is_read_as_they_were_put(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    said = {
        "name": "Ana",
        "fte": 0.8,
        "part_time": [{"fte": 0.5, "first_day": "2026-04-01", "last_day": "2026-04-30"}],
        "absences": [{"first_day": "2026-08-03", "last_day": "2026-08-14"}],
        "calendars": [{"calendar": "munich", "first_day": None, "last_day": None}],
        "archived_on": None,
        "roles": [{"role": "agent", "first_day": "2026-01-01", "last_day": None}],
        "memberships": [{"team": "support", "first_day": None, "last_day": "2026-06-30"}],
    }
    await metrics.put("/v1/people/ana", json=said, headers=admin)
    answer = await metrics.get("/v1/people/ana", headers=token(person="ana"))
    assert answer.json() == {"key": "ana", **said}


async def test_a_put_replaces_what_was_said_before(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_person(metrics, admin, "ana", "support")
    await put_person(metrics, admin, "ana", "sales")
    answer = await metrics.get("/v1/people/ana", headers=token(person="ana"))
    assert [entry["team"] for entry in answer.json()["memberships"]] == ["sales"]


@pytest.mark.parametrize(
    ("memberships", "pointer"),
    [
        pytest.param(
            [{"team": "a", "first_day": "2026-02-01", "last_day": "2026-01-01"}],
            "/memberships/0/last_day",
            id="ends before it begins",
        ),
        pytest.param(
            [{"team": "a", "last_day": "2026-01-31"}, {"team": "a", "first_day": "2026-01-31"}],
            "/memberships/1/first_day",
            id="a day in both spans",
        ),
    ],
)
async def test_unsound_dates_are_refused_with_a_pointer(
    metrics: httpx.AsyncClient, admin: dict[str, str], memberships: object, pointer: str
) -> None:
    said = {"name": "Ana", "memberships": memberships}
    answer = await metrics.put("/v1/people/ana", json=said, headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_whoever_is_archived_leaves_teams_roles_and_leads_on_that_day(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await put_team(metrics, admin, "support", [], lead="ana")
    said = {
        "name": "Ana",
        "archived_on": "2026-07-01",
        "roles": [{"role": "agent"}, {"role": "coach", "first_day": "2026-07-01"}],
        "memberships": [{"team": "support", "last_day": "2026-05-31"}],
    }
    told = (await metrics.put("/v1/people/ana", json=said, headers=admin)).json()
    assert told["roles"] == [{"role": "agent", "first_day": None, "last_day": "2026-06-30"}]
    assert told["memberships"][0]["last_day"] == "2026-05-31"
    assert (await metrics.get("/v1/people/ana", headers=admin)).json() == told
    team = (await metrics.get("/v1/teams/support", headers=admin)).json()
    assert team["leads"] == [{"person": "ana", "first_day": None, "last_day": "2026-06-30"}]


@pytest.mark.parametrize("path", ["people/ana", "teams/a", "roles/a", "calendars/a"])
async def test_a_change_that_names_another_version_is_refused(
    metrics: httpx.AsyncClient, admin: dict[str, str], path: str
) -> None:
    where = f"/v1/{path}"
    first = await metrics.put(where, json={"name": "A"}, headers=admin)
    stale = {**admin, "If-Match": first.headers["ETag"]}
    assert (await metrics.get(where, headers=admin)).headers["ETag"] == stale["If-Match"]
    changed = await metrics.put(where, json={"name": "B"}, headers=stale)
    assert changed.status_code == 200
    again = await metrics.put(where, json={"name": "C"}, headers=stale)
    assert (again.status_code, again.json()["type"]) == (412, "/problems/changed-meanwhile")
    assert (await metrics.get(where, headers=admin)).json()["name"] == "B"


async def test_the_same_said_in_another_order_is_no_other_version(
    metrics: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    teams = [{"team": "b"}, {"team": "a"}, {"team": "c", "first_day": "2026-01-01"}]
    roles = [{"role": "b", "first_day": "2026-01-01"}, {"role": "a", "first_day": "2026-01-01"}]
    etags = set()
    for turn in (1, -1):
        said = {"name": "Ana", "memberships": teams[::turn], "roles": roles[::turn]}
        put = await metrics.put("/v1/people/ana", json=said, headers=admin)
        got = await metrics.get("/v1/people/ana", headers=admin)
        assert put.json() == got.json()
        etags |= {put.headers["ETag"], got.headers["ETag"]}
        leads = [{"person": "lena"}, {"person": "ada"}][::turn]
        team = {"name": "T", "leads": leads}
        put = await metrics.put("/v1/teams/t", json=team, headers=admin)
        assert put.json() == (await metrics.get("/v1/teams/t", headers=admin)).json()
    assert len(etags) == 1


async def test_the_organization_is_whoever_is_here(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    for number in range(6):
        await put_person(metrics, admin, f"p{number}")
    await put_person(metrics, admin, "gone", archived_on="2026-01-01")
    analyst = token("hr", ["analyst"])
    told = (await metrics.get("/v1/subjects/organization", headers=analyst)).json()
    assert told["people"] == 6


async def test_adjacent_spans_are_sound(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    spans = [{"team": "a", "last_day": "2026-01-30"}, {"team": "a", "first_day": "2026-01-31"}]
    said = {"name": "Ana", "memberships": spans}
    assert (await metrics.put("/v1/people/ana", json=said, headers=admin)).status_code == 200


async def test_only_administrators_change_the_directory(
    metrics: httpx.AsyncClient, token: Headers
) -> None:
    lead = token(person="lena", roles=["lead", "analyst"])
    for path in ("people/ana", "teams/support", "roles/agent", "accounts/zendesk/1"):
        answer = await metrics.put(f"/v1/{path}", json={"name": "x"}, headers=lead)
        assert answer.status_code == 403, path


async def test_an_account_counts_for_its_person_as_soon_as_it_is_mapped(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_person(metrics, admin, "ana")
    await post(event(subject="account:github/octocat"))
    ana = token(person="ana")
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [0, 0, 0]
    account = {"person": "ana"}
    await metrics.put("/v1/accounts/github/octocat", json=account, headers=admin)
    assert await values(metrics, ana, "person:ana", "tickets_closed") == [1, 0, 0]


async def test_an_account_counts_only_while_it_is_theirs_and_a_bots_never(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_person(metrics, admin, "ana")
    days = ("2026-11-02", "2026-11-03")
    for login in ("mine", "robot"):
        for day in days:
            at = f"{day}T10:00:00Z"
            await post(event(id=f"{login}{day}", subject=f"account:jira/{login}", time=at))
    mine = {"person": "ana", "first_day": "2026-11-03"}
    await metrics.put("/v1/accounts/jira/mine", json=mine, headers=admin)
    robot = {"person": "ana", "bot": True}
    await metrics.put("/v1/accounts/jira/robot", json=robot, headers=admin)
    assert await values(metrics, token(person="ana"), "person:ana", "tickets_closed") == [0, 1, 0]


async def test_a_teams_number_is_its_members_of_each_day(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_team(metrics, admin, "support", ["ana"])
    ben = {"team": "support", "first_day": "2026-11-03", "last_day": "2026-11-03"}
    await put_person(metrics, admin, "ben", memberships=[ben])
    for person in ("ana", "ben"):
        for day in ("02", "03", "04"):
            at = f"2026-11-{day}T10:00:00Z"
            await post(event(id=f"{person}{day}", subject=f"person:{person}", time=at))
    await post(event(id="whole", subject="team:support", time="2026-11-04T10:00:00Z"))
    lead = token(person="lena", roles=["lead"])
    assert await values(metrics, lead, "team:support", "tickets_closed") == [1, 2, 2]


async def test_the_facts_of_a_subject_name_its_roles_largest_first(
    metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    await put_team(metrics, admin, "support", [])
    for person, role in (("ana", "agent"), ("ben", "agent"), ("cem", "coach")):
        roles, teams = [{"role": role}], [{"team": "support"}]
        await put_person(metrics, admin, person, roles=roles, memberships=teams)
    answer = await metrics.get("/v1/subjects/team:support", headers=token(person="lena"))
    assert answer.json() == {
        "subject": "team:support",
        "name": "Support",
        "kind": "team",
        "people": 3,
        "roles": [{"role": "agent", "people": 2}, {"role": "coach", "people": 1}],
    }
