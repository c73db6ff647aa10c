"""Where experiments are kept."""

from services.goals.experiments.domain import ExperimentUnknown
from services.goals.experiments.rows import ExperimentRow
from services.goals.records.store import Kept
from shared.schemas.goals.experiments import Experiment

EXPERIMENTS = Kept(ExperimentRow, Experiment, ExperimentUnknown)
