"""A route for the busiest paths: documented like any other, and spared what it does not need."""

from collections.abc import Callable, Coroutine, Iterable
from functools import cached_property
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.errors import Problem
from shared.problems import refused


class Lean(APIRoute):
    """Its endpoint takes the request and what its dependencies find in it, and answers a Response.

    The gate hands requests straight to it, and it keeps to the limits of bodies itself. FastAPI's
    general way to the same, a stack of layers and then a search through all routes, costs more
    than all else that such a request needs.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Ask each dependency, then the endpoint."""
        return self._handle

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is known to be for this route."""
        scope["route"] = self
        request = Request(scope, receive)
        try:
            response = await self._handle(request)
        except (Problem, HTTPException) as error:
            response = refused(request, error)
        await response(scope, receive, send)

    async def _handle(self, request: Request) -> Response:
        found = {name: await ask(request) for name, ask in self._asks}
        response: Response = await self.endpoint(request, **found)
        return response

    @cached_property
    def _asks(self) -> list[tuple[str, Callable[[Request], Coroutine[Any, Any, Any]]]]:
        return [(d.name, d.call) for d in self.dependant.dependencies if d.name and d.call]


def shortcuts(routers: Iterable[APIRouter]) -> dict[tuple[str, str], ASGIApp]:
    """What answers at once, by method and path."""
    lean = [route for router in routers for route in router.routes if isinstance(route, Lean)]
    return {(method, route.path): route.answer for route in lean for method in route.methods or ()}
