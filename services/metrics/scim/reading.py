"""Requests in terms of SCIM: payloads, filters and parameters, or why they are refused."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import ValidationError
from scim2_models import Error, ResponseParameters, SCIMException, ScimFilter
from scim2_models.path import Comparison
from scim2_models.path.expressions import CompareOperator

from services.metrics.scim.models import MOST, PROVIDER
from services.metrics.scim.store import COLUMNS, Wanted
from shared.scim import MEDIA_TYPE, ScimRefused

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
Filter = Annotated[str | None, Query(max_length=1000, description='Such as userName eq "ana"')]
Start = Annotated[int, Query(alias="startIndex", le=10**9, description="From 1 on")]
Count = Annotated[int, Query(le=10**9, description=f"{MOST} at most")]
Attributes = Annotated[str | None, Query(max_length=2000, description="Only these are told")]
Excluded = Annotated[str | None, Query(alias="excludedAttributes", max_length=2000)]


@contextmanager
def in_terms_of_scim() -> Iterator[None]:
    """Whatever breaks a rule within is refused as SCIM refuses it; more than we know is ignored."""
    try:
        with PROVIDER:
            yield
    except SCIMException as error:
        raise ScimRefused(error.detail, error.status, error.scim_type or None) from error
    except ValidationError as error:
        first = Error.from_validation_errors(error)[0]
        raise ScimRefused(first.detail or "", first.status or 400, first.scim_type) from error


async def read_body(request: Request) -> dict[str, Any]:
    """The JSON object of a request; ScimRefused."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (MEDIA_TYPE, "application/json"):
        raise ScimRefused(f"Send {MEDIA_TYPE}.", 415)
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise ScimRefused("The body is no JSON.", 400, "invalidSyntax") from error
    if not isinstance(body, dict) or not _keepable(body):
        detail = "The body is no JSON object that can be kept."
        raise ScimRefused(detail, 400, "invalidSyntax")
    return body


def wanted(filter_: str | None, start: int, count: int) -> Wanted:
    """Which resources are asked for; ScimRefused unless a filter is `attribute eq "value"`."""
    start, count = max(start, 1), max(0, min(count, MOST))
    if filter_ is None:
        return Wanted(None, "", start, count)
    with in_terms_of_scim():
        node = ScimFilter[Any](filter_).ast
    known = {name.lower(): name for name in COLUMNS}
    if isinstance(node, Comparison) and node.op == CompareOperator.eq:
        attribute = known.get(str(node.attr_path).rpartition(":")[2].lower())
        if attribute is not None and isinstance(node.value, str):
            return Wanted(attribute, node.value, start, count)
    detail = f'Filter by one attribute, such as userName eq "ana", of: {", ".join(COLUMNS)}.'
    raise ScimRefused(detail, 400, "invalidFilter")


def _parameters(
    attributes: Attributes = None, excluded: Excluded = None
) -> ResponseParameters[Any]:
    """Which attributes are told; ScimRefused."""
    asked = {"attributes": attributes, "excluded_attributes": excluded}
    with in_terms_of_scim():
        return ResponseParameters[Any].model_validate(
            {name: value for name, value in asked.items() if value}
        )


def _keepable(body: dict[str, Any]) -> bool:
    """No NUL character and no half of a character is in it: no database keeps either."""
    waiting: list[Any] = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, str) and UNKEEPABLE.search(value):
            return False
    return True


How = Annotated[ResponseParameters[Any], Depends(_parameters)]
