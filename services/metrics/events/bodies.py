"""A request's body as the bytes its sender meant, within its limit: whole, or as it comes in."""

from collections.abc import AsyncIterator, Mapping

from fastapi import Request
from starlette.requests import ClientDisconnect

from services.metrics.events.codings import coding_of
from shared.gate import BodyTooLarge, promised

Headers = Mapping[bytes, bytes]


async def read_whole(request: Request, headers: Headers, limit: int) -> bytes:
    """The body; refused once it is over `limit` bytes, before more is read or inflated."""
    return b"".join([piece async for piece in pieces_of(request, headers, limit)])


async def pieces_of(request: Request, headers: Headers, limit: int) -> AsyncIterator[bytes]:
    """The body as it comes in; refused once it is over `limit` bytes."""
    if promised(headers) > limit:
        raise BodyTooLarge(limit)
    coding = coding_of(headers.get(b"content-encoding", b""))
    room, more = limit, True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        more = message.get("more_body", False)
        for piece in coding.read(message.get("body", b"")):
            room -= len(piece)
            if room < 0:
                raise BodyTooLarge(limit)
            yield piece
    coding.require_end()
