"""The one shape of every refusal: RFC 9457, with a pointer for each field that is wrong."""

from shared.schemas.words import Told


class Fault(Told):
    """One thing that is wrong, and where: `pointer` is a JSON pointer into the request."""

    pointer: str
    code: str
    detail: str


class ProblemDocument(Told):
    """Why a request was refused, and what to do about it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[Fault] = []
