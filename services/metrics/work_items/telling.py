"""Where transitions are kept, each with the deliveries that tell it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import asyncpg
import msgspec

from services.metrics.work_items.transitions import Telling, to_json

# What was kept before it was known by whom it is told stays so, and is never dropped.
KEEP = """
    insert into metrics.transition (item, id, content, tellers)
    select item, id, (array_agg(content))[1], array_agg(distinct teller)
      from unnest($1::text[], $2::text[], $3::jsonb[], $4::uuid[]) as t (item, id, content, teller)
     group by item, id order by item, id
    on conflict (item, id) do update set %s tellers = case
       when transition.tellers is not null then transition.tellers || excluded.tellers end
"""
NEW_ONLY = KEEP % ""
CORRECTING = KEEP % "content = excluded.content,"
WITHDRAW = """
    update metrics.transition
       set tellers = array(select unnest(tellers) except select unnest($2::uuid[]))
     where item = any($1) and tellers && $2
"""
DROP_UNTOLD = "delete from metrics.transition where item = any($1) and tellers = '{}'"


async def tell(
    connection: asyncpg.Connection, told: Iterable[Telling], *, correcting: bool = False
) -> None:
    """Keep transitions of items; one known already stands, unless this corrects it."""
    rows = [
        (item, one.id, msgspec.json.encode(to_json(one)).decode(), teller)
        for item, one, teller in told
    ]
    if rows:
        statement = CORRECTING if correcting else NEW_ONLY
        await connection.execute(statement, *map(list, zip(*rows, strict=True)))


async def tell_again(
    connection: asyncpg.Connection,
    told: Sequence[Telling],
    tellers: Sequence[UUID],
    items: Sequence[str],
) -> None:
    """Keep what deliveries tell now, and drop what they alone told of the items before.

    The items must be held.
    """
    await connection.execute(WITHDRAW, items, tellers)
    await tell(connection, told, correcting=True)
    await connection.execute(DROP_UNTOLD, items)
