"""What is called on the thread of the loop, where whatever takes long keeps all others waiting."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType


@contextmanager
def called_on_the_loop() -> Iterator[set[CodeType]]:
    """The code that this thread enters, on which the services under test run too."""
    called: set[CodeType] = set()

    def note(frame: FrameType, what: str, _: object) -> None:
        if what == "call":
            called.add(frame.f_code)

    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)
