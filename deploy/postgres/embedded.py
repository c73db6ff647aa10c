"""A PostgreSQL server for as long as a `with` lasts, for code that is not asynchronous."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.postgres.cluster import open_cluster
from deploy.postgres.places import home_of, throw_away
from deploy.postgres.server import start, stop
from deploy.processes.lock import only_here


@contextmanager
def embedded_postgres(directory: Path | None = None) -> Iterator[str]:
    """Serve the directory's cluster, or a throw-away one; the administrator's URL is yielded."""
    with ExitStack() as stack:
        place = home_of(directory) if directory else stack.enter_context(throw_away())
        stack.enter_context(only_here(place))
        cluster = open_cluster(place / "postgresql")
        # Not asyncio.run: it would take away the event loop of the tests that use this.
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)
        server = loop.run_until_complete(start(cluster))
        stack.callback(lambda: loop.run_until_complete(stop(cluster, server)))
        yield cluster.url
