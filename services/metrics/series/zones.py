"""Whose days they are: the organization's, decided when an event came in."""

from shared.errors import Invalid
from shared.schemas.problems import Fault


class TimeZoneFixed(Invalid):
    """Days are the organization's; in another time zone they would be other days."""

    def __init__(self, zone: str) -> None:
        fault = Fault(pointer="/time_zone", code="time_zone_fixed", detail=f"It is {zone!r} here.")
        super().__init__(
            f"Leave `time_zone` out, or say {zone!r}: it decided on which day each event counts,"
            " and days cannot be cut anew afterwards.",
            [fault],
        )


def require_zone(asked: str | None, zone: str) -> None:
    """Raise TimeZoneFixed if another time zone is asked for than the organization's."""
    if asked not in (None, zone):
        raise TimeZoneFixed(zone)
