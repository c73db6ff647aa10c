"""Where incentives are kept."""

from services.goals.records.rows import RecordRow


class IncentiveRow(RecordRow):
    """A policy as it stands."""

    __tablename__ = "incentive"
