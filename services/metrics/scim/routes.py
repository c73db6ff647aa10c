"""SCIM 2.0 over HTTP: an identity provider pushes people and teams (RFC 7644)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Request, Response

from services.metrics.scim.answering import (
    PATCH,
    REFUSALS,
    USER,
    ScimAnswer,
    answer,
    answer_all,
    body_of,
)
from services.metrics.scim.endpoints import ENDPOINTS
from services.metrics.scim.providers import Provider
from services.metrics.scim.reading import Count, Filter, How, Start, read_body, wanted
from services.metrics.scim.serving import Serving
from services.metrics.today import Today
from shared.clock import now
from shared.db import Session
from shared.headers import IfMatch
from shared.scim import ScimRefused

router = APIRouter(
    prefix="/scim/v2/{endpoint}",
    tags=["scim"],
    responses=REFUSALS,
    default_response_class=ScimAnswer,
)

IfNoneMatch = Annotated[str | None, Header(description="An ETag that is known already")]
DISCOVERY = ("ServiceProviderConfig", "ResourceTypes", "Schemas")


async def _serving(
    endpoint: str, request: Request, _: Provider, session: Session, today: Today
) -> Serving:
    if endpoint in DISCOVERY:
        raise HTTPException(405, headers={"Allow": "GET"})
    if endpoint == ".search":
        raise ScimRefused("Search Users and Groups one by one, with GET.", 501)
    if endpoint not in ENDPOINTS:
        raise ScimRefused(f"There is no {endpoint!r}; see /scim/v2/ResourceTypes.", 404)
    base = request.app.state.settings.public_metrics_url or str(request.base_url)
    return Serving(session, ENDPOINTS[endpoint], base.rstrip("/"), now(), today)


At = Annotated[Serving, Depends(_serving)]


@router.get("", operation_id="list_scim", summary="Users, or groups, a page at a time")
async def list_resources(
    serving: At,
    how: How,
    filter: Filter = None,
    start: Start = 1,
    count: Count = 100,
) -> Response:
    """By id; filtered by one attribute, if asked for."""
    asked = wanted(filter, start, count)
    total, found = await serving.search(asked)
    return answer_all(found, total, asked.start, how)


@router.post(
    "",
    status_code=201,
    operation_id="create_scim",
    summary="Push a new user or group",
    openapi_extra=body_of(USER),
)
async def create_resource(
    request: Request,
    serving: At,
    how: How,
) -> Response:
    """A user becomes a person, under the key that is the local part of the user name.

    Where the directory has a person or team of the key already, it is that one. A group becomes a
    team; its members belong to it from today on. One that names none leaves a team that is there
    already to its members: providers send them next.
    """
    return answer(await serving.create(await read_body(request)), how, 201)


@router.get("/{key}", operation_id="get_scim", summary="One user or group")
async def get_resource(
    key: str,
    serving: At,
    how: How,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """As the directory has it today."""
    found = await serving.get(key)
    if if_none_match is not None and found.meta and if_none_match == found.meta.version:
        return Response(status_code=304, headers={"ETag": if_none_match})
    return answer(found, how)


@router.put(
    "/{key}",
    operation_id="replace_scim",
    summary="Push all of a user or group",
    openapi_extra=body_of(USER),
)
async def replace_resource(
    key: str,
    request: Request,
    serving: At,
    how: How,
    if_match: IfMatch = None,
) -> Response:
    """What is not said is no more; memberships change from today on, and history stays."""
    return answer(await serving.replace(key, await read_body(request), if_match), how)


@router.patch(
    "/{key}",
    operation_id="patch_scim",
    summary="Push a change of a user or group",
    openapi_extra=body_of(PATCH),
)
async def patch_resource(
    key: str,
    request: Request,
    serving: At,
    how: How,
    if_match: IfMatch = None,
) -> Response:
    """Who is made inactive is archived: in no team from today on."""
    return answer(await serving.patch(key, await read_body(request), if_match), how)


@router.delete(
    "/{key}", status_code=204, operation_id="delete_scim", summary="Push that one is no more"
)
async def delete_resource(key: str, serving: At, if_match: IfMatch = None) -> None:
    """The person is archived, or the team left by all; what they did stays."""
    await serving.delete(key, if_match)
