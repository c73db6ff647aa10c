"""The house of this checkout: where its data are, where it answers, and tokens of its issuer."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from joserfc import jwt

from deploy.postgres import home_of
from deploy.supervisor import Plan, plan_for
from deploy.supervisor.issuer import IssuerElsewhere, claims_of, elsewhere
from deploy.supervisor.keys import Keys, keep_keys

DATA = Path(__file__).parents[2] / ".data"
TOKEN_SECONDS = 12 * 3600

GiveToken = Callable[[str, Sequence[str]], str]


def local_plan() -> Plan:
    """What `counterpoise run` runs here."""
    return plan_for(DATA)


def local_keys() -> Keys:
    """The secrets of the local house, made if there are none yet."""
    return keep_keys(home_of(DATA))


def url_of(service: str) -> str:
    """Where a service of the local house answers."""
    return next(known.url for known in local_plan().services if known.name == service)


def issuer_of(keys: Keys, environment: Mapping[str, str] = os.environ) -> GiveToken:
    """Gives tokens as an identity provider would; IssuerElsewhere if ours are not believed."""
    if named := elsewhere(environment):
        raise IssuerElsewhere(named)

    def give(person: str, roles: Sequence[str]) -> str:
        at = int(time.time())
        claims = claims_of(person, roles, environment) | {"iat": at, "exp": at + TOKEN_SECONDS}
        header = {"alg": "Ed25519", "typ": "JWT", "kid": keys.issuer_key.kid}
        return jwt.encode(header, claims, keys.issuer_key, algorithms=["Ed25519"])

    return give
