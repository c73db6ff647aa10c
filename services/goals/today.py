"""Which day it is where the organization is."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from shared.clock import now
from shared.settings import Settings


async def _today(request: Request) -> date:
    settings: Settings = request.app.state.settings
    return now().astimezone(settings.zone).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which a day of the organization is over."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


Today = Annotated[date, Depends(_today)]
