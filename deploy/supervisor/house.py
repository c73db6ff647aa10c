"""The whole house: PostgreSQL, then the services over it; and out again in reverse."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from deploy.postgres import server
from deploy.postgres.bootstrap import bootstrap
from deploy.postgres.cluster import Cluster, open_cluster
from deploy.postgres.places import home_of
from deploy.processes.lock import only_here
from deploy.processes.private import make_private
from deploy.supervisor.environment import environment_of
from deploy.supervisor.keeping import keeping, one_reason
from deploy.supervisor.kept import Kept, Say
from deploy.supervisor.keys import Keys, keep_keys
from deploy.supervisor.plan import Plan, Service
from deploy.supervisor.ports import refuse_busy_ports
from deploy.supervisor.prepare import migrate
from deploy.supervisor.programs import start_service, stop_service


@dataclass(frozen=True)
class House:
    """What runs, while it runs."""

    plan: Plan
    directory: Path
    keys: Keys
    database_urls: Mapping[str, str]  # by schema
    children: tuple[Kept, ...]

    @property
    def pids(self) -> dict[str, int]:
        """The process of everything alive at this moment."""
        return {kept.name: kept.child.pid for kept in self.children if kept.child}


@asynccontextmanager
async def supervised(plan: Plan, say: Say = print) -> AsyncIterator[House]:
    """Run the plan: ready on entry, restarted while it lasts, all gone on exit."""
    directory = home_of(plan.directory)
    with one_reason(), only_here(directory):
        refuse_busy_ports(plan.services)
        logs, keys = make_private(directory / "logs"), keep_keys(directory, plan.environment)
        cluster = None if plan.postgres_url else open_cluster(directory / "postgresql")
        below = [_postgres(cluster, plan, say)] if cluster else []
        async with keeping(below):
            admin_url = cluster.url if cluster else plan.postgres_url
            assert admin_url, "there is a cluster where there is no URL"
            urls = await bootstrap(admin_url, keys.passwords)
            await migrate({s.name: urls[s.schema] for s in plan.services if s.schema})
            above = [_service(service, plan, keys, urls, logs, say) for service in plan.services]
            for service in above:
                service.after = next(iter(below), None)
            async with keeping(above):
                yield House(plan, directory, keys, urls, (*below, *above))


def _postgres(cluster: Cluster, plan: Plan, say: Say) -> Kept:
    start, stop = partial(server.start, cluster), partial(server.stop, cluster)
    return Kept("postgresql", cluster.directory / "log", start, stop, plan.patience, say)


def _service(
    service: Service, plan: Plan, keys: Keys, urls: Mapping[str, str], logs: Path, say: Say
) -> Kept:
    environment, log = environment_of(service, plan, keys, urls), logs / f"{service.name}.log"
    start = partial(start_service, service, environment, log, plan.patience.until_ready)
    return Kept(service.name, log, start, stop_service, plan.patience, say)
