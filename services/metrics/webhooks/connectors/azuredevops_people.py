"""Who is who in what Azure DevOps sends."""

import re
from typing import Any

from services.metrics.webhooks.connectors.reading import login, text, within

# The build service and the like.
SERVICE = re.compile(r"(build|agentpool|vstfs)\\.*", re.IGNORECASE)
WRITTEN = re.compile(r".*<([^<>]+)>")


def human(identity: Any) -> str | None:
    """The unique name of a human, said apart or as in `Ana <ana@example.com>`."""
    if within(identity, "isContainer"):
        return None
    written = WRITTEN.fullmatch(text(identity) or "")
    name = login(written[1] if written else within(identity, "uniqueName"))
    return None if name is None or SERVICE.fullmatch(name) else name
