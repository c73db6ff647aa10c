"""What of SCIM is understood here, over HTTP, as SCIM tells it."""

from fastapi import APIRouter, Response

from services.metrics.scim.answering import REFUSALS, ScimAnswer, answer, answer_all
from services.metrics.scim.models import CONFIG, PROVIDER
from services.metrics.scim.providers import Provider
from shared.scim import ScimRefused

router = APIRouter(
    prefix="/scim/v2", tags=["scim"], responses=REFUSALS, default_response_class=ScimAnswer
)


@router.get(
    "/ServiceProviderConfig", operation_id="get_scim_config", summary="What SCIM can do here"
)
async def get_config(_: Provider) -> Response:
    """PATCH, ETags and filters by one attribute; no bulk, no sorting, no passwords."""
    return answer(CONFIG)


@router.get("/ResourceTypes", operation_id="list_scim_resource_types", summary="Users and groups")
async def list_resource_types(_: Provider) -> Response:
    """Users are people, groups are teams."""
    return answer_all(PROVIDER.resource_types, len(PROVIDER.resource_types))


@router.get(
    "/ResourceTypes/{name}", operation_id="get_scim_resource_type", summary="Users, or groups"
)
async def get_resource_type(name: str, _: Provider) -> Response:
    """One of the two."""
    found = [each for each in PROVIDER.resource_types if each.id == name]
    if not found:
        raise ScimRefused(f"There is no resource type {name!r}.", 404)
    return answer(found[0])


@router.get("/Schemas", operation_id="list_scim_schemas", summary="Which attributes are kept")
async def list_schemas(_: Provider) -> Response:
    """All others are ignored."""
    return answer_all(PROVIDER.schemas, len(PROVIDER.schemas))


@router.get("/Schemas/{urn}", operation_id="get_scim_schema", summary="One schema")
async def get_schema(urn: str, _: Provider) -> Response:
    """The attributes of users, of their enterprise extension, or of groups."""
    found = [each for each in PROVIDER.schemas if each.id == urn]
    if not found:
        raise ScimRefused(f"There is no schema {urn!r}.", 404)
    return answer(found[0])
