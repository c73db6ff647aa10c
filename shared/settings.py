"""What a deployment decides, read once from the environment (`COUNTERPOISE_…`)."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting of a service; an unknown or malformed one stops the start."""

    model_config = SettingsConfigDict(env_prefix="COUNTERPOISE_", frozen=True)

    database_url: SecretStr = SecretStr("")
    pool_size: int = Field(10, ge=1, le=100)
    metrics_url: str = "http://127.0.0.1:8002"
    goals_url: str = "http://127.0.0.1:8001"

    issuer: str = "http://127.0.0.1/counterpoise"
    audience: str = "counterpoise"
    jwks_file: str | None = None
    jwks_url: str | None = None
    person_claim: str = "person"
    roles_claim: str = "roles"

    secret_key: SecretStr = SecretStr("")
    time_zone: str = "UTC"
    smallest_group: int = Field(5, ge=3, le=100)

    body_limit: int = Field(8 * 1024 * 1024, description="Bytes of a body, after decompression")
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


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
