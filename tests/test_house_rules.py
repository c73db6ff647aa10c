"""The rules of the house that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from services.goals.app import app as goals
from services.goals.review_feeds.subscriber import authenticate_subscriber
from services.insights.app import app as insights
from services.metrics.app import app as metrics
from services.metrics.feedback.authors import author
from services.metrics.keys.pushers import pusher_of
from services.metrics.records.menders import authenticate_mender
from services.metrics.scim.providers import provider
from shared.auth import authenticate

APPS = {"goals": goals, "metrics": metrics, "insights": insights}
# Who may come without a token or key: health, and tools, whose signature is their passport.
PUBLIC = {"livez", "readyz", "metrics", "receive_webhook", "greet_webhook", "get_rulebook"}
# How everybody else is recognized.
PASSPORTS = {
    *(authenticate, pusher_of, authenticate_mender, author, provider),
    authenticate_subscriber,
}
LONGEST_FILE = 150
LONGEST_BODY = 30  # lines of a function, its docstring not counted


def routes() -> Iterator[tuple[str, APIRoute]]:
    """Every route of every service."""
    for name, app in APPS.items():
        for route in _routes(app):
            yield name, route


def _routes(holder: FastAPI | APIRouter) -> Iterator[APIRoute]:
    for route in holder.routes:
        if isinstance(route, APIRoute):
            yield route
        elif inner := getattr(route, "original_router", None):
            yield from _routes(inner)


def _asks(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for inner in dependant.dependencies:
        yield from _asks(inner)


EVERY = [pytest.param(route, id=f"{name} {route.methods} {route.path}") for name, route in routes()]


def test_the_routes_are_found() -> None:
    found = {route.operation_id for _, route in routes()}
    assert found >= {"post_events", "get_series", "livez"}


@pytest.mark.parametrize("route", EVERY)
def test_every_route_names_its_caller_or_is_on_the_public_list(route: APIRoute) -> None:
    asks = set(_asks(route.dependant))
    assert (
        PASSPORTS & asks
        or route.operation_id in PUBLIC
        or (route.name in PUBLIC and not route.include_in_schema)
    )


def test_the_public_list_names_only_routes_that_exist() -> None:
    assert {route.operation_id or route.name for _, route in routes()} >= PUBLIC


@pytest.mark.parametrize("route", [param for param in EVERY if param.values[0].include_in_schema])
def test_every_route_says_what_it_is_for(route: APIRoute) -> None:
    assert route.operation_id
    assert route.summary
    assert route.description


@pytest.mark.parametrize("name", APPS)
def test_every_operation_has_a_name_of_its_own_and_documents_its_refusals(name: str) -> None:
    document = APPS[name].openapi()
    operations = [op for path in document["paths"].values() for op in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    for operation in operations:
        is_scim = operation["tags"] == ["scim"]  # whose clients understand nothing else
        kind = "application/scim+json" if is_scim else "application/problem+json"
        for status, told in operation["responses"].items():
            if int(status) >= 400:
                assert kind in told["content"], (operation, status)


@pytest.mark.parametrize("name", APPS)
def test_every_body_that_is_sent_is_shown_by_an_example(name: str) -> None:
    document = APPS[name].openapi()
    shown = 0
    for path in document["paths"].values():
        for operation in path.values():
            for media in operation.get("requestBody", {}).get("content", {}).values():
                schema = media["schema"]
                if "$ref" in schema:
                    schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
                    assert "examples" in schema, (operation["operationId"], schema)
                    shown += 1
    assert shown > 0 or name == "insights"


def test_no_file_is_longer_than_one_can_hold_in_mind(project: Path) -> None:
    files = [
        path
        for folder in ("services", "shared", "deploy", "tests")
        for path in (project / folder).rglob("*.py")
        if "versions" not in path.parts
    ]
    long = {
        str(path): n for path in files if (n := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert len(files) > 100
    assert not {path: n for path, n in long.items() if "/tests/" not in path}


Function = ast.FunctionDef | ast.AsyncFunctionDef


def _lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_function_is_longer_than_one_can_hold_in_mind(project: Path) -> None:
    functions = [
        (f"{path}: {node.name}", _lines(node))
        for folder in ("services", "shared", "deploy")
        for path in (project / folder).rglob("*.py")
        if "versions" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, Function)
    ]
    assert len(functions) > 500
    assert [named for named, lines in functions if lines > LONGEST_BODY] == []
