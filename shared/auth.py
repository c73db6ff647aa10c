"""Tokens read: who the caller is, by a JWT of the organization's issuer."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import extract_compact

from shared.clock import now
from shared.errors import Forbidden, Unauthenticated
from shared.keyring import Keyring
from shared.settings import Settings

ALGORITHMS = ["Ed25519", "ES256", "RS256", "PS256"]
LEEWAY_SECONDS = 30

bearer = HTTPBearer(auto_error=False, scheme_name="token", description="A JWT of the issuer.")


@dataclass(frozen=True)
class Person:
    """Somebody, or a service account, whom the issuer vouches for."""

    subject: str
    person: str | None
    roles: frozenset[str]
    token: str = field(repr=False)

    def holds(self, role: str) -> bool:
        """Whether the issuer gave them a role: lead, analyst or administrator."""
        return role in self.roles


class TokenRefused(Unauthenticated):
    """No token, or none that we accept; says no more than that."""

    def __init__(self) -> None:
        super().__init__("Send a valid token of this organization as 'Authorization: Bearer …'.")


class AdministratorsOnly(Forbidden):
    """Only an administrator may do this."""

    def __init__(self) -> None:
        super().__init__("Only an administrator may do this.")


class Judge:
    """Tells who a token speaks for; one per process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keyring = Keyring(settings)

    async def judge(self, token: str) -> Person:
        """Who the token speaks for; TokenRefused unless everything about it is right."""
        try:
            header = extract_compact(token.encode()).headers()
            if header.get("alg") not in ALGORITHMS or header.get("typ", "JWT").lower() not in (
                "jwt",
                "at+jwt",
            ):
                raise TokenRefused
            keys = await self._keyring.keys(header.get("kid"))
            claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
            self._check(claims)
            return self._person(claims, token)
        except (JoseError, ValueError, AttributeError, TypeError, RecursionError) as error:
            raise TokenRefused from error

    def _check(self, claims: dict[str, Any]) -> None:
        jwt.JWTClaimsRegistry(
            now=int(now().timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.audience},
            exp={"essential": True},
            sub={"essential": True},
        ).validate(claims)

    def _person(self, claims: dict[str, Any], token: str) -> Person:
        roles = claims.get(self._settings.roles_claim, [])
        person = claims.get(self._settings.person_claim)
        if not isinstance(person, str | None) or not isinstance(roles, list):
            raise TokenRefused
        if not all(isinstance(name, str) for name in (claims["sub"], *roles)):
            raise TokenRefused
        return Person(claims["sub"], person, frozenset(roles), token)


async def authenticate(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Person:
    """The caller; a request without an acceptable token goes no further."""
    if credentials is None:
        raise TokenRefused
    judge: Judge = request.app.state.judge
    return await judge.judge(credentials.credentials)


Caller = Annotated[Person, Depends(authenticate)]


async def _administrator(caller: Caller) -> Person:
    if not caller.holds("administrator"):
        raise AdministratorsOnly
    return caller


Administrator = Annotated[Person, Depends(_administrator)]
