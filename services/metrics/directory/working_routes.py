"""A person's working time over HTTP: what series divide by."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from services.metrics.calendars.store import all_calendars
from services.metrics.directory.domain import NotInDirectory, require_days
from services.metrics.directory.schedules import get_schedules
from services.metrics.directory.working import days_worked, working_shares
from services.metrics.privacy.reader import Reader
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.calendars import WorkingDay, WorkingTime
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/people/{key}/working_time", tags=["directory"])


@router.get(
    "",
    operation_id="get_working_time",
    summary="On which days a person works, and how much",
    responses=refusing(NotInDirectory),
)
async def get_working_time(
    key: Key,
    first_day: Annotated[date, Query(alias="from")],
    last_day: Annotated[date, Query(alias="to", description="Inclusive; two years at most")],
    reader: Reader,
    session: Session,
) -> WorkingTime:
    """By calendar, part-time and absence; for whoever may see the person's numbers."""
    await reader.require_record(f"person:{key}")
    require_days(first_day, last_day)
    schedules = await get_schedules(session, [key])
    if key not in schedules:
        raise NotInDirectory(f"person:{key}")
    works = days_worked(await all_calendars(session), first_day, last_day)
    shares = working_shares((first_day, last_day), schedules[key], works)
    days = [
        WorkingDay(day=first_day + timedelta(days=offset), share=float(share))
        for offset, share in enumerate(shares)
    ]
    return WorkingTime(person=key, days=days, total=round(float(shares.sum()), 6))
