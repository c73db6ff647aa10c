"""When something happened, in any of the forms in which tools write it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime.fromtimestamp(0, UTC)
# Years before and after are how tools write "never": 1, 1970, 9999.
FIRST_YEAR, LAST_YEAR = 1971, 2199
# A number this large or larger counts in this unit: milli-, micro-, nanoseconds.
UNITS = ((10**17, 10**9), (10**14, 10**6), (10**11, 10**3))


def instant(value: Any) -> datetime | None:
    """The time that a value means, in UTC; None if it means none."""
    if isinstance(value, str):
        value = _number(value) if value.isdigit() else _written(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = _counted(value)
    known = isinstance(value, datetime) and FIRST_YEAR <= value.year <= LAST_YEAR
    return value if known else None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,20}", text) else None


def _written(text: str) -> datetime | None:
    """ISO 8601 with or without colons, `T`, zone; fractions beyond a microsecond are cut."""
    try:
        said = datetime.fromisoformat(re.sub(r" ?UTC$", "Z", text.strip()))
        return said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _counted(number: float) -> datetime | None:
    """Since 1970, in the unit that the number's size betrays."""
    unit = next((unit for least, unit in UNITS if abs(number) >= least), 1)
    try:
        if isinstance(number, int):  # exact, where a float of nanoseconds is not
            return EPOCH + timedelta(microseconds=number * 10**6 // unit)
        return EPOCH + timedelta(seconds=number / unit)
    except (ValueError, OverflowError):
        return None
