"""Alembic's entrance: every row of the service must be known before the tables are compared."""

from services.goals.blockers import rows as blockers
from services.goals.check_ins import rows as check_ins
from services.goals.experiments import rows as experiments
from services.goals.improvements import rows as improvements
from services.goals.incentives import rows as incentives
from services.goals.objectives import rows as objectives
from services.goals.review_feeds import rows as review_feeds
from services.goals.reviews import rows as reviews
from services.goals.scorecards import rows as scorecards
from services.goals.tables import Base
from shared.migrations import run

SLICES = (
    blockers,
    check_ins,
    experiments,
    improvements,
    incentives,
    objectives,
    review_feeds,
    reviews,
    scorecards,
)

run(Base.metadata)
