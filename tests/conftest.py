"""One PostgreSQL and three services on real ports for a run; empty tables for every test."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import httpx
import pytest
from joserfc.jwk import OKPKey
from pydantic import SecretStr

from deploy.postgres import bootstrap, embedded_postgres
from deploy.postgres.urls import with_database
from services.goals.app import make as make_goals
from services.insights.app import make as make_insights
from services.metrics.app import make as make_metrics
from shared.migrations import SERVICES, has_migrations, upgrade
from shared.settings import Settings
from tests.live import Live, free_port
from tests.tokens import Tokens, jwks_file

Headers = Callable[..., dict[str, str]]


@pytest.fixture(scope="session")
def admin_url() -> Iterator[str]:
    """An administrator's URL of a PostgreSQL that is ours alone."""
    with embedded_postgres() as url:
        yield with_database(url, "counterpoise")


@pytest.fixture(scope="session")
def database_urls(admin_url: str) -> dict[str, str]:
    """Each service's own URL, migrated."""
    urls = asyncio.run(bootstrap(admin_url, dict.fromkeys(SERVICES, "secret")))
    for service in filter(has_migrations, SERVICES):
        upgrade(service, urls[service])
    return urls


@pytest.fixture(scope="session")
def issuer_key() -> OKPKey:
    """The issuer's private key of this run."""
    return OKPKey.generate_key("Ed25519", {"kid": "tests"}, private=True)


@pytest.fixture(scope="session")
def token(issuer_key: OKPKey) -> Headers:
    """Headers that speak for a person with roles: `token(person="ana", roles=["lead"])`."""
    return Tokens(issuer_key).headers


@pytest.fixture(scope="session")
def settings(
    database_urls: dict[str, str], issuer_key: OKPKey, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """What the three services have in common; each gets its own database URL."""
    ports = {name: free_port() for name in ("goals", "metrics")}
    return Settings(
        metrics_url=f"http://127.0.0.1:{ports['metrics']}",
        goals_url=f"http://127.0.0.1:{ports['goals']}",
        issuer="http://issuer.test",
        jwks_file=str(jwks_file(issuer_key, tmp_path_factory.mktemp("issuer"))),
        secret_key=SecretStr(base64.b64encode(os.urandom(32)).decode()),
        drain_seconds=0,
        log_level="ERROR",
    )


@pytest.fixture(scope="session")
async def house(
    settings: Settings, database_urls: dict[str, str]
) -> AsyncIterator[dict[str, Live]]:
    """The three services, live, by name."""

    def own(service: str) -> Settings:
        return settings.model_copy(update={"database_url": SecretStr(database_urls[service])})

    async with AsyncExitStack() as stack:
        metrics = Live(make_metrics(own("metrics")), settings.metrics_url)
        goals = Live(make_goals(own("goals")), settings.goals_url)
        insights = Live(make_insights(settings), f"http://127.0.0.1:{free_port()}")
        for live in (metrics, goals, insights):
            await stack.enter_async_context(live)
        yield {"metrics": metrics, "goals": goals, "insights": insights}


@pytest.fixture(scope="session")
async def administrator(
    admin_url: str, database_urls: dict[str, str]
) -> AsyncIterator[asyncpg.Connection]:
    """A superuser's connection, for looking behind the API and for emptying tables."""
    connection = await asyncpg.connect(admin_url)
    yield connection
    await connection.close()


# The built-in catalogue is part of the house, and a number given to a name is never taken back.
KEPT = "('alembic_version', 'metric', 'metric_version', 'subject', 'source')"


@pytest.fixture
async def empty(house: dict[str, Live], administrator: asyncpg.Connection) -> AsyncIterator[None]:
    """After the test, every table is as it was before."""
    yield
    tables = await administrator.fetch(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables"
        f" where schemaname in ('metrics', 'goals') and tablename not in {KEPT}"
    )
    names = ", ".join(row["name"] for row in tables)
    await administrator.execute(f"truncate {names}")
    await administrator.execute("delete from metrics.metric where not built_in")


@pytest.fixture
async def metrics(house: dict[str, Live], empty: None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the metrics service."""
    async with house["metrics"].client() as client:
        yield client


@pytest.fixture
async def goals(house: dict[str, Live], empty: None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the goals service."""
    async with house["goals"].client() as client:
        yield client


@pytest.fixture
async def insights(house: dict[str, Live], empty: None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the insights service."""
    async with house["insights"].client() as client:
        yield client


@pytest.fixture(scope="session")
def project() -> Path:
    """The checkout."""
    return Path(__file__).parent.parent
