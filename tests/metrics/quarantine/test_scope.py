"""A replay by cause keeps to what each key may push; of a single entry an administrator decides."""

import asyncpg
import httpx
import pytest

from tests.metrics.conftest import event
from tests.metrics.quarantine.test_settling import HERE, entries

CAUSE = {"code": "out_of_scope"}


@pytest.fixture
async def held(metrics: httpx.AsyncClient, admin: dict[str, str]) -> str:
    """The entry of what a key pushed beyond its scope."""
    scope = {"name": "surveys", "metrics": ["csat"]}
    made = await metrics.post("/v1/keys", json=scope, headers=admin)
    headers = {"Authorization": f"Bearer {made.json()['secret']}"}
    assert (await metrics.post("/v1/events", json=event(), headers=headers)).status_code == 200
    [entry] = await entries(metrics, admin, code="out_of_scope")
    return str(entry["id"])


async def test_all_that_is_out_of_scope_stays_out_while_the_scope_is_the_same(
    metrics: httpx.AsyncClient, admin: dict[str, str], held: str
) -> None:
    told = (await metrics.post(f"{HERE}/replay", json=CAUSE, headers=admin)).json()
    assert (told["replayed"], told["stored"], told["quarantined"]) == (1, 0, 1)
    assert [one["id"] for one in await entries(metrics, admin, state="open")] == [held]


async def test_all_that_is_in_scope_now_counts_though_its_key_be_revoked(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    held: str,
    administrator: asyncpg.Connection,
) -> None:
    await administrator.execute(
        "update metrics.api_key set revoked_at = now(), metrics = '{csat,tickets_closed}'"
        " where name = 'surveys'"
    )
    told = (await metrics.post(f"{HERE}/replay", json=CAUSE, headers=admin)).json()
    assert (told["replayed"], told["stored"]) == (1, 1)


async def test_a_single_entry_counts_beyond_its_keys_scope_if_an_administrator_wants_it(
    metrics: httpx.AsyncClient, admin: dict[str, str], held: str
) -> None:
    assert (await metrics.post(f"{HERE}/{held}/replay", headers=admin)).json()["stored"] == 1
