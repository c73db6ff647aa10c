"""Answers in terms of SCIM, and how they and their refusals are documented."""

import json
from collections.abc import Sequence
from typing import Any

from fastapi import Response
from scim2_models import Context, ListResponse, Resource, ResponseParameters

from services.metrics.scim.models import PROVIDER
from shared.scim import ERROR, MEDIA_TYPE

USER = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "ana@example.org",
    "displayName": "Ana Lopes",
    "active": True,
}
PATCH = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "replace", "path": "active", "value": False}],
}
_ERROR_SCHEMA = {
    "type": "object",
    "required": ["schemas", "status", "detail"],
    "properties": {
        "schemas": {"type": "array", "items": {"const": ERROR}},
        "status": {"type": "string"},
        "scimType": {"type": "string"},
        "detail": {"type": "string"},
    },
}
_REASONS = {
    400: "A rule of SCIM is broken; `scimType` says which.",
    401: "No key, or none that is accepted.",
    403: "A good key, but not of scope `scim`.",
    404: "There is no such resource.",
    409: "Another user has the name.",
    412: "It was changed meanwhile.",
    413: "More than the published limit.",
    415: "Not application/scim+json.",
    422: "A parameter is malformed.",
    501: "This is not done here.",
    503: "Ours to mend; try again.",
}
# Below /scim refusals are SCIM errors (RFC 7644, 3.12), the one exception to problem documents.
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"description": reason, "content": {MEDIA_TYPE: {"schema": _ERROR_SCHEMA}}}
    for status, reason in _REASONS.items()
}


class ScimAnswer(Response):
    """What is answered in terms of SCIM."""

    media_type = MEDIA_TYPE


def body_of(example: dict[str, Any]) -> dict[str, Any]:
    """How a request's body is documented: as SCIM, by an example."""
    schema = {"type": "object", "examples": [example]}
    return {"requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": schema}}}}


def answer(
    resource: Resource[Any], how: ResponseParameters[Any] | None = None, status: int = 200
) -> Response:
    """A resource with its ETag and its place."""
    headers = {}
    if resource.meta is not None and resource.meta.version is not None:
        headers = {"ETag": resource.meta.version, "Location": str(resource.meta.location)}
    return ScimAnswer(json.dumps(_told(resource, how)), status, headers)


def answer_all(
    resources: Sequence[Resource[Any]],
    total: int,
    start: int = 1,
    how: ResponseParameters[Any] | None = None,
) -> Response:
    """A page of resources."""
    page = {
        "schemas": [str(ListResponse.__schema__)],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": [_told(resource, how) for resource in resources],
    }
    return ScimAnswer(json.dumps(page))


def _told(resource: Resource[Any], how: ResponseParameters[Any] | None) -> dict[str, Any]:
    with PROVIDER:
        return resource.model_dump(
            scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=how
        )
