"""Who may see whose numbers."""

from datetime import date

from pydantic import Field

from shared.schemas.words import ReadSubject, Said, Told, example


class SubjectsAsked(Said):
    """Subjects, and the days that are to be shown of them; today where none are named."""

    model_config = example(
        **{"subjects": ["team:support", "person:ana"], "from": "2026-07-01", "to": "2026-09-30"}
    )

    subjects: list[ReadSubject] = Field(min_length=1, max_length=1000)
    first_day: date | None = Field(None, alias="from")
    last_day: date | None = Field(None, alias="to", description="Inclusive")


class VisibleSubjects(Told):
    """Those of the subjects that the caller may see, in the order asked."""

    subjects: list[ReadSubject]
