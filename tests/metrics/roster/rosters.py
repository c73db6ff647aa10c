"""Files of rosters, and what a service makes of them."""

from typing import Any

import httpx

HEAD = "kind,person,team,role,tool,login,name,fte,bot,first_day,last_day"
PATH = "/v1/directory/import"


def roster(*lines: str) -> str:
    """A file: `"membership person=ana team=support"` for each line."""
    columns = HEAD.split(",")
    rows = []
    for line in lines:
        kind, *cells = line.split(" ")
        named = dict(cell.split("=", 1) for cell in cells) | {"kind": kind}
        rows.append(",".join(named.get(column, "") for column in columns))
    return "\n".join([HEAD, *rows]) + "\n"


async def send(
    metrics: httpx.AsyncClient, headers: dict[str, str], content: str | bytes, **asked: str
) -> httpx.Response:
    """The answer to an import."""
    told = {**headers, "Content-Type": "text/csv; charset=utf-8"}
    return await metrics.post(PATH, content=content, headers=told, params=asked)


async def imported(
    metrics: httpx.AsyncClient, admin: dict[str, str], *lines: str, **asked: str
) -> dict[str, Any]:
    """The report of an import that succeeded."""
    answer = await send(metrics, admin, roster(*lines), **asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    """Added, changed, ended, unchanged."""
    added, changed, ended, unchanged = (
        report[name] for name in ("added", "changed", "ended", "unchanged")
    )
    return added, changed, ended, unchanged
