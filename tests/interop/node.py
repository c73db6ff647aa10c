"""Running what is written for Node.js, whose packages `make interop` installs."""

import asyncio
from pathlib import Path

HERE = Path(__file__).parent


async def run(script: str, *words: str) -> str:
    """What a script of this folder prints."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        "node", script, *words, cwd=HERE, stdout=pipe, stderr=pipe
    )
    said, complaint = await process.communicate()
    assert process.returncode == 0, complaint.decode()
    return said.decode()
