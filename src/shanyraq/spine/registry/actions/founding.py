"""Organisations founded whole: the drafts of the single acts, poured table by table."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import pour_values, stored_fields
from shanyraq.spine.registry.actions.organisations import group_row, only_the_machine, register_organisations
from shanyraq.spine.registry.actions.people import PersonRow, person_row, pour_people, refuse_taken
from shanyraq.spine.registry.drafts import EnrolmentDraft, Founding, GuardianDraft, LoadDraft
from shanyraq.spine.registry.models import Employment, Enrolment, Group, Guardianship, TeachingLoad


@action(may=only_the_machine)
def found(*, founding: Founding, new_id: Callable[[], uuid.UUID]) -> int:
    """The organisations stand with their groups, people, stays, rights, posts and loads, as the single acts would
    have written them. Nobody's access changes, since nobody in a new organisation can sign in yet.

    `new_id` names the rows whose drafts have no id. Raises Denied where a stay, post, load or right names somebody who
    is not founded here, or a number is wrong or taken.
    """
    _refuse_strangers(founding)
    register_organisations(drafts=founding.organisations)
    people = [person_row(draft) for draft in founding.people]
    refuse_taken([row for row in people if row.iin])
    _place(people, founding)
    _pour(Group, [group_row(draft) for draft in founding.groups], new_id)
    pour_people(people)
    _pour(Enrolment, founding.enrolments, new_id)
    _pour(Guardianship, founding.guardians, new_id)
    _pour(Employment, founding.employments, new_id)
    _pour(TeachingLoad, founding.loads, new_id)
    return len(people)


def _refuse_strangers(founding: Founding) -> None:
    here = {draft.id for draft in founding.people}
    groups = {draft.id: draft.organisation_id for draft in founding.groups}
    posts = {draft.id: (draft.person_id, draft.organisation_id) for draft in founding.employments}
    stays = {draft.person_id: draft.organisation_id for draft in founding.enrolments}
    known = (
        set(groups.values()) <= {draft.id for draft in founding.organisations}
        and {draft.class_teacher_id for draft in founding.groups} <= {*here, None}
        and len(stays) == len(founding.enrolments)
        and stays.keys() | {person for person, _at in posts.values()} <= here
        and all(groups.get(each.group_id) == each.organisation_id for each in founding.enrolments)
        and all(groups.get(each.group_id) == each.organisation_id for each in founding.loads)
        and all(posts.get(each.employment_id) == (each.person_id, each.organisation_id) for each in founding.loads)
        and all(
            each.guardian_id in here and each.guardian_id != each.child_id
            and stays.get(each.child_id) == each.organisation_id
            for each in founding.guardians
        )
    )  # fmt: skip
    if not known:
        raise Denied("A founding names somebody or something that it does not found.")


def _place(people: Sequence[PersonRow], founding: Founding) -> None:
    """Where they belong from the first day: learners to their group, staff to their organisation."""
    stays = {draft.person_id: draft for draft in founding.enrolments}
    posts = {draft.person_id: draft.organisation_id for draft in founding.employments}
    for row in people:
        if stay := stays.get(row.id):
            row.organisation_id, row.group_id, row.is_learner = stay.organisation_id, stay.group_id, True
        if row.id in posts:
            row.is_staff = True
            row.organisation_id = row.organisation_id or posts[row.id]


def _pour(model: type[models.Model], drafts: Sequence[Any], new_id: Callable[[], uuid.UUID]) -> None:
    """Drafts have the names of the columns; what they leave out has the model's own default."""
    if drafts:
        pour_values(model, [_column(field, drafts, new_id) for field in stored_fields(model)])


def _column(field: "models.Field[Any, Any]", drafts: Sequence[Any], new_id: Callable[[], uuid.UUID]) -> list[Any]:
    if field.primary_key and isinstance(drafts[0], EnrolmentDraft | GuardianDraft | LoadDraft):
        return [new_id() for _draft in drafts]
    if hasattr(drafts[0], field.attname):
        return [getattr(draft, field.attname) for draft in drafts]
    if field.primary_key:
        return [new_id() for _draft in drafts]
    return [field.get_default()] * len(drafts)
