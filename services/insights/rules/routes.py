"""The rulebook over HTTP."""

from fastapi import APIRouter

from services.insights.rules.rulebook import RULES, card
from shared.schemas.insights.findings import Rulebook

router = APIRouter(prefix="/v1/rules", tags=["rules"])


@router.get("", operation_id="get_rulebook", summary="The rulebook")
async def get_rulebook() -> Rulebook:
    """What each rule says, when it fires, what would refute it, and where it comes from.

    Open to everybody: it is about rules, not about people.
    """
    return Rulebook(items=[card(rule) for rule in RULES])
