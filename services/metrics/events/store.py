"""Where events are kept: each once, and its day with it, in one transaction.

This is the busiest path of the system, so it speaks to the driver itself.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from asyncpg.pgproto import pgproto

from services.metrics.events.days import change_days
from services.metrics.events.domain import Event
from services.metrics.events.gains import Gains, added, gains_of
from services.metrics.events.inserting import Place, Way, insert_unknown
from services.metrics.numbering import Numbers
from shared.schemas.metrics.events import Fate

STANDING = """
    select subject_id, identity, content, void from metrics.event
      join unnest($1::bigint[], $2::uuid[]) as asked (subject_id, identity)
     using (subject_id, identity)
"""

Identity = tuple[int, UUID]
Stands = tuple[int, bool]


async def keep_events(
    connection: asyncpg.Connection,
    events: Sequence[Event],
    numbers: Numbers,
    at: datetime,
    *,
    losses: Gains | None = None,
    insert: Way = insert_unknown,
) -> list[Fate]:
    """Keep each event not yet known and add it to its day; say what became of each.

    Within a transaction. `losses` of events taken back before are written with the gains, in
    one ordered statement.
    """
    places = [(numbers.subjects[event.subject], event.mark) for event in events]
    first = dict(zip(reversed(places), reversed(events), strict=True))
    fresh = await insert(connection, first, numbers, at)
    gains = gains_of((subject, event) for (subject, _), event in fresh.items())
    await change_days(connection, added(gains, losses or {}))
    if len(fresh) == len(events):
        return ["stored"] * len(events)
    known = await _standing(connection, first.keys() - fresh.keys())
    standing = known | {place: (event.content, False) for place, event in fresh.items()}
    return _fates(places, events, set(fresh), standing)


def _fates(
    places: Sequence[Place],
    events: Sequence[Event],
    fresh: set[Place],
    standing: Mapping[Place, Stands],
) -> list[Fate]:
    fates: list[Fate] = []
    for place, event in zip(places, events, strict=True):
        if place in fresh:
            fresh.discard(place)
            fates.append("stored")
        else:
            fates.append(_known(event, *standing[place]))
    return fates


def _known(event: Event, content: int, void: bool) -> Fate:
    if content != event.content:
        return "conflict"
    return "void" if void else "duplicate"


async def _standing(
    connection: asyncpg.Connection, places: Collection[Place]
) -> dict[Place, Stands]:
    """What was first said by the events that stand at these places, and whether they are void."""
    if not places:
        return {}
    subjects, marks = zip(*places, strict=True)
    found = await connection.fetch(STANDING, subjects, list(map(pgproto.UUID, marks)))
    return {(subject, identity.bytes): tuple(stands) for subject, identity, *stands in found}
