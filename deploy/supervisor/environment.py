"""What a service is told of the house it stands in, through its environment."""

from collections.abc import Mapping

from deploy.supervisor.issuer import AUDIENCE, ISSUER, elsewhere
from deploy.supervisor.keys import Keys
from deploy.supervisor.plan import Plan, Service
from shared.settings import BESIDE, PREFIX, Settings

NOT_FOR_SERVICES = {PREFIX + name for name in BESIDE}  # ways into the database among them


def environment_of(
    service: Service, plan: Plan, keys: Keys, database_urls: Mapping[str, str]
) -> dict[str, str]:
    """The outer environment, over our defaults and under what only we can know."""
    outer = {
        name: value
        for name, value in plan.environment.items()
        if name not in NOT_FOR_SERVICES and (value or not name.startswith(PREFIX))
    }
    known = {
        f"{PREFIX}{peer.name.upper()}_URL": peer.url
        for peer in plan.services
        if f"{peer.name}_url" in Settings.model_fields
    }
    known[f"{PREFIX}DATABASE_URL"] = database_urls[service.schema] if service.schema else ""
    return {**_defaults(plan, keys), **outer, **known}


def _defaults(plan: Plan, keys: Keys) -> dict[str, str]:
    defaults = {
        "COUNTERPOISE_ISSUER": ISSUER,
        "COUNTERPOISE_AUDIENCE": AUDIENCE,
        "COUNTERPOISE_SECRET_KEY": keys.secret_key,
        "COUNTERPOISE_DRAIN_SECONDS": "0",  # no load balancer stands before us here
    }
    if not elsewhere(plan.environment):
        defaults["COUNTERPOISE_JWKS_FILE"] = str(keys.jwks_file)  # tokens are our own
    return defaults
