"""The metrics service: what happened, to whom."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI

from services.metrics.audits import routes as audit_plans
from services.metrics.audits import work_routes as audits
from services.metrics.audits.drawing import Drawing
from services.metrics.calendars import routes as calendars
from services.metrics.catalogue import routes as catalogue
from services.metrics.catalogue import version_routes as versions
from services.metrics.catalogue.built_in import built_in_metrics
from services.metrics.catalogue.known import KnownMetrics
from services.metrics.catalogue.store import keep_built_ins
from services.metrics.directory import account_routes as accounts
from services.metrics.directory import list_routes as directory_lists
from services.metrics.directory import role_routes as roles
from services.metrics.directory import routes as directory
from services.metrics.directory import working_routes as working_time
from services.metrics.events import consent_routes as consent
from services.metrics.events import routes as events
from services.metrics.events.ingest import Ingest
from services.metrics.events.intake import Intake
from services.metrics.feedback import given_routes as given_feedback
from services.metrics.feedback import round_routes as rounds
from services.metrics.feedback import routes as feedback
from services.metrics.feedback.counting import Counting
from services.metrics.feedback.publishing import Publishing
from services.metrics.forgetting import Forgetting
from services.metrics.frameworks import routes as frameworks
from services.metrics.keys import routes as keys
from services.metrics.keys.pushers import Pushers
from services.metrics.mappings import routes as mappings
from services.metrics.mappings import trying_routes as trying
from services.metrics.mappings.feeding import KnownMappings
from services.metrics.numbering import Names
from services.metrics.privacy import routes as privacy
from services.metrics.quarantine import routes as quarantine
from services.metrics.quarantine import settling_routes as settling
from services.metrics.quarantine.store import forget_bytes as forget_entries
from services.metrics.records import correcting_routes as correcting
from services.metrics.records import routes as records
from services.metrics.retention.dropping import Dropping
from services.metrics.roster import routes as roster
from services.metrics.scim import discovery_routes as scim_discovery
from services.metrics.scim import routes as scim
from services.metrics.series import routes as series
from services.metrics.series.bulk import Bulk
from services.metrics.webhooks import connector_routes as connectors
from services.metrics.webhooks import routes as webhooks
from services.metrics.webhooks import secret_routes as secrets
from services.metrics.webhooks import tool_routes as tools
from services.metrics.webhooks.inbox import Inbox
from services.metrics.webhooks.passports import Passports
from services.metrics.webhooks.store import forget_bytes as forget_deliveries
from services.metrics.work_items.due import Settling
from services.metrics.work_items.means import Means
from shared.app import build
from shared.clock import now
from shared.repeating import HOUR, MINUTE, repeating
from shared.secrets import pepper_of
from shared.settings import Settings


@asynccontextmanager
async def _opening(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    async with state.sessions.begin() as session:
        await keep_built_ins(session, built_in_metrics(), now())
    state.known_metrics = KnownMetrics(state.sessions)
    state.known_mappings = KnownMappings(state.sessions)
    state.pushers = Pushers(state.sessions, pepper_of(state.settings))
    state.bulk = Bulk(state.engine)
    zone, names = state.settings.zone, Names(state.engine)
    intake = Intake(state.engine, names)
    state.ingest = Ingest(state.known_metrics, state.known_mappings, intake, zone)
    state.passports = Passports(state.sessions, state.settings)
    quiet = timedelta(hours=state.settings.quiet_period_hours)
    means = Means(state.engine, names, state.known_metrics, zone, quiet)
    state.inbox, state.settling = Inbox(means), Settling(means)
    state.counting = Counting(state.known_metrics, names, zone)
    state.publishing = Publishing(state.sessions, state.counting, state.settings.smallest_group)
    state.drawing = Drawing(state.sessions, zone)
    state.dropping = Dropping(state.sessions, state.known_metrics, zone)
    days = state.settings.deliveries_kept_days
    state.forgetting = Forgetting(state.sessions, days, forget_deliveries, forget_entries)
    async with (
        intake.working(),
        state.inbox.working(),
        repeating(state.settling, every=MINUTE),
        repeating(state.forgetting, every=HOUR),
        repeating(state.publishing, every=HOUR),
        repeating(state.drawing, every=HOUR),
        repeating(state.dropping, every=HOUR),
    ):
        yield


ROUTES = (  # the busy first: every route before the right one costs each request a look
    events,
    webhooks,
    series,
    catalogue,
    versions,
    trying,
    mappings,
    directory,
    roles,
    directory_lists,
    accounts,
    calendars,
    roster,
    feedback,
    given_feedback,
    rounds,
    frameworks,
    audit_plans,
    audits,
    scim_discovery,
    scim,
    working_time,
    records,
    correcting,
    quarantine,
    settling,
    consent,
    keys,
    connectors,
    secrets,
    tools,
    privacy,
)


def make(settings: Settings | None = None) -> FastAPI:
    """The service, not yet started."""
    return build(
        "metrics",
        does="What happened, to whom: events and webhooks in, series out.",
        routers=[slice_.router for slice_ in ROUTES],
        opening=_opening,
        settings=settings,
    )


app = make()
