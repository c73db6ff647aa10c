"""Two ways into the table that must not differ in what they leave there."""

from datetime import UTC, date, datetime, timedelta

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.events.domain import Event
from services.metrics.events.inserting import Way, copy_new, insert_unknown
from services.metrics.numbering import Numbers

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
NUMBERS = Numbers({"person:ana": 1, "person:ben": 2**40}, {"crm": 1, "source:2": 2})
ROWS = "select event::text from metrics.event order by subject_id, identity"

texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
attributes = st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=3)
events = st.builds(
    Event,
    id=texts,
    source=st.sampled_from(list(NUMBERS.sources)),
    metric_id=st.integers(1, 2**31 - 1),
    subject=st.sampled_from(list(NUMBERS.subjects)),
    time=st.timedeltas(timedelta(-20_000), timedelta(20_000)).map(AT.__add__),
    day=st.just(date(2026, 11, 24)),
    value=st.floats(-1e15, 1e15),
    weight=st.floats(1e-300, 1e15),
    attributes=attributes | st.none(),
    mark=st.binary(min_size=16, max_size=16),
    content=st.integers(-(2**63), 2**63 - 1),
)


async def left_by(way: Way, connection: asyncpg.Connection, said: list[Event]) -> list[str]:
    """The rows as PostgreSQL writes them; nothing of it stays."""
    transaction = connection.transaction()
    await transaction.start()
    places = {(NUMBERS.subjects[event.subject], event.mark): event for event in said}
    assert await way(connection, places, NUMBERS, AT) == places
    rows = [row[0] for row in await connection.fetch(ROWS)]
    await transaction.rollback()
    return rows


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example is rolled back
)
@given(st.lists(events, max_size=5))
async def test_an_event_copied_straight_in_is_the_row_that_an_insert_leaves(
    empty: None, administrator: asyncpg.Connection, said: list[Event]
) -> None:
    copied = await left_by(copy_new, administrator, said)
    assert copied == await left_by(insert_unknown, administrator, said)


async def test_what_is_known_is_not_copied_a_second_time(
    empty: None, administrator: asyncpg.Connection
) -> None:
    event = Event("e", "crm", 1, "person:ana", AT, AT.date(), 1.0, 1.0, None, bytes(16), 7)
    places = {(1, event.mark): event}
    await copy_new(administrator, places, NUMBERS, AT)
    with pytest.raises(asyncpg.UniqueViolationError):
        await copy_new(administrator, places, NUMBERS, AT)
    assert await insert_unknown(administrator, places, NUMBERS, AT) == {}
