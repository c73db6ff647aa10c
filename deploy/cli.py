"""The `counterpoise` command: one file a command, in `deploy/commands`."""

import typer

from deploy.commands.demo import demo
from deploy.commands.importing import import_events
from deploy.commands.insight import insight
from deploy.commands.key import key
from deploy.commands.migrate import check_migrations, migrate
from deploy.commands.payloads import payloads
from deploy.commands.run import run
from deploy.commands.token import token

app = typer.Typer(
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
app.command()(payloads)
app.command()(migrate)
app.command("check-migrations")(check_migrations)

if __name__ == "__main__":
    app()
