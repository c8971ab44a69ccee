"""A generated region is opened in a browser: sign-ins for an office head, a director, a teacher and a parent."""

import uuid

from django.db import transaction

from shanyraq.flows.demonstration import signins
from shanyraq.flows.demonstration.generation.chances import ids_of
from shanyraq.flows.demonstration.generation.founding import Order, Refused, plan_of
from shanyraq.flows.demonstration.generation.places import REGIONS
from shanyraq.flows.demonstration.signins import SignIn
from shanyraq.flows.demonstration.sizes import FIRST_DAY
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.kato import territory


def open_doors(order: Order) -> list[SignIn]:
    """Four people of the region can sign in; the table is kept in the data folder, for its owner only. Asked again, the
    same sign-ins are told. Raises Refused where the database is no demonstration or the region does not stand."""
    if not clock.is_demo():
        raise Refused("This database is no demonstration: nobody is given a way in.")
    if standing := signins.kept():
        return standing
    with system_scope("doors of a generated region"), transaction.atomic():
        people = _people(order)
        made = [SignIn(role, name, username, signins.password(), sees) for role, name, username, sees, _id in people]
        access.make_accounts(
            drafts=[
                access.AccountDraft(person_id=person_id, username=line.username, password=line.password)
                for line, (*_words, person_id) in zip(made, people, strict=True)
            ]
        )
    signins.keep(made)
    return made


def _people(order: Order) -> list[tuple[str, str, str, str, uuid.UUID]]:
    """Role, name, username, what it sees, and whose it is. The first school of the plan has the three of the school."""
    school = _school(order)
    today = clock.today()
    director = registry.heads_of([school.id], day=today)[school.id]
    group, child = _child(school.id)
    parent = registry.guardians_of([child], day=today)[child][0]
    assert group.class_teacher_id is not None  # every class of the region has a leader
    head = _head(order)
    names = registry.names_of([director, group.class_teacher_id, parent, head])
    return [
        ("Head of the education office", names[head], "head", "the whole region in figures, down to schools", head),
        (f"Director, {school.short}", names[director], "director", "the school, its figures and people", director),
        (f"Class teacher of {group.name}", names[group.class_teacher_id], "teacher", "the own class and lessons",
         group.class_teacher_id),
        (f"A parent of {group.name}", names[parent], "parent", "the own child only", parent),
    ]  # fmt: skip


def _school(order: Order) -> registry.OrganisationRow:
    planned = plan_of(order)[0].schools[0].school.source.bin
    key = registry.organisation_of_bin(planned)
    found = registry.organisation(key) if key else None
    if found is None:
        raise Refused("The region does not stand here yet: generate it first.")
    return found


def _child(school_id: uuid.UUID) -> tuple[registry.GroupRow, uuid.UUID]:
    """The first child of the first class that has any and whose leader is known."""
    for group in registry.groups_of(school_id, school_year=registry.school_year_of(clock.today()).year):
        if group.class_teacher_id and (pupils := registry.roster(group.id, day=clock.today())):
            return group, pupils[0].id
    raise Refused("The first school of the region has no pupils.")


def _head(order: Order) -> uuid.UUID:
    """Somebody of the office, whom no school employs; the right is over the region's own territory."""
    draft = registry.PersonDraft(
        family="Жұмағалиев", given="Серік", patronymic="Әліұлы", birth_date=None, sex="m",
        id=ids_of(order.seed, "doors").new(),
    )  # fmt: skip
    [person_id] = registry.register_people(people=[draft])
    code = territory(REGIONS[order.region]).code
    access.appoint(person_id=person_id, territory_code=code, role=access.Role.OFFICE_HEAD, valid_from=FIRST_DAY)
    return person_id
