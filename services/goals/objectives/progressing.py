"""An objective's progress, put together from its definition and its days."""

from collections.abc import Mapping, Sequence

from services.goals.objectives.arithmetic import share_done, together
from services.goals.objectives.domain import told_direction
from services.goals.objectives.guarding import credit, guarded
from services.goals.objectives.readings import Days, between, current, rolling
from services.goals.objectives.span import Span
from shared.schemas.goals.key_results import KeyResult
from shared.schemas.goals.progress import GuardrailProgress, KeyResultProgress, Progress
from shared.schemas.words import Kind

Guards = Sequence[tuple[GuardrailProgress, Kind | None]]


def progress(span: Span, days: Days, typed: Mapping[str, float]) -> Progress:
    """Where every key result and guardrail stands, and how far the whole is."""
    guards = [(guard, _kind(span, guard.metric)) for guard in _guardrails(span, days)]
    results = [_result(result, span, days, guards, typed) for result in span.objective.key_results]
    return Progress(
        objective=span.objective.id,
        as_of=span.as_of,
        share=together((result.share, result.weight) for result in results),
        credited=together((_credited(result), result.weight) for result in results),
        key_results=results,
        guardrails=[guard for guard, _ in guards],
    )


def _kind(span: Span, key: str) -> Kind | None:
    metric = span.found.get(key)
    return metric.kind if metric else None


def _guardrails(span: Span, days: Days) -> list[GuardrailProgress]:
    answers = []
    for guardrail in span.objective.guardrails:
        points = days.get(guardrail.metric, [])
        rolled = rolling(points, guardrail.basis, guardrail.window_days)
        answers.append(guarded(guardrail, [each for each in rolled if each[0] >= span.began]))
    return answers


def _result(
    result: KeyResult, span: Span, days: Days, guards: Guards, typed: Mapping[str, float]
) -> KeyResultProgress:
    metric = span.found.get(result.metric)
    points = between(days.get(result.metric, []), span.reads_from(result), span.as_of)
    is_typed = result.reading == "typed"
    value = typed.get(result.metric) if is_typed else current(points, result.basis)
    direction = told_direction(result) or result.direction or (metric.better if metric else None)
    kind = metric.kind if metric else None
    return KeyResultProgress(
        **result.model_dump(exclude={"direction"}),
        kind=kind,
        unit=metric.unit if metric else None,
        direction=direction,
        current=value,
        share=share_done(result.baseline, value, result.target, direction),
        credit=credit(result.metric, kind, guards),
    )


def _credited(result: KeyResultProgress) -> float | None:
    if result.share is None:
        return None
    return result.share if result.credit.state == "granted" else 0.0
