"""The cast: the same people in the tests, the demonstration and the documents."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from shanyraq.kernel.scope import use_scope
from shanyraq.kernel.text.catalogs import compile_catalogues
from shanyraq.spine.registry.factories import School, build_school

compile_catalogues()  # a fresh clone has sources of translations only


@dataclass(frozen=True, slots=True)
class Cast:
    """Aigerim (director), Bolat (teacher), Dana (mother), Erzhan (pupil) at school 28; Saule's family next door."""

    school: School
    neighbour: School


@pytest.fixture
def cast(db: None) -> Cast:
    """Two schools of one city, side by side."""
    return Cast(school=build_school(28), neighbour=build_school(29, pupil="Сәуле", family="Әбдіраш"))


@pytest.fixture
def as_director(cast: Cast) -> Iterator[Cast]:
    with use_scope(cast.school.scope("director")):
        yield cast


@pytest.fixture
def as_teacher(cast: Cast) -> Iterator[Cast]:
    with use_scope(cast.school.scope("teacher")):
        yield cast


@pytest.fixture
def as_guardian(cast: Cast) -> Iterator[Cast]:
    with use_scope(cast.school.scope("guardian")):
        yield cast
