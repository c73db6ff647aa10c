"""Numbers stand for names, whoever asks for them at the same time."""

import asyncio

import asyncpg
import httpx
import pytest

from services.metrics import numbering
from services.metrics.numbering import Names
from shared.db import engine_of


async def test_what_was_known_is_answered_though_all_is_forgotten_while_the_rest_is_waited_for(
    metrics: httpx.AsyncClient,
    database_urls: dict[str, str],
    administrator: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(numbering, "REMEMBERED_AT_MOST", 2)
    engine = engine_of(database_urls["metrics"], service="tests")
    names = Names(engine)
    known = (await names.numbers(["person:ana"], ["crm"])).subjects
    async with administrator.transaction():  # whoever names ben waits for its end
        await administrator.execute(
            "insert into metrics.subject (key) values ('person:waited_for')"
        )
        waiting = asyncio.create_task(names.numbers(["person:ana", "person:waited_for"], ["crm"]))
        for others in (["person:c", "person:d"], ["person:e"], ["person:f"]):
            await names.numbers(others, ["crm"])
    found = (await waiting).subjects
    await engine.dispose()
    assert found.keys() == {"person:ana", "person:waited_for"}
    assert found["person:ana"] == known["person:ana"] != found["person:waited_for"]
