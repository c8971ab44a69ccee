"""A keeper corrects what a card says: names, numbers, a birth date. Each correction says why; the history keeps it."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope
from shanyraq.spine.registry.actions.people import person_row
from shanyraq.spine.registry.drafts import PersonDraft
from shanyraq.spine.registry.models import Person
from shanyraq.spine.registry.projections.names import learn_names
from shanyraq.spine.registry.queries.correcting import may_correct

SAID = ("iin", "family", "given", "patronymic", "birth_date", "sex", "phone", "email", "sort_key", "search_keys")


def may_correct_person(_scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    return may_correct(person_id)


@action(may=may_correct_person)
def correct_person(
    *,
    person_id: uuid.UUID,
    family: str,
    given: str,
    patronymic: str,
    birth_date: dt.date | None,
    sex: str,
    iin: str,
    phone: str,
    email: str,
    reason: str,
) -> None:
    """The card says what was written, findable by the new name; the reason stands in the history.

    Raises Denied without a reason, for a number that is wrong or another's, and for a telephone that cannot be called.
    """
    if not reason.strip():
        raise Denied(_("Say on which ground."), field="reason")
    person = Person.objects.select_for_update().get(id=person_id)
    draft = PersonDraft(
        family=family, given=given, patronymic=patronymic, birth_date=birth_date, sex=sex, iin=iin.strip() or None,
        phone=phone.strip(), email=email.strip(), id=person_id,
    )  # fmt: skip
    row = person_row(draft)
    others = Person.objects.filter(iin=row.iin).exclude(id=person_id).seen_by_system()
    if row.iin and others.exists():
        raise Denied(
            _("%(name)s: the IIN %(iin)s already stands in the register.") % {"name": row, "iin": row.iin},
            way=_("If both cards are one person, make them one at the merge desk."),
            field="iin",
        )
    for name in SAID:
        setattr(person, name, getattr(row, name))
    person.save(update_fields=SAID)
    learn_names([person.search_keys])
