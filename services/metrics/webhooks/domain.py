"""What a delivery is, and why one is refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.metrics.webhooks.connectors.shape import Reading
from services.metrics.work_items.keeping import Origin
from services.metrics.work_items.transitions import Transition
from shared.errors import Conflict, NotFound, Unauthenticated
from shared.schemas.metrics.webhooks import DeliveryReceipt


class ConnectorUnknown(NotFound):
    """There is no such connector."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no connector {key!r}; POST /v1/connectors makes one.")


class ConnectorExists(Conflict):
    """A connector of this key is there already."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is a connector {key!r} already.")


class DeliveryUnknown(NotFound):
    """There is no such delivery."""

    def __init__(self, delivery: UUID) -> None:
        super().__init__(f"There is no delivery {delivery}.")


class SignatureRefused(Unauthenticated):
    """The delivery is not signed by a secret of its connector."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery whose signature was right, as it came and as it was understood."""

    id: UUID
    origin: Origin
    headers: dict[str, str]
    body: bytes
    reading: Reading
    at: datetime
    again: bool = False  # kept before, and to be understood as we understand it now

    @property
    def told(self) -> list[tuple[str, Transition]]:
        """Its transitions, each with its item's name, which is unique among all connectors."""
        return [(f"{self.origin.connector}:{one.item}", one) for one in self.reading.transitions]

    @property
    def items(self) -> list[str]:
        """The items it speaks of."""
        return sorted({item for item, _ in self.told})

    @property
    def status(self) -> Literal["processed", "ignored"]:
        """Whether it could change anything."""
        return "processed" if self.reading.ignored is None else "ignored"

    @property
    def receipt(self) -> DeliveryReceipt:
        """The answer to its tool."""
        return DeliveryReceipt(id=str(self.id), status=self.status, detail=self.detail)

    @property
    def detail(self) -> str:
        """What came of it, in a sentence."""
        if self.reading.ignored is not None:
            return str(self.reading.ignored)
        kinds = ", ".join(dict.fromkeys(one.kind for one in self.reading.transitions))
        return f"Understood: {kinds}." if kinds else "It says nothing that was not known."
