"""Who may correct and void events: administrators, and keys what came under their own sources."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials

from services.metrics.keys.domain import Grant, public_id_of
from services.metrics.keys.pushers import Pushers
from shared.auth import AdministratorsOnly, authenticate, bearer
from shared.errors import Forbidden


class OutOfKeysScope(Forbidden):
    """A key corrects only what came under the sources that it names, of metrics it may push."""

    def __init__(self) -> None:
        super().__init__(
            "This key may not correct events of this source and metric; use one that names the"
            " source, or an administrator's token."
        )


@dataclass(frozen=True)
class MenderOf:
    """Whoever corrects or voids, by name; a key has its grant, an administrator none."""

    name: str
    grant: Grant | None = None

    def require(self, source: str, metric: str | None = None) -> None:
        """Raise OutOfKeysScope unless events of this source, and metric if known, are theirs."""
        if self.grant is None:
            return
        of_metric = metric is None or not self.grant.metrics or metric in self.grant.metrics
        if not (self.grant.sources and source.startswith(self.grant.sources) and of_metric):
            raise OutOfKeysScope


async def authenticate_mender(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> MenderOf:
    """The key or the administrator that a request comes from."""
    if credentials and public_id_of(credentials.credentials):
        pushers: Pushers = request.app.state.pushers
        grant = await pushers.recognize(credentials.credentials)
        return MenderOf(f"key:{grant.id}", grant)
    person = await authenticate(request, credentials)
    if not person.holds("administrator"):
        raise AdministratorsOnly
    return MenderOf(person.subject)


Mender = Annotated[MenderOf, Depends(authenticate_mender)]
EITHER: dict[str, Any] = {
    "security": [{"key": []}]
}  # beside the token, which FastAPI finds by itself
