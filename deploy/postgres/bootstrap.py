"""Prepares a database for the services: a schema each, and a role each that sees nothing else."""

from collections.abc import Mapping

import asyncpg

from deploy.postgres.administrator import Unusable, administrator
from deploy.postgres.urls import with_login
from deploy.postgres.verifier import scram_verifier

ROLES = {"metrics": "metrics_service", "goals": "goals_service"}  # each schema and its owner
ONE_AT_A_TIME = 7_031_965  # an advisory lock of no other meaning


async def bootstrap(admin_url: str, passwords: Mapping[str, str]) -> dict[str, str]:
    """Prepare the database the URL names, again and again if need be; answer a URL per schema."""
    urls = {s: with_login(admin_url, role, passwords[s]) for s, role in ROLES.items()}
    async with administrator(admin_url) as admin:
        await admin.execute(f"select pg_advisory_lock({ONE_AT_A_TIME})")
        for schema, role in ROLES.items():
            await _keep_role(admin, role, passwords[schema], urls[schema])
            await _keep_schema(admin, schema, role)
        await _close_to_others(admin)
    return urls


async def _keep_role(admin: asyncpg.Connection, role: str, password: str, url: str) -> None:
    if not await admin.fetchval("select true from pg_roles where rolname = $1", role):
        await _say(admin, "create role %I login password %L", role, scram_verifier(password))
    elif not await _lets_in(url):
        await _say(admin, "alter role %I login password %L", role, scram_verifier(password))
    if not await admin.fetchval("select pg_has_role($1, 'usage')", role):
        await _say(admin, "grant %I to current_user", role)  # else it may not own what we make


async def _lets_in(url: str) -> bool:
    """Whether the password is right; whether the database is open to the role comes later."""
    try:
        connection = await asyncpg.connect(url, timeout=10)
    except asyncpg.InvalidAuthorizationSpecificationError:
        return False
    except asyncpg.InsufficientPrivilegeError:
        return True
    await connection.close()
    return True


async def _keep_schema(admin: asyncpg.Connection, schema: str, role: str) -> None:
    owner = await admin.fetchval(
        "select pg_get_userbyid(nspowner) from pg_namespace where nspname = $1", schema
    )
    if owner is None:
        await _say(admin, "create schema %I authorization %I", schema, role)
    elif owner != role:
        raise Unusable(f"The schema {schema} belongs to {owner}; it must belong to {role}.")


async def _close_to_others(admin: asyncpg.Connection) -> None:
    """Where the database is ours: everyone else stays out, and nobody has anything in public."""
    ours = "select datname from pg_database where datname = current_database() and %s"
    if not (name := await admin.fetchval(ours % "pg_has_role(datdba, 'USAGE')")):
        return
    for role in ROLES.values():
        await _say(admin, "grant connect, temporary on database %I to %I", name, role)
    if await admin.fetchval(ours % "datdba = current_user::regrole"):
        await _say(admin, "revoke all on database %I from public", name)
        await _say(admin, "revoke all on schema public from public")


async def _say(admin: asyncpg.Connection, statement: str, *names: str) -> None:
    """Run a statement that takes no parameters, its names and texts quoted by the server."""
    places = "".join(f", ${number}::text" for number in range(2, len(names) + 2))
    await admin.execute(await admin.fetchval(f"select format($1{places})", statement, *names))
