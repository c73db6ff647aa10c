"""What could not be counted is kept as it came, with the reason; the quarantine slice has more."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

import asyncpg

from services.metrics.events.said import Form, Uncountable

Held = tuple[str, bytes, Form, Uncountable]  # pushed by whom

QUARANTINE = """
    insert into metrics.quarantine (id, received_at, pushed_by, event_id, code, detail, form, raw)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                         $6::text[], $7::text[], $8::bytea[]) as q order by 1
    on conflict (id) do update set
        detail = excluded.detail, raw = excluded.raw, forgotten_at = null,
        replayed_at = null, outcome = null, settled_at = null, settled_by = null
     where quarantine.settled_at is not null and quarantine.outcome is distinct from 'discarded'
"""


async def keep_uncountable(
    connection: asyncpg.Connection, held: Sequence[Held], at: datetime
) -> None:
    """Keep what cannot be counted with its bytes; the same bytes for the same reason once.

    What was settled waits again, unless somebody discarded it.
    """
    kept = {_id_of(by, raw, why): (by, raw, form, why) for by, raw, form, why in held}
    rows = [
        (identity, at, by, why.event_id, why.code, why.detail, form, raw)
        for identity, (by, raw, form, why) in kept.items()
    ]
    if rows:
        await connection.execute(QUARANTINE, *map(list, zip(*rows, strict=True)))


def _id_of(by: str, raw: bytes, why: Uncountable) -> UUID:
    return UUID(bytes=blake2b(f"{by}\n{why.code}\n".encode() + raw, digest_size=16).digest())
