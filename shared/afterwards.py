"""What is to be done only after a transaction has committed, and not if it never does."""

from collections.abc import Callable

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession


def once_committed(session: AsyncSession, do: Callable[[], object]) -> None:
    """Do something at once after the session's commit, before anybody is answered."""
    event.listen(session.sync_session, "after_commit", lambda _: do(), once=True)
