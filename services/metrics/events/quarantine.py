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
    on conflict (id) do nothing
"""


async def keep_uncountable(
    connection: asyncpg.Connection, held: Sequence[Held], at: datetime
) -> None:
    """Keep what cannot be counted with its bytes; the same bytes for the same reason once."""
    rows = [
        (_id_of(by, raw, why), at, by, why.event_id, why.code, why.detail, form, raw)
        for by, raw, form, why in held
    ]
    if rows:
        await connection.execute(QUARANTINE, *map(list, zip(*rows, strict=True)))


def _id_of(by: str, raw: bytes, why: Uncountable) -> UUID:
    return UUID(bytes=blake2b(f"{by}\n{why.code}\n".encode() + raw, digest_size=16).digest())
