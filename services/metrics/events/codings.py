"""What Content-Encoding says, undone piece by piece, so that no body has to be held whole."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

import zstandard

from shared.errors import BadRequest, UnsupportedMedia

LARGEST_WINDOW = 2**27
# So little is inflated at once that what it may become fits into memory: 16 MB, of zstd.
SLICE = 512


class EncodingUnknown(UnsupportedMedia):
    """A Content-Encoding that is not taken."""

    def __init__(self) -> None:
        super().__init__("Send the body as it is, or with Content-Encoding gzip or zstd.")


class EncodingBroken(BadRequest):
    """A body that is not what its Content-Encoding says."""

    def __init__(self) -> None:
        super().__init__("The body could not be decompressed; send it again.")


class Coding(Protocol):
    """How a body is written; one for each body."""

    def read(self, raw: bytes) -> Iterable[bytes]:
        """The next bytes as what they stand for; EncodingBroken."""

    def require_end(self) -> None:
        """Raise EncodingBroken if the body broke off."""


class Plain:
    """As it is."""

    def read(self, raw: bytes) -> Iterable[bytes]:
        """The same."""
        return (raw,)

    def require_end(self) -> None:
        """It may end anywhere."""


class Member(Protocol):
    """What zlib and zstandard decompress with; a body may be several in a row."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class Compressed:
    """One or more compressed members."""

    def __init__(self, begin: Callable[[], Member]) -> None:
        self._begin = begin
        self._member = begin()

    def read(self, raw: bytes) -> Iterator[bytes]:
        """Inflated, a little at a time."""
        for start in range(0, len(raw), SLICE):
            rest = raw[start : start + SLICE]
            while rest:
                if self._member.eof:
                    self._member = self._begin()
                try:
                    yield self._member.decompress(rest)
                except (zlib.error, zstandard.ZstdError) as error:
                    raise EncodingBroken from error
                rest = self._member.unused_data

    def require_end(self) -> None:
        """A member that is not whole is broken off."""
        if not self._member.eof:
            raise EncodingBroken


_zstd = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
CODINGS: Mapping[bytes, Callable[[], Coding]] = {
    b"": Plain,
    b"identity": Plain,
    b"gzip": lambda: Compressed(partial(zlib.decompressobj, wbits=31)),
    b"zstd": lambda: Compressed(_zstd.decompressobj),
}


def coding_of(encoding: bytes) -> Coding:
    """How a body of this Content-Encoding is read; EncodingUnknown."""
    begin = CODINGS.get(encoding.strip().lower())
    if begin is None:
        raise EncodingUnknown
    return begin()
