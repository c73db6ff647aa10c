"""PagerDuty: webhooks of version 3, and what is left of version 2, about incidents."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.item_told import ItemTold
from services.metrics.webhooks.connectors.reading import login, within, word
from services.metrics.webhooks.connectors.received import Received
from services.metrics.webhooks.connectors.shape import Ignored, Meaning, Message, Terms, together
from services.metrics.webhooks.connectors.times import instant
from services.metrics.webhooks.signatures import Refusal, Scheme
from services.metrics.work_items.transitions import Kind
from shared.schemas.metrics.options import NoOptions

# While a secret is rotated, several signatures come in a list.
SCHEME = Scheme("X-PagerDuty-Signature", prefix="v1=")
ATTEMPTS = "X-Webhook-Id"
READS = (ATTEMPTS,)
OPTIONS = NoOptions

KINDS: Mapping[str, Kind] = {
    "incident.triggered": "created",
    "incident.trigger": "created",
    "incident.acknowledged": "acknowledged",
    "incident.acknowledge": "acknowledged",
    "incident.escalated": "escalated",
    "incident.escalate": "escalated",
    "incident.reopened": "opened",
    "incident.resolved": "solved",
    "incident.resolve": "solved",
}


def verify(received: Received, terms: Terms[NoOptions], now: datetime) -> Refusal | None:
    """`v1=` and hexadecimal HMAC-SHA256 of the body; PagerDuty signs no time."""
    return SCHEME.judge(received, terms.secrets)


def identity(message: Message[NoOptions]) -> str | None:
    """The event; else the webhook, which all attempts share."""
    return login(within(message.said, "event", "id")) or login(message.header(ATTEMPTS))


def event(message: Message[NoOptions]) -> str:
    """Such as `incident.resolved`."""
    first = next(_messages(message.said), None)
    name = word(within(message.said, "event", "event_type")) or word(within(first, "event"))
    return name or "unnamed"


def translate(message: Message[NoOptions]) -> Meaning:
    """What happened to incidents."""
    if within(message.said, "messages") is not None:
        return together(_told_before(one) for one in _messages(message.said))
    said = within(message.said, "event")
    name = event(message)
    if name == "pagey.ping":
        return Ignored.PING
    return _happened(
        name,
        within(said, "data"),
        at=instant(within(said, "occurred_at")),
        agent=within(said, "agent"),
        mark=login(within(said, "id")),
    )


def _messages(said: Any) -> Iterator[Any]:
    several = within(said, "messages")
    yield from several if isinstance(several, list) else []


def _told_before(said: Any) -> Meaning:
    """An event as version 2 told it; who did it, and when, is in its log."""
    log = within(said, "log_entries")
    entry = log[0] if isinstance(log, list) and log else None
    return _happened(
        word(within(said, "event")),
        within(said, "incident"),
        at=instant(within(entry, "created_at")) or instant(within(said, "created_on")),
        agent=within(entry, "agent"),
        mark=login(within(entry, "id")) or login(within(said, "id")),
    )


def _happened(name: str, incident: Any, *, at: datetime | None, agent: Any, mark: Any) -> Meaning:
    kind, key = KINDS.get(name), login(within(incident, "id"))
    if kind is None:
        return Ignored.NOT_FOLLOWED
    if key is None:
        return Ignored.NO_ITEM
    if at is None:
        return Ignored.NO_TIME
    told = ItemTold(
        item=f"pagerduty:{key}",
        work="incident",
        at=at,
        mark=mark or "",
        actor=_human(agent),
        created_at=instant(within(incident, "created_at")),
    )
    return (told.happened(kind),)


def _human(agent: Any) -> str | None:
    """Whoever did it; without an agent, automation did."""
    person = word(within(agent, "type")).startswith("user")
    return login(within(agent, "id")) if person else None
