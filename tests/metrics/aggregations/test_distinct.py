"""One who is different stays the same one, whoever has kept what was said meanwhile."""

import json
from typing import Any

import asyncpg
import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.metrics.aggregations.distinct import bin_of

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=4)
numbers = st.integers(-(10**25), 10**25) | st.floats(allow_nan=False, allow_infinity=False)
attributes = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(attributes)
@example(1e16)
@example(1e23)
@example(10**25)
@example(-0.0)
@example(1e300)
@example(5e-324)
async def test_what_the_database_gives_back_falls_into_the_bin_it_was_in(
    administrator: asyncpg.Connection, said: Any
) -> None:
    posted = msgspec.json.decode(json.dumps(said))
    text = msgspec.json.encode(posted).decode()
    kept = msgspec.json.decode(await administrator.fetchval("select $1::jsonb::text", text))
    assert bin_of(kept) == bin_of(posted)
