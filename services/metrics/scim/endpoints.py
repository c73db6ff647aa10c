"""Users and groups: the model of each, and what becomes of it in the directory."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from scim2_models import Resource
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.scim import groups, users
from services.metrics.scim.models import Employee, Group
from services.metrics.scim.store import Kept


@dataclass(frozen=True)
class Endpoint:
    """Users, or groups: their model, and what becomes of them in the directory."""

    name: str
    model: type[Resource[Any]]
    require_unique: Callable[[AsyncSession, str | None, Any], Awaitable[None]]
    begin: Callable[[AsyncSession, str, Any, date], Awaitable[None]]
    write: Callable[[AsyncSession, str, Any, date], Awaitable[None]]
    read: Callable[[AsyncSession, Sequence[Kept], date], Awaitable[list[dict[str, Any]]]]
    leave: Callable[[AsyncSession, str, date], Awaitable[None]]


ENDPOINTS: Mapping[str, Endpoint] = {
    "Users": Endpoint(
        "Users", Employee, users.require_unique, users.write, users.write, users.read, users.leave
    ),
    "Groups": Endpoint(
        "Groups",
        Group,
        groups.require_unique,
        groups.begin,
        groups.write,
        groups.read,
        groups.leave,
    ),
}
