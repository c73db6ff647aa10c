"""A request's body as the bytes its sender meant, within the published limit."""

import zlib

import zstandard
from fastapi import Request

from shared.errors import BadRequest, UnsupportedMedia
from shared.gate import BodyTooLarge, read_body


class EncodingUnknown(UnsupportedMedia):
    """A Content-Encoding that is not taken."""

    def __init__(self) -> None:
        super().__init__("Send the body as it is, or with Content-Encoding gzip or zstd.")


class EncodingBroken(BadRequest):
    """A body that is not what its Content-Encoding says."""

    def __init__(self) -> None:
        super().__init__("The body could not be decompressed; send it again.")


async def read_inflated(request: Request, limit: int) -> bytes:
    """The body, decompressed; refused once it is over `limit` bytes, before more is inflated."""
    raw = await read_body(request, limit)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        return raw
    try:
        if encoding == "gzip":
            return _gunzip(raw, limit)
        if encoding == "zstd":
            return _unzstd(raw, limit)
    except (zlib.error, zstandard.ZstdError, EOFError) as error:
        raise EncodingBroken from error
    raise EncodingUnknown


def _gunzip(raw: bytes, limit: int) -> bytes:
    """Every member of a gzip body."""
    inflated = b""
    while raw:
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        inflated += member.decompress(raw, limit - len(inflated) + 1)
        _require_within(inflated, limit)
        if not member.eof:
            raise EOFError
        raw = member.unused_data
    return inflated


def _unzstd(raw: bytes, limit: int) -> bytes:
    with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(
        raw, read_across_frames=True
    ) as reader:
        inflated = reader.read(limit + 1)
    _require_within(inflated, limit)
    return inflated


def _require_within(inflated: bytes, limit: int) -> None:
    if len(inflated) > limit:
        raise BodyTooLarge(f"A body may have {limit} bytes at most, decompressed.")
