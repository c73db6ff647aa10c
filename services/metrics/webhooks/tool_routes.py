"""The tools that can be connected, over HTTP."""

from fastapi import APIRouter

from services.metrics.webhooks.cards import cards
from shared.auth import Administrator
from shared.schemas.metrics.connectors import Tools

router = APIRouter(prefix="/v1/tools", tags=["webhooks"])


@router.get("", operation_id="list_tools", summary="The tools that can be connected")
async def list_tools(_: Administrator) -> Tools:
    """How each is connected, what to subscribe to, whose ids its accounts are, and its options."""
    return Tools(items=cards())
