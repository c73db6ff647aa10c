"""Days that a goal may name."""

from datetime import date
from typing import Annotated

from pydantic import Field

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
UNREAD = date(2000, 1, 1)  # the default of a day that a change leaves out: nobody reads it
