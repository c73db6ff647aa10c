"""Where work items are kept, and how their facts follow what becomes known of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import asyncpg
import msgspec

from services.metrics.catalogue.domain import Catalogue, by_number
from services.metrics.events.domain import identity_of
from services.metrics.events.store import Identity, keep_events
from services.metrics.events.taking_back import any_says_something, take_back
from services.metrics.numbering import Numbers
from services.metrics.work_items.keeping import Kept, Origin, Uncounted
from services.metrics.work_items.standing import Refolding, Remembered, Standing, standing_of
from services.metrics.work_items.transitions import Transition, from_json

BEGIN_ITEMS = """
    insert into metrics.work_item (item, connector, facts)
    select item, connector, '[]' from unnest($1::text[], $2::text[]) as i (item, connector)
    order by item on conflict do nothing
"""
HOLD_ITEMS = (
    "select item, facts::text, uncounted::text, due from metrics.work_item"
    " where item = any($1) order by item for update"
)
LIVES = "select item, content::text from metrics.transition where item = any($1)"
KEEP_FACTS = """
    update metrics.work_item set facts = said.facts, uncounted = said.uncounted, due = said.due
      from unnest($1::text[], $2::jsonb[], $3::jsonb[], $4::timestamptz[])
        as said (item, facts, uncounted, due)
     where work_item.item = said.item
"""

Held = Mapping[str, Remembered]


class FactContradicted(RuntimeError):
    """An event stands already where a fact belongs, though only facts are kept there."""


async def hold(connection: asyncpg.Connection, origins: Mapping[str, Origin]) -> Held:
    """Hold items, in order, until the transaction ends, and what they came to before it.

    Whoever tells more of one meanwhile waits, and then folds the longer life.
    """
    items = sorted(origins)
    connectors = [origins[item].connector for item in items]
    await connection.execute(BEGIN_ITEMS, items, connectors)
    return {
        item: Remembered(
            msgspec.json.decode(facts, type=list[Kept]),
            msgspec.json.decode(uncounted, type=list[Uncounted]),
            due,
        )
        for item, facts, uncounted, due in await connection.fetch(HOLD_ITEMS, items)
    }


async def refold(
    connection: asyncpg.Connection, held: Held, origins: Mapping[str, Origin], how: Refolding
) -> None:
    """Bring the facts of held items in step with all that is known of them."""
    after = await _standing(connection, held, origins, how)
    await _replace(connection, [one.facts for one in held.values()], after.values(), how)
    now = {item: standing.remembered for item, standing in sorted(after.items())}
    rows = [
        (item, _json(one.facts), _json(one.uncounted), one.due)
        for item, one in now.items()
        if one != held[item]
    ]
    if rows:
        await connection.execute(KEEP_FACTS, *map(list, zip(*rows, strict=True)))


async def _standing(
    connection: asyncpg.Connection, held: Held, origins: Mapping[str, Origin], how: Refolding
) -> dict[str, Standing]:
    lives: dict[str, list[Transition]] = defaultdict(list)
    for item, content in await connection.fetch(LIVES, list(origins)):
        lives[item].append(from_json(msgspec.json.decode(content)))
    return {
        item: standing_of(item, lives[item], held[item], origin, how)
        for item, origin in origins.items()
    }


async def _replace(
    connection: asyncpg.Connection,
    before: Iterable[Sequence[Kept]],
    after: Iterable[Standing],
    how: Refolding,
) -> None:
    """Take back what is no longer so, and keep what is new: only what differs is touched."""
    stood = {kept for facts in before for kept in facts}
    stands = {kept: event for now in after for kept, event in now.facts.items()}
    gone = stood - stands.keys()
    coming = {kept: event for kept, event in stands.items() if event is not None}
    new = list(coming)
    subjects = {kept.subject for kept in gone} | {kept.subject for kept in new}
    numbers = await how.names.numbers(subjects, {kept.source for kept in new})
    values = {
        identity: _value_of(kept, how.catalogue)
        for identity, kept in zip(_identities(gone, numbers), gone, strict=True)
    }
    losses = await take_back(connection, values, by_number(how.catalogue), how.zone, how.at)
    fates = await keep_events(connection, list(coming.values()), numbers, how.at, losses=losses)
    known = [kept for kept, fate in zip(new, fates, strict=True) if fate != "stored"]
    if known and await any_says_something(connection, _identities(known, numbers)):
        raise FactContradicted


def _identities(gone: Iterable[Kept], numbers: Numbers) -> list[Identity]:
    return [(numbers.subjects[kept.subject], identity_of(kept.source, kept.id)) for kept in gone]


def _value_of(kept: Kept, catalogue: Catalogue) -> float | None:
    """What a fact took to its day, for an event that lost it; None if attributes chose its bin."""
    known = catalogue.get(kept.metric)
    return None if known is None or known[1].distinct_by is not None else kept.value


def _json(kept: Sequence[Kept | Uncounted]) -> str:
    return msgspec.json.encode(kept).decode()
