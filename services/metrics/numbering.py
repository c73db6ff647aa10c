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
        if not wanted <= self._remembered.keys():
            await self._learn(wanted)
        return {name: self._remembered[name] for name in wanted}

    async def _learn(self, wanted: set[str]) -> None:
        if len(self._remembered) > REMEMBERED_AT_MOST:
            self._remembered = {}
        missing = sorted(wanted - self._remembered.keys())
        async with driver_of(self._engine) as connection:
            await connection.execute(self._give, missing)
            found = await connection.fetch(self._find, missing)
        self._remembered = self._remembered | dict(found)
