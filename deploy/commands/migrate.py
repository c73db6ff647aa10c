"""`counterpoise migrate` and `check-migrations`: schemas brought, and kept, in step with code."""

import asyncio
import os

import typer
from alembic.util import CommandError
from rich.console import Console

from deploy.commands.local import DATA, local_plan
from deploy.postgres import embedded_postgres
from deploy.postgres.urls import with_database
from deploy.processes.refusals import Refusal
from deploy.supervisor import prepare
from deploy.supervisor.keys import passwords_for
from shared import migrations


def migrate() -> None:
    """Prepare the database of COUNTERPOISE_POSTGRES_URL: schemas, roles, every migration."""
    url = local_plan().postgres_url
    if url is None:
        typer.echo("Set COUNTERPOISE_POSTGRES_URL; `counterpoise run` migrates its own.", err=True)
        raise typer.Exit(1)
    try:
        asyncio.run(prepare(url, passwords_for(DATA, os.environ)))
    except Refusal as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(1) from reason


def check_migrations() -> None:
    """Fail unless the migrations make exactly the tables that the code declares."""
    console = Console()
    with embedded_postgres() as url:
        admin_url = with_database(url, "counterpoise")
        urls = asyncio.run(prepare(admin_url, dict.fromkeys(migrations.SERVICES, "check")))
        for service in migrations.SERVICES:
            try:
                migrations.check(service, urls[service])
            except CommandError as drift:
                console.print(f"{service}: {drift}", style="red")
                raise typer.Exit(1) from drift
            console.print(f"{service}: migrations and tables agree")
