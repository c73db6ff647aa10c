"""Events without end: a hundred people, half a year of days, ids that never come again."""

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

PEOPLE = 100
DAYS = 180
BEGUN = datetime.now(UTC)

_numbers = itertools.count()


def native() -> Iterator[bytes]:
    """Native events as JSON, each another one."""
    chance = random.Random(1)
    run = f"{BEGUN:%Y%m%d%H%M%S}"
    for number in _numbers:
        minutes = chance.randrange(DAYS * 24 * 60)
        moment = (BEGUN - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield (
            f'{{"id":"bench-{run}-{number}","source":"bench","metric":"tickets_closed",'
            f'"subject":"person:p{chance.randrange(PEOPLE)}","time":"{moment}","value":1,'
            '"attributes":{"priority":"high","channel":"mail"}}'
        ).encode()
