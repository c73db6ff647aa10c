"""Connectors to any tool: how it signs, and where its deliveries hold what counts."""

from typing import Annotated, Literal

from pydantic import Field

from shared.schemas.metrics.mappings import Expression, Picks
from shared.schemas.words import Said, whole

HeaderName = Annotated[str, whole(r"[A-Za-z0-9-]{1,80}")]
Prefix = Annotated[str, whole(r"[\x21-\x7e]{0,40}")]


class MappedOptions(Said):
    """What of each delivery, or of each element of an array, becomes which events."""

    id: Expression | None = Field(
        None, description="What all attempts to deliver the same thing have in common"
    )
    type: Expression | None = Field(None, description="The tool's own name of what happened")
    mappings: list[Picks] = Field(min_length=1, max_length=20)


class HmacOptions(MappedOptions):
    """A tool that signs its bodies with an HMAC."""

    header: HeaderName = Field(examples=["X-Signature"])
    prefix: Prefix = Field("", examples=["sha256="])
    algorithm: Literal["sha256", "sha1", "sha512"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
