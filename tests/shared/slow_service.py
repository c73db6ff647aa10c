"""A service of two seconds' work, run by uvicorn as ours are."""

import asyncio

from fastapi import APIRouter

from shared.app import build

router = APIRouter()


@router.get("/slow")
async def slow() -> str:
    """An answer that takes its time."""
    await asyncio.sleep(1)
    return "done"


app = build("slow", does="Waits.", routers=[router], keeps=False)
