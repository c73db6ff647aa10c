"""JMESPath that anybody may send: checked when it is said, bounded when it is applied.

What could make a small expression grow without end is no part of it: lists and objects built on the
way, literals that are lists, references to expressions. What is left only picks from its input.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions, signature
from jmespath.visitor import Options, TreeInterpreter

from shared.schemas.problems import Fault

LONGEST = 500  # characters
DEEPEST = 40
STEPS_AT_MOST = 20_000
LONGEST_TEXT = 2_000

NODES = frozenset(
    {"field", "subexpression", "index", "index_expression", "slice", "projection", "pipe"}
    | {"filter_projection", "value_projection", "flatten", "identity", "current", "literal"}
    | {"comparator", "or_expression", "and_expression", "not_expression", "function_expression"}
)
LISTED = "multi_select_list"  # built only to be joined
FUNCTIONS = frozenset(
    {"abs", "avg", "ceil", "contains", "ends_with", "floor", "join", "length", "max", "min"}
    | {"not_null", "starts_with", "sum", "to_number", "to_string", "type"}
)
Node = Any  # the library's tree: a dict of `type`, `children` and sometimes `value`


class ExpressionUnsound(ValueError):
    """An expression that cannot be read, or may do what none may."""


class Unanswered(ValueError):
    """An expression that has no answer for what it was applied to."""


@dataclass(frozen=True)
class Expression:
    """A sound expression; `of` is its answer for a document."""

    text: str
    tree: Node

    def of(self, document: Any) -> Any:
        """What it picks from the document, None included; Unanswered, and never anything else.

        >>> expression("ticket.score || `0`").of({"ticket": {"score": 4}})
        4
        """
        try:
            return _Bounded(_OPTIONS).visit(self.tree, document)
        except (ValueError, ArithmeticError, TypeError, RecursionError) as error:
            # A library's own words may hold the document's: so much of them is enough, less NULs.
            words = str(error)[:200].replace("\x00", " ")
            raise Unanswered(f"{self.text!r}: {words}") from error


@lru_cache(maxsize=2_000)
def expression(text: str) -> Expression:
    """The expression that a text says; ExpressionUnsound."""
    if len(text) > LONGEST:
        raise ExpressionUnsound(f"At most {LONGEST} characters.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PendingDeprecationWarning)
            tree = jmespath.compile(text).parsed
    except PendingDeprecationWarning as error:
        raise ExpressionUnsound("Write text in 'single quotes'; backquotes hold JSON.") from error
    except (JMESPathError, RecursionError) as error:
        raise ExpressionUnsound(str(error).partition("\n")[0]) from error
    for objection in _objections(tree, DEEPEST):
        raise ExpressionUnsound(objection)
    return Expression(text, tree)


def unsound(text: str | None, pointer: str) -> Iterator[Fault]:
    """What is wrong with an expression, if one was said."""
    try:
        expression(text or "@")
    except ExpressionUnsound as error:
        yield Fault(pointer=pointer, code="expression_unsound", detail=f"{error}")


def _objections(node: Node, levels: int) -> Iterator[str]:
    if levels == 0:
        yield f"At most {DEEPEST} levels deep."
        return
    if node["type"] not in NODES:
        yield f"{node['type'].replace('_', ' ').capitalize()}s are not taken here."
    if node["type"] == "literal" and isinstance(node["value"], list | dict):
        yield "Literals are texts, numbers, true, false or null."
    if node["type"] == "function_expression":
        yield from _objections_to_call(node)
    for child in _parts(node):
        yield from _objections(child, levels - 1)


def _objections_to_call(node: Node) -> Iterator[str]:
    name, given = node["value"], len(node["children"])
    if name not in FUNCTIONS:
        yield f"There is no function {name!r} here; there are {', '.join(sorted(FUNCTIONS))}."
        return
    wanted = _Functions.FUNCTION_TABLE[name]["signature"]
    if given < len(wanted) or (given > len(wanted) and not wanted[-1].get("variadic")):
        yield f"{name}() takes {len(wanted)} arguments, not {given}."


def _parts(node: Node) -> Iterator[Node]:
    """What a node is made of; a list may be built only for join, which makes a text of it."""
    for child in node["children"]:
        joined = node["type"] == "function_expression" and node["value"] == "join"
        if isinstance(child, dict) and joined and child["type"] == LISTED:
            yield from child["children"]
        elif isinstance(child, dict):
            yield child


class _Functions(Functions):
    """The functions of JMESPath, one of them bounded: joined to itself, a text doubles."""

    @signature({"types": ["string"]}, {"types": ["array-string"]})
    def _func_join(self, separator: str, texts: list[str]) -> str:
        if sum(map(len, texts)) + len(separator) * len(texts) > LONGEST_TEXT:
            raise ValueError(f"join: at most {LONGEST_TEXT} characters.")
        return separator.join(texts)


_OPTIONS = Options(custom_functions=_Functions())
_VISITS = {kind: getattr(TreeInterpreter, f"visit_{kind}") for kind in {*NODES, LISTED}}


class _Bounded(TreeInterpreter):
    """Gives up before a document of many parts takes long; knows each visit without a search."""

    steps = STEPS_AT_MOST

    def visit(self, node: Node, *args: Any, **kwargs: Any) -> Any:
        self.steps -= 1
        if self.steps < 0:
            raise ValueError(f"more than {STEPS_AT_MOST} steps.")
        return _VISITS[node["type"]](self, node, *args, **kwargs)
