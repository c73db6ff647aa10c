"""What is to run: which services on which ports, and over which data."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.processes.refusals import Refusal
from shared.settings import unknown_among


class NotAPort(Refusal):
    """A port is a number between 1 and 65535."""

    def __init__(self, setting: str, value: str) -> None:
        super().__init__(f"{setting} is {value!r}, which is not a port.")


class NoSetting(Refusal):
    """A name in the environment that nobody reads, such as a misspelt one."""

    def __init__(self, unknown: Sequence[str]) -> None:
        super().__init__(f"There is no setting {', '.join(unknown)}; the README lists them.")


@dataclass(frozen=True)
class Service:
    """One of our services: an ASGI app in a process of its own."""

    name: str
    app: str
    port: int
    schema: str | None = None  # what it keeps, if it keeps anything

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Patience:
    """How often, and how fast, something that dies is started again."""

    tries: int = 8  # quick deaths in a row before we give up
    settled: float = 1.0  # seconds of readiness after which a death is no longer quick
    first_pause: float = 0.1
    longest_pause: float = 5.0
    until_ready: float = 60.0  # seconds a service may take


@dataclass(frozen=True)
class Plan:
    """One house: the directory of its data, its services, and its database if that is elsewhere."""

    directory: Path
    services: Sequence[Service]
    postgres_url: str | None = None  # an administrator's, of any PostgreSQL from 15 on
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    patience: Patience = field(default_factory=Patience)


def plan_for(directory: Path, environment: Mapping[str, str] = os.environ) -> Plan:
    """The three services, as COUNTERPOISE_…_PORT and COUNTERPOISE_POSTGRES_URL say."""
    if unknown := unknown_among(environment):
        raise NoSetting(unknown)
    url = environment.get("COUNTERPOISE_POSTGRES_URL") or None
    return Plan(directory, _services(environment), url, dict(environment))


def _services(environment: Mapping[str, str]) -> list[Service]:
    return [
        Service("goals", "services.goals.app:app", _port("GOALS", 8001, environment), "goals"),
        Service(
            "metrics", "services.metrics.app:app", _port("METRICS", 8002, environment), "metrics"
        ),
        Service("insights", "services.insights.app:app", _port("INSIGHTS", 8003, environment)),
    ]


def _port(service: str, usual: int, environment: Mapping[str, str]) -> int:
    setting = f"COUNTERPOISE_{service}_PORT"
    value = environment.get(setting) or str(usual)
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise NotAPort(setting, value)
    return int(value)
