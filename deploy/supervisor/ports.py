"""Looks whether the ports are free before anything is started."""

import socket
from collections.abc import Sequence

from deploy.processes.refusals import Refusal
from deploy.supervisor.plan import Service


class PortBusy(Refusal):
    """Somebody else listens there, or we may not."""

    def __init__(self, service: Service, why: str) -> None:
        super().__init__(
            f"Port {service.port}, meant for {service.name}, {why}. "
            f"Set COUNTERPOISE_{service.name.upper()}_PORT to another."
        )


def refuse_busy_ports(services: Sequence[Service]) -> None:
    """Raise for the first port that is taken, by others or by two of our own."""
    taken: dict[int, str] = {}
    for service in services:
        if (other := taken.setdefault(service.port, service.name)) != service.name:
            raise PortBusy(service, f"is meant for {other} too")
        _refuse_if_busy(service)


def _refuse_if_busy(service: Service) -> None:
    with socket.socket() as listener:
        # As uvicorn does, so that connections of an earlier run that linger are no hindrance.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", service.port))
            listener.listen()
        except PermissionError:
            raise PortBusy(service, "is only for root") from None
        except OSError:
            raise PortBusy(service, "is in use by another program") from None
