"""What an administrator may say of how a tool is read; each has its own options."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.schemas.words import Said

# Where a piece of work stands, whatever a tool calls it.
Standing = Literal["open", "started", "paused", "done", "abandoned"]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]*$"),
]
Standings = Annotated[
    dict[Name, Standing],
    Field(
        max_length=200,
        description="Where work stands in a status, list, section or label of this name or id",
    ),
]
Names = Annotated[list[Name], Field(max_length=20)]


class NoOptions(Said):
    """A tool that is read in one way only."""


class StandingOptions(Said):
    """A tool whose statuses, lists or sections are each team's own."""

    standings: Standings = {}


class JiraOptions(Said):
    """Jira's statuses, resolutions and fields are each site's own."""

    standings: Standings = {}
    story_points: Names = Field(
        ["Story Points", "Story point estimate"],
        description="The field with the estimate: best its id, such as customfield_10016; by its"
        " name only changes of it are seen",
    )
    not_done: Names = Field(
        ["Won't Do", "Won't Fix", "Duplicate", "Cannot Reproduce", "Declined", "Incomplete"],
        description="Resolutions that complete nothing",
    )
    service_projects: Names = Field(
        [], description="Keys of the projects whose issues are customers' tickets"
    )


class GithubOptions(Said):
    """Which of GitHub's runs reach users."""

    environments: Names = Field([], description="Deployments to these alone count; to any if none")
    deploying_workflows: Names = Field(
        [], description="Workflows whose completed runs are deployments, by name"
    )


class GitlabOptions(Said):
    """Which of GitLab's pipelines reach users."""

    environments: Names = Field([], description="Deployments to these alone count; to any if none")
    standings: Standings = {}
    deploying_refs: Names = Field(
        [], description="Branches whose finished pipelines are deployments"
    )


class AzureOptions(Said):
    """Azure's states and reasons, where a process is not one of those it brings along."""

    standings: Standings = {}
    story_points: Names = Field(
        [
            "Microsoft.VSTS.Scheduling.StoryPoints",
            "Microsoft.VSTS.Scheduling.Effort",
            "Microsoft.VSTS.Scheduling.Size",
        ],
        description="The field with the estimate; the first that is there",
    )
    not_done: Names = Field(
        ["Abandoned", "Cannot Reproduce", "Cut", "Deferred", "Duplicate", "Obsolete", "Rejected"],
        description="Reasons that complete nothing",
    )
