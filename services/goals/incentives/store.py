"""Where incentives are kept."""

from services.goals.incentives.domain import IncentiveUnknown
from services.goals.incentives.rows import IncentiveRow
from services.goals.records.store import Kept
from shared.schemas.goals.incentives import Incentive

INCENTIVES = Kept(IncentiveRow, Incentive, IncentiveUnknown)
