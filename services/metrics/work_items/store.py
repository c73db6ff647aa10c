"""Where work items are kept, and how their facts follow what becomes known of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from services.metrics.catalogue.domain import Catalogue
from services.metrics.events.domain import Event, identity_of
from services.metrics.events.store import Identity, keep_events
from services.metrics.events.taking_back import take_back
from services.metrics.numbering import Names, Numbers
from services.metrics.work_items.domain import facts_of
from services.metrics.work_items.keeping import Kept, Origin, credited
from services.metrics.work_items.transitions import Transition, from_json, to_json

KEEP_TRANSITIONS = """
    insert into metrics.transition (item, id, content)
    select * from unnest($1::text[], $2::text[], $3::jsonb[]) as t (item, id, content)
    order by item, id on conflict %s
"""
NEW_ONLY = KEEP_TRANSITIONS % "do nothing"
CORRECTING = KEEP_TRANSITIONS % "(item, id) do update set content = excluded.content"
BEGIN_ITEMS = """
    insert into metrics.work_item (item, connector, facts)
    select item, connector, '[]' from unnest($1::text[], $2::text[]) as i (item, connector)
    order by item on conflict do nothing
"""
HOLD_ITEMS = (
    "select item, facts::text from metrics.work_item where item = any($1) order by item for update"
)
LIVES = "select item, content::text from metrics.transition where item = any($1)"
KEEP_FACTS = """
    update metrics.work_item set facts = said.facts
      from unnest($1::text[], $2::jsonb[]) as said (item, facts)
     where work_item.item = said.item
"""

Facts = dict[Kept, Event]


class FactContradicted(RuntimeError):
    """An event stands already where a fact belongs, though only facts are kept there."""


@dataclass(frozen=True)
class Refolding:
    """What folding needs of the process: the catalogue, names' numbers, the zone, the hour."""

    catalogue: Catalogue
    names: Names
    zone: ZoneInfo
    at: datetime


async def keep_transitions(
    connection: asyncpg.Connection,
    told: Iterable[tuple[str, Transition]],
    *,
    correcting: bool = False,
) -> None:
    """Keep transitions of items; one known already stands, unless this corrects it."""
    each = {(item, one.id): msgspec.json.encode(to_json(one)).decode() for item, one in told}
    rows = [(*identity, content) for identity, content in each.items()]
    if rows:
        statement = CORRECTING if correcting else NEW_ONLY
        await connection.execute(statement, *map(list, zip(*rows, strict=True)))


async def refold(
    connection: asyncpg.Connection, origins: Mapping[str, Origin], how: Refolding
) -> None:
    """Bring the facts of items in step with all that is known of them; within a transaction.

    Items are held, in order, from before their lives are read until the end: whoever tells more of
    one meanwhile waits, and then folds the longer life.
    """
    items = sorted(origins)
    connectors = [origins[item].connector for item in items]
    await connection.execute(BEGIN_ITEMS, items, connectors)
    before = {
        item: msgspec.json.decode(facts, type=list[Kept])
        for item, facts in await connection.fetch(HOLD_ITEMS, items)
    }
    after = await _facts_now(connection, origins, how)
    await _replace(connection, before, after, how)
    changed = [item for item in items if list(after[item]) != before[item]]
    facts = [msgspec.json.encode(list(after[item])).decode() for item in changed]
    await connection.execute(KEEP_FACTS, changed, facts)


async def _facts_now(
    connection: asyncpg.Connection, origins: Mapping[str, Origin], how: Refolding
) -> dict[str, Facts]:
    lives: dict[str, list[Transition]] = defaultdict(list)
    for item, content in await connection.fetch(LIVES, list(origins)):
        lives[item].append(from_json(msgspec.json.decode(content)))
    return {
        item: dict(
            fact
            for told in facts_of(lives[item])
            if (fact := credited(item, told, origin, how.catalogue, how.zone, how.at))
        )
        for item, origin in origins.items()
    }


async def _replace(
    connection: asyncpg.Connection,
    before: Mapping[str, Sequence[Kept]],
    after: Mapping[str, Facts],
    how: Refolding,
) -> None:
    """Take back what is no longer so, and keep what is new: only what differs is touched."""
    stood = {kept for facts in before.values() for kept in facts}
    stands = {kept: event for facts in after.values() for kept, event in facts.items()}
    gone, new = stood - stands.keys(), [stands[kept] for kept in stands.keys() - stood]
    subjects = {kept.subject for kept in gone} | {event.subject for event in new}
    numbers = await how.names.numbers(subjects, {event.source for event in new})
    losses = await take_back(connection, _identities(gone, numbers), how.zone, how.at)
    fates = await keep_events(connection, new, numbers, how.at, losses)
    if any(fate != "stored" for fate in fates):
        raise FactContradicted


def _identities(gone: Iterable[Kept], numbers: Numbers) -> list[Identity]:
    return [(numbers.subjects[kept.subject], identity_of(kept.source, kept.id)) for kept in gone]
