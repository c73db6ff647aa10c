"""The built-in metrics, by key."""

from services.metrics.catalogue.built_in import built_in_metrics
from shared.schemas.metrics.catalogue import Metric

CATALOGUE = {
    metric.key: Metric(**metric.model_dump(), version=1, built_in=True)
    for metric in built_in_metrics()
}
