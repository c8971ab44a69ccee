"""The door of the register."""

from shanyraq.spine.registry.actions.amending import Amendment, amend
from shanyraq.spine.registry.actions.arriving import take_in
from shanyraq.spine.registry.actions.buildings import add_rooms, furnish
from shanyraq.spine.registry.actions.correcting import correct_person
from shanyraq.spine.registry.actions.enrolment import enrol, leave, move_to_group
from shanyraq.spine.registry.actions.families import (
    end_custody_limit,
    lift_dispute,
    lift_protection,
    limit_custody,
    open_dispute,
    protect,
)
from shanyraq.spine.registry.actions.founding import found
from shanyraq.spine.registry.actions.guardians import name_guardian
from shanyraq.spine.registry.actions.moving import close_groups, hand_over, promote, take_back_promotion
from shanyraq.spine.registry.actions.organisations import load_territories, open_groups, register_organisations
from shanyraq.spine.registry.actions.people import end_guardianship, register_people, set_guardians
from shanyraq.spine.registry.actions.staff import assign_loads, employ, end_employment
from shanyraq.spine.registry.actions.withdrawing import withdraw
from shanyraq.spine.registry.drafts import (
    Arrivals,
    BuildingDraft,
    EmploymentDraft,
    EnrolmentDraft,
    Founding,
    GroupDraft,
    GuardianDraft,
    LoadDraft,
    NamedGuardian,
    OrganisationDraft,
    PersonDraft,
    RoomDraft,
)
from shanyraq.spine.registry.identifiers import iin_reader, read_bin, read_iin
from shanyraq.spine.registry.identifiers import words as identifier_words
from shanyraq.spine.registry.policies import KEEPERS
from shanyraq.spine.registry.queries.belonging import (
    EmployeeRow,
    GroupStay,
    StayRow,
    WardRow,
    employed_among,
    employees_of,
    enrolments_of,
    stays_of_group,
    wards_of_group,
)
from shanyraq.spine.registry.queries.correcting import may_correct
from shanyraq.spine.registry.queries.dependants import stands_on_people
from shanyraq.spine.registry.queries.families import (
    FORBIDS,
    RELATIONS,
    FamilyPapers,
    GuardianRow,
    PaperRow,
    family_papers,
    guardian_rows,
    papers_at,
)
from shanyraq.spine.registry.queries.holdings import Holding, holdings, people_at
from shanyraq.spine.registry.queries.lists import (
    ClassListRow,
    PostRow,
    StaffRow,
    class_list,
    posts_and_loads,
    staff_list,
)
from shanyraq.spine.registry.queries.matching import (
    OpenGuardianship,
    OpenLoad,
    OpenPost,
    OpenStay,
    StandingGroup,
    StandingOrganisation,
    StandingPerson,
    buildings_standing,
    groups_standing,
    guardianships_open,
    loads_open,
    organisations_standing,
    people_named,
    people_standing,
    posts_open,
    rooms_standing,
    stays_to_compare,
    wholly_at,
)
from shanyraq.spine.registry.queries.moving import (
    LANGUAGE_WORDS,
    SeatRow,
    StayNow,
    heads_of,
    is_urban,
    learner_by_iin,
    left_behind,
    seat_of,
    seats,
    staying,
    stays_now,
)
from shanyraq.spine.registry.queries.organisations import (
    class_teachers,
    enrolled_by_group,
    enrolled_by_organisation,
    groups,
    groups_of,
    ids_under,
    organisation,
    organisations,
    places_of,
    subject_name,
    territory,
)
from shanyraq.spine.registry.queries.people import (
    birth_dates,
    card,
    guardians_of,
    learners,
    limited_by_court,
    names_of,
    roster,
    seat_of_learner,
    seated,
    wards_of,
)
from shanyraq.spine.registry.queries.reading import TerritoryEntry, Wanted, one_of, page_of
from shanyraq.spine.registry.queries.rows import (
    GroupRow,
    Learner,
    LoadRow,
    OrganisationRow,
    PersonCard,
    Post,
    SeatedLearner,
)
from shanyraq.spine.registry.queries.search import Found, find, search_people
from shanyraq.spine.registry.queries.staff import (
    groups_led,
    groups_taught,
    hours_of_groups,
    loads_of_organisation,
    posts_of,
    subjects_taught,
    teachers_of_group,
)
from shanyraq.spine.registry.queries.standing import (
    GroupOnDay,
    PersonOnDay,
    RoomOnDay,
    Standing,
    StandingLoad,
    StandingPost,
    StandingRight,
    StandingStay,
    holders_of,
    protected_among,
    standings,
)
from shanyraq.spine.registry.queries.structure import HeadCount, Passport, passport, structure_of, territories_between
from shanyraq.spine.registry.queries.unchanged import no_longer_so
from shanyraq.spine.registry.queries.whole import (
    BuildingEntry,
    GroupEntry,
    GuardianEntry,
    LoadEntry,
    OrganisationEntry,
    PersonEntry,
    PostEntry,
    RoomEntry,
    StayEntry,
    Whose,
    building_entries,
    group_entries,
    guardian_entries,
    load_entries,
    organisation_entries,
    organisation_of_bin,
    person_entries,
    post_entries,
    room_entries,
    stay_entries,
)
from shanyraq.spine.registry.reference.bells import Bell, bells
from shanyraq.spine.registry.reference.calendar import (
    CalendarUnknown,
    is_school_day,
    quarter_of,
    school_days,
    school_year_of,
)
from shanyraq.spine.registry.rules.identifiers import IdentifierError, Iin

