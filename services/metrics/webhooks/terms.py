"""What an administrator says of a connector, held against what its tool needs."""

from collections.abc import Iterable, Mapping, Sized
from typing import Any

from pydantic import SecretStr, ValidationError

from services.metrics.webhooks.connectors.registry import BRINGS_SECRET, CONNECTORS, FAULTS
from services.metrics.webhooks.domain import OptionsRefused, SecretMissing
from shared.problems import faults_of
from shared.schemas.words import Said
from shared.secrets import seal
from shared.settings import Settings


def options_of(tool: str, said: Mapping[str, Any]) -> Said:
    """A tool's options as its connector reads them; OptionsRefused names every field."""
    try:
        options: Said = CONNECTORS[tool].OPTIONS.model_validate(said)
    except ValidationError as error:
        raise OptionsRefused(faults_of(error.errors(), prefix=("options",))) from error
    if tool in FAULTS and (faults := list(FAULTS[tool](options))):
        raise OptionsRefused(faults)
    return options


def kept(options: Said) -> dict[str, Any]:
    """Options as they are kept: what was said, so that what was not can get a better default."""
    return options.model_dump(mode="json", exclude_unset=True)


def sealed(settings: Settings, key: str, secrets: Iterable[SecretStr]) -> list[bytes]:
    """A connector's secrets as they are kept."""
    return [seal(settings, secret.get_secret_value(), key) for secret in secrets]


def require_secrets(tool: str, secrets: Sized) -> None:
    """Raise SecretMissing, unless the tool brings its secret when it first calls."""
    if not secrets and tool not in BRINGS_SECRET:
        raise SecretMissing(tool)
