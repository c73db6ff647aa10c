"""A hundred thousand objectives in trees of a hundred, grown from one that went in by the door."""

from hashlib import md5
from typing import Any
from uuid import UUID

import asyncpg
import httpx

from deploy.supervisor import House
from tests.goals.wording import objective
from tests.metrics.people import put_team
from tests.standing import Headers, headers_of, url_of

TREE, TEAMS = 100, 9  # a root, nine teams, and ninety people below them
PEOPLE = TREE - 1 - TEAMS

# Node n of a tree: 0 is the root, 1 to 9 are teams, the rest people, ten to a team.
NODES = """
    with node as (
        select tree * 100 + n as number, tree, n,
               case when n = 0 then 'organization'
                    when n < 10 then 'team:team' || n
                    else 'person:person' || n end as subject,
               case when n = 0 then null
                    when n < 10 then tree * 100
                    else tree * 100 + 1 + n % 9 end as parent
          from generate_series($2::int, $3::int - 1) as tree, generate_series(0, 99) as n
    )
"""
ID = "md5('objective ' || {})::uuid"
OBJECTIVES = f"""
    {NODES}
    insert into goals.objective
           (id, subject, owner, parent, state, version, document, created_by, created_at,
            activated_at)
    select {ID.format("node.number")}, node.subject, o.owner, {ID.format("node.parent")}, o.state,
           o.version, o.document, o.created_by, o.created_at, o.activated_at
      from node, goals.objective as o where o.id = $1 order by node.number
"""
CHANGES = f"""
    {NODES}
    insert into goals.objective_change
           (objective, version, what, said_by, said_at, why, before, after)
    select {ID.format("node.number")}, c.version, c.what, c.said_by, c.said_at, c.why, c.before,
           c.after
      from node, goals.objective_change as c where c.objective = $1 order by node.number
"""
CHECK_INS = f"""
    {NODES}
    insert into goals.check_in
           (id, objective, at, by, confidence, comment, values, typed, progress, first_day,
            last_day)
    select gen_random_uuid(), {ID.format("node.number")}, c.at, c.by, c.confidence, c.comment,
           c.values, c.typed, c.progress, c.first_day, c.last_day
      from node, goals.check_in as c where c.objective = $1 order by node.number
"""


def root_of(tree: int) -> str:
    """The id of a tree's root, as PostgreSQL makes it."""
    return str(UUID(md5(f"objective {tree * 100}".encode()).hexdigest()))


async def stand(house: House, lead: Headers) -> str:
    """The directory, and an objective that went live and was checked in on; answers its id."""
    admin = headers_of(house)
    async with httpx.AsyncClient(base_url=url_of(house, "metrics"), trust_env=False) as metrics:
        for team in range(1, TEAMS + 1):
            members = [f"person{n}" for n in range(10, TREE) if 1 + n % TEAMS == team]
            await put_team(metrics, admin, f"team{team}", members)
        await put_team(metrics, admin, "support", ["ana", "ben"])
    async with httpx.AsyncClient(
        base_url=url_of(house, "goals"), headers=lead, trust_env=False
    ) as goals:
        drafted = await goals.post("/v1/objectives", json=objective())
        path = drafted.raise_for_status().headers["location"]
        (await goals.post(f"{path}/activate")).raise_for_status()
        said = {"confidence": 0.7, "comment": "The macros help; the new area takes long."}
        (await goals.post(f"{path}/check_ins", json=said)).raise_for_status()
    found: dict[str, Any] = drafted.json()
    return str(found["id"])


async def plant(connection: asyncpg.Connection, pattern: str, objectives: int) -> None:
    """Let there be so many objectives in trees, each with its history and a check-in."""
    standing = await connection.fetchval("select count(*) from goals.objective")
    trees = standing // TREE, objectives // TREE
    for statement in (OBJECTIVES, CHANGES, CHECK_INS):
        await connection.execute(statement, pattern, *trees)
    for table in ("objective", "objective_change", "check_in"):
        await connection.execute(f"vacuum analyze goals.{table}")