__all__ = [
    "FORBIDS", "KEEPERS", "LANGUAGE_WORDS", "RELATIONS", "Amendment", "Arrivals", "Bell", "BuildingDraft",
    "BuildingEntry", "CalendarUnknown", "ClassListRow", "EmployeeRow", "EmploymentDraft", "EnrolmentDraft",
    "FamilyPapers", "Found", "Founding", "GroupDraft", "GroupEntry", "GroupOnDay", "GroupRow", "GroupStay",
    "GuardianDraft", "GuardianEntry", "GuardianRow", "HeadCount", "Holding", "IdentifierError", "Iin", "Learner",
    "LoadDraft", "LoadEntry", "LoadRow", "NamedGuardian", "OpenGuardianship", "OpenLoad", "OpenPost", "OpenStay",
    "OrganisationDraft", "OrganisationEntry", "OrganisationRow", "PaperRow", "Passport", "PersonCard",
    "PersonDraft", "PersonEntry", "PersonOnDay", "Post", "PostEntry", "PostRow", "RoomDraft", "RoomEntry",
    "RoomOnDay", "SeatRow", "SeatedLearner", "StaffRow", "Standing", "StandingGroup", "StandingLoad",
    "StandingOrganisation", "StandingPerson", "StandingPost", "StandingRight", "StandingStay", "StayEntry",
    "StayNow", "StayRow", "TerritoryEntry", "Wanted", "WardRow", "Whose", "add_rooms", "amend", "assign_loads",
    "bells", "birth_dates", "building_entries", "buildings_standing", "card", "class_list", "class_teachers",
    "close_groups", "correct_person", "employ", "employed_among", "employees_of", "end_custody_limit",
    "end_employment", "end_guardianship", "enrol", "enrolled_by_group", "enrolled_by_organisation", "enrolments_of",
    "family_papers", "find", "found", "furnish", "group_entries", "groups", "groups_led", "groups_of",
    "groups_standing", "groups_taught", "guardian_entries", "guardian_rows", "guardians_of", "guardianships_open",
    "hand_over", "heads_of", "holders_of", "holdings", "hours_of_groups", "identifier_words", "ids_under",
    "iin_reader", "is_school_day", "is_urban", "learner_by_iin", "learners", "leave", "left_behind", "lift_dispute",
    "lift_protection", "limit_custody", "limited_by_court", "load_entries", "load_territories",
    "loads_of_organisation", "loads_open", "may_correct", "move_to_group", "name_guardian", "names_of",
    "no_longer_so", "one_of", "open_dispute", "open_groups", "organisation", "organisation_entries",
    "organisation_of_bin", "organisations", "organisations_standing", "page_of", "papers_at", "passport",
    "people_at", "people_named", "people_standing", "person_entries", "places_of", "post_entries",
    "posts_and_loads", "posts_of", "posts_open", "promote", "protect", "protected_among", "quarter_of", "read_bin",
    "read_iin", "register_organisations", "register_people", "room_entries", "rooms_standing", "roster",
    "school_days", "school_year_of", "search_people", "seat_of", "seat_of_learner", "seated", "seats",
    "set_guardians", "staff_list", "standings", "stands_on_people", "stay_entries", "staying", "stays_now",
    "stays_of_group", "stays_to_compare", "structure_of", "subject_name", "subjects_taught", "take_back_promotion",
    "take_in", "teachers_of_group", "territories_between", "territory", "wards_of", "wards_of_group", "wholly_at",
    "withdraw",
]  # fmt: skip
