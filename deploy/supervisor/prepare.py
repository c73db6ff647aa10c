"""Makes a database ready for the services: schemas, roles, and every migration."""

import asyncio
from collections.abc import Mapping
from importlib import import_module

from deploy.postgres.bootstrap import ROLES, bootstrap
from deploy.processes.refusals import Refusal


class NotMigrated(Refusal):
    """A migration failed; the schema stands where the last good one left it."""

    def __init__(self, service: str, fault: Exception) -> None:
        super().__init__(f"The schema of {service} could not be migrated: {fault}")


async def prepare(admin_url: str, passwords: Mapping[str, str]) -> dict[str, str]:
    """Bootstrap the database and migrate all of it; answer the URL of each schema's role."""
    urls = await bootstrap(admin_url, passwords)
    await migrate(urls)
    return urls


async def migrate(urls: Mapping[str, str]) -> None:
    """Bring each service's schema up to date; one after another, as Alembic needs it."""
    ours = [service for service in urls if service in ROLES]
    if not ours:
        return
    # Only now: it takes half a second, which no refusal should have to wait for.
    migrations = import_module("shared.migrations")
    for service in filter(migrations.has_migrations, ours):
        try:
            await asyncio.to_thread(migrations.upgrade, service, urls[service])
        except Exception as fault:
            raise NotMigrated(service, fault) from fault
