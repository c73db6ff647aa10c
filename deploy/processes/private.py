"""Writes files and makes directories that only their owner can read."""

import os
import secrets
from pathlib import Path

from deploy.processes.account import Account, ourselves
from deploy.processes.refusals import Refusal


class NotPrivate(Refusal):
    """A directory for secrets must be ours; another's could be a trap."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a directory of the user it is meant for.")


def write_private(path: Path, text: str, owner: Account | None = None) -> None:
    """Create the file, mode 0600, for its owner; never write through a file already there."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(file, "w") as content:
        if owner and owner.is_another:
            os.fchown(file, owner.user, owner.group)
        content.write(text)
        content.flush()
        os.fsync(file)


def keep_private(path: Path, text: str) -> str:
    """The file's text; the first time, this one, whole or not at all."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        write_private(draft, text)
        draft.rename(path)
    return path.read_text()


def make_private(path: Path, owner: Account | None = None) -> Path:
    """Make the directory, mode 0700, for its owner; one already there must be the owner's."""
    owner, is_new = owner or ourselves(), not path.exists()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        raise NotPrivate(path) from None
    try:
        if is_new and owner.is_another:
            os.fchown(directory, owner.user, owner.group)
        if os.fstat(directory).st_uid != owner.user:
            raise NotPrivate(path)
        os.fchmod(directory, 0o700)
    finally:
        os.close(directory)
    return path
