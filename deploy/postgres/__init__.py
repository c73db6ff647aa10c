"""PostgreSQL with a lifecycle of our own: found, made, started, bootstrapped, stopped."""

from deploy.postgres.bootstrap import bootstrap
from deploy.postgres.embedded import embedded_postgres
from deploy.postgres.places import home_of, throw_away

__all__ = ["bootstrap", "embedded_postgres", "home_of", "throw_away"]
