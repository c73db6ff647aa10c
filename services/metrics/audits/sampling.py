"""Drawing a sample that anybody can draw again."""

import math
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple


class Piece(NamedTuple):
    """A piece of finished work, by the event that counted it."""

    subject: str
    source: str
    id: str


def draw(population: Iterable[Piece], seed: str, size: int) -> list[Piece]:
    """The pieces whose hash with the seed is smallest: every sample is as likely as another.

    >>> tickets = [Piece("team:a", "crm", str(number)) for number in range(100)]
    >>> [piece.id for piece in draw(reversed(tickets), "a seed", 3)]
    ['85', '24', '70']
    """
    return sorted(set(population), key=lambda piece: _place(piece, seed))[:size]


def size_of(population: int, size: int | None, rate: float | None) -> int:
    """How many are drawn: a number, or a share of all, rounded up.

    >>> size_of(41, None, 0.1), size_of(3, 20, None), size_of(0, None, 0.5)
    (5, 3, 0)
    """
    wanted = size if size is not None else math.ceil(round(population * (rate or 0), 9))
    return min(population, wanted)


def _place(piece: Piece, seed: str) -> bytes:
    return blake2b("\n".join((seed, *piece)).encode()).digest()
