"""What a delivery is, and why one is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.metrics.webhooks.connectors.shape import Ignored
from services.metrics.webhooks.connectors.understanding import Reading
from services.metrics.work_items.keeping import Origin
from services.metrics.work_items.transitions import Telling
from shared.errors import Conflict, Invalid, NotFound, Unauthenticated, Unavailable
from shared.schemas.metrics.webhooks import DeliveryReceipt
from shared.schemas.problems import Fault


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


class DeliveryForgotten(Conflict):
    """The bytes of this delivery are kept no more; what came of it stands."""

    def __init__(self, delivery: UUID) -> None:
        super().__init__(
            f"The bytes of delivery {delivery} are kept no more, so it cannot be understood again;"
            " COUNTERPOISE_DELIVERIES_KEPT_DAYS says for how long they are."
        )


class OptionsRefused(Invalid):
    """The options are none that this tool can be read by."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        named = ", ".join(fault.pointer for fault in faults[:5])
        super().__init__(f"Mend {named} and send it again.", faults)


class SecretMissing(Invalid):
    """The tool signs with a secret, and none was said."""

    def __init__(self, tool: str) -> None:
        detail = f"Say the secret that {tool} signs with, or a new one to give to it."
        super().__init__(detail, [Fault(pointer="/secrets", code="missing", detail=detail)])


class GreetedAlready(Conflict):
    """The tool has brought its secret before; a second one is not believed."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Connector {key!r} has a secret; PUT an empty list of secrets to await a new one."
        )


class ConnectorUnusable(Unavailable):
    """What is kept of the connector cannot be used: its secrets, or its options."""

    retry_after = 60


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
    def told(self) -> list[Telling]:
        """Its transitions, each with its item's name, which is unique among all connectors."""
        key = self.origin.connector
        return [(f"{key}:{one.item}", one, self.id) for one in self.reading.transitions]

    @property
    def items(self) -> list[str]:
        """The items it speaks of."""
        return sorted({item for item, *_ in self.told})

    @property
    def status(self) -> Literal["processed", "ignored", "failed"]:
        """Whether it could change anything."""
        if self.reading.ignored is Ignored.FAILED:
            return "failed"
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
