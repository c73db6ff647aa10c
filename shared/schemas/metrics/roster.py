"""The directory as one table: what an import changes, line by line."""

from typing import Literal

from pydantic import Field

from shared.schemas.words import Told

Mode = Literal["merge", "replace"]


class RosterChange(Told):
    """One entry of the directory that is other after an import than before."""

    change: Literal["added", "changed", "ended"]
    kind: str
    line: int | None = Field(description="Of the file; none for what the file no longer has")
    before: dict[str, str] | None = None
    after: dict[str, str] | None = Field(None, description="None where it is gone altogether")


class LineFault(Told):
    """What is wrong with a line; its column where one is to blame."""

    line: int
    column: str | None
    code: str
    detail: str


class RosterReport(Told):
    """What an import changes, or would change."""

    dry_run: bool
    mode: Mode
    added: int
    changed: int
    ended: int
    unchanged: int
    changes: list[RosterChange] = Field(description="The first thousand, by line")
    errors: list[LineFault] = Field(description="While there is one, nothing is imported")
