"""Request headers that several services read."""

from typing import Annotated

from fastapi import Header

IfMatch = Annotated[
    str | None, Header(description="The ETag that the change was made from", examples=['"3"'])
]
