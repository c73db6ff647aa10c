"""Concurrent edits: a strong ETag on what is read, If-Match required on what is changed."""

from shared.errors import PreconditionFailed, PreconditionRequired


class VersionRequired(PreconditionRequired):
    """An update must say which version it changes."""

    def __init__(self) -> None:
        super().__init__("Read it first and send its ETag as If-Match.")


class ChangedMeanwhile(PreconditionFailed):
    """Somebody else changed it first."""

    def __init__(self, etag: str) -> None:
        super().__init__(f"It was changed meanwhile and is now at ETag {etag}; read it again.")


def etag_of(version: int) -> str:
    """The strong ETag of a version."""
    return f'"{version}"'


def require_match(if_match: str | None, version: int) -> None:
    """Let a change pass only if it was made from `version`."""
    if if_match is None:
        raise VersionRequired
    if if_match != "*" and etag_of(version) not in [tag.strip() for tag in if_match.split(",")]:
        raise ChangedMeanwhile(etag_of(version))
