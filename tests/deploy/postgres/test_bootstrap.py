import asyncpg
import pytest

from deploy.postgres import bootstrap, embedded_postgres
from deploy.postgres.administrator import Unusable
from deploy.postgres.urls import NotPostgresUrl, with_database, with_login

pytestmark = pytest.mark.processes

PASSWORDS = {"metrics": "m/1@", "goals": "g 2"}
FOREIGN = asyncpg.InsufficientPrivilegeError


@pytest.fixture(scope="module")
def server(version):
    with embedded_postgres() as url:
        yield url


@pytest.fixture
def admin_url(server, request):
    """A database of the test's own, not made yet."""
    return with_database(server, request.function.__name__[:60])


@pytest.fixture
def fresh_url(version):
    with embedded_postgres() as url:
        yield url


async def run(url, *statements):
    connection = await asyncpg.connect(url, timeout=5)
    try:
        for statement in statements:
            answer = await connection.fetchval(statement)
        return answer
    finally:
        await connection.close()


async def test_each_role_owns_its_schema_and_reaches_nothing_else(admin_url):
    urls = await bootstrap(admin_url, PASSWORDS)
    await run(urls["metrics"], "create table metrics.facts()", "create temporary table passing()")
    assert not await run(urls["goals"], "select has_schema_privilege('public', 'usage')")
    for statement in (
        "select * from metrics.facts",
        "create table metrics.mine()",
        "create table public.mine()",
        "create schema mine",
        "create role mine",
        "create database mine",
    ):
        with pytest.raises(FOREIGN):
            await run(urls["goals"], statement)
    await run(admin_url, "create role stranger login password 'x'")
    with pytest.raises(FOREIGN, match="permission denied for database"):
        await run(with_login(admin_url, "stranger", "x"), "select 1")


async def test_again_changes_nothing_and_a_new_password_replaces_the_old(admin_url):
    urls = await bootstrap(admin_url, PASSWORDS)
    await run(urls["goals"], "create table goals.kept as select 42 as answer")
    assert await bootstrap(admin_url, PASSWORDS) == urls
    renewed = await bootstrap(admin_url, {**PASSWORDS, "goals": "new"})
    assert await run(renewed["goals"], "select answer from goals.kept") == 42
    with pytest.raises(asyncpg.InvalidPasswordError):
        await run(urls["goals"], "select 1")


async def test_an_administrator_who_may_only_create_roles_and_owns_the_database_is_enough(
    fresh_url,
):
    admin_url = fresh_url  # where these roles are not there yet: who makes them may grant them
    make = "create role owner login createrole password 'o'"
    await run(with_database(admin_url, "postgres"), make, "create database house owner owner")
    modest = with_login(with_database(admin_url, "house"), "owner", "o")
    for _ in range(2):
        urls = await bootstrap(modest, PASSWORDS)
    assert await run(urls["metrics"], "create table metrics.x()", "select 1") == 1
    with pytest.raises(FOREIGN):
        await run(urls["goals"], "select * from metrics.x")


async def test_what_cannot_be_used_is_refused_in_a_sentence(admin_url):
    await run(with_database(admin_url, "postgres"), "create role weak login password 'w'")
    with pytest.raises(Unusable, match="cannot be prepared: permission denied"):
        await bootstrap(with_login(admin_url, "weak", "w"), PASSWORDS)
    with pytest.raises(Unusable, match="password authentication failed"):
        await bootstrap(with_login(admin_url, "postgres", "guess"), PASSWORDS)
    ascii_only = "create database old encoding 'SQL_ASCII' locale 'C' template template0"
    await run(with_database(admin_url, "postgres"), ascii_only)
    with pytest.raises(Unusable, match="must be encoded in UTF8"):
        await bootstrap(with_database(admin_url, "old"), PASSWORDS)
    await run(with_database(admin_url, "postgres"), "create database taken")
    await run(with_database(admin_url, "taken"), "create schema metrics")
    with pytest.raises(Unusable, match="schema metrics belongs to postgres"):
        await bootstrap(with_database(admin_url, "taken"), PASSWORDS)


async def test_a_server_that_does_not_answer_and_a_url_that_is_none_are_said_plainly():
    with pytest.raises(Unusable, match=r"PostgreSQL at 127\.0\.0\.1:9 cannot be prepared"):
        await bootstrap("postgresql://ada:secret@127.0.0.1:9/house", PASSWORDS)
    with pytest.raises(NotPostgresUrl, match="not with mysql:") as refused:
        await bootstrap("mysql://ada:secret@db/house", PASSWORDS)
    assert "secret" not in str(refused.value)
