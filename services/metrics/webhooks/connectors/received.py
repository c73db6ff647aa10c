"""A request of a tool as it came: all that a signature may be made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.metrics.webhooks.connectors.reading import Headers, header


@dataclass(frozen=True, slots=True)
class Received:
    """What was sent, and the address by which the tool knows us: some tools sign it."""

    body: bytes
    headers: Headers = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    method: str = "POST"

    def header(self, name: str) -> str | None:
        """A header's value, whatever the case of its name."""
        return header(self.headers, name)

    def kept(self, names: tuple[str, ...]) -> dict[str, str]:
        """The headers of these names that came."""
        return {name: told for name in names if (told := self.header(name)) is not None}
