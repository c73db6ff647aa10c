"""The `counterpoise` command: one file a command, in `deploy/commands`."""

from typing import Any

import typer
from typer.core import TyperGroup

from deploy.commands.demo import demo
from deploy.commands.directory import directory
from deploy.commands.importing import import_events
from deploy.commands.insight import insight
from deploy.commands.key import key
from deploy.commands.migrate import check_migrations, migrate
from deploy.commands.payloads import payloads
from deploy.commands.run import run
from deploy.commands.token import token
from deploy.processes.refusals import Refusal


class Commands(TyperGroup):
    """Every command; whatever one of them refuses ends it with a sentence and status 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except Refusal as reason:
            typer.echo(str(reason), err=True)
            raise typer.Exit(1) from reason


app = typer.Typer(
    cls=Commands,
    help="Every number has its counterweight.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(run)
app.command()(demo)
app.command()(token)
app.command()(key)
app.command()(insight)
app.command("import")(import_events)
app.command()(directory)
app.command()(payloads)
app.command()(migrate)
app.command("check-migrations")(check_migrations)

if __name__ == "__main__":
    app()
