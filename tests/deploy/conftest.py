"""Directories and versions for tests that run real servers."""

from pathlib import Path

import pytest

from deploy.postgres import throw_away

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


@pytest.fixture
def directory():
    """A directory that PostgreSQL's user can enter, which pytest's own is not when run by root."""
    with throw_away() as place:
        yield place


@pytest.fixture(scope="module", params=["wheel", "debian"])
def version(request):
    """Each PostgreSQL we support and have: its major version."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "wheel":
            patch.delenv("COUNTERPOISE_POSTGRES_BIN", raising=False)
            yield 18
        elif DEBIAN_15.is_dir():
            patch.setenv("COUNTERPOISE_POSTGRES_BIN", str(DEBIAN_15))
            yield 15
        else:
            pytest.skip("PostgreSQL 15 is not installed here")
