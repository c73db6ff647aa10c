"""Numbers that stand for names in narrow rows: given once, on first sight, and never changed."""

from collections.abc import Iterable

import asyncpg

REMEMBERED_AT_MOST = 500_000


class Numbering:
    """The numbers of one table's names, remembered by this process."""

    def __init__(self, table: str, column: str) -> None:
        self._remembered: dict[str, int] = {}
        self._give = (
            f"insert into metrics.{table} (key) select unnest($1::text[])"
            " order by 1 on conflict (key) do nothing"
        )
        self._find = f"select key, {column} from metrics.{table} where key = any($1::text[])"  # noqa: S608 - our names

    async def of(self, connection: asyncpg.Connection, names: Iterable[str]) -> dict[str, int]:
        """The numbers of names. Outside a transaction: a number given must not be taken back."""
        wanted = set(names)
        missing = sorted(wanted - self._remembered.keys())
        if missing:
            await connection.execute(self._give, missing)
            if len(self._remembered) > REMEMBERED_AT_MOST:
                self._remembered = {}
            missing = sorted(wanted - self._remembered.keys())
            found = await connection.fetch(self._find, missing)
            self._remembered.update((name, number) for name, number in found)
        return {name: self._remembered[name] for name in wanted}
