"""Events without end, as a busy desk has them: a hundred people, a thousand events a day.

They come in order of time, give or take a day, for half a year and then again; no id ever does.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

PEOPLE = 100
A_DAY = 1_000
DAYS = 180
BEGUN = datetime.now(UTC)
RUN = f"{BEGUN:%Y%m%d%H%M%S}"

_numbers = itertools.count()
_chance = random.Random(1)


class Happening(NamedTuple):
    """Somebody closed a ticket."""

    id: str
    subject: str
    time: datetime


def moment(number: int) -> datetime:
    """When the event of this number happened."""
    late = _chance.random()
    return BEGUN - timedelta(days=DAYS + 1 - number / A_DAY % DAYS + late)


def happenings() -> Iterator[Happening]:
    """Each another one."""
    for number in _numbers:
        subject = f"person:p{_chance.randrange(PEOPLE)}"
        yield Happening(f"bench-{RUN}-{number}", subject, moment(number))


def native() -> Iterator[bytes]:
    """Native events as JSON, each another one."""
    return map(as_native, happenings())


def as_native(it: Happening) -> bytes:
    """As our API takes it."""
    return (
        f'{{"id":"{it.id}","source":"bench","metric":"tickets_closed","subject":"{it.subject}",'
        f'"time":"{it.time:%Y-%m-%dT%H:%M:%SZ}","value":1,'
        '"attributes":{"priority":"high","channel":"mail"}}'
    ).encode()


def as_line(it: Happening) -> bytes:
    """As InfluxDB takes it: what is told apart by is a tag, the rest a field."""
    return (
        f"tickets_closed,source=bench,subject={it.subject},priority=high,channel=mail"
        f' value=1,id="{it.id}" {it.time.timestamp() * 1e9:.0f}'
    ).encode()
