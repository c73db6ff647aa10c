"""What a push of users and groups makes of people and teams."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from tests.metrics.people import put_person
from tests.metrics.roster.rosters import imported
from tests.metrics.scim.pushing import (
    ENTERPRISE,
    GROUP,
    USER,
    leads,
    patch,
    person,
    push_group,
    push_user,
    send,
)

Headers = dict[str, str]
TODAY = datetime.now(UTC).date()
YESTERDAY = str(TODAY - timedelta(days=1))
LONG_AGO = "2020-01-01"


async def as_if_long_ago(administrator: asyncpg.Connection, *tables: str) -> None:
    """Let what began today have begun long ago."""
    for table in tables or ("membership", "leadership"):
        await administrator.execute(
            f"update metrics.{table} set first_day = date '{LONG_AGO}' where first_day = $1", TODAY
        )


async def test_a_user_becomes_a_person_under_the_local_part_of_the_name(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers
) -> None:
    told = await push_user(metrics, provider, "Ana.Lopes", displayName="Ana Lopes")
    assert (told["id"], told["userName"]) == ("ana.lopes", "Ana.Lopes@example.org")
    assert told["meta"]["location"].endswith("/scim/v2/Users/ana.lopes")
    assert (await person(metrics, admin, "ana.lopes"))["name"] == "Ana Lopes"
    other = await push_user(metrics, provider, "x", userName="ana.lopes@elsewhere.org")
    assert other["id"] == "ana.lopes-elsewhere.org"


async def test_a_person_who_is_known_is_taken_over_with_all_that_is_known_of_them(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers
) -> None:
    await put_person(metrics, admin, "ana", "support", roles=[{"role": "agent"}], fte=0.8)
    assert (await push_user(metrics, provider, "ana", displayName="Ana"))["id"] == "ana"
    ana = await person(metrics, admin, "ana")
    assert (ana["fte"], ana["roles"][0]["role"], ana["memberships"][0]["team"]) == (
        0.8,
        "agent",
        "support",
    )


async def test_membership_changes_from_today_on_and_history_stays(
    metrics: httpx.AsyncClient,
    admin: Headers,
    provider: Headers,
    administrator: asyncpg.Connection,
) -> None:
    for name in ("ana", "ben"):
        await push_user(metrics, provider, name)
    group = await push_group(metrics, provider, "Support", "ana")
    assert (group["id"], [m["value"] for m in group["members"]]) == ("support", ["ana"])
    spell = {"team": "support", "first_day": str(TODAY), "last_day": None}
    assert (await person(metrics, admin, "ana"))["memberships"] == [spell]
    await as_if_long_ago(administrator)
    body = {"schemas": [GROUP], "displayName": "Support", "members": [{"value": "ben"}]}
    await send(metrics, provider, "PUT", "/Groups/support", body)
    then = {"team": "support", "first_day": LONG_AGO, "last_day": YESTERDAY}
    assert (await person(metrics, admin, "ana"))["memberships"] == [then]
    assert (await person(metrics, admin, "ben"))["memberships"] == [spell]
    back = {"op": "add", "path": "members", "value": [{"value": "ana"}]}
    told = await patch(metrics, provider, "/Groups/support", back)
    assert [m["value"] for m in told["members"]] == ["ana", "ben"]
    assert (await person(metrics, admin, "ana"))["memberships"] == [then, spell]
    out = {"op": "remove", "path": 'members[value eq "ben"]'}
    await patch(metrics, provider, "/Groups/support", out)
    assert (await person(metrics, admin, "ben"))["memberships"] == []  # it was for no whole day
    ana = (await send(metrics, provider, "GET", "/Users/ana")).json()
    assert ana["groups"] == [{"value": "support", "display": "Support"}]


@pytest.mark.parametrize("said", [{}, {"members": None}, {"members": []}], ids=str)
async def test_a_group_that_names_nobody_yet_takes_a_team_over_with_its_members(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers, said: dict[str, Any]
) -> None:
    people = ("ana", "ben", "cleo")
    named = [f"person person={key} name={key}" for key in people]
    since = [f"membership person={key} team=ops first_day={LONG_AGO}" for key in people]
    await imported(metrics, admin, "team team=ops name=Operations", *named, *since)
    for name in ("ana", "ben"):
        await push_user(metrics, provider, name)
    body = {"schemas": [GROUP], "displayName": "Ops", **said}
    told = (await send(metrics, provider, "POST", "/Groups", body)).json()
    assert (told["id"], [m["value"] for m in told["members"]]) == ("ops", ["ana", "ben"])
    await push_user(metrics, provider, "dan")
    joining = {"op": "add", "path": "members", "value": [{"value": "ana"}, {"value": "dan"}]}
    told = await patch(metrics, provider, "/Groups/ops", joining)
    assert [m["value"] for m in told["members"]] == ["ana", "ben", "dan"]
    stands = {"team": "ops", "first_day": LONG_AGO, "last_day": None}
    for key in people:
        assert (await person(metrics, admin, key))["memberships"] == [stands]
    joined = stands | {"first_day": str(TODAY)}
    assert (await person(metrics, admin, "dan"))["memberships"] == [joined]


async def test_a_group_that_is_replaced_by_one_that_names_nobody_is_left_by_all(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers
) -> None:
    await push_user(metrics, provider, "ana")
    await put_person(metrics, admin, "ana", memberships=[{"team": "ops", "first_day": LONG_AGO}])
    await push_group(metrics, provider, "Ops")
    body = {"schemas": [GROUP], "displayName": "Ops"}
    assert (await send(metrics, provider, "PUT", "/Groups/ops", body)).status_code == 200
    then = {"team": "ops", "first_day": LONG_AGO, "last_day": YESTERDAY}
    assert (await person(metrics, admin, "ana"))["memberships"] == [then]


async def test_who_leaves_again_left_the_first_time_when_they_did(
    metrics: httpx.AsyncClient,
    admin: Headers,
    provider: Headers,
    administrator: asyncpg.Connection,
) -> None:
    await push_user(metrics, provider, "ana")
    spells = [{"team": "support", "first_day": "2019-01-01", "last_day": "2019-06-30"}]
    await put_person(metrics, admin, "ana", memberships=spells)
    await push_group(metrics, provider, "Support", "ana")
    await as_if_long_ago(administrator)
    out = {"op": "remove", "path": 'members[value eq "ana"]'}
    await patch(metrics, provider, "/Groups/support", out)
    again = {"team": "support", "first_day": LONG_AGO, "last_day": YESTERDAY}
    assert (await person(metrics, admin, "ana"))["memberships"] == [*spells, again]


async def test_whoever_is_made_inactive_is_archived_and_may_come_back(
    metrics: httpx.AsyncClient,
    admin: Headers,
    provider: Headers,
    administrator: asyncpg.Connection,
) -> None:
    await push_user(metrics, provider, "ana", displayName="Ana")
    await push_group(metrics, provider, "Support", "ana")
    await as_if_long_ago(administrator)
    # As Microsoft Entra says it: a capital, and a text for false.
    off = {"op": "Replace", "path": "active", "value": "False"}
    assert (await patch(metrics, provider, "/Users/ana", off))["active"] is False
    ana = await person(metrics, admin, "ana")
    assert (ana["archived_on"], ana["memberships"][0]["last_day"]) == (str(TODAY), YESTERDAY)
    assert "members" not in (await send(metrics, provider, "GET", "/Groups/support")).json()
    await patch(metrics, provider, "/Users/ana", {"op": "replace", "value": {"active": True}})
    ana = await person(metrics, admin, "ana")
    assert (ana["archived_on"], ana["memberships"][0]["last_day"]) == (None, YESTERDAY)


async def test_whoever_is_deleted_is_archived_and_what_they_did_stays(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers
) -> None:
    await push_user(metrics, provider, "ana", displayName="Ana")
    await push_group(metrics, provider, "Support", "ana")
    for path in ("/Users/ana", "/Groups/support"):
        assert (await send(metrics, provider, "DELETE", path)).status_code == 204
        assert (await send(metrics, provider, "GET", path)).status_code == 404
    ana = await person(metrics, admin, "ana")
    assert (ana["name"], ana["archived_on"]) == ("Ana", str(TODAY))
    assert (await metrics.get("/v1/teams/support", headers=admin)).status_code == 200
    again = await push_user(metrics, provider, "ana")
    assert (again["id"], again["active"]) == ("ana", True)


async def test_the_one_manager_of_all_members_leads_the_team(
    metrics: httpx.AsyncClient,
    admin: Headers,
    provider: Headers,
    administrator: asyncpg.Connection,
) -> None:
    for name in ("lena", "paul"):
        await push_user(metrics, provider, name)
    for name in ("ana", "ben"):
        await push_user(metrics, provider, name, manager="lena")
    await push_group(metrics, provider, "Support", "ana", "ben", "lena")
    assert await leads(metrics, admin, "support") == [("lena", str(TODAY), None)]
    await as_if_long_ago(administrator)
    to_paul = {"op": "replace", "path": f"{ENTERPRISE}:manager", "value": {"value": "paul"}}
    await patch(metrics, provider, "/Users/ana", to_paul)
    assert await leads(metrics, admin, "support") == [("lena", LONG_AGO, None)]  # not clear
    await patch(metrics, provider, "/Users/ben", to_paul)
    await patch(metrics, provider, "/Users/lena", to_paul)
    assert await leads(metrics, admin, "support") == [
        ("lena", LONG_AGO, YESTERDAY),
        ("paul", str(TODAY), None),
    ]


async def test_a_lead_who_was_said_otherwise_stays(
    metrics: httpx.AsyncClient, admin: Headers, provider: Headers
) -> None:
    await push_user(metrics, provider, "lena")
    await push_user(metrics, provider, "ana", manager="lena")
    said = {"name": "Support", "leads": [{"person": "paul"}]}
    await metrics.put("/v1/teams/support", json=said, headers=admin)
    await push_group(metrics, provider, "Support", "ana")
    assert await leads(metrics, admin, "support") == [("paul", None, None)]


async def test_what_is_not_understood_is_ignored_and_not_kept(
    metrics: httpx.AsyncClient, provider: Headers, administrator: asyncpg.Connection
) -> None:
    said: dict[str, Any] = {
        "schemas": [USER, ENTERPRISE],
        "emails": [{"value": "ana@home.example", "type": "home"}],
        "phoneNumbers": [{"value": "+351 21"}],
        "password": "secret",
        ENTERPRISE: {"costCenter": "4711", "manager": {"value": "lena", "displayName": "Lena"}},
    }
    told = await push_user(metrics, provider, "ana", **said)
    assert told[ENTERPRISE] == {"manager": {"value": "lena"}}
    kept = await administrator.fetchval("select document::text from metrics.scim_resource")
    assert not [word for word in ("home", "351", "secret", "4711") if word in kept]
