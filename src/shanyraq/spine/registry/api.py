"""The door of the register."""

from shanyraq.spine.registry.actions.enrolment import enrol, leave, move_to_group
from shanyraq.spine.registry.actions.organisations import load_territories, open_groups, register_organisations
from shanyraq.spine.registry.actions.people import end_guardianship, register_people, set_guardians
from shanyraq.spine.registry.actions.staff import assign_loads, employ, end_employment
from shanyraq.spine.registry.drafts import (
    EmploymentDraft,
    EnrolmentDraft,
    GroupDraft,
    GuardianDraft,
    LoadDraft,
    OrganisationDraft,
    PersonDraft,
)
from shanyraq.spine.registry.queries.organisations import (
    class_teachers,
    enrolled_by_group,
    enrolled_by_organisation,
    groups,
    groups_of,
    organisation,
    organisations,
    places_of,
    subject_name,
    territory,
)
from shanyraq.spine.registry.queries.people import (
    card,
    guardians_of,
    learners,
    names_of,
    roster,
    search_people,
    wards_of,
)
from shanyraq.spine.registry.queries.rows import GroupRow, Learner, LoadRow, OrganisationRow, PersonCard, Post
from shanyraq.spine.registry.queries.staff import (
    groups_led,
    groups_taught,
    loads_of_organisation,
    posts_of,
    teachers_of_group,
)

__all__ = [
    "EmploymentDraft",
    "EnrolmentDraft",
    "GroupDraft",
    "GroupRow",
    "GuardianDraft",
    "Learner",
    "LoadDraft",
    "LoadRow",
    "OrganisationDraft",
    "OrganisationRow",
    "PersonCard",
    "PersonDraft",
    "Post",
    "assign_loads",
    "card",
    "class_teachers",
    "employ",
    "end_employment",
    "end_guardianship",
    "enrol",
    "enrolled_by_group",
    "enrolled_by_organisation",
    "groups",
    "groups_led",
    "groups_of",
    "groups_taught",
    "guardians_of",
    "leave",
    "learners",
    "load_territories",
    "loads_of_organisation",
    "move_to_group",
    "names_of",
    "open_groups",
    "organisation",
    "organisations",
    "places_of",
    "posts_of",
    "register_organisations",
    "register_people",
    "roster",
    "search_people",
    "set_guardians",
    "subject_name",
    "teachers_of_group",
    "territory",
    "wards_of",
]
