"""What can be done with users and groups alike."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from scim2_models import Context, PatchOp, Resource
from sqlalchemy.ext.asyncio import AsyncSession

from services.metrics.roster.store import hold_directory
from services.metrics.scim import store
from services.metrics.scim.domain import keys_for
from services.metrics.scim.endpoints import Endpoint
from services.metrics.scim.reading import in_terms_of_scim
from services.metrics.scim.store import Kept, Wanted
from shared.scim import ScimRefused

LONGEST = 500  # characters of what is found by an index
DERIVED = {"id", "meta", "groups", "members"}  # of the directory, not of what was said


@dataclass(frozen=True)
class Serving:
    """One request: its transaction, its endpoint, where that is, and when."""

    session: AsyncSession
    endpoint: Endpoint
    base: str
    at: datetime
    today: date

    async def get(self, key: str) -> Resource[Any]:
        """A resource as it stands; 404."""
        return (await self._told([await self._kept(key)]))[0]

    async def search(self, wanted: Wanted) -> tuple[int, list[Resource[Any]]]:
        """How many there are, and a page of them."""
        total, found = await store.search(self.session, self.endpoint.name, wanted)
        return total, await self._told(found)

    async def create(self, body: dict[str, Any]) -> Resource[Any]:
        """A new user or group; a person or team of its key, if there is one, becomes it."""
        await hold_directory(self.session)
        with in_terms_of_scim():
            said = self.endpoint.model.model_validate(
                body, scim_ctx=Context.RESOURCE_CREATION_REQUEST
            )
        key = await self._free_key(_document(said))
        return await self._keep(key, said, None)

    async def replace(self, key: str, body: dict[str, Any], if_match: str | None) -> Resource[Any]:
        """The resource as it is said now, whole."""
        kept, before = await self._held(key, if_match)
        with in_terms_of_scim():
            said = self.endpoint.model.model_validate(
                body, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST
            )
            said.replace(before)
        return await self._keep(key, said, kept)

    async def patch(self, key: str, body: dict[str, Any], if_match: str | None) -> Resource[Any]:
        """The resource with some of it changed."""
        kept, resource = await self._held(key, if_match)
        model: Any = self.endpoint.model
        with in_terms_of_scim():
            patch = PatchOp[model].model_validate(body, scim_ctx=Context.RESOURCE_PATCH_REQUEST)
            patch.patch(resource)
        return await self._keep(key, resource, kept)

    async def delete(self, key: str, if_match: str | None) -> None:
        """The resource is no more; what its person or team did stays."""
        await self._held(key, if_match)
        await self.endpoint.leave(self.session, key, self.today)
        await store.forget(self.session, self.endpoint.name, key)

    async def _kept(self, key: str) -> Kept:
        kept = await store.find(self.session, self.endpoint.name, key)
        if kept is None:
            raise ScimRefused(f"There is no {key!r} among the {self.endpoint.name}.", 404)
        return kept

    async def _held(self, key: str, if_match: str | None) -> tuple[Kept, Resource[Any]]:
        await hold_directory(self.session)
        kept = await self._kept(key)
        [resource] = await self._told([kept])
        assert resource.meta is not None
        named = {tag.strip() for tag in (if_match or "*").split(",")}
        if not {"*", resource.meta.version} & named:
            raise ScimRefused("It was changed meanwhile; read it again.", 412)
        return kept, resource

    async def _free_key(self, document: dict[str, Any]) -> str:
        """The best key that no other user or group has."""
        name = str(document.get("userName") or document["displayName"])
        for key in keys_for(name):
            if await store.find(self.session, self.endpoint.name, key) is None:
                return key
        raise AssertionError("keys are numbered without end")

    async def _keep(self, key: str, said: Resource[Any], before: Kept | None) -> Resource[Any]:
        await self.endpoint.require_unique(self.session, key, said)
        document = _document(said)
        _require_named(document)
        lead, created_at = (before.lead, before.created_at) if before else (None, self.at)
        kept = Kept(self.endpoint.name, key, document, lead, created_at, self.at)
        await store.keep(self.session, kept)
        write = self.endpoint.write if before else self.endpoint.begin
        await write(self.session, key, said, self.today)
        return (await self._told([kept]))[0]

    async def _told(self, kept: Sequence[Kept]) -> list[Resource[Any]]:
        derived = await self.endpoint.read(self.session, kept, self.today)
        return [self._resource(one, said) for one, said in zip(kept, derived, strict=True)]

    def _resource(self, kept: Kept, derived: dict[str, Any]) -> Resource[Any]:
        for member in derived.get("members", ()):
            member["$ref"] = f"{self.base}/scim/v2/Users/{member['value']}"
        content = kept.document | derived | {"id": kept.id}
        text = json.dumps(content, sort_keys=True)
        meta = {
            "resourceType": self.endpoint.name.removesuffix("s"),
            "created": kept.created_at,
            "lastModified": kept.modified_at,
            "location": f"{self.base}/scim/v2/{self.endpoint.name}/{kept.id}",
            "version": f'W/"{blake2b(text.encode(), digest_size=12).hexdigest()}"',
        }
        with in_terms_of_scim():
            return self.endpoint.model.model_validate(content | {"meta": meta})


def _document(said: Resource[Any]) -> dict[str, Any]:
    return {name: value for name, value in said.model_dump().items() if name not in DERIVED}


def _require_named(document: dict[str, Any]) -> None:
    for attribute in ("userName", "displayName", "externalId"):
        name = document.get(attribute)
        if name is not None and not 0 < len(name.strip()) <= LONGEST:
            detail = f"{attribute} has from 1 to {LONGEST} characters."
            raise ScimRefused(detail, 400, "invalidValue")
