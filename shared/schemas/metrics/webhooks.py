"""Webhooks, and what became of them."""

from typing import Literal

from pydantic import AwareDatetime

from shared.schemas.words import Key, Told


class Fact(Told):
    """A metric fact that a delivery led to."""

    metric: Key
    subject: str
    time: AwareDatetime
    value: float


class Uncounted(Told):
    """A metric fact that a delivery led to and that cannot be counted: replay it once mended."""

    metric: Key
    code: str
    detail: str


class DeliveryReceipt(Told):
    """The answer to a tool: its delivery is kept."""

    id: str
    status: Literal["processed", "ignored", "duplicate", "failed"]
    detail: str


class Delivery(DeliveryReceipt):
    """A webhook received, and what came of it."""

    connector: Key
    received_at: AwareDatetime
    event: str
    replayable: bool
    items: list[str] = []
    facts: list[Fact] = []
    uncounted: list[Uncounted] = []


class Deliveries(Told):
    """A page of deliveries, newest first."""

    items: list[Delivery]
    next_cursor: str | None = None
