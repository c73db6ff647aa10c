"""Numbers that stand for names in narrow rows: given once, on first sight, and never changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from services.metrics.group_commit import driver_of

REMEMBERED_AT_MOST = 500_000


@dataclass(frozen=True)
class Numbers:
    """The numbers that stand for the subjects and sources of a batch."""

    subjects: dict[str, int]
    sources: dict[str, int]


class Names:
    """What a process knows of the numbers of subjects and sources."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._subjects = _Numbering(engine, "subject", "subject_id")
        self._sources = _Numbering(engine, "source", "source_id")

    async def numbers(self, subjects: Iterable[str], sources: Iterable[str]) -> Numbers:
        """The numbers that a batch needs."""
        return Numbers(await self._subjects.of(subjects), await self._sources.of(sources))


class _Numbering:
    """The numbers of one table's names, remembered by this process."""

    def __init__(self, engine: AsyncEngine, table: str, column: str) -> None:
        self._engine = engine
        self._remembered: dict[str, int] = {}
        self._give = (
            f"insert into metrics.{table} (key) select unnest($1::text[])"
            " order by 1 on conflict (key) do nothing"
        )
        self._find = f"select key, {column} from metrics.{table} where key = any($1::text[])"  # noqa: S608 - our own names

    async def of(self, names: Iterable[str]) -> dict[str, int]:
        """The numbers of names; new ones are given on a connection of its own.

        For what is remembered must not be taken back with somebody's transaction.
        """
        wanted = set(names)
        known = {name: self._remembered[name] for name in wanted & self._remembered.keys()}
        missing = sorted(wanted - known.keys())
        return known | await self._learn(missing) if missing else known

    async def _learn(self, missing: list[str]) -> dict[str, int]:
        async with driver_of(self._engine) as connection:
            await connection.execute(self._give, missing)
            found = dict(await connection.fetch(self._find, missing))
        if len(self._remembered) > REMEMBERED_AT_MOST:
            self._remembered.clear()
        self._remembered.update(found)
        return found
