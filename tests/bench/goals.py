"""`make bench-goals`: reading, listing and activating with a hundred thousand objectives stored."""

import json
from collections.abc import Iterator
from itertools import repeat

import httpx
import uvloop

from deploy.supervisor import House
from tests.bench.load import Load, put_load, request
from tests.bench.machine import machine
from tests.bench.planted import TREE, plant, root_of, stand
from tests.bench.telling import Row, row_of, show
from tests.goals.wording import objective
from tests.standing import Headers, administrator_of, headers_of, standing, url_of

FEW, MANY = 10_000, 100_000
WARM, TIMES, ACTIVATIONS = 20, 1_000, 300
READS = {
    "one objective": "/v1/objectives/{}",
    f"its tree of {TREE}, rolled up": "/v1/objectives/{}/tree",
    "its history": "/v1/objectives/{}/history",
    "its check-ins": "/v1/objectives/{}/check_ins",
}
LISTS = {
    "the newest": "/v1/objectives?limit=100",
    "of one subject": "/v1/objectives?limit=100&subject=organization",
    "of one state": "/v1/objectives?limit=100&state=active",
}


async def ask(url: str, headers: Headers, times: int = TIMES) -> Load:
    """Ask for the same, one at a time; the first few warm up and are not counted."""
    asked = request(url, headers=headers, how="GET")
    await put_load(url, repeat(asked, WARM), connections=1)
    return await put_load(url, repeat(asked, times), connections=1)


async def listed(house: House, lead: Headers) -> dict[str, float]:
    """The median of a page of each list, in milliseconds."""
    url = url_of(house, "goals")
    return {name: (await ask(url + path, lead)).percentile(0.5) for name, path in LISTS.items()}


async def activated(house: House, lead: Headers) -> Load:
    """Drafts of one team that go live one after another."""
    url = url_of(house, "goals")
    async with httpx.AsyncClient(base_url=url, headers=lead, trust_env=False) as goals:
        drafts = [
            (await goals.post("/v1/objectives", json=objective())).raise_for_status()
            for _ in range(ACTIVATIONS)
        ]

    def activations() -> Iterator[bytes]:
        for draft in drafts:
            path = f"{draft.headers['location']}/activate"
            told = {**lead, "Content-Type": "application/json"}
            yield request(url + path, json.dumps({}).encode(), told)

    return await put_load(url, activations(), connections=1)


async def run() -> None:
    """Measure one after another, and print."""
    async with standing("metrics", "goals") as house, administrator_of(house) as connection:
        lead, url = headers_of(house, "lena", "lead"), url_of(house, "goals")
        pattern = await stand(house, lead)
        await plant(connection, pattern, FEW)
        few = await listed(house, lead)
        await plant(connection, pattern, MANY)
        many = await listed(house, lead)
        root = root_of(MANY // TREE // 2)
        rows: list[Row] = [
            row_of(f"read {name}, p50 / p99, ms", await ask(url + path.format(root), lead))
            for name, path in READS.items()
        ]
        rows.append(row_of("activate one, p50 / p99, ms", await activated(house, lead)))
        for name, median in many.items():
            what = f"list {name}: p50 with {MANY:,} stored ÷ with {FEW:,}"
            rows.append((what, f"{median:.1f}", f"{few[name]:.1f}", f"{median / few[name]:.2f}"))
        show(await machine(connection), rows)


if __name__ == "__main__":
    uvloop.run(run())
