"""A tiny ASGI app that stands in for a service, so that the supervisor is tested by itself."""

import json
import os

import asyncpg


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["path"] == "/readyz":
        await _answer(send, 200 if await _database_answers() else 503, {})
    else:
        ours = {name: v for name, v in os.environ.items() if name.startswith("COUNTERPOISE_")}
        await _answer(send, 200, {"pid": os.getpid(), "environment": ours})


async def objects(scope, receive, send):
    """A service that lives and is never ready."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    else:
        await _answer(send, 503, {"detail": "fsync is off"})


async def hangs(scope, receive, send):
    """A service that lives, never answers, and heeds no polite signal."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})


async def _live(receive, send):
    for ending in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{ending}.complete"})


async def _database_answers():
    if not (url := os.environ["COUNTERPOISE_DATABASE_URL"]):
        return True
    try:
        connection = await asyncpg.connect(url, timeout=2)
    except (OSError, asyncpg.PostgresError):
        return False
    await connection.close()
    return True


async def _answer(send, status, body):
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})
