"""A pupil is transferred: the packet is filled from the journal and from presence, and the family is told."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.kernel.scope import system_scope
from shanyraq.learning.journal import api as journal
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.events import PacketSent, PupilTransferred, TransferAsked, TransferEnded
from shanyraq.spine.notices import api as notices
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry


@movement.packet_part("marks")
def marks_of_year(person_id: uuid.UUID, year: int) -> list[dict[str, Any]]:
    """Every mark of the school year that stands, by subject and day, each with the id of its fact."""
    begins = dt.datetime(year, 9, 1, tzinfo=clock.ZONE)
    with system_scope("the packet of a transfer"):
        rows = journal.marks_since([person_id], begins).get(person_id, [])
    return [
        {
            "subject": row.subject_code,
            "day": row.day.isoformat(),
            "mark": row.mark,
            "fact": str(row.mark_key[1]),
            "fact_day": row.mark_key[0].isoformat(),
        }
        for row in sorted(rows, key=lambda row: (row.subject_code, row.day, row.number))
    ]


@movement.packet_part("attendance")
def attendance_of_year(person_id: uuid.UUID, year: int) -> dict[str, Any]:
    """How many days of each state, and the facts of the register behind them."""
    first, last = dt.date(year, 9, 1), clock.today()
    with system_scope("the packet of a transfer"):
        totals = presence.totals_of(person_id, first=first, last=last)
    states = [{"state": state, "days": days, **_state_words(state)} for state, days in totals.states.items()]
    return {"first": first.isoformat(), "last": last.isoformat(), "states": states, "facts": list(totals.facts)}


def _state_words(state: str) -> dict[str, str]:
    """The words in three languages: a packet is read where our house may not be."""
    found = {}
    for language in ("kk", "ru", "en"):
        with override(language):
            found[language] = str(presence.STATE_WORDS[state])
    return found


class _OfTransfer(notices.Message):
    """What both messages share: the page of the transfer, where the family sees its course."""

    category = notices.Category.CASES

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("family_transfer", args=[params["transfer"]])


@notices.message
class PacketOnItsWay(_OfTransfer):
    code = "packet_sent"
    icon = "send"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, "school": params["school"]}
        return notices.Words(
            _("%(child)s: marks and attendance were sent to %(school)s.") % said,
            _("The new school accepts the child by the day on the slip."),
        )


@notices.message
class ChildAccepted(_OfTransfer):
    code = "pupil_transferred"
    icon = "circle-check"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(_("%(child)s is accepted at %(school)s.") % {"child": child, "school": params["school"]})


@notices.message
class TransferCameToNothing(_OfTransfer):
    code = "transfer_ended"
    icon = "circle-x"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, "school": params["school"]}
        return notices.Words(
            _("%(child)s: the transfer to %(school)s has ended without acceptance.") % said,
            _("The child stays where they are; the reason stands on the page of the transfer."),
        )


class _ForTheSchool(notices.Message):
    """What a head reads; the desk of movement shows the same to every keeper."""

    category = notices.Category.CASES

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("transfer", args=[params["transfer"]])


@notices.message
class TransferToAnswer(_ForTheSchool):
    code = "transfer_asked"
    icon = "arrow-right"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(
            _("%(school)s asks for the transfer of %(child)s.") % {"child": child, "school": params["school"]},
            _("Answer with a slip within one working day."),
        )


@notices.message
class PacketArrived(_ForTheSchool):
    code = "packet_arrived"
    icon = "mail"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, "school": params["school"]}
        return notices.Words(_("Marks and attendance of %(child)s have come from %(school)s.") % said)


@subscribe(TransferAsked)
def sending_school_is_asked(event: TransferAsked) -> None:
    _tell_head(TransferToAnswer.code, event, at=event.from_organisation_id, about=event.to_organisation_id)


@subscribe(PacketSent)
def receiving_school_has_a_packet(event: PacketSent) -> None:
    _tell_head(PacketArrived.code, event, at=event.to_organisation_id, about=event.from_organisation_id)


def _tell_head(code: str, event: TransferAsked | PacketSent, *, at: uuid.UUID, about: uuid.UUID) -> None:
    """The head of one school has one notice about the other."""
    head, other = registry.heads_of([at], day=clock.today()).get(at), registry.organisation(about)
    if head:
        notices.send(
            letters=[
                notices.Letter(
                    code=code,
                    person_id=head,
                    child_id=event.person_id,
                    organisation_id=at,
                    source=f"transfer:{event.transfer_id}",
                    params={"transfer": str(event.transfer_id), "school": other.short if other else ""},
                )
            ]
        )
    notices.changed(topics=[f"organisation:{at}"])


@subscribe(PacketSent)
def family_learns_of_packet(event: PacketSent) -> None:
    _tell(PacketOnItsWay.code, event)


@subscribe(PupilTransferred)
def family_learns_of_acceptance(event: PupilTransferred) -> None:
    _tell(ChildAccepted.code, event)


@subscribe(TransferEnded)
def family_learns_of_the_end(event: TransferEnded) -> None:
    _tell(TransferCameToNothing.code, event)


def _tell(code: str, event: PacketSent | PupilTransferred | TransferEnded) -> None:
    """Each guardian has one notice of this step."""
    school = registry.organisation(event.to_organisation_id)
    guardians = registry.guardians_of([event.person_id], day=clock.today()).get(event.person_id, ())
    notices.send(
        letters=[
            notices.Letter(
                code=code,
                person_id=guardian,
                child_id=event.person_id,
                organisation_id=event.to_organisation_id,
                source=f"transfer:{event.transfer_id}",
                params={"transfer": str(event.transfer_id), "school": school.short if school else ""},
            )
            for guardian in guardians
        ]
    )
    notices.changed(topics=[f"person:{event.person_id}", f"organisation:{event.to_organisation_id}"])
