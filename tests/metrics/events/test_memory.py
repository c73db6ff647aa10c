"""A back-fill of any size in memory that does not grow: shown on a process of its own."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from deploy.supervisor import House
from tests.standing import key_of, standing, url_of

MEGABYTE = 1024 * 1024
NOTE = "quite as long as a comment may be " * 120  # 4 kB, so that many bytes are not many events


async def lines(first: int, size: int) -> AsyncIterator[bytes]:
    """Sound events on lines, `size` bytes or a little more of them."""
    number, sent = first, 0
    while sent < size:
        number += 1
        line = (
            f'{{"id":"e{number}","source":"crm","metric":"tickets_closed","subject":"person:ana",'
            f'"time":"2026-11-02T09:30:00Z","attributes":{{"note":"{number} {NOTE}"}}}}\n'
        ).encode()
        sent += len(line)
        yield line


async def post(house: House, key: dict[str, str], content: AsyncIterator[bytes]) -> int:
    """How many events were stored."""
    url, headers = f"{url_of(house, 'metrics')}/v1/events", {"Content-Type": "application/x-ndjson"}
    async with httpx.AsyncClient(trust_env=False, timeout=100) as client:
        answer = await client.post(url, headers=headers | key, content=content)
    stored: int = answer.raise_for_status().json()["stored"]
    return stored


def memory_of(house: House, what: str) -> int:
    """Bytes of the service: resident now (VmRSS), or the most there ever were (VmHWM)."""
    status = Path(f"/proc/{house.pids['metrics']}/status").read_text()
    found = re.search(rf"{what}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


@pytest.mark.processes
async def test_two_hundred_megabytes_of_lines_leave_the_service_as_small_as_ten() -> None:
    async with standing("metrics") as house:
        key = await key_of(house)
        few = await post(house, key, lines(0, 10 * MEGABYTE))
        before = memory_of(house, "VmHWM")
        many = await post(house, key, lines(few, 200 * MEGABYTE))
        assert many >= 19 * few
        assert memory_of(house, "VmHWM") - before < 20 * MEGABYTE
