"""What may be asked of an insight, and the days it then looks at."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import Path
from pydantic import Field

from shared.errors import Invalid
from shared.schemas.insights.signals import Span
from shared.schemas.problems import Fault
from shared.schemas.words import Key, ReadSubject, Said

USUAL_DAYS = 180
MOST_DAYS = 1096

SubjectAsked = Annotated[ReadSubject, Path(examples=["team:support"])]


class Asked(Said):
    """The window, and where the scorecard is not to decide, the role or the pair."""

    first_day: date | None = Field(None, alias="from", description="By default 180 days in all")
    last_day: date | None = Field(None, alias="to", description="Inclusive; by default yesterday")
    role: Key | None = Field(None, description="Whose scorecard; by default the most-held role")
    performance: Key | None = Field(None, description="With `productivity`: a pair of your own")
    productivity: Key | None = Field(None, description="With `performance`: a pair of your own")


class WindowUnordered(Invalid):
    """A window without a finished day."""

    def __init__(self) -> None:
        fault = Fault(pointer="/query/from", code="ends_first", detail="Not after `to`, or today.")
        super().__init__("Let `from` be on or before `to`, and before today.", [fault])


class WindowTooLong(Invalid):
    """A window beyond what one insight looks at."""

    def __init__(self) -> None:
        fault = Fault(pointer="/query/from", code="too_long", detail="Ask for less.")
        super().__init__(f"An insight looks at {MOST_DAYS} days at most.", [fault])


class HalfAPair(Invalid):
    """One metric, where two are read together."""

    def __init__(self) -> None:
        fault = Fault(pointer="/query", code="half_a_pair", detail="Name both, or neither.")
        super().__init__("Name `performance` and `productivity`; one alone misleads.", [fault])


def window_of(asked: Asked, today: date) -> Span:
    """The finished days asked for; WindowUnordered, WindowTooLong."""
    yesterday = today - timedelta(days=1)
    last = min(asked.last_day or yesterday, yesterday)
    usual = timedelta(days=min(USUAL_DAYS - 1, (last - date.min).days))
    first = asked.first_day or last - usual
    if first > last:
        raise WindowUnordered
    if (last - first).days >= MOST_DAYS:
        raise WindowTooLong
    return Span(first_day=first, last_day=last)


def require_whole_pair(asked: Asked) -> None:
    """Raise HalfAPair if one metric is named without the other."""
    if (asked.performance is None) != (asked.productivity is None):
        raise HalfAPair
