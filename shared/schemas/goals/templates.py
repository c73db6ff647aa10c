"""Templates of scorecards: where to begin, for ten common roles."""

from pydantic import Field

from shared.schemas.goals.scorecards import Pair, Purpose
from shared.schemas.metrics.catalogue import MetricIn
from shared.schemas.words import Key, Said, Sentence, Told, example


class TemplateListed(Told):
    """A template in a list."""

    key: Key
    title: str
    pair: Pair


class Templates(Told):
    """Every template, by key."""

    items: list[TemplateListed]


class Template(Told):
    """A scorecard ready to be written, and definitions of the metrics that are not built in."""

    key: Key
    title: str
    scorecard: Purpose
    metrics: list[MetricIn]


class MissingMetrics(Told):
    """What the catalogue lacks for a template, each ready for POST /v1/metrics, in this order."""

    items: list[MetricIn]


class FromTemplate(Said):
    """For which role a scorecard is made from the template."""

    model_config = example(role="support_agent", why="To begin with")

    role: Key
    why: Sentence | None = Field(None, description="Kept in the history")
