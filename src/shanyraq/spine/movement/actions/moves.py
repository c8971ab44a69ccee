"""A child is admitted, changes class, leaves. Every move is a fact with its ground."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.movement.actions.seating import exceeded_limit, refuse_future, refuse_language, seat_in
from shanyraq.spine.movement.drafts import AdmissionDraft, LeavingDraft
from shanyraq.spine.movement.events import PupilEnrolled, PupilLeft, PupilMoved
from shanyraq.spine.movement.models import Move, Transfer
from shanyraq.spine.movement.policies import keeps, keeps_the_child
from shanyraq.spine.movement.rules.transfers import OPEN
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import LeavingReason, leaving_reasons, term


@action(may=keeps)
def admit(*, organisation_id: uuid.UUID, draft: AdmissionDraft) -> uuid.UUID:
    """The child, found by IIN or entered now, belongs to the class from the day on. Announces PupilEnrolled.

    Raises Denied where the child is enrolled elsewhere, the class is full without a reason, of another language or of
    another school year, the day has not come, or grade 1 is entered before its time.
    """
    seat = seat_in(draft.group_id, organisation_id=organisation_id, on=draft.on)
    refuse_future(draft.on, school_year=seat.school_year)
    _refuse_early_first_grade(seat)
    refuse_language(seat, draft.language, exception="")
    limit = exceeded_limit(seat, on=draft.on, exception=draft.exception)
    person_id = registry.learner_by_iin(draft.child.iin or "", family=draft.child.family, protected_too=True)
    if person_id is None:
        _refuse_namesake(draft.child)
        [person_id] = registry.register_people(people=[draft.child])
    stay = registry.EnrolmentDraft(
        person_id=person_id,
        organisation_id=organisation_id,
        group_id=seat.id,
        valid_from=draft.on,
        order_number=draft.order_number,
        channel=draft.channel,
    )
    registry.enrol(drafts=[stay])
    move = Move(
        organisation_id=organisation_id,
        person_id=person_id,
        kind=Move.Kind.ADMITTED,
        to_group_id=seat.id,
        effective_on=draft.on,
        limit=limit,
    )
    _record(move, order=draft.order_number, exception=draft.exception if limit else "")
    announce(PupilEnrolled(person_id=person_id, organisation_id=organisation_id, group_id=seat.id, on=draft.on))
    return person_id


def _refuse_namesake(child: registry.PersonDraft) -> None:
    """Pressed twice, a child without an IIN is entered once: the same name and day of birth stand here already."""
    wanted = (child.family.strip().casefold(), child.given.strip().casefold(), child.birth_date)
    for one in registry.search_people(f"{child.family} {child.given}"):
        if one.is_learner and (one.family.casefold(), one.given.casefold(), one.birth_date) == wanted:
            raise Denied(
                _("A child with this name and day of birth already learns at your school."),
                way=_("Find the child on the movement desk; if it is another one, enter the day of birth or the IIN."),
                field="family",
            )


def _refuse_early_first_grade(seat: registry.SeatRow) -> None:
    """The order that enrols grade 1 is not signed before its day in August."""
    first = dt.date(seat.school_year, 9, 1)
    earliest = first.replace(
        month=term("enrolment_order_month", first).value, day=term("enrolment_order_day", first).value
    )
    if seat.grade == 1 and clock.today() < earliest:
        raise Denied(
            _("Grade 1 is enrolled from %(day)s.") % {"day": f"{earliest:%d.%m.%Y}"},
            way=_("Keep the application and enrol the child on that day."),
            field="day",
        )


@action(may=keeps_the_child)
def move_class(*, person_id: uuid.UUID, group_id: uuid.UUID, on: dt.date, order_number: str, words: str = "") -> None:
    """From the day on the child belongs to another class of the same school. Announces PupilMoved.

    `words` are the reason where the class is full or learns in another language.
    """
    stay = registry.stays_now([person_id])[person_id]
    seat = seat_in(group_id, organisation_id=stay.organisation_id, on=on)
    refuse_future(on)
    refuse_language(seat, stay.language, exception=words)
    limit = exceeded_limit(seat, on=on, exception=words, child=person_id)
    registry.move_to_group(person_id=person_id, group_id=seat.id, on=on, order_number=order_number)
    move = Move(
        organisation_id=stay.organisation_id,
        person_id=person_id,
        kind=Move.Kind.MOVED,
        from_group_id=stay.group_id,
        to_group_id=seat.id,
        effective_on=on,
        limit=limit,
    )
    _record(move, order=order_number, exception=words)
    announce(PupilMoved(person_id=person_id, organisation_id=stay.organisation_id, group_id=seat.id, on=on))


@action(may=keeps_the_child)
def leave_school(*, person_id: uuid.UUID, draft: LeavingDraft) -> None:
    """The child's stay ends with the day, on a listed reason with what it asks for. Announces PupilLeft.

    Raises Denied where a transfer of the child is open: the transfer itself closes the stay.
    """
    stay = registry.stays_now([person_id])[person_id]
    reason = _reason(draft)
    refuse_future(draft.last_day)
    if Transfer.objects.filter(person=person_id, state__in=OPEN).exists():
        raise Denied(
            _("A transfer of this child is open."),
            way=_("Withdraw the transfer first, or let the new school accept it."),
        )
    registry.leave(person_id=person_id, last_day=draft.last_day, reason=reason.name_kk)
    move = Move(
        organisation_id=stay.organisation_id,
        person_id=person_id,
        kind=Move.Kind.LEFT,
        from_group_id=stay.group_id,
        effective_on=draft.last_day,
        reason=reason.code,
    )
    _record(move, words=draft.words, document=draft.document, place=draft.place)
    announce(
        PupilLeft(
            person_id=person_id,
            organisation_id=stay.organisation_id,
            last_day=draft.last_day,
            reason=reason.code,
        )
    )


def _reason(draft: LeavingDraft) -> LeavingReason:
    """The listed reason with what it needs. Raises Denied naming what is missing."""
    reason = leaving_reasons(draft.last_day).get(draft.reason)
    if reason is None:
        raise Denied(_("Choose a reason from the list."), field="reason")
    if reason.needs == "document" and not draft.document.strip():
        raise Denied(_("This reason needs a document: write its kind, number and day."), field="document")
    if reason.needs == "place" and not draft.place.strip():
        raise Denied(_("Write where the child goes: the place and the school."), field="place")
    return reason


def _record(move: Move, **payload: str) -> None:
    facts.record([move], payloads=[{key: words.strip() for key, words in payload.items() if words.strip()}])
