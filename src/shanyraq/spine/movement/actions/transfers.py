"""A transfer goes from school to school: asked for, slip, packet, accepted; or refused, withdrawn, expired."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope, system_scope
from shanyraq.spine.movement.actions.seating import exceeded_limit, refuse_language, seat_in
from shanyraq.spine.movement.events import PacketSent, PupilTransferred, TransferAsked, TransferEnded
from shanyraq.spine.movement.models import Packet, Transfer, TransferMove
from shanyraq.spine.movement.policies import keeps, keeps_the_child, only_the_machine, receives, sends, stands_at_an_end
from shanyraq.spine.movement.rules import packet, transfers
from shanyraq.spine.movement.rules.transfers import Side, State
from shanyraq.spine.movement.rules.years import year_of
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import refusal_grounds

WITHOUT_ACCEPTANCE = {State.REFUSED, State.WITHDRAWN, State.EXPIRED}


@action(may=keeps)
def ask_for(*, organisation_id: uuid.UUID, iin: str, family: str, ground: str, words: str = "") -> uuid.UUID:
    """The receiving school has asked for the child, whom it names by IIN and family name. The sender answers in a day.

    Raises Denied, with the same words whatever is wrong, where no child fits both: numbers cannot be tried out.
    """
    person_id = registry.learner_by_iin(iin.strip(), family=family)
    stay = registry.stays_now([person_id]).get(person_id) if person_id else None
    if person_id is None or stay is None:
        raise Denied(
            _("No learner with this IIN and family name is enrolled."),
            way=_("Compare the number with the document; a child enrolled nowhere is admitted."),
            field="iin",
        )
    if stay.organisation_id == organisation_id:
        raise Denied(_("This child already learns at your school."), field="iin")
    today = clock.today()
    row = _open(stay, to=organisation_id, ground=ground, state=State.REQUESTED, until=transfers.reply_until(today))
    _record(row, at=organisation_id, ground=ground, words=words)
    announce(
        TransferAsked(
            transfer_id=row.id,
            person_id=row.person_id,
            from_organisation_id=row.from_organisation_id,
            to_organisation_id=row.to_organisation_id,
        )
    )
    return row.id


@action(may=keeps_the_child)
def issue_new_slip(*, person_id: uuid.UUID, to_organisation_id: uuid.UUID, ground: str, words: str = "") -> uuid.UUID:
    """The sending school has given the family a slip to another school; it is good for the days of the law."""
    stay = registry.stays_now([person_id])[person_id]
    if stay.organisation_id == to_organisation_id or registry.organisation(to_organisation_id) is None:
        raise Denied(_("Choose another school."), field="school")
    until = transfers.slip_until(clock.today())
    row = _open(stay, to=to_organisation_id, ground=ground, state=State.SLIP_ISSUED, until=until)
    _record(row, at=stay.organisation_id, ground=ground, words=words)
    return row.id


def _open(stay: registry.StayNow, *, to: uuid.UUID, ground: str, state: State, until: dt.date) -> Transfer:
    """The transfer stands, if its ground holds today and no other of this child is open."""
    today = clock.today()
    if not transfers.holds(ground, day=today, grade=stay.grade):
        raise Denied(
            _("While there are lessons, a child changes school only on one of the listed grounds."),
            way=_("Choose the ground that applies, or wait for the school break."),
            field="ground",
        )
    try:
        with transaction.atomic():
            return Transfer.objects.create(
                person_id=stay.person_id,
                from_organisation_id=stay.organisation_id,
                from_group_id=stay.group_id,
                to_organisation_id=to,
                ground=ground,
                state=state,
                asked_on=today,
                until=until,
            )
    except IntegrityError as error:
        raise Denied(
            _("Another transfer of this child is open."), way=_("It must be accepted, refused or withdrawn first.")
        ) from error


@action(may=sends)
def issue_slip(*, transfer_id: uuid.UUID) -> None:
    """The request is answered with a slip, good for the days of the law."""
    row = _locked(transfer_id, State.SLIP_ISSUED)
    row.until = transfers.slip_until(clock.today())
    _go(row, State.SLIP_ISSUED, at=row.from_organisation_id)


@action(may=sends)
def send_packet(*, transfer_id: uuid.UUID, health_digest: bytes | None = None) -> uuid.UUID:
    """Marks and attendance of the year, with the ids of their facts, are sealed for the receiving school.

    Announces PacketSent.
    """
    row = _locked(transfer_id, State.PACKET_SENT)
    year = year_of(clock.today())
    contents = packet.contents_of(row.person_id, school_year=year)
    fact = Packet(
        organisation_id=row.from_organisation_id,
        transfer_id=row.id,
        person_id=row.person_id,
        to_organisation_id=row.to_organisation_id,
        contents_digest=packet.digest_of_contents(contents),
        health_digest=health_digest,
    )
    facts.record([fact], payloads=[contents])
    row.packet_day, row.packet_id = fact.day, fact.id
    _go(row, State.PACKET_SENT, at=row.from_organisation_id)
    announce(
        PacketSent(
            transfer_id=row.id,
            person_id=row.person_id,
            from_organisation_id=row.from_organisation_id,
            to_organisation_id=row.to_organisation_id,
        )
    )
    return fact.id


@action(may=receives)
def accept(*, transfer_id: uuid.UUID, group_id: uuid.UUID, order_number: str, exception: str = "") -> None:
    """From today the child belongs to the class: the old stay is closed and the new one opened in one transaction.

    Announces PupilTransferred. Raises Denied where the slip has expired or the class cannot take the child.
    """
    row = _locked(transfer_id, State.ACCEPTED)
    today = clock.today()
    seat = seat_in(group_id, organisation_id=row.to_organisation_id, on=today)
    stay = registry.stays_now([row.person_id]).get(row.person_id)
    if stay is None or stay.organisation_id != row.from_organisation_id:
        raise Conflict(_("The child no longer belongs to the school that sent them."), way=_("Refuse or admit anew."))
    refuse_language(seat, stay.language, exception=exception)
    limit = exceeded_limit(seat, on=today, exception=exception, child=row.person_id)
    draft = registry.EnrolmentDraft(
        person_id=row.person_id,
        organisation_id=row.to_organisation_id,
        group_id=seat.id,
        valid_from=today,
        ground="transferred",
        order_number=order_number,
    )
    with system_scope(f"transfer {row.id}"):
        registry.hand_over(draft=draft, because="Басқа мектепке ауысты")
    row.to_group_id, row.ended_on = seat.id, today
    _go(row, State.ACCEPTED, at=row.to_organisation_id, words=exception if limit or exception else "")
    announce(
        PupilTransferred(
            transfer_id=row.id,
            person_id=row.person_id,
            from_organisation_id=row.from_organisation_id,
            to_organisation_id=row.to_organisation_id,
            group_id=seat.id,
            on=today,
        )
    )


@action(may=stands_at_an_end)
def refuse(*, transfer_id: uuid.UUID, side: Side, ground: str, words: str) -> None:
    """The transfer is refused on a legal ground, which the family reads. The child stays where they are."""
    row = _locked(transfer_id, State.REFUSED)
    own = _own_end(row, side, State.REFUSED)
    if ground not in refusal_grounds(clock.today(), by=side):
        raise Denied(_("Choose the legal ground of the refusal."), field="ground")
    if not words.strip():
        raise Denied(_("Say in a few words what stands behind the ground."), field="words")
    row.refusal, row.ended_on = ground, clock.today()
    _go(row, State.REFUSED, at=own, ground=ground, words=words)


@action(may=stands_at_an_end)
def withdraw(*, transfer_id: uuid.UUID, side: Side, words: str) -> None:
    """The transfer is withdrawn by the school that is on the move, because the family asks for it."""
    row = _locked(transfer_id, State.WITHDRAWN)
    own = _own_end(row, side, State.WITHDRAWN)
    if not words.strip():
        raise Denied(_("Say why the transfer is withdrawn."), field="words")
    row.ended_on = clock.today()
    _go(row, State.WITHDRAWN, at=own, words=words)


@action(may=only_the_machine)
def expire_slips() -> int:
    """Every transfer whose slip is good no more has expired; the children stay where they are."""
    late = Transfer.objects.select_for_update().filter(
        state__in=[State.SLIP_ISSUED, State.PACKET_SENT], until__lt=clock.today()
    )
    rows = list(late)
    for row in rows:
        row.ended_on = clock.today()
        _go(row, State.EXPIRED, at=row.from_organisation_id)
    return len(rows)


def _locked(transfer_id: uuid.UUID, after: State) -> Transfer:
    """The transfer, locked, if it may come to this state. Raises Denied in words."""
    row = Transfer.objects.select_for_update().filter(id=transfer_id).first()
    if row is None:
        raise Hidden(_("There is no such transfer."))
    before = State(row.state)
    if transfers.is_expired(before, until=row.until, today=clock.today()) and after is not State.WITHDRAWN:
        raise Denied(
            _("The slip was good until %(day)s.") % {"day": f"{row.until:%d.%m.%Y}"},
            way=_("Ask the sending school for a new slip."),
        )
    if not transfers.may_go(before, after):
        raise Denied(
            _("The transfer has come to another state meanwhile: %(state)s.") % {"state": row.get_state_display()},
            way=_("Look at what stands now and decide again."),
        )
    return row


def _own_end(row: Transfer, side: Side, after: State) -> uuid.UUID:
    """The organisation of this side, which the actor keeps and whose turn it is. Raises Denied."""
    own = row.from_organisation_id if side is Side.SENDER else row.to_organisation_id
    right = sends if side is Side.SENDER else receives
    if not right(current_scope(), transfer_id=row.id) or not transfers.moved_by(side, State(row.state), after):
        raise Denied(_("It is the other school's turn."), way=_("Ask that school."))
    return own


def _go(row: Transfer, state: State, *, at: uuid.UUID, ground: str = "", words: str = "") -> None:
    row.state = state
    row.save()
    _record(row, at=at, ground=ground, words=words)
    if state in WITHOUT_ACCEPTANCE:
        announce(
            TransferEnded(
                transfer_id=row.id,
                person_id=row.person_id,
                from_organisation_id=row.from_organisation_id,
                to_organisation_id=row.to_organisation_id,
                state=state,
            )
        )


def _record(row: Transfer, *, at: uuid.UUID, ground: str = "", words: str = "") -> None:
    """The move is a fact at the school that made it."""
    move = TransferMove(
        organisation_id=at,
        transfer_id=row.id,
        person_id=row.person_id,
        from_organisation_id=row.from_organisation_id,
        to_organisation_id=row.to_organisation_id,
        state=row.state,
        ground=ground,
        packet_id=row.packet_id,
    )
    facts.record([move], payloads=[{"words": words.strip()} if words.strip() else {}])
