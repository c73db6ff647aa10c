"""Decides which user of the machine a server runs as: PostgreSQL refuses to be root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "counterpoise"
HOME = Path("/var/lib/counterpoise")  # for what this user needs and cannot reach elsewhere


@dataclass(frozen=True)
class Account:
    """A user of this machine, by number."""

    user: int
    group: int

    @property
    def is_another(self) -> bool:
        """Whether this is somebody else than who we are."""
        return self.user != os.geteuid()

    def has_access(self, path: Path) -> bool:
        """Whether the account can enter the directory or run the program; found by trying."""
        if not self.is_another:
            return os.access(path, os.X_OK)
        asked = subprocess.run(
            ["/usr/bin/test", "-x", path],
            cwd="/",
            user=self.user,
            group=self.group,
            extra_groups=[],
            check=False,
        )
        return asked.returncode == 0


def ourselves() -> Account:
    """The user this process runs as."""
    return Account(os.geteuid(), os.getegid())


def choose_account(directory: Path) -> Account:
    """Ourselves; for root, the directory's owner, or else an unprivileged user of our own."""
    if os.geteuid() != 0:
        return ourselves()
    if directory.exists() and (owner := directory.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    return _unprivileged()


def _unprivileged() -> Account:
    if _look_up(NAME) is None:
        _create_system_user()
    account = _look_up(NAME) or _look_up("nobody")
    assert account is not None, "every Debian has the user nobody"
    return account


def _look_up(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _create_system_user() -> None:
    if (useradd := shutil.which("useradd", path="/usr/sbin:/sbin")) is None:
        return
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", str(HOME)]
    command = [useradd, *options, "--shell", "/usr/sbin/nologin", NAME]
    # Whether it worked is seen by looking the user up: another run may have been faster.
    subprocess.run(command, capture_output=True, check=False)
