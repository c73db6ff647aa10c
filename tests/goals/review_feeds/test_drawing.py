"""While a calendar is drawn, neither a connection nor anybody else waits for it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from services.goals.app import make
from shared.settings import Settings
from tests.live import Live, free_port

ADDRESSES = "/v1/review_feeds"


class Patient(ThreadPoolExecutor):
    """A thread that tells when it is asked for work, and begins only when it may."""

    def __init__(self) -> None:
        super().__init__(1)
        self.asked = asyncio.Event()
        self.may = threading.Semaphore(0)

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        def begin() -> Any:
            self.may.acquire()
            return work(*args, **kwargs)

        self.asked.set()
        return super().submit(begin)


@pytest.fixture
async def patient() -> AsyncIterator[Patient]:
    """What runs whatever is done in a thread."""
    held = Patient()
    asyncio.get_running_loop().set_default_executor(held)
    yield held
    held.may.release(99)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
    held.shutdown()


@pytest.fixture
async def narrow(
    settings: Settings, database_urls: dict[str, str], empty: None
) -> AsyncIterator[httpx.AsyncClient]:
    """A goals service with one connection."""
    own = {"database_url": SecretStr(database_urls["goals"]), "pool_size": 1}
    app = make(settings.model_copy(update=own))
    async with Live(app, f"http://127.0.0.1:{free_port()}") as live, live.client() as client:
        yield client


@pytest.mark.parametrize("by", ["token", "address"])
async def test_who_has_a_calendar_drawn_keeps_nobody_else_waiting(
    narrow: httpx.AsyncClient,
    objective: dict[str, Any],
    lead: dict[str, str],
    patient: Patient,
    by: str,
) -> None:
    patient.may.release()  # the issuer's keys are read
    said = {"subject": objective["subject"]}
    made = await narrow.post(ADDRESSES, json=said, headers=lead)
    patient.asked.clear()
    path = made.json()["url_path"] if by == "address" else "/v1/reviews.ics?subject=team:support"
    drawing = asyncio.create_task(narrow.get(path, headers=lead if by == "token" else {}))
    for _ in ("planned", "drawn"):
        await patient.asked.wait()
        patient.asked.clear()
        listed = await narrow.get(ADDRESSES, headers=lead)
        assert (listed.status_code, drawing.done()) == (200, False)
        patient.may.release()
    answer = await drawing
    assert (answer.status_code, "BEGIN:VEVENT" in answer.text) == (200, True)
