"""One series: whole, or with its groups."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.privacy.reader import ReaderOf
from services.metrics.series.answer import Series, answer
from services.metrics.series.attributes import by_attribute
from services.metrics.series.grouping import grouped
from services.metrics.series.wanted import Wanted
from shared.errors import Invalid
from shared.schemas.metrics.series import SeriesAsked
from shared.schemas.problems import Fault


class AttributeUnnamed(Invalid):
    """Grouped by an attribute without its name, or an attribute named for nothing."""

    def __init__(self) -> None:
        fault = Fault(pointer="/attribute", code="attribute_unnamed", detail="With its group_by.")
        super().__init__("Name the `attribute` with `group_by=attribute`, and only then.", [fault])


def require_named(asked: SeriesAsked) -> None:
    """Raise AttributeUnnamed unless an attribute is named if, and only if, one is asked for."""
    if (asked.group_by == "attribute") != (asked.attribute is not None):
        raise AttributeUnnamed


async def one_series(
    asked: SeriesAsked, wanted: Wanted, reader: ReaderOf, session: AsyncSession, now: datetime
) -> Series:
    """The series that was asked for, as far as its groups may be told."""
    if asked.attribute is not None:
        return await by_attribute(wanted, asked.attribute, reader, session, now)
    if asked.group_by is None or asked.group_by == "attribute":
        [whole] = await answer(wanted, session)
        return whole
    return await grouped(wanted, asked.group_by, reader, session)
