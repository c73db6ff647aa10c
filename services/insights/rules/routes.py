"""The rulebook over HTTP."""

from fastapi import APIRouter

from services.insights.rules.rulebook import RULES, card
from shared.auth import Caller
from shared.schemas.insights.findings import Rulebook

router = APIRouter(prefix="/v1/rules", tags=["rules"])


@router.get("", operation_id="list_rules", summary="The rulebook")
async def list_rules(_: Caller) -> Rulebook:
    """What each rule says, when it fires, what would refute it, and where it comes from."""
    return Rulebook(items=[card(rule) for rule in RULES])
