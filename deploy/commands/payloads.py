"""`counterpoise payloads`: recorded webhooks through the real receivers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from deploy.commands.elsewhere import throw_away_plan
from deploy.commands.local import issuer_of
from deploy.senders.payloads import Payload, payloads_below
from deploy.senders.tools import SECRET, SENDERS, Outgoing
from deploy.supervisor import House
from deploy.supervisor import run as run_house

Told = tuple[str, str]


def payloads(
    directory: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="A folder for each tool")
    ],
) -> None:
    """Deliver every JSON file, signed as its tool signs, and print what was derived or why not."""
    console = Console()
    found = list(payloads_below(directory))
    crashes = 0

    async def then(house: House) -> None:
        nonlocal crashes
        url = next(service.url for service in house.plan.services if service.name == "metrics")
        give = issuer_of(house.keys, house.plan.environment)
        headers = {"Authorization": f"Bearer {give('payloads', ['administrator'])}"}
        async with httpx.AsyncClient(base_url=url, headers=headers, timeout=30) as client:
            crashes = await _deliver_all(client, directory, found, console)

    with throw_away_plan("metrics") as plan:
        status = run_house(plan, then, console)
    raise typer.Exit(status or int(crashes > 0))


async def _deliver_all(
    client: httpx.AsyncClient, directory: Path, found: Sequence[Payload], console: Console
) -> int:
    for key, sender in SENDERS.items():
        said: dict[str, Any] = {"key": key, "name": key, "secrets": [SECRET], "team": "payloads"}
        said |= {"tool": sender.tool, "options": dict(sender.options)}
        (await client.post("/v1/connectors", json=said)).raise_for_status()
    table = Table("file", "outcome", "derived, or why nothing", box=None, pad_edge=False)
    crashes = 0
    for payload in found:
        outcome, told = await _deliver(client, payload)
        crashes += outcome.startswith("5")
        table.add_row(str(payload.path.relative_to(directory)), outcome, told)
    console.print(table)
    console.print(f"{table.row_count} files, {crashes} answered 5xx")
    return crashes


async def _deliver(client: httpx.AsyncClient, payload: Payload) -> Told:
    if payload.folder is None:
        return "-", "no receiver for this tool yet"
    sender = SENDERS[payload.folder]
    url = f"{client.base_url}/v1/webhooks/{payload.folder}{sender.query}"
    at = datetime.now(UTC)
    sent = Outgoing(sender.renew(payload.body, at), url, at, payload.path.name)
    headers = {"Content-Type": "application/json"} | sender.sign(sent)
    answer = await client.post(url, content=sent.body, headers=headers)
    if not answer.is_success:
        return str(answer.status_code), str(answer.json()["detail"])
    receipt = answer.json()
    if receipt["status"] != "processed":
        return receipt["status"], receipt["detail"]
    return str(receipt["status"]), await _derived(client, receipt)


async def _derived(client: httpx.AsyncClient, receipt: dict[str, Any]) -> str:
    newest = (await client.get("/v1/deliveries", params={"limit": 5})).json()["items"]
    told = next(one for one in newest if one["id"] == receipt["id"])
    facts, uncounted = told["facts"], told["uncounted"]
    if uncounted:
        reasons = (f"{one['metric']}: {one['detail']}" for one in uncounted)
        return f"{receipt['detail']} Not counted: " + " ".join(reasons)
    if not facts:
        return str(receipt["detail"]) + " No fact follows yet."
    numbers = (f"{fact['metric']} {fact['value']:g} {fact['subject']}" for fact in facts)
    return f"{receipt['detail']} " + "; ".join(numbers)
