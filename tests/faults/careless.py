"""The metrics service with its promise broken on purpose, for the negative control alone.

It acknowledges before the commit is on disk, and says it is ready all the same.
"""

from shared import db, health

db.SERVER_SETTINGS["synchronous_commit"] = "off"
health.SAFE.pop("synchronous_commit")

from services.metrics.app import app  # noqa: E402 - made only after the promise is broken

__all__ = ["app"]
