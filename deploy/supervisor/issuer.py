"""The local issuer: what its tokens claim, and whether the services are told to believe them."""

from collections.abc import Mapping, Sequence

from deploy.processes.refusals import Refusal

ISSUER = "http://127.0.0.1/counterpoise"
AUDIENCE = "counterpoise"
ELSEWHERE = ("COUNTERPOISE_ISSUER", "COUNTERPOISE_JWKS_URL", "COUNTERPOISE_JWKS_FILE")


class IssuerElsewhere(Refusal):
    """The services believe another issuer, whose tokens nobody here can sign."""

    def __init__(self, named: Sequence[str]) -> None:
        super().__init__(
            f"Another issuer is set by {' and '.join(named)}: only it can give tokens that the"
            " services believe."
        )


def elsewhere(environment: Mapping[str, str]) -> list[str]:
    """The settings that name another issuer; none where tokens are our own."""
    return [name for name in ELSEWHERE if environment.get(name)]


def claims_of(
    person: str, roles: Sequence[str], environment: Mapping[str, str]
) -> dict[str, object]:
    """Who it is, for whom the token is meant, and who gives it, as the services will read it."""

    def setting(name: str, usual: str) -> str:
        return environment.get(f"COUNTERPOISE_{name}") or usual

    return {
        "iss": ISSUER,
        "aud": setting("AUDIENCE", AUDIENCE),
        "sub": person,
        setting("PERSON_CLAIM", "person"): person,
        setting("ROLES_CLAIM", "roles"): list(roles),
    }
