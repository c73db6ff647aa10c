"""Where blockers are kept."""

from services.goals.records.rows import RecordRow


class BlockerRow(RecordRow):
    """A blocker as it stands."""

    __tablename__ = "blocker"
