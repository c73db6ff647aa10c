"""What a service is told of the house it stands in, through its environment."""

from collections.abc import Mapping

from deploy.supervisor.keys import Keys
from deploy.supervisor.plan import Plan, Service

ISSUER = "http://127.0.0.1/counterpoise"
AUDIENCE = "counterpoise"
NOT_FOR_SERVICES = (  # ways into the database that are not their own
    "COUNTERPOISE_POSTGRES_URL",
    "COUNTERPOISE_METRICS_PASSWORD",
    "COUNTERPOISE_GOALS_PASSWORD",
)


def environment_of(
    service: Service, plan: Plan, keys: Keys, database_urls: Mapping[str, str]
) -> dict[str, str]:
    """The outer environment, over our defaults and under what only we can know."""
    outer = {k: v for k, v in plan.environment.items() if k not in NOT_FOR_SERVICES}
    known = {f"COUNTERPOISE_{peer.name.upper()}_URL": peer.url for peer in plan.services}
    known["COUNTERPOISE_DATABASE_URL"] = database_urls[service.schema] if service.schema else ""
    return {**_defaults(plan, keys), **outer, **known}


def _defaults(plan: Plan, keys: Keys) -> dict[str, str]:
    defaults = {
        "COUNTERPOISE_ISSUER": ISSUER,
        "COUNTERPOISE_AUDIENCE": AUDIENCE,
        "COUNTERPOISE_SECRET_KEY": keys.secret_key,
        "COUNTERPOISE_DRAIN_SECONDS": "0",  # no load balancer stands before us here
    }
    if not {"COUNTERPOISE_ISSUER", "COUNTERPOISE_JWKS_URL"} & plan.environment.keys():
        defaults["COUNTERPOISE_JWKS_FILE"] = str(keys.jwks_file)  # tokens are our own
    return defaults
