"""The whole directory at once, over HTTP: a file is compared with what stands, then kept."""

from asyncio import to_thread
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from services.metrics.roster import store
from services.metrics.roster.reading import RosterUnreadable, read_lines
from services.metrics.roster.reporting import How, compare
from services.metrics.roster.shapes import SHAPES
from services.metrics.today import Today
from shared.auth import Administrator
from shared.db import Session
from shared.errors import Invalid, UnsupportedMedia
from shared.gate import BodyTooLarge
from shared.openapi import refusing
from shared.schemas.metrics.roster import LineFault, Mode, RosterReport
from shared.schemas.problems import Fault

router = APIRouter(prefix="/v1/directory", tags=["directory"])

FAULTS_AT_MOST = 100
_EXAMPLE = """kind,team,person,name,fte,first_day,last_day
team,support,,Support,,,
person,,ana,Ana Lopes,0.8,,
membership,support,ana,,,2026-01-01,
lead,support,lena,,,2026-01-01,2026-06-30
"""
_KINDS = "\n".join(f"- `{kind}`: {', '.join(shape.columns)}" for kind, shape in SHAPES.items())
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"A line for each entry; the columns of each kind:\n{_KINDS}",
        "content": {"text/csv": {"schema": {"type": "string", "examples": [_EXAMPLE]}}},
    }
}


class NotCsv(UnsupportedMedia):
    """A media type that is not taken."""

    def __init__(self) -> None:
        super().__init__("Send text/csv, in UTF-8.")


class RosterUnsound(Invalid):
    """Lines of a roster that are wrong; nothing of it was imported."""

    def __init__(self, faults: list[LineFault]) -> None:
        each = [
            Fault(
                pointer=f"/{fault.line}" + (f"/{fault.column}" if fault.column else ""),
                code=fault.code,
                detail=fault.detail,
            )
            for fault in faults[:FAULTS_AT_MOST]
        ]
        super().__init__(f"Mend {len(faults)} lines and send it again; nothing is imported.", each)


@router.post(
    "/import",
    operation_id="import_directory",
    summary="Bring the directory in step with a file",
    openapi_extra=_BODY,
    responses=refusing(RosterUnreadable, NotCsv, BodyTooLarge),
)
async def import_directory(
    request: Request,
    _: Administrator,
    session: Session,
    today: Today,
    mode: Annotated[Mode, Query(description="`replace` ends what the file has no more")] = "merge",
    dry_run: Annotated[bool, Query(description="Only say what would change")] = False,
) -> RosterReport:
    """All of it or nothing; the same file again changes nothing.

    A line without a first day says what is so now: what runs already keeps its beginning, what is
    new begins today, and has no beginning if its person, team or account is new too. `replace`
    archives people, and ends what is dated, where the file has that kind but no longer them.
    """
    if not request.headers.get("content-type", "").lower().startswith("text/csv"):
        raise NotCsv
    # In a thread: a large file takes a second, and everybody else should not wait for it.
    read = await to_thread(read_lines, await request.body())
    standing = await store.get_roster(session)
    how = How(mode, dry_run, today)
    report, changes = await to_thread(compare, standing, read, how)
    if not dry_run:
        if report.errors:
            raise RosterUnsound(report.errors)
        await store.keep_changes(session, changes)
    return report
