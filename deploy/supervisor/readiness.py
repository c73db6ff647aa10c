"""Waits until a service says that it is ready."""

import asyncio
from pathlib import Path

import httpx

from deploy.processes.child import Child
from deploy.processes.refusals import Refusal
from deploy.supervisor.plan import Service


class NotReady(Refusal):
    """The service ended, or was still not ready when our patience was."""


async def until_ready(service: Service, child: Child, log: Path) -> None:
    """Wait for /readyz as long as the process lives."""
    async with httpx.AsyncClient(base_url=service.url, timeout=5, trust_env=False) as client:
        while not await _says_ready(client):
            if child.poll() is not None:
                raise NotReady(ending_of(service.name, child.returncode, log))
            await asyncio.sleep(0.05)
    if child.poll() is not None:  # then it was somebody else who answered
        raise NotReady(ending_of(service.name, child.returncode, log))


async def _says_ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/readyz")).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def ending_of(name: str, status: int, log: Path) -> str:
    """How it ended, and where it says more."""
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    return f"{name} {how}; its log is {log}."
