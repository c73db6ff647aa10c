"""How refusals are documented: one problem document, whatever the status."""

import inspect
from collections.abc import Mapping
from typing import Any

from shared.errors import Problem
from shared.schemas.problems import ProblemDocument


def _problem_schema() -> dict[str, Any]:
    schema = ProblemDocument.model_json_schema()
    faults = schema.pop("$defs")["Fault"]
    schema["properties"]["errors"]["items"] = faults  # inline: no reference leads out of it
    return schema


_CONTENT = {"application/problem+json": {"schema": _problem_schema()}}


def refusals(reasons: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may refuse with these statuses, for these reasons."""
    return {
        status: {"description": reason, "content": _CONTENT} for status, reason in reasons.items()
    }


def refusing(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that may refuse so; each problem says itself what it means."""
    reasons: dict[int, str] = {}
    for problem in problems:
        said = inspect.getdoc(problem) or problem.__name__
        reasons[problem.status] = f"{reasons.get(problem.status, '')} {said}".strip()
    return refusals(reasons)
