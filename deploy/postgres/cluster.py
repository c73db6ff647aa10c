"""One PostgreSQL cluster on disk: where its parts are, and how it is made."""

import hashlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from signal import Signals
from urllib.parse import quote

from deploy.postgres.programs import find_programs, within_reach
from deploy.processes.account import Account, choose_account
from deploy.processes.child import Program, run_to_end
from deploy.processes.private import make_private, write_private
from deploy.processes.refusals import Refusal

SUPERUSER = "postgres"
DATABASE = "counterpoise"
LONGEST_SOCKET = 107  # bytes of a path the kernel takes for a Unix socket


class NotCreated(Refusal):
    """initdb failed; its words say why."""

    def __init__(self, log: Path) -> None:
        super().__init__(f"PostgreSQL's initdb failed: {log.read_text().strip()}")


@dataclass(frozen=True)
class Cluster:
    """A directory of PostgreSQL's, the programs that serve it, and the user they run as."""

    directory: Path
    programs: Path
    account: Account

    @property
    def data(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.directory / "data"

    @property
    def password_file(self) -> Path:
        """The superuser's password, readable by the server's user only."""
        return self.directory / "password"

    @property
    def sockets(self) -> Path:
        """Where the server listens: beside its data, or in a short place if that path is long."""
        beside = self.directory / "socket"
        if len(bytes(beside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
            return beside
        name = hashlib.sha256(bytes(self.directory)).hexdigest()[:16]
        return Path("/tmp") / f"counterpoise-{self.account.user}-{name}"  # noqa: S108 - made private, its owner checked

    @property
    def url(self) -> str:
        """The administrator's way in, to a database that need not exist yet."""
        password = self.password_file.read_text()
        return f"postgresql://{SUPERUSER}:{password}@/{DATABASE}?host={quote(str(self.sockets))}"


def open_cluster(directory: Path) -> Cluster:
    """The cluster in this directory, served by the right user with programs it can reach."""
    account = choose_account(directory)
    cluster = Cluster(directory.absolute(), within_reach(find_programs(), account), account)
    make_private(directory, account)
    return cluster


async def create_unless_there(cluster: Cluster) -> None:
    """Make the cluster's data: checksums on, passwords asked of everybody."""
    if cluster.data.exists():
        return
    draft = cluster.directory / "data.new"  # renamed once whole, so a kill leaves no half
    shutil.rmtree(draft, ignore_errors=True)
    cluster.password_file.unlink(missing_ok=True)
    write_private(cluster.password_file, secrets.token_urlsafe(24), cluster.account)
    log = cluster.directory.parent / "initdb.log"
    log.unlink(missing_ok=True)
    if await run_to_end(_initdb(cluster, draft, log)) != 0:
        raise NotCreated(log)
    log.unlink()
    draft.rename(cluster.data)


def _initdb(cluster: Cluster, data: Path, log: Path) -> Program:
    options = ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--auth=scram-sha-256"]
    whose = [f"--username={SUPERUSER}", f"--pwfile={cluster.password_file}"]
    return Program(
        [cluster.programs / "initdb", *options, *whose, f"--pgdata={data}"],
        directory=cluster.directory,
        log=log,
        last_signal=Signals.SIGINT,
        account=cluster.account,
    )
