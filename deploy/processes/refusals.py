"""The reasons why something is not started, each a sentence for whoever started it.

Refusal
├── DirectoryInUse
├── PortBusy           (deploy.supervisor)
├── GaveUp             (deploy.supervisor)
└── …                  (deploy.postgres)
"""

from pathlib import Path


class Refusal(Exception):
    """A reason, in a sentence, why the run cannot begin or go on."""


class DirectoryInUse(Refusal):
    """One data directory serves one run at a time."""

    def __init__(self, directory: Path, holder: str) -> None:
        by = f" (process {holder})" if holder else ""
        super().__init__(f"Another run is using {directory} already{by}.")
