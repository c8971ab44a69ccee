"""With whom one may talk about a child, and who will read it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.talks.rules import Role


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to talk with. `subjects` are what a teacher teaches; `readers` are the names of all who will read."""

    person_id: uuid.UUID
    name: str
    role: Role
    subjects: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """The child's class and the people around it, as far as the reader may talk with them."""

    child_id: uuid.UUID
    child: str
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    class_teacher_id: uuid.UUID | None
    contacts: tuple[Contact, ...]

    def contact(self, person_id: uuid.UUID) -> Contact | None:
        return next((one for one in self.contacts if one.person_id == person_id), None)


def circle_of(child_id: uuid.UUID, *, day: dt.date) -> Circle | None:
    """For a guardian the teachers of the child's class, for staff the guardians in right; None for everybody else."""
    scope = current_scope()
    learner = next(iter(registry.learners([child_id])), None)
    if learner is None or learner.group_id is None or learner.organisation_id is None:
        return None
    head = registry.class_teachers([learner.group_id]).get(learner.group_id)
    if child_id in scope.children:
        contacts = _teachers(learner.group_id, head, day)
    elif learner.group_id in scope.groups:
        contacts = _guardians(child_id, head, day)
    else:
        return None
    return Circle(child_id, learner.name, learner.organisation_id, learner.group_id, head, contacts)


def _teachers(group_id: uuid.UUID, head: uuid.UUID | None, day: dt.date) -> tuple[Contact, ...]:
    """The class teacher first, then the subject teachers by name; the class teacher reads along."""
    subjects: dict[uuid.UUID, list[str]] = {head: []} if head else {}
    for subject, teacher in registry.teachers_of_group(group_id, day=day).items():
        subjects.setdefault(teacher, []).append(registry.subject_name(subject))
    names = registry.names_of(subjects)
    rows = [
        Contact(
            person_id=person,
            name=names[person],
            role=Role.CLASS_TEACHER if person == head else Role.TEACHER,
            subjects=tuple(sorted(taught)),
            readers=tuple(names[one] for one in dict.fromkeys((person, head)) if one in names),
        )
        for person, taught in subjects.items()
        if person in names
    ]
    return tuple(sorted(rows, key=lambda row: (row.role is not Role.CLASS_TEACHER, row.name)))


def _guardians(child_id: uuid.UUID, head: uuid.UUID | None, day: dt.date) -> tuple[Contact, ...]:
    """Each guardian in right; the other guardian does not read along, the class teacher does."""
    me = current_scope().person_id
    guardians = registry.guardians_of([child_id], day=day).get(child_id, ())
    names = registry.names_of({*guardians, *([head] if head else [])})
    also = (names[head],) if head and head != me and head in names else ()
    return tuple(
        Contact(person, names[person], Role.GUARDIAN, (), (names[person], *also))
        for person in guardians
        if person in names
    )
