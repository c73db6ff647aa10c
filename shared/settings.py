"""What a deployment decides, read once from the environment (`COUNTERPOISE_…`)."""

import os
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "COUNTERPOISE_"
# What only the supervisor and the command line read; a shell that sets it may start a service too.
BESIDE = frozenset(
    {
        *("POSTGRES_URL", "POSTGRES_BIN", "METRICS_PASSWORD", "GOALS_PASSWORD", "KEY"),
        *("GOALS_PORT", "METRICS_PORT", "INSIGHTS_PORT"),
    }
)


class Settings(BaseSettings):
    """Every setting of a service; an unknown or malformed one stops the start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    database_url: SecretStr = SecretStr("")
    pool_size: int = Field(10, ge=1, le=100)
    metrics_url: str = "http://127.0.0.1:8002"
    goals_url: str = "http://127.0.0.1:8001"
    public_metrics_url: str = Field("", description="Where tools reach metrics; some sign it")

    issuer: str = "http://127.0.0.1/counterpoise"
    audience: str = "counterpoise"
    jwks_file: str | None = None
    jwks_url: str | None = None
    person_claim: str = "person"
    roles_claim: str = "roles"

    secret_key: SecretStr = SecretStr("")
    time_zone: str = "UTC"
    deliveries_kept_days: int = Field(
        90, ge=1, le=3650, description="Days of a raw webhook, and of what the quarantine settled"
    )
    raise_after_reviews: int = Field(
        4, ge=1, le=52, description="Review periods that guardrails hold before targets may rise"
    )
    smallest_group: int = Field(5, ge=3, le=100)
    quiet_period_hours: float = Field(
        72, ge=0, le=2160, description="After a solve, until it is told whether it held at once"
    )

    body_limit: int = Field(8 * 1024 * 1024, description="Bytes of a body, after decompression")
    stream_limit: int = Field(
        4 * 1024**3, description="The same of lines (NDJSON), which are read as a stream"
    )
    in_flight_limit: int = Field(256, description="Requests served at once before 503")
    drain_seconds: float = Field(5.0, ge=0, le=60, description="Unready before the listener closes")
    peer_deadline_seconds: float = Field(5.0, gt=0, le=60)
    cors_origins: list[str] = []
    log_level: str = "INFO"

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        ZoneInfo(name)
        return name

    @property
    def zone(self) -> ZoneInfo:
        """The organization's time zone: it decides on which day something happened."""
        return ZoneInfo(self.time_zone)


class SettingUnknown(ValueError):
    """A name in the environment that nobody reads, such as a misspelt one."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; SettingUnknown names what nobody would read."""
    if unknown := unknown_among(os.environ):
        raise SettingUnknown(f"No service has a setting {', '.join(unknown)}; see the README.")
    return Settings()


def unknown_among(names: Iterable[str]) -> list[str]:
    """Those of the names that begin as ours do, and are no setting."""
    known = {PREFIX + name for name in (*BESIDE, *map(str.upper, Settings.model_fields))}
    return sorted(
        name for name in names if name.upper().startswith(PREFIX) and name.upper() not in known
    )
