"""CloudEvents' abuse protection: a sender of webhooks asks first whether it may deliver here."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from services.metrics.keys.pushers import Pusher

router = APIRouter(prefix="/v1/events", tags=["events"])

Origin = Annotated[
    str | None,
    Header(alias="WebHook-Request-Origin", pattern=r"^[A-Za-z0-9.:-]{1,253}$"),
]


@router.options("", operation_id="consent_to_events", summary="May a sender deliver here?")
async def consent(_: Pusher, response: Response, origin: Origin = None) -> None:
    """Yes, as often as it likes, if it shows a key: events without one are refused anyway."""
    response.headers["Allow"] = "GET, POST"
    if origin is not None:
        response.headers["WebHook-Allowed-Origin"] = origin
        response.headers["WebHook-Allowed-Rate"] = "*"
