"""An insight for the terminal: its paragraph, then each finding, its causes, and what to try."""

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from shared.schemas.insights.findings import Cause, Finding
from shared.schemas.insights.insight import Insight

Line = tuple[int, str, str]  # how far indented, the text, its style


def tell_insight(console: Console, insight: Insight) -> None:
    """Print all that a person wants to read of it."""
    for indent, text, style in _lines(insight):
        console.print(Padding(Text(text, style=style), (0, 0, 0, indent)))


def _lines(insight: Insight) -> Iterator[Line]:
    yield 0, insight.summary, ""
    for finding in insight.findings:
        yield from _finding(finding)
    for missing in insight.missing:
        yield 0, f"Missing: {missing.what}. {missing.detail}", "red"


def _finding(finding: Finding) -> Iterator[Line]:
    yield 0, "", ""
    yield 0, f"{finding.title} ({finding.tier})", "bold"
    yield 2, finding.says, ""
    for cause in finding.causes:
        yield from _cause(cause)
    for question in finding.questions:
        yield 2, f"To be asked: {question.ask}", ""
    for step in finding.next_steps:
        yield 2, f"Next: {step}", ""
    for refuted in finding.refuted_by:
        yield 2, f"Refuted by: {refuted}", "dim"


def _cause(cause: Cause) -> Iterator[Line]:
    style = "bold" if cause.stands_out else ""
    yield 2, f"Cause: {cause.name} (probability {cause.probability:.2f}): {cause.says}", style
    for evidence in cause.evidence:
        yield 4, f"For it: {evidence.says}", ""
    for evidence in cause.against:
        yield 4, f"Against it: {evidence.says}", ""
