"""What the register's interface says where it cannot answer: in the reader's language, with the rule and the way on."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

TITLES: Mapping[str, Words] = {
    "parameter": _("A parameter cannot be read."),
    "token": _("A token in force is needed."),
    "scope": _("The token lacks the scope for this."),
    "follow": _("The changes of this organisation are not for this token."),
    "nothing": _("There is no such record for this token."),
    "method": _("The interface is read only."),
    "form": _("The interface answers in JSON."),
    "renewed": _("The book of changes was begun anew."),
    "elsewhere": _("The cursor belongs to another question."),
    "often": _("Too many requests in this minute."),
}
"""By the last part of the problem's type."""

DETAILS: Mapping[str, Words] = {
    "token": _(
        "Send the header “Authorization: Bearer …”. A token ends with its last day, when it is taken back, and with "
        "the post on which it was made."
    ),
    "scope": _("Make a token with the scope %(scope)s, if your rights allow it."),
    "follow": _("Who keeps the register of an organisation can follow its changes; an office, those of its structure."),
    "nothing": _("It does not exist, or the holder of the token may not see it."),
    "method": _("Only GET and HEAD are answered here."),
    "form": _("Leave the Accept header out, or name application/json in it."),
    "renewed": _("Read everything once more without “since”, and go on from the new cursor."),
    "elsewhere": _("Keep the filters, the day and the order while you turn the pages, or begin without a cursor."),
    "often": _("Wait as many seconds as the header Retry-After says."),
}

REASONS: Mapping[str, Words] = {
    "unknown": _("There is no such parameter. Known: %(known)s."),
    "twice": _("The parameter is named more than once."),
    "choice": _("One of: %(known)s."),
    "field": _("Names of fields, separated by commas: %(known)s."),
    "limit": _("A whole number from 1 to %(most)s."),
    "cursor": _("Not a cursor that was given here."),
    "id": _("An id like 01934c2e-5f5c-7b2a-9a55-0c0ffee0c0de."),
    "code": _("Latin letters, digits, “.”, “_” and “-”, forty at most."),
    "text": _("One to eighty characters without control characters."),
    "day": _("A day like 2026-09-01."),
    "number": _("A whole number from 0 to 32767."),
    "truth": _("true or false."),
    "needed": _("This parameter is needed."),
    "since": _("“since” is a cursor, or the word now."),
}
"""Why a parameter cannot be read."""

SCOPES: Mapping[str, Words] = {
    "register.structure": _("organisations, buildings, rooms, territories, school years, classes"),
    "register.people": _("names of pupils and staff, their enrolments, posts and loads"),
    "register.contacts": _("phone numbers and e-mail addresses"),
    "register.identifiers": _("IIN and birth dates"),
    "register.guardianships": _("who is whose guardian"),
    "register.changes": _("what has changed since the last reading"),
    "roster.readonly": _("OneRoster: classes, people, enrolments"),
    "roster-demographics.readonly": _("OneRoster: birth dates and sex"),
}

COLLECTIONS: Mapping[str, Words] = {
    "territories": _("The territories of the KATO classifier."),
    "school-years": _("School years with their quarters."),
    "organisations": _("Kindergartens, schools, colleges and education offices. They are public."),
    "buildings": _("Buildings of organisations."),
    "rooms": _("Rooms of buildings."),
    "groups": _("Classes and groups of a school year."),
    "people": _("Pupils, staff and guardians, each once."),
    "enrolments": _("Every stay of a learner in a class, with its days. “on” asks for one day."),
    "employments": _("Posts, with their days."),
    "loads": _("Who teaches what to which class, with the days."),
    "guardianships": _("Who is whose guardian, with the days. Whom a court keeps away is left out."),
    "changes": _("Which rows of an organisation have changed since a cursor."),
}
