"""Where metric definitions are kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.catalogue.domain import Catalogue, MetricExists, MetricUnknown
from services.metrics.catalogue.rows import MetricRow, MetricVersionRow
from shared.schemas.metrics.catalogue import Metric, MetricIn
from shared.schemas.metrics.metric_changes import MetricVersion

FIELDS = MetricIn.model_fields.keys()


def _understood(definition: dict[str, Any]) -> dict[str, Any]:
    """What this release knows of a definition: during an upgrade a newer one may say more."""
    return {name: definition[name] for name in FIELDS & definition.keys()}


def _metric_of(row: MetricRow) -> Metric:
    return Metric(**_understood(row.definition), version=row.version, built_in=row.built_in)


def _definition(metric: MetricIn) -> dict[str, Any]:
    return metric.model_dump(include=set(MetricIn.model_fields))


async def get_metric(session: AsyncSession, key: str, *, to_change: bool = False) -> Metric:
    """The definition of a key, held if it is to change; MetricUnknown."""
    query = select(MetricRow).where(MetricRow.key == key)
    row = await session.scalar(query.with_for_update() if to_change else query)
    if row is None:
        raise MetricUnknown(key)
    return _metric_of(row)


async def find_parts(session: AsyncSession, metric: MetricIn) -> dict[str, Metric]:
    """The metrics that a ratio names, by key, as far as there are any."""
    query = select(MetricRow).where(MetricRow.key.in_([metric.numerator, metric.denominator]))
    return {row.key: _metric_of(row) for row in await session.scalars(query)}


async def list_metrics(session: AsyncSession, *, after: str, limit: int) -> list[Metric]:
    """A page of the catalogue, by key."""
    query = select(MetricRow).where(MetricRow.key > after).order_by(MetricRow.key).limit(limit)
    return [_metric_of(row) for row in await session.scalars(query)]


async def list_versions(
    session: AsyncSession, key: str, *, after: int, limit: int
) -> list[MetricVersion]:
    """A page of the definitions that ever held for a key, the first one first; MetricUnknown."""
    metric_id = await session.scalar(select(MetricRow.metric_id).where(MetricRow.key == key))
    if metric_id is None:
        raise MetricUnknown(key)
    row = MetricVersionRow
    query = select(row).where(row.metric_id == metric_id, row.version > after)
    return [
        MetricVersion(
            version=row.version,
            since=row.said_at,
            said_by=row.said_by,
            definition=MetricIn(**_understood(row.definition)),
        )
        for row in await session.scalars(query.order_by(row.version).limit(limit))
    ]


async def numbered_metrics(session: AsyncSession) -> Catalogue:
    """The whole catalogue by key, with the numbers that events carry."""
    rows = await session.scalars(select(MetricRow))
    return {row.key: (row.metric_id, _metric_of(row)) for row in rows}


async def add_metric(session: AsyncSession, metric: MetricIn, *, by: str, at: datetime) -> Metric:
    """Keep a new metric; MetricExists if its key is taken."""
    added = await _insert(session, metric, built_in=False)
    if added is None:
        raise MetricExists(metric.key)
    await _remember(session, added, metric, 1, by=by, at=at)
    return Metric(**_definition(metric), version=1)


async def change_metric(
    session: AsyncSession, metric: MetricIn, version: int, *, by: str, at: datetime
) -> Metric:
    """Keep the next version of a metric."""
    row = (await session.scalars(select(MetricRow).where(MetricRow.key == metric.key))).one()
    row.definition, row.version = _definition(metric), version
    await _remember(session, row.metric_id, metric, version, by=by, at=at)
    return Metric(**_definition(metric), version=version, built_in=row.built_in)


async def keep_built_ins(session: AsyncSession, metrics: Iterable[MetricIn], at: datetime) -> None:
    """Bring the built-in metrics to this release's definitions; each change is a version."""
    known = {row.key: row for row in await session.scalars(select(MetricRow))}
    for metric in metrics:
        row = known.get(metric.key)
        if row is None:
            added = await _insert(session, metric, built_in=True)
            if added is not None:
                await _remember(session, added, metric, 1, by="counterpoise", at=at)
        elif row.built_in:
            own = {"keep_days": row.definition.get("keep_days")}  # the organization's word
            now = metric.model_copy(update=own)
            if row.definition != _definition(now):
                await change_metric(session, now, row.version + 1, by="counterpoise", at=at)


async def _insert(session: AsyncSession, metric: MetricIn, *, built_in: bool) -> int | None:
    values = {"key": metric.key, "version": 1, "built_in": built_in}
    query = insert(MetricRow).values(**values, definition=_definition(metric))
    added: int | None = await session.scalar(
        query.on_conflict_do_nothing().returning(MetricRow.metric_id)
    )
    return added


async def _remember(
    session: AsyncSession, metric_id: int, metric: MetricIn, version: int, *, by: str, at: datetime
) -> None:
    values = {"metric_id": metric_id, "version": version, "said_by": by, "said_at": at}
    query = insert(MetricVersionRow).values(**values, definition=_definition(metric))
    await session.execute(query.on_conflict_do_nothing())
