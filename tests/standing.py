"""A house on throw-away data, as the supervisor runs it, for programs beside the tests."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import httpx

from deploy.commands.elsewhere import throw_away_plan
from deploy.commands.local import issuer_of
from deploy.postgres.cluster import open_cluster
from deploy.postgres.urls import with_database
from deploy.supervisor import House, Service, supervised
from deploy.supervisor.kept import Say
from tests.live import free_port

Headers = dict[str, str]


@asynccontextmanager
async def standing(
    *only: str,
    beside: Sequence[Service] = (),
    say: Say = lambda _: None,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[House]:
    """Our services, or only some, and others beside them; all gone at the end."""
    with throw_away_plan(*only) as plan:
        told = {**plan.environment, **(environment or {})}
        services = {service.name: service for service in (*plan.services, *beside)}
        plan = replace(plan, services=list(services.values()), environment=told)
        async with supervised(plan, say) as house:
            yield house


def beside(name: str, app: str, schema: str | None = None) -> Service:
    """Another app on a free port; one of the name of ours stands in its place."""
    return Service(name, app, free_port(), schema)


def url_of(house: House, service: str) -> str:
    """Where a service of the house answers."""
    return next(each.url for each in house.plan.services if each.name == service)


def headers_of(house: House, person: str = "root", *roles: str) -> Headers:
    """Headers of a person; an administrator's unless roles are named."""
    token = issuer_of(house.keys, house.plan.environment)(person, roles or ("administrator",))
    return {"Authorization": f"Bearer {token}"}


async def key_of(house: House) -> Headers:
    """Headers of a new API key that may push anything."""
    async with httpx.AsyncClient(base_url=url_of(house, "metrics"), trust_env=False) as metrics:
        made = await metrics.post("/v1/keys", json={"name": "key"}, headers=headers_of(house))
    return {"Authorization": f"Bearer {made.raise_for_status().json()['secret']}"}


@asynccontextmanager
async def administrator_of(house: House) -> AsyncIterator[asyncpg.Connection]:
    """A superuser's connection to the house's database, for looking behind the API."""
    url = open_cluster(house.directory / "postgresql").url
    connection = await asyncpg.connect(with_database(url, "counterpoise"))
    try:
        yield connection
    finally:
        await connection.close()
