"""What Trello sends about a card, as small as it can be and still mean something."""

from datetime import datetime
from typing import Any

from services.metrics.webhooks.connectors.understanding import Reading
from tests.metrics.webhooks.connectors.deliveries import read_as
from tests.metrics.webhooks.connectors.life import Life

MADE = int(datetime.fromisoformat("2026-03-02T12:00:00Z").timestamp())
CARD = f"{MADE:08x}4a54bf8d93c35149"  # an id begins with the time it was made
ANA = {"id": "53582e2d", "username": "ana"}
BEN = {"id": "53582e2e", "username": "ben"}


def action(kind: str, minute: int, member: Any = None, by: Any = ANA, **data: Any) -> Any:
    """An action on the card."""
    said = {"id": f"action-{kind}-{minute}", "type": kind, "memberCreator": by}
    said |= {"date": f"2026-03-02T12:{minute:02}:00.000Z", "data": {"card": {"id": CARD}} | data}
    return {"model": {}, "action": said | ({"member": member} if member else {})}


def place(name: str) -> dict[str, Any]:
    """A list of the board."""
    return {"name": name, "id": f"list-{name}"}


def moved(minute: int, before: str, after: str) -> Any:
    """The card moves from list to list."""
    return action("updateCard", minute, listBefore=place(before), listAfter=place(after))


def from_trello(said: Any, **options: Any) -> Reading:
    """How a delivery by Trello is read."""
    return read_as("trello", said, **options)


BODIES = [
    action("createCard", 0, list=place("To Do")),
    action("addMemberToCard", 5, member=BEN),
    moved(10, "To Do", "Doing"),
    moved(30, "Doing", "Shipped"),
    moved(40, "Shipped", "Doing"),
    moved(50, "Doing", "Shipped"),
    action("updateCard", 55, old={"closed": False}),
]
LIFE = Life(
    [({}, body) for body in BODIES],
    {
        "issues_created": (None, 1),
        "issues_reopened": ("ben", 1),
        "issues_closed": ("ben", 1),
        "issue_lead_time": ("ben", 50),
        "issue_cycle_time": ("ben", 40),
    },
    {"standings": {"shipped": "done"}},
)
