"""A request's body as the bytes its sender meant, within the published limit."""

import gzip
import zlib
from io import BytesIO

import zstandard
from fastapi import Request

from shared.errors import BadRequest, UnsupportedMedia
from shared.gate import BodyTooLarge

LARGEST_WINDOW = 2**27


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
    raw = await request.body()
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        return raw
    try:
        inflated = _inflate(raw, encoding, limit + 1)
    except (OSError, EOFError, zlib.error, zstandard.ZstdError) as error:
        raise EncodingBroken from error
    if len(inflated) > limit:
        raise BodyTooLarge(limit)
    return inflated


def _inflate(raw: bytes, encoding: str, most: int) -> bytes:
    """At most so many bytes of what was compressed; the rest is never inflated."""
    if encoding == "gzip":
        return gzip.GzipFile(fileobj=BytesIO(raw)).read(most)
    if encoding == "zstd":
        decompressor = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
        with decompressor.stream_reader(raw, read_across_frames=True) as reader:
            return reader.read(most)
    raise EncodingUnknown
