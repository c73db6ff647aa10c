"""Decides in which directory of the machine our data live."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.processes.account import HOME, choose_account


def home_of(directory: Path, home: Path = HOME) -> Path:
    """The directory itself, or its stand-in where PostgreSQL's user cannot get into it."""
    directory = directory.absolute()
    directory.mkdir(mode=0o711, parents=True, exist_ok=True)
    if choose_account(directory / "postgresql").has_access(directory):
        return directory
    name = hashlib.sha256(bytes(directory)).hexdigest()[:16]
    stand_in = home / name
    stand_in.mkdir(mode=0o711, parents=True, exist_ok=True)
    return stand_in


@contextmanager
def throw_away() -> Iterator[Path]:
    """A directory that PostgreSQL's user can get into, gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="counterpoise-"))
    directory.chmod(0o711)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
