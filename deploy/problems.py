"""Every kind of problem the services answer, as a page: `make problems` writes it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import services
from shared.errors import Problem

HEAD = """# Problems
Every refusal is an RFC 9457 problem document. Its `type` is one of these paths, which do
not change; `detail` says what to do in this case, and `errors` points at each field that is wrong.

| type | status | what it means |
|---|---|---|
"""
FRAMEWORK = {
    "/problems/problem": (500, "Our fault; it is logged with the request id of the answer."),
    "/problems/not-found": (404, "There is nothing at this address."),
    "/problems/method-not-allowed": (405, "The Allow header lists what is allowed here."),
    "/problems/bad-request": (400, "The body could not be parsed."),
}


def page() -> str:
    """The page, one line for each type, in order."""
    rows = {
        problem.type: (problem.status, inspect.getdoc(kind) or "")
        for kind in _kinds(Problem)
        for problem in [kind.__new__(kind)]
    } | FRAMEWORK
    lines = [f"| `{kind}` | {status} | {said} |" for kind, (status, said) in sorted(rows.items())]
    return HEAD + "\n".join(lines) + "\n"


def _kinds(kind: type[Problem]) -> Iterator[type[Problem]]:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    yield from _below(kind)


def _below(kind: type[Problem]) -> Iterator[type[Problem]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _below(narrower)


if __name__ == "__main__":
    print(page(), end="")
