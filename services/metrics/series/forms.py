"""In which form a series is wanted: by its name in the query, else by the Accept header."""

from collections.abc import Sequence
from typing import Any, TypeVar

from shared.errors import NotAcceptable
from shared.schemas.metrics.columns import End, Head, Line

MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "columns": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.stream",
}


TABLES: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA["csv"]: {}, MEDIA["arrow"]: {}}}}
LINES = {"oneOf": [part.model_json_schema() for part in (Head, Line, End)]}
STREAMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA["columns"]: {"schema": LINES}, MEDIA["arrow"]: {}}}
}

Form = TypeVar("Form", bound=str)


class FormUnknown(NotAcceptable):
    """None of the media types that the Accept header names."""

    def __init__(self, forms: Sequence[str]) -> None:
        offered = ", ".join(MEDIA[form] for form in forms)
        super().__init__(f"Accept one of {offered}, or name the `format` in the query.")


class ArrowMissing(NotAcceptable):
    """Arrow was asked for where its library is not installed."""

    def __init__(self) -> None:
        super().__init__("Ask for another format, or have the operator install `pyarrow`.")


def form_of(named: Form | None, accept: str, forms: Sequence[Form]) -> Form:
    """The form that was named, else the most wanted that there is; FormUnknown.

    >>> form_of(None, "text/html, text/*;q=0.9, */*;q=0.1", ("json", "csv"))
    'csv'
    """
    if named is not None:
        return named
    for media in _wanted(accept):
        for form in forms:
            if _covers(media, MEDIA[form]):
                return form
    raise FormUnknown(forms)


def _wanted(accept: str) -> list[str]:
    """Media ranges, the most wanted first; what is not wanted at all is left out."""
    ranges = [_weighed(part) for part in (accept.strip() or "*/*").lower().split(",")]
    ranked = sorted(ranges, key=lambda weighed: -weighed[1])  # stable: else as they were said
    return [media for media, weight in ranked if weight > 0]


def _weighed(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip() for piece in part.split(";"))
    weights = [said.removeprefix("q=") for said in parameters if said.startswith("q=")]
    try:
        return media, float(weights[0]) if weights else 1.0
    except ValueError:
        return media, 0.0


def _covers(wanted: str, offered: str) -> bool:
    kind, _, of_kind = wanted.partition("/")
    return wanted in ("*/*", offered) or (of_kind == "*" and offered.startswith(f"{kind}/"))
