"""What of SCIM 2.0 is understood: people, teams, and who manages whom; the rest is ignored."""

from typing import Annotated, Any

from pydantic import Field, model_validator
from scim2_models import (
    URN,
    CaseExact,
    ComplexAttribute,
    Extension,
    Mutability,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Uniqueness,
)
from scim2_models.resources.resource import AnyExtension

MOST = 200
# As Microsoft Entra and Okta send them: more attributes than we know, and removals by value.
TOLERANT = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class Name(ComplexAttribute):
    """The parts of a name."""

    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class UserGroup(ComplexAttribute):
    """A team that a person belongs to today."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    display: Annotated[str | None, Mutability.read_only] = None


class User(Resource[AnyExtension]):
    """A person."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    active: bool | None = None
    groups: Annotated[list[UserGroup] | None, Mutability.read_only] = None


class Manager(ComplexAttribute):
    """Whom a person reports to, by the id of their user."""

    value: Annotated[str | None, CaseExact.true] = None
    ref: Reference[User[Any]] | None = Field(None, alias="$ref")

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, said: Any) -> Any:
        """Microsoft Entra sends the bare id."""
        return {"value": said} if isinstance(said, str) else said


class EnterpriseUser(Extension):
    """What a company knows of a person besides."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    manager: Manager | None = None


class Member(ComplexAttribute):
    """A person who belongs to a team."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference[User[Any]] | None, Mutability.immutable] = Field(None, alias="$ref")


class Group(Resource[Any]):
    """A team."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true] = None
    members: list[Member] | None = None


Employee = User[EnterpriseUser]
CONFIG = ServiceProviderConfig.model_validate(
    {
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "API key",
                "description": "A key of scope scim, made by POST /v1/keys, as a bearer token.",
            }
        ],
    }
)
PROVIDER = ScimProvider(
    [User, EnterpriseUser, Group],
    [ResourceType.from_resource(Employee), ResourceType.from_resource(Group)],
    CONFIG,
    TOLERANT,
)
