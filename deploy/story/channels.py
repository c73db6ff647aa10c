"""How the story reaches the metrics service: a connector for webhooks, an API key for events."""

import asyncio
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from deploy.senders.signing import zendesk_headers
from deploy.story.api import Api, Line, StoryStopped, reason
from deploy.story.happenings import Happening
from deploy.story.people import TEAM
from deploy.story.zendesk import Json
from shared.clock import now

CONNECTOR = "zendesk"
TOGETHER = 32  # deliveries under way at once; a ticket's own may overtake one another
BATCH = 1000
UNDERSTOOD = ("processed", "duplicate")

Advance = Callable[[int], None]


@dataclass(frozen=True)
class Channels:
    """Both ways in, open."""

    api: Api
    path: str  # of the webhooks
    secret: str = field(repr=False)  # that they are signed with
    key: str = field(repr=False)  # that pushes events

    async def tell(self, happened: Sequence[Happening], advance: Advance) -> None:
        """Tell what happened; returns when all of it is kept."""
        deliveries = iter([one.body for one in happened if one.webhook])
        events = [one.body for one in happened if not one.webhook]
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(TOGETHER):
                    group.create_task(self._deliver(deliveries, advance))
                group.create_task(self._post(events, advance))
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from None  # the others were stopped because of it

    async def _deliver(self, deliveries: Iterator[Json], advance: Advance) -> None:
        async with self.api.line() as line:
            for delivery in deliveries:
                body = json.dumps(delivery, separators=(",", ":")).encode()
                headers = zendesk_headers(body, self.secret, now(), delivery["id"])
                answer = await line.send("POST", "metrics", self.path, headers, content=body)
                if not answer.is_success or answer.json()["status"] not in UNDERSTOOD:
                    raise StoryStopped(f"A webhook was not processed: {reason(answer)}")
                advance(1)

    async def _post(self, events: list[Json], advance: Advance) -> None:
        headers = {"Authorization": f"Bearer {self.key}"}
        async with self.api.line() as line:
            for start in range(0, len(events), BATCH):
                batch = events[start : start + BATCH]
                answer = await line.send("POST", "metrics", "/v1/events", headers, json=batch)
                if not answer.is_success or answer.json()["quarantined"]:
                    raise StoryStopped(f"Events were not counted: {reason(answer)}")
                advance(len(batch))


async def open_channels(api: Api, line: Line) -> Channels:
    """Connect the ticket tool and make a key for the other systems."""
    secret = secrets.token_urlsafe(32)
    connector = {"key": CONNECTOR, "tool": "zendesk", "name": "Zendesk of Support", "team": TEAM}
    connected = await line.ask(
        "POST", "metrics", "/v1/connectors", json={**connector, "secrets": [secret]}
    )
    key = await line.ask("POST", "metrics", "/v1/keys", json={"name": "Survey, hours and staffing"})
    return Channels(api, connected.json()["url_path"], secret, key.json()["secret"])
