"""Where a finding is mended: the form, the page or the desk, by rule and by what the reader may."""

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse

from shanyraq.spine.quality.rules.declaring import Subject
from shanyraq.spine.quality.rules.looking import RULES

CORRECTED = frozenset({
    "iin_missing", "iin_wrong", "iin_disagrees", "birth_date_missing", "age_far_from_grade", "name_mixes_scripts",
    "guardian_without_phone", "phone_shared",
})  # fmt: skip
"""What is mended by correcting a card."""
FORMS: Mapping[str, str] = {
    **dict.fromkeys(CORRECTED, "person_correct"),
    "learner_without_guardian": "person_guardians",
    "stays_overlap": "moving_child",
}
"""Of a person: the form that mends what the rule found."""
LISTS: Mapping[str, str] = {
    **dict.fromkeys(("class_over_limit", "class_over_rooms"), "class_sizes"),
    **dict.fromkeys(("teacher_over_load", "teacher_without_load", "load_without_post"), "staff"),
    **dict.fromkeys(("no_building", "building_without_rooms", "capacity_unknown", "school_over_capacity"), "exchange"),
    "learner_without_group": "admission",
}
"""The page on which it is mended, or the desk to which a corrected list is brought."""


def place(rule: str, subject_id: uuid.UUID, *, group_id: uuid.UUID | None, others: Sequence[str], keeps: bool) -> str:
    """The address of the form that mends what the rule found; for who keeps no register, of the card or the class."""
    if rule == "people_alike" and keeps and others:
        return reverse("merge_pair", args=[subject_id, others[0]])
    if rule in FORMS and (keeps or FORMS[rule] == "person_guardians"):
        return reverse(FORMS[rule], args=[subject_id])
    if rule in LISTS and keeps:
        return reverse(LISTS[rule])
    if RULES[rule].subject is Subject.PERSON:
        return reverse("person", args=[subject_id])
    return reverse("group", args=[group_id]) if group_id else reverse("groups")
