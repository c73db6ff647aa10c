"""Where experiments are kept."""

from services.goals.records.rows import RecordRow


class ExperimentRow(RecordRow):
    """An experiment as it stands."""

    __tablename__ = "experiment"
