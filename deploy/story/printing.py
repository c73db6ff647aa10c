"""A chapter for the terminal: what happened, where the pair stands, what the insight says of it."""

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from deploy.story.chapters import Chapter
from shared.schemas.insights.findings import Finding
from shared.schemas.insights.insight import Insight, Quadrant

TONES = {"concern": "yellow", "neutral": "cyan", "recognition": "green"}
INDENT = (0, 0, 0, 2)


def print_chapter(console: Console, chapter: Chapter, said: list[str], insight: Insight) -> None:
    """What was said of goals, and the insight, in a few lines."""
    console.print()
    console.rule(Text(chapter.title, style="bold"), align="left")
    for sentence in (chapter.says, *said):
        _say(console, sentence, "dim")
    console.print()
    window = f"{insight.window.first_day} to {insight.window.last_day}"
    _say(console, f"{insight.about.name}, {window}", "bold")
    if insight.pair is None or not insight.findings:
        _say(console, insight.summary)
        signals = []
    else:
        signals = [insight.pair.productivity.says, insight.pair.performance.says]
        for sentence in (*signals, _standing(insight.pair.quadrant)):
            _say(console, sentence)
    for finding in insight.findings:
        _print_finding(console, finding, signals)
    for missing in insight.missing:
        _say(console, f"Missing: {missing.what}. {missing.detail}", "red")


def _standing(quadrant: Quadrant) -> str:
    cell = quadrant.cell
    if cell is None:
        return "Quadrant: not enough data"
    text = f"Quadrant: productivity {cell.productivity}, performance {cell.performance}"
    return f"{text} ({quadrant.tier}, probability {cell.probability:.2f})"


def _print_finding(console: Console, finding: Finding, known: list[str]) -> None:
    console.print()
    title = Text(finding.title, style=f"bold {TONES[finding.tone]}")
    title.append(f"  {finding.tier} · rule {finding.rule}", style="dim")
    console.print(Padding(title, INDENT))
    says = finding.says
    for sentence in known:
        says = says.replace(sentence, "").strip()
    _say(console, says)
    for cause in finding.causes:
        style = "bold" if cause.stands_out else ""
        _say(console, f"· {cause.name} (probability {cause.probability:.2f}): {cause.says}", style)
    for step in finding.next_steps[:1]:
        _say(console, f"Next: {step}")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Padding(Text(text, style=style), INDENT))
