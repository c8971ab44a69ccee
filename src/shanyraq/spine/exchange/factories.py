"""Builders for tests."""

import uuid
from typing import Protocol

from shanyraq.kernel import clock
from shanyraq.kernel.testing.factories import factory
from shanyraq.spine.access.factories import a_user
from shanyraq.spine.exchange.models import Export


class AtSchool(Protocol):
    """What these builders need to know of a school."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def director_id(self) -> uuid.UUID: ...
    @property
    def teacher_id(self) -> uuid.UUID: ...
    @property
    def pupil_id(self) -> uuid.UUID: ...
    @property
    def guardian_id(self) -> uuid.UUID: ...


@factory(Export)
def an_export(at: AtSchool) -> Export:
    """Dana's, of Erzhan."""
    made: Export = Export.objects.create(
        kind="person", person_id=at.pupil_id, asked_by=a_user(at).id, asked_at=clock.now(), language="kk"
    )
    return made
