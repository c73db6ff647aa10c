"""Directories and versions for tests that run real servers."""

import os
from pathlib import Path

import pytest

from deploy.postgres import throw_away

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can change users")


@pytest.fixture
def directory():
    """A directory that PostgreSQL's user can enter, which pytest's own is not when run by root."""
    with throw_away() as place:
        yield place


@pytest.fixture(params=["wheel", "debian"])
def version(request, monkeypatch):
    """Each PostgreSQL we support and have: its major version."""
    if request.param == "wheel":
        monkeypatch.delenv("COUNTERPOISE_POSTGRES_BIN", raising=False)
        return 18
    if not DEBIAN_15.is_dir():
        pytest.skip("PostgreSQL 15 is not installed here")
    monkeypatch.setenv("COUNTERPOISE_POSTGRES_BIN", str(DEBIAN_15))
    return 15
