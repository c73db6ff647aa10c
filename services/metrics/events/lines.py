"""Lines out of a stream of bytes, a chunk of them at a time, in memory that does not grow."""

from collections.abc import AsyncIterator, Sequence

from services.metrics.events.native import EVENT_BYTES

LINES_AT_ONCE = 2_000
BYTES_AT_ONCE = 1024 * 1024


async def chunks_of_lines(pieces: AsyncIterator[bytes]) -> AsyncIterator[Sequence[bytes]]:
    """Every line that is not blank. Of one too long to be an event, no more than shows that."""
    lines: list[bytes] = []
    size, rest = 0, b""
    async for piece in pieces:
        *ended, rest = (rest + piece).split(b"\n")
        rest = rest[: EVENT_BYTES + 1]
        for line in filter(None, map(bytes.strip, ended)):
            lines.append(line[: EVENT_BYTES + 1])
            size += len(lines[-1])
            if len(lines) == LINES_AT_ONCE or size > BYTES_AT_ONCE:
                yield lines
                lines, size = [], 0
    lines += filter(None, [rest.strip()])
    if lines:
        yield lines
