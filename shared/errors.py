"""The family of refusals. Code states the fact; `shared.problems` knows how to say it in HTTP.

Problem
├── BadRequest 400 ───────── nothing in the request could be read
├── Unauthenticated 401 ──── nobody we know
├── Forbidden 403 ────────── somebody we know, who may not
├── NotFound 404
├── NotAcceptable 406 ────── no form that the caller reads
├── Conflict 409 ─────────── the state of things is against it
├── PreconditionFailed 412 ─ somebody else changed it first
├── TooLarge 413
├── UnsupportedMedia 415
├── Invalid 422 ──────────── read, but wrong; names each field
├── PreconditionRequired 428
└── Unavailable 503 ──────── ours to mend; says when to try again
"""

import re
from collections.abc import Sequence

from shared.schemas.problems import Fault


class Problem(Exception):
    """A refusal with its HTTP status; a subclass's name becomes the problem's type."""

    status = 500
    retry_after: int | None = None

    def __init__(self, detail: str, errors: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = list(errors)

    @property
    def type(self) -> str:
        """The stable URI path of this kind of problem."""
        return "/problems/" + "-".join(self._words())

    @property
    def title(self) -> str:
        """The problem in a few words."""
        return " ".join(self._words()).capitalize()

    def _words(self) -> list[str]:
        return [word.lower() for word in re.findall(r"[A-Z][a-z0-9]*", type(self).__name__)]


class BadRequest(Problem):
    """Nothing in the request could be read."""

    status = 400


class Unauthenticated(Problem):
    """The caller is nobody we know."""

    status = 401


class Forbidden(Problem):
    """The caller may not do this."""

    status = 403


class NotFound(Problem):
    """There is no such thing."""

    status = 404


class NotAcceptable(Problem):
    """There is no answer in a form that the caller reads."""

    status = 406


class Conflict(Problem):
    """The state of things is against it."""

    status = 409


class PreconditionFailed(Problem):
    """Somebody else changed it first."""

    status = 412


class TooLarge(Problem):
    """More than the published limit."""

    status = 413


class UnsupportedMedia(Problem):
    """A format that is not understood."""

    status = 415


class Invalid(Problem):
    """Read, but wrong; `errors` names each field."""

    status = 422


class PreconditionRequired(Problem):
    """An update must say which version it changes."""

    status = 428


class Unavailable(Problem):
    """Ours to mend; the caller may try again after `retry_after` seconds."""

    status = 503
    retry_after = 1
