"""What a database's error says, and what it does not."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.db import engine_of


async def test_an_error_does_not_tell_what_was_to_be_kept(database_urls: dict[str, str]) -> None:
    engine = engine_of(database_urls["metrics"], service="tests", pool_size=1)
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as error:
            await connection.execute(
                text("select cast(cast(:comment as text) as int)"), {"comment": "She is late"}
            )
    await engine.dispose()
    assert "parameters hidden" in str(error.value)
