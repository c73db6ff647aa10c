"""Runs a house of stand-ins in a process of its own, so that a test can signal and kill it."""

import asyncio
import json
import os
import sys
from pathlib import Path

from deploy.supervisor import House, Patience, Plan, Service, run

APP = "tests.deploy.stand_in"


async def tell_and_stay(house: House) -> None:
    """Say which processes run, for the test to read."""
    sys.stdout.write(json.dumps(house.pids) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> int:
    """Usage: run_house.py DIRECTORY PORT PORT APP-OF-THE-SECOND SECONDS-UNTIL-READY."""
    directory, keeper, plain, app, limit = sys.argv[1:]
    services = [
        Service("keeper", f"{APP}:app", int(keeper), "metrics"),
        Service("plain", f"{APP}:{app}", int(plain)),
    ]
    url = os.environ.get("COUNTERPOISE_POSTGRES_URL")
    return run(
        Plan(Path(directory), services, url, patience=Patience(until_ready=float(limit))),
        tell_and_stay,
    )


if __name__ == "__main__":
    sys.exit(main())
