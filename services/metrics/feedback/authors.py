"""Who gives feedback: a person by their token, or a system that pushes answers with its key."""

import hmac
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials

from services.metrics.keys.domain import Grant
from services.metrics.keys.pushers import Pushers
from shared.auth import Judge, TokenRefused, bearer
from shared.errors import Forbidden
from shared.secrets import pepper_of


class NobodyInParticular(Forbidden):
    """A service account, which is no person who could have an opinion."""

    def __init__(self) -> None:
        super().__init__("Rate as a person, or push with an API key.")


@dataclass(frozen=True)
class AuthorOf:
    """Whoever speaks, known to the records only by a keyed hash."""

    person: str | None
    grant: Grant | None
    pepper: bytes = field(repr=False)

    @property
    def digest(self) -> bytes:
        """Their hash: what they gave is found by it, and they are not."""
        return self.hashed(f"key:{self.grant.id}" if self.grant else f"person:{self.person}")

    def hashed(self, name: str) -> bytes:
        """The keyed hash of somebody."""
        return hmac.digest(self.pepper, f"rater\n{name}".encode(), "sha256")[:16]


async def author(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> AuthorOf:
    """The person or system of a request; whoever is neither goes no further."""
    if credentials is None:
        raise TokenRefused
    pepper = pepper_of(request.app.state.settings)
    shown = credentials.credentials
    if shown.startswith("cp_"):
        pushers: Pushers = request.app.state.pushers
        return AuthorOf(None, await pushers.recognize(shown), pepper)
    judge: Judge = request.app.state.judge
    person = (await judge.judge(shown)).person
    if person is None:
        raise NobodyInParticular
    return AuthorOf(person, None, pepper)


Author = Annotated[AuthorOf, Depends(author)]
