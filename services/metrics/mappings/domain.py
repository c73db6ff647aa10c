"""What a mapping makes of an event: another event, about one metric, or the reason why not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from services.metrics.catalogue.domain import Catalogue
from services.metrics.events.native import kept_whole
from services.metrics.events.said import Said, SaidWithEscapes, Uncountable, Unwanted
from services.metrics.mappings.expressions import Expression, Unanswered, expression, unsound
from services.metrics.webhooks.connectors.times import instant
from shared.errors import Conflict, Invalid, NotFound
from shared.schemas.metrics.mappings import Mapping as Kept
from shared.schemas.metrics.mappings import MappingChange, MappingIn, Picks
from shared.schemas.problems import Fault

PARTS = ("filter", "subject", "value", "weight", "time", "id")
FOUND = ("subject", "value", "weight", "time")  # where given, never as usual: a typo would count


class MappingUnsound(Invalid):
    """A mapping with an expression that cannot be read, or that no mapping may use."""


class MappingUnknown(NotFound):
    """There is no such mapping."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is no mapping {key!r}; GET /v1/mappings lists what there is.")


class MappingExists(Conflict):
    """A mapping of this key is there already."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is a mapping {key!r} already; PATCH it with its ETag.")


@dataclass(frozen=True)
class Rule:
    """A mapping, ready to be applied: a metric, and where each part of its event is found."""

    metric: str
    parts: Mapping[str, Expression]
    attributes: Mapping[str, Expression]


Rules = dict[str, Rule]  # by the keys of their mappings


def rule_of(picks: Picks, pointer: str = "") -> Rule:
    """The rule that picks say; MappingUnsound, naming every expression that is wrong."""
    faults = list(_faults(picks, pointer))
    if faults:
        raise MappingUnsound("Mend " + ", ".join(fault.pointer for fault in faults), faults)
    parts = {part: expression(text) for part, text in _said(picks)}
    return Rule(
        picks.metric, parts, {name: expression(text) for name, text in picks.attributes.items()}
    )


def require_fed(mapping: MappingIn, known: Catalogue) -> None:
    """Raise MappingUnsound unless its metric is known, and may be posted."""
    for fault in unfed(mapping.metric, known, "/metric"):
        raise MappingUnsound(fault.detail, [fault])


def unfed(key: str, known: Catalogue, pointer: str) -> Iterator[Fault]:
    """Why a metric cannot be fed."""
    if key not in known:
        detail = f"There is no metric {key!r}; define it first."
        yield Fault(pointer=pointer, code="metric_unknown", detail=detail)
    elif known[key][1].follows:
        detail = f"{key!r} follows from others; feed those."
        yield Fault(pointer=pointer, code="metric_is_derived", detail=detail)


def changed_by(mapping: Kept, said: MappingChange) -> MappingIn:
    """The mapping with what was said put in; MappingUnsound."""
    kept = mapping.model_dump(include=set(MappingIn.model_fields))
    following = MappingIn.model_validate(kept | said.model_dump(exclude_unset=True))
    rule_of(following)
    return following


def _said(picks: Picks) -> list[tuple[str, str]]:
    said = ((part, getattr(picks, part)) for part in PARTS)
    return [(part, text) for part, text in said if text is not None]


def _faults(picks: Picks, pointer: str) -> Iterator[Fault]:
    named = [(f"attributes/{_escaped(name)}", text) for name, text in picks.attributes.items()]
    for place, text in [*_said(picks), *named]:
        yield from unsound(text, f"{pointer}/{place}")


def _escaped(name: str) -> str:
    """A name within a JSON pointer."""
    return name.replace("~", "~0").replace("/", "~1")


def picked(rule: Rule, document: Any) -> dict[str, Any]:
    """What each part's expression answers for a document; Unanswered."""
    answers = {part: found.of(document) for part, found in rule.parts.items()}
    attributes = {name: found.of(document) for name, found in rule.attributes.items()}
    return answers | ({"attributes": attributes} if attributes else {})


def applied(rule: Rule, document: Any, usual: Mapping[str, Any]) -> Said | Uncountable | Unwanted:
    """The event that a document yields; what no expression is given for is as `usual`."""
    try:
        answers = picked(rule, document)
    except Unanswered as error:
        return Uncountable("mapping_unanswered", f"{error}", usual.get("id"))
    if not _holds(answers.pop("filter", True)):
        return Unwanted(usual.get("id"))
    plain = {part: _plain(part, answer) for part, answer in answers.items()}
    missed = [part for part in FOUND if part in plain and plain[part] is None]
    if missed:
        return Uncountable("mapping_misses", _missing(rule, missed), usual.get("id"))
    said = {**usual, **{part: answer for part, answer in plain.items() if answer is not None}}
    try:
        return kept_whole(msgspec.convert(said | {"metric": rule.metric}, SaidWithEscapes))
    except (msgspec.ValidationError, OverflowError) as error:
        return Uncountable("mapping_misses", f"{error}.", usual.get("id"))


def _missing(rule: Rule, missed: Iterable[str]) -> str:
    named = "; ".join(f"{part}: {rule.parts[part].text!r} finds none" for part in missed)
    return f"{named[0].upper()}{named[1:]}."


def _holds(answer: Any) -> bool:
    """As JMESPath has it: nothing, false and what is empty do not hold; zero does."""
    return answer is not None and answer is not False and answer not in ("", [], {})


def _plain(part: str, answer: Any) -> Any:
    """A yes as one and a no as zero, an id as a text, a time in whatever form it is written."""
    if part in ("value", "weight") and isinstance(answer, bool):
        return float(answer)
    if part == "id" and isinstance(answer, int | float):
        return str(answer)
    if part == "time":
        return instant(answer)
    return answer
