"""Waits until a service says that it is ready."""

import asyncio
import time
from pathlib import Path

import httpx

from deploy.processes.child import Child
from deploy.processes.refusals import Refusal
from deploy.supervisor.plan import Service


class NotReady(Refusal):
    """The service ended, or still had an objection when our patience was at its end."""


async def until_ready(service: Service, child: Child, log: Path, limit: float) -> None:
    """Wait for /readyz while the process lives, so many seconds at most."""
    deadline = time.monotonic() + limit
    async with httpx.AsyncClient(base_url=service.url, timeout=5, trust_env=False) as client:
        while objection := await _objection(client):
            _refuse_the_dead(service, child, log)
            if time.monotonic() > deadline:
                words = f"{service.name} is not ready after {limit:g} s: {objection}"
                raise NotReady(f"{words} Its log is {log}.")
            await asyncio.sleep(0.05)
    _refuse_the_dead(service, child, log)  # or it was somebody else who answered


async def _objection(client: httpx.AsyncClient) -> str | None:
    """Why the service is not ready, in its own words if it has some."""
    try:
        answer = await client.get("/readyz")
    except httpx.HTTPError:
        return "it does not answer."
    return None if answer.is_success else f"{answer.status_code} {answer.text}"


def _refuse_the_dead(service: Service, child: Child, log: Path) -> None:
    if child.poll() is not None:
        raise NotReady(ending_of(service.name, child.returncode, log))


def ending_of(name: str, status: int, log: Path) -> str:
    """How it ended, and where it says more."""
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    return f"{name} {how}; its log is {log}."
