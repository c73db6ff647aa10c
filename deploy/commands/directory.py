"""`counterpoise directory`: bring people, teams, roles and accounts in step with a file."""

from pathlib import Path
from typing import Annotated

import typer

from deploy.commands.asking import ask
from deploy.commands.local import url_of
from deploy.processes.refusals import Refusal
from shared.schemas.metrics.roster import RosterChange, RosterReport

SIGNS = {"added": "+", "changed": "~", "ended": "-"}


class LinesWrong(Refusal):
    """Lines of the file that are wrong; nothing of it is imported."""

    def __init__(self, file: Path, report: RosterReport) -> None:
        each = [
            f"{file}, line {fault.line}, {fault.column or 'all of it'}: {fault.detail}"
            for fault in report.errors
        ]
        super().__init__("\n".join([*each, "Nothing was imported."]))


def directory(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV")],
    replace: Annotated[bool, typer.Option("--replace", help="End what it has no more")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change")] = False,
) -> None:
    """Show how a file differs from the directory, and keep it; safe to repeat."""
    mode = "replace" if replace else "merge"
    report = _import(file, mode, dry_run=True)
    for change in report.changes:
        typer.echo(_told(change))
    if report.errors:
        raise LinesWrong(file, report)
    if not dry_run:
        report = _import(file, mode, dry_run=False)
    counts = (f"{getattr(report, name)} {name}" for name in (*SIGNS, "unchanged"))
    typer.echo(", ".join(counts) + (" (dry run)" if dry_run else ""))


def _import(file: Path, mode: str, *, dry_run: bool) -> RosterReport:
    answer = ask(
        "POST",
        url_of("metrics") + "/v1/directory/import",
        person="local-administrator",
        roles=["administrator"],
        content_type="text/csv",
        params={"mode": mode, "dry_run": str(dry_run).lower()},
        content=file.read_bytes(),
    )
    return RosterReport.model_validate_json(answer.content)


def _told(change: RosterChange) -> str:
    before, after = (
        " ".join(f"{column}={value}" for column, value in (entry or {}).items())
        for entry in (change.before, change.after)
    )
    line = f"  (line {change.line})" if change.line else ""
    arrow = " → " if before and after else ""
    return f"{SIGNS[change.change]} {change.kind} {before}{arrow}{after}{line}"
