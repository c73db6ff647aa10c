"""Refusals as SCIM 2.0 wants them (RFC 7644, 3.12): the one exception to problem documents."""

from typing import Any

from shared.errors import Problem

PREFIX = "/scim/"
MEDIA_TYPE = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


class ScimRefused(Problem):
    """A request that breaks a rule of SCIM; its `scimType` says which."""

    status = 400

    def __init__(self, detail: str, status: int = 400, scim_type: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.scim_type = scim_type


def error_document(status: int, detail: str, scim_type: str | None = None) -> dict[str, Any]:
    """A refusal as SCIM says it; the status is a text there."""
    said = {"scimType": scim_type} if scim_type else {}
    return {"schemas": [ERROR], "status": str(status), "detail": detail, **said}
