"""What the first release kept is still there, and has a history, after an upgrade."""

import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from alembic import command
from sqlalchemy.ext.asyncio import AsyncSession

from deploy.postgres import bootstrap
from deploy.postgres.urls import with_database
from services.goals.improvements.store import IMPROVEMENTS
from services.goals.records.lists import list_records
from services.goals.records.store import list_edits
from services.goals.scorecards.domain import as_it_stood
from services.goals.scorecards.store import get_scorecard
from shared.db import engine_of
from shared.migrations import SERVICES, config_of, upgrade

AT = "2026-01-02T03:04:05Z"
OLD = f"""
    insert into goals.improvement (id, kind, title, team, state, landed_on, version, said_by, said_at)
    values (gen_random_uuid(), 'tooling', 'Macros', 'support', 'landed', '2026-01-01', 3, 'lena', '{AT}')
"""  # noqa: E501 - a statement as the first release made it


@pytest.fixture(scope="module")
def upgraded(admin_url: str, database_urls: dict[str, str]) -> Iterator[str]:
    """The goals service's URL of a database that the first release has written, upgraded."""
    asyncio.run(_run(admin_url, "create database upgrading"))
    there = with_database(admin_url, "upgrading")
    urls = asyncio.run(bootstrap(there, dict.fromkeys(SERVICES, "secret")))
    command.upgrade(config_of("goals", urls["goals"]), "goals_0001")
    asyncio.run(_run(there, OLD + ";" + CARD))
    upgrade("goals", urls["goals"])
    asyncio.run(_run(there, OLD))  # the release before may still be running
    yield urls["goals"]
    asyncio.run(_run(admin_url, "drop database upgrading with (force)"))


CARD = f"""
    insert into goals.scorecard (role, version, document, changed_by, changed_at) values
    ('agent', 2, '{{"outputs": ["Answers"], "outcomes": ["Peace"], "context": [], "secondary": [],
      "pair": {{"performance": "csat", "productivity": "tickets_closed"}}}}', 'root', '{AT}')
"""


async def _run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


async def test_improvements_are_read_as_before_and_their_history_begins(upgraded: str) -> None:
    engine = engine_of(upgraded, service="tests")
    async with AsyncSession(engine) as session:
        found = await list_records(session, IMPROVEMENTS, {}, before=None, limit=10)
        histories = [
            await list_edits(session, "improvement", str(each.id), after=0, limit=10)
            for _, each in found
        ]
    await engine.dispose()
    told: list[Any] = [each.model_dump(mode="json", exclude={"id"}) for _, each in found]
    assert told[0] == told[1]  # whoever of the two releases wrote it
    assert (told[0]["teams"], told[0]["landed_on"], told[0]["version"]) == (
        ["support"],
        "2026-01-01",
        3,
    )
    assert [[edit.what for edit in history] for history in histories] == [[], ["created"]]
    assert histories[1][0].after["title"] == "Macros"


async def test_scorecards_are_read_as_before_and_as_of_the_days_before(upgraded: str) -> None:
    engine = engine_of(upgraded, service="tests")
    async with AsyncSession(engine) as session:
        card = await get_scorecard(session, "agent")
        edits = await list_edits(session, "scorecard", "agent")
    await engine.dispose()
    assert as_it_stood(edits) == card
    assert (card.version, card.changed_by, card.expectations) == (2, "root", [])
