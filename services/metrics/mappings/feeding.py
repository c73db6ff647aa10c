"""Events on their way in: one of a mapped type becomes as many as its type has mappings."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.events.domain import Event
from services.metrics.events.said import Piece, Said, Typed, Uncountable, Unwanted
from services.metrics.known import Known
from services.metrics.mappings.domain import Rule, Rules, applied
from services.metrics.mappings.store import rules_by_type
from shared.schemas.metrics.events import Fate

LONGEST_ID = 200
AT_ONCE = 50  # pieces, until others have their turn
USUAL = ("id", "source", "subject", "time")
# What is told of an event that became several: the worst of their fates, but rather good than none.
TELLING = ("ignored", "duplicate", "void", "stored", "conflict", "quarantined")

Entry = tuple[Event | Uncountable | Unwanted, Fate | None]


class KnownMappings(Known[Rules]):
    """The rules of active mappings by the type of event they take."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        super().__init__(sessions, rules_by_type)


@dataclass(frozen=True)
class Spread:
    """What was posted, each piece as often as it is mapped, and which of the posted it was."""

    pieces: Sequence[Piece]
    origins: Sequence[int] | None = None

    def gathered(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """One entry for each that was posted: the most telling of what became of it."""
        if self.origins is None:
            return entries
        return [max(several, key=_telling) for several in self.parted(entries)]

    def parted(self, entries: Sequence[Entry]) -> list[list[Entry]]:
        """All that became of each that was posted."""
        origins = range(len(entries)) if self.origins is None else self.origins
        pairs = zip(origins, entries, strict=True)
        grouped = groupby(pairs, key=lambda pair: pair[0])
        return [[entry for _, entry in several] for _, several in grouped]


async def spread(pieces: Sequence[Piece], mappings: KnownMappings) -> Spread:
    """Pieces as they count: typed ones by every mapping of their type, the rest as they are."""
    types = {piece.typed.type for piece in pieces if piece.typed is not None}
    if not types:
        return Spread(pieces)
    rules = await mappings.covering(types)
    pairs: list[tuple[int, Piece]] = []
    for index, piece in enumerate(pieces):
        if index % AT_ONCE == 0:
            await asyncio.sleep(0)
        known = rules.get(piece.typed.type, {}) if piece.typed else {}
        pairs += [(index, one) for one in _mapped(piece, known)]
    return Spread([piece for _, piece in pairs], [index for index, _ in pairs])


def derived(key: str, rule: Rule, typed: Typed) -> Said | Uncountable | Unwanted:
    """The event that a mapping makes of a typed one, known by both their names."""
    said_of = typed.document
    usual = {part: said_of[part] for part in USUAL if said_of.get(part) is not None}
    said = applied(rule, said_of, usual)
    if isinstance(said, Uncountable):
        return Uncountable(said.code, f"Mapping {key!r}: {said.detail}", said.event_id)
    if isinstance(said, Unwanted):
        return said
    said.id = f"{said.id}~{key}"
    if len(said.id) > LONGEST_ID:
        detail = f"Mapping {key!r}: its id and the mapping's have over {LONGEST_ID} characters."
        return Uncountable("mapping_misses", detail, said.id[:LONGEST_ID])
    return said


def _mapped(piece: Piece, rules: Rules) -> Iterator[Piece]:
    if piece.typed is None or not rules:
        yield piece
    else:
        for key, rule in rules.items():
            yield Piece(piece.raw, piece.form, derived(key, rule, piece.typed))


def _telling(entry: Entry) -> int:
    what, fate = entry
    if isinstance(what, Unwanted):
        return TELLING.index("ignored")
    return TELLING.index("quarantined" if fate is None else fate)
