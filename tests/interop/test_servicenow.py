"""Our business rule for ServiceNow, run by node over a stand-in for what ServiceNow offers."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.signatures import Refusal
from tests.interop.node import run
from tests.metrics.webhooks.connectors.deliveries import facts, kinds, read_as, verify_as

pytestmark = pytest.mark.interop

SECRET = "a shared secret: café"
NOW = datetime(2026, 3, 2, tzinfo=UTC)
BORN = {
    "sys_id": "9d385017",
    "number": "INC0000007",
    "sys_mod_count": "0",
    "sys_updated_on": "2026-03-02 12:00:00",
    "sys_updated_by": "joe.employee",
    "opened_at": "2026-03-02 12:00:00",
    "state": "1",
    "assigned_to": None,
    "caller_id": "joe",
    "comments": "",
}
TAKEN = BORN | {"sys_mod_count": "1", "sys_updated_on": "2026-03-02 12:05:00", "state": "2"}
TAKEN |= {"sys_updated_by": "user.of.ana", "assigned_to": "ana", "comments": "On it"}
SOLVED = TAKEN | {"sys_mod_count": "2", "sys_updated_on": "2026-03-02 12:30:00", "state": "6"}


async def send(project: Path, before: Any, after: Any) -> Received:
    """What the rule sends of a change."""
    rule = project / "deploy" / "servicenow" / "counterpoise.js"
    told = {"operation": "update" if before else "insert", "before": before, "after": after}
    sent = json.loads(await run("servicenow.mjs", str(rule), SECRET, json.dumps(told)))
    return Received(sent["body"].encode(), sent["headers"])


async def test_what_the_rule_signs_is_believed(project: Path) -> None:
    sent = await send(project, BORN, TAKEN)
    assert verify_as("servicenow", sent, [SECRET], NOW) is None
    assert verify_as("servicenow", sent, ["another secret"], NOW) is Refusal.FORGED


async def test_what_the_rule_tells_becomes_the_facts_of_the_incident(project: Path) -> None:
    told = [
        read_as("servicenow", (await send(project, *change)).body)
        for change in ((None, BORN), (BORN, TAKEN), (TAKEN, SOLVED))
    ]
    assert [kinds(one) for one in told] == [
        ["created"],
        ["assigned", "opened", "replied"],
        ["solved"],
    ]
    assert facts(*told) == {
        "tickets_created": (None, 1),
        "first_response_time": ("user.of.ana", 5),
        "tickets_closed": ("user.of.ana", 1),
        "lead_time": ("user.of.ana", 30),
        "cycle_time": ("user.of.ana", 25),
        "handling_time": ("user.of.ana", 25),
        "first_contact_resolution": ("user.of.ana", 1),
    }
