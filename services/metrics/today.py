"""The organization's day, for routes."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from shared.clock import now
from shared.settings import Settings


async def _today(request: Request) -> date:
    settings: Settings = request.app.state.settings
    return now().astimezone(settings.zone).date()


Today = Annotated[date, Depends(_today)]
