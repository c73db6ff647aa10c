"""Events without end, as a busy desk has them: a hundred people, a thousand events a day.

They come in order of time, give or take a day, for half a year and then again; no id ever does.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

PEOPLE = 100
A_DAY = 1_000
DAYS = 180
BEGUN = datetime.now(UTC)

_numbers = itertools.count()
_chance = random.Random(1)


def moment(number: int) -> datetime:
    """When the event of this number happened."""
    late = _chance.random()
    return BEGUN - timedelta(days=DAYS + 1 - number / A_DAY % DAYS + late)


def native() -> Iterator[bytes]:
    """Native events as JSON, each another one."""
    run = f"{BEGUN:%Y%m%d%H%M%S}"
    for number in _numbers:
        yield (
            f'{{"id":"bench-{run}-{number}","source":"bench","metric":"tickets_closed",'
            f'"subject":"person:p{_chance.randrange(PEOPLE)}",'
            f'"time":"{moment(number):%Y-%m-%dT%H:%M:%SZ}","value":1,'
            '"attributes":{"priority":"high","channel":"mail"}}'
        ).encode()
