"""A house beside the one of this checkout: throw-away data, ports that are free."""

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from deploy.postgres import throw_away
from deploy.supervisor import Plan, plan_for
from deploy.supervisor.issuer import ELSEWHERE


@contextmanager
def throw_away_plan(*only: str) -> Iterator[Plan]:
    """A plan of all services, or only some, on an embedded PostgreSQL that is gone afterwards."""
    of_the_other = ("COUNTERPOISE_POSTGRES_URL", *ELSEWHERE)
    environment = {name: value for name, value in os.environ.items() if name not in of_the_other}
    with throw_away() as directory, ExitStack() as held:
        plan = plan_for(directory, environment)
        wanted = [service for service in plan.services if not only or service.name in only]
        sockets = [held.enter_context(socket.socket()) for _ in wanted]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        ports = [each.getsockname()[1] for each in sockets]
        held.close()
        services = [
            replace(service, port=port) for service, port in zip(wanted, ports, strict=True)
        ]
        yield replace(plan, services=services)
