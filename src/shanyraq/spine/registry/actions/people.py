"""People and their guardians."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.among import Among
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.inserts import pour_values, stored_fields
from shanyraq.kernel.scope import Scope
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.text.folding import search_keys
from shanyraq.kernel.text.phones import BadPhone, normalise
from shanyraq.spine.registry.drafts import GuardianDraft, PersonDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.identifiers import accepted_iin
from shanyraq.spine.registry.models import Guardianship, Person
from shanyraq.spine.registry.policies import KEEPERS, keeps_all
from shanyraq.spine.registry.projections.names import learn_names
from shanyraq.spine.registry.queries.families import disputed


def may_register(scope: Scope, **_: Any) -> bool:
    return bool(scope.at(*KEEPERS))


def may_set_guardians(scope: Scope, *, drafts: Sequence[GuardianDraft], **_: Any) -> bool:
    """Only over the organisation's own children: a guardianship is a right to see the child."""
    wanted = {(draft.child_id, draft.organisation_id) for draft in drafts}
    children = Person.objects.filter(id__in={child for child, _organisation in wanted}).seen_by_system()
    here = set(children.values_list("id", "organisation_id"))
    return keeps_all(scope, (draft.organisation_id for draft in drafts)) and wanted <= here


@action(may=may_register)
def register_people(*, people: Sequence[PersonDraft]) -> list[uuid.UUID]:
    """Each person stands in the register once, findable by folded name.

    Raises Denied naming the person whose IIN is wrong or taken.
    """
    rows = [person_row(draft) for draft in people]
    refuse_taken([row for row in rows if row.iin])
    pour_people(rows)
    return [row.id for row in rows]


@dataclass(slots=True, kw_only=True)
class PersonRow:
    """A person as the table holds them; a model of it takes three times as long to make."""

    id: uuid.UUID
    family: str
    given: str
    patronymic: str
    sort_key: str
    search_keys: str
    sex: str
    iin: str | None
    phone: str
    email: str
    birth_date: dt.date | None
    is_learner: bool = False
    is_staff: bool = False
    protected: bool = False
    organisation_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None

    def __str__(self) -> str:
        return f"{self.family} {self.given}".strip()


def pour_people(rows: Sequence[PersonRow]) -> None:
    """They stand in the register, findable by folded name."""
    if rows:
        names = [field.attname for field in stored_fields(Person)]
        pour_values(Person, [[getattr(row, name) for row in rows] for name in names])
        learn_names(row.search_keys for row in rows)


def person_row(draft: PersonDraft) -> PersonRow:
    """The row as the register keeps it, not yet written. Raises Denied naming the person and what is wrong."""
    full = " ".join(part for part in (draft.family, draft.given, draft.patronymic) if part)
    if not draft.given.strip():
        raise Denied(_("A person needs at least a given name."), field="given")
    return PersonRow(
        id=draft.id,
        iin=accepted_iin(draft.iin, whose=full),
        family=draft.family.strip(),
        given=draft.given.strip(),
        patronymic=draft.patronymic.strip(),
        birth_date=draft.birth_date,
        sex=draft.sex,
        phone=_phone(draft.phone, whose=full),
        email=draft.email,
        sort_key=sort_key(full),
        search_keys=search_keys(draft.family, draft.given, draft.patronymic),
    )


def _phone(text: str, *, whose: str) -> str:
    if not text:
        return ""
    try:
        return normalise(text)
    except BadPhone as error:
        raise Denied(f"{whose}: {error.reason}", field="phone") from error


def refuse_taken(rows: Sequence[PersonRow]) -> None:
    """The refusal names the person who was entered, never the one who has the number."""
    owners: dict[str | None, PersonRow] = {}
    for row in rows:
        if row.iin in owners:
            said = {"name": row, "iin": row.iin}
            raise Denied(_("%(name)s: the IIN %(iin)s stands twice in this list.") % said, field="iin")
        owners[row.iin] = row
    taken = Person.objects.filter(Among("iin", list(owners))).seen_by_system().values_list("iin", flat=True).first()
    if taken:
        raise Denied(
            _("%(name)s: the IIN %(iin)s already stands in the register.") % {"name": owners[taken], "iin": taken},
            way=_("Find the person by IIN instead of entering them again."),
            field="iin",
        )


def refuse_disputed(child_ids: Iterable[uuid.UUID]) -> None:
    if disputed(child_ids):
        raise Denied(
            _("The guardians dispute over this child: nobody changes who they are until the dispute is lifted."),
            way=_("Who keeps the register lifts the dispute, with a ground, on the child's card."),
        )


@action(may=may_set_guardians)
def set_guardians(*, drafts: Sequence[GuardianDraft]) -> int:
    """Each guardian has the right over the child from the given day. Announces RightsChanged."""
    for draft in drafts:
        if draft.child_id == draft.guardian_id:
            raise Denied(_("A person cannot be their own guardian."))
    refuse_disputed(draft.child_id for draft in drafts)
    Guardianship.objects.bulk_create(
        (
            Guardianship(
                id=draft.id,
                child_id=draft.child_id,
                guardian_id=draft.guardian_id,
                organisation_id=draft.organisation_id,
                relation=draft.relation,
                ground=draft.ground,
                document_number=draft.document_number,
                valid_from=draft.valid_from,
            )
            for draft in drafts
        ),
        batch_size=400,
    )
    if drafts:
        announce(RightsChanged(person_ids=tuple({d.guardian_id for d in drafts}), from_day=drafts[0].valid_from))
    return len(drafts)


def may_end_guardianship(scope: Scope, *, guardianship_id: uuid.UUID, **_: Any) -> bool:
    """Who keeps the register where the right was entered, and the child's class teacher."""
    row = Guardianship.objects.select_related("child").filter(id=guardianship_id).first()
    return row is not None and (row.organisation_id in scope.at(*KEEPERS) or row.child.group_id in scope.led_groups)


@action(may=may_end_guardianship)
def end_guardianship(*, guardianship_id: uuid.UUID, last_day: dt.date, reason: str) -> None:
    """The right ends with `last_day`, and the guardian's access with it. Announces RightsChanged."""
    row = Guardianship.objects.select_for_update().get(id=guardianship_id)
    refuse_disputed([row.child_id])
    if not reason.strip():
        raise Denied(_("Say on which ground the right ends."), field="reason")
    if row.valid_to is not None:
        raise Denied(_("This right has ended already."))
    if last_day < row.valid_from:
        raise Denied(_("The day lies before the right itself."), field="day")
    row.valid_to, row.ended_because = last_day, reason.strip()[:200]
    row.save(update_fields=["valid_to", "ended_because"])
    announce(RightsChanged(person_ids=(row.guardian_id,), from_day=last_day))
