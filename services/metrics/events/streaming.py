"""Events as a stream of lines, however long: each chunk is committed before the next is read."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from services.metrics.events.native import read_lines
from services.metrics.events.said import Piece
from shared.db import is_outage
from shared.errors import Problem, Unavailable
from shared.schemas.metrics.events import Ingested, IngestedLines

RESULTS_AT_MOST = 1_000


class StreamBrokenOff(Unavailable):
    """A stream of lines could not be taken to its end; what was committed before stays."""


async def take_lines(
    chunks: AsyncIterator[Sequence[bytes]],
    take: Callable[[Sequence[Piece]], Awaitable[Ingested]],
) -> IngestedLines:
    """What became of all lines; a refusal midway says how many are committed."""
    told = IngestedLines.nothing()
    try:
        async for lines in chunks:
            told = _with(told, await take(read_lines(lines)), len(lines))
    except Problem as problem:
        problem.detail = f"{problem.detail} {_committed(told.lines)}"
        raise
    except Exception as error:
        if not is_outage(error):
            raise
        raise StreamBrokenOff(f"The database went away. {_committed(told.lines)}") from error
    return told


def _with(told: IngestedLines, chunk: Ingested, lines: int) -> IngestedLines:
    room = RESULTS_AT_MOST - len(told.results)
    listed = [
        result.model_copy(update={"index": told.lines + result.index})
        for result in chunk.results[:room]
    ]
    return IngestedLines(
        stored=told.stored + chunk.stored,
        duplicates=told.duplicates + chunk.duplicates,
        conflicts=told.conflicts + chunk.conflicts,
        ignored=told.ignored + chunk.ignored,
        quarantined=told.quarantined + chunk.quarantined,
        results=[*told.results, *listed],
        lines=told.lines + lines,
        unlisted=told.unlisted + len(chunk.results) - len(listed),
    )


def _committed(lines: int) -> str:
    return f"{lines} lines are committed; send all again: what is known is a duplicate."
