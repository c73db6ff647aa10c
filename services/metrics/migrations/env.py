"""Alembic's entrance: every row of the service must be known before the tables are compared."""

from services.metrics.audits import rows as audits
from services.metrics.calendars import rows as calendars
from services.metrics.catalogue import rows as catalogue
from services.metrics.directory import rows as directory
from services.metrics.directory import subjects
from services.metrics.events import rows as events
from services.metrics.feedback import rows as feedback
from services.metrics.frameworks import rows as frameworks
from services.metrics.keys import rows as keys
from services.metrics.mappings import rows as mappings
from services.metrics.retention import rows as retention
from services.metrics.scim import rows as scim
from services.metrics.tables import Base
from services.metrics.webhooks import rows as webhooks
from services.metrics.work_items import rows as work_items
from shared.migrations import run

SLICES = (
    audits,
    calendars,
    catalogue,
    directory,
    subjects,
    events,
    feedback,
    frameworks,
    keys,
    mappings,
    retention,
    scim,
    webhooks,
    work_items,
)

run(Base.metadata)
