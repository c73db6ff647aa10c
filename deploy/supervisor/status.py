"""What runs where, for people."""

from rich.table import Table

from deploy.supervisor.house import House


def status(house: House) -> Table:
    """The services and their addresses, and where the data and the logs are."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for service in house.plan.services:
        table.add_row(service.name, service.url, style="bold")
    table.add_row("data", str(house.directory))
    table.add_row("logs", str(house.directory / "logs"))
    return table
