"""Concurrent edits: a strong ETag on what is read, If-Match on what is changed."""

from hashlib import blake2b

from pydantic import BaseModel

from shared.errors import PreconditionFailed, PreconditionRequired


class VersionRequired(PreconditionRequired):
    """An update must say which version it changes."""

    def __init__(self) -> None:
        super().__init__("Read it first and send its ETag as If-Match.")


class ChangedMeanwhile(PreconditionFailed):
    """Somebody else changed it first."""

    def __init__(self, etag: str | None) -> None:
        now = (
            f"is now at ETag {etag}; read it again" if etag else "is gone; PUT it without If-Match"
        )
        super().__init__(f"It was changed meanwhile and {now}.")


def etag_of(version: int) -> str:
    """The strong ETag of a version."""
    return f'"{version}"'


def etag_of_content(content: BaseModel) -> str:
    """The strong ETag of what has no versions: the same for the same content."""
    return f'"{blake2b(content.model_dump_json().encode(), digest_size=12).hexdigest()}"'


def require_match(if_match: str | None, version: int) -> None:
    """Let a change pass only if it was made from `version`."""
    if if_match is None:
        raise VersionRequired
    _require(if_match, etag_of(version))


def require_unchanged(if_match: str | None, standing: BaseModel | None) -> None:
    """Let a change pass if it says no version, as a nightly copy does, or the standing one."""
    if if_match is not None:
        _require(if_match, etag_of_content(standing) if standing else None)


def _require(if_match: str, etag: str | None) -> None:
    named = [tag.strip() for tag in if_match.split(",")]
    if etag is None or not {"*", etag} & set(named):
        raise ChangedMeanwhile(etag)
