"""Changes: a field left out stays as it is, and null takes away only what may be absent."""

from typing import Any


def left_out() -> Any:
    """The value of a field that a change leaves alone: nobody reads it."""
    return None
