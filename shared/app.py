"""The one recipe for a service: what every service does alike is decided here."""

import gc
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import APIRouter, FastAPI
from sqlalchemy.ext.asyncio import async_sessionmaker

from shared import cors, health, problems
from shared.auth import Judge
from shared.db import engine_of
from shared.drain import Draining, drains_on_sigterm
from shared.errors import BadRequest, Forbidden, Invalid, Unauthenticated, Unavailable
from shared.gate import Gate
from shared.lean import shortcuts
from shared.openapi import refusing
from shared.settings import Settings
from shared.settings import settings as read_settings
from shared.telemetry import configure_logging

Opening = Callable[[FastAPI], AbstractAsyncContextManager[None]]

ANYWHERE = (BadRequest, Unauthenticated, Forbidden, Invalid, Unavailable)


def build(
    name: str,
    *,
    does: str,
    routers: Sequence[APIRouter],
    keeps: bool = True,
    opening: Opening | None = None,
    settings: Settings | None = None,
) -> FastAPI:
    """A service: `does` in a sentence, its routers, and whether it keeps anything."""
    chosen = settings or read_settings()
    app = FastAPI(
        title=f"Counterpoise {name}",
        version="0.1.0",
        description=does,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # the gate does all three
        redirect_slashes=False,  # a sender of webhooks takes a redirection for a failure
        lifespan=_lifespan(name, chosen, keeps=keeps, opening=opening),
        responses=refusing(*ANYWHERE),
    )
    app.state.service = name
    app.state.settings = chosen
    app.state.draining = Draining()
    app.state.judge = Judge(chosen)
    problems.install(app)
    for router in (*routers, health.router):
        app.include_router(router)
    app.add_middleware(
        Gate,
        service=name,
        in_flight=chosen.in_flight_limit,
        body_limit=chosen.body_limit,
        shortcuts=shortcuts(routers),
    )
    cors.allow(app, chosen.cors_origins)
    return app


def _lifespan(
    name: str, settings: Settings, *, keeps: bool, opening: Opening | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        configure_logging(name, settings.log_level)
        app.state.engine = None
        async with AsyncExitStack() as stack:
            if keeps:
                url = settings.database_url.get_secret_value()
                engine = engine_of(url, service=name, pool_size=settings.pool_size)
                stack.push_async_callback(engine.dispose)
                app.state.engine = engine
                app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
            if opening is not None:
                await stack.enter_async_context(opening(app))
            stack.enter_context(drains_on_sigterm(app.state.draining, settings.drain_seconds))
            _spare_the_collector()
            yield

    return life


def _spare_the_collector() -> None:
    """What stands now stays: to look through it again and again took a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)
