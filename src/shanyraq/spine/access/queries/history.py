"""The history of acts, in words."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.scope import ActorKind, Scope
from shanyraq.spine.access.rules import HEADS
from shanyraq.spine.registry import api as registry

Words = str | Promise
PAGE_SIZE = 50

_acts: dict[str, Words] = {
    "spine.access.invitations.invite": _("issued an invitation"),
    "spine.access.invitations.invite_families": _("issued invitations to the families of a class"),
    "spine.access.invitations.accept_invitation": _("accepted an invitation"),
    "spine.access.accounts.make_account": _("made an account"),
    "spine.access.accounts.make_accounts": _("made accounts"),
    "spine.access.sessions.end_session": _("ended a session"),
    "spine.access.sessions.end_other_sessions": _("ended all other sessions"),
    "spine.access.locking.lock_own_account": _("locked the own account"),
    "spine.access.locking.lock_account": _("locked an account"),
    "spine.access.security.password_renewed": _("changed the password"),
    "spine.access.security.second_step_added": _("added a sign-in key"),
    "spine.access.security.second_step_removed": _("removed a sign-in key"),
    "spine.access.delegations.delegate": _("lent the keeper's right"),
    "spine.access.delegations.withdraw_delegation": _("took a lent right back"),
    "spine.registry.families.protect": _("protected a child's whereabouts"),
    "spine.registry.families.lift_protection": _("lifted a child's protection"),
    "spine.registry.families.limit_custody": _("wrote down a custody limit"),
    "spine.registry.families.end_custody_limit": _("ended a custody limit"),
    "spine.registry.families.open_dispute": _("froze a child's guardians"),
    "spine.registry.families.lift_dispute": _("lifted a dispute over guardians"),
    "spine.registry.enrolment.enrol": _("enrolled learners"),
    "spine.registry.enrolment.leave": _("recorded that a learner left"),
    "spine.registry.enrolment.move_to_group": _("moved a learner to another class"),
    "spine.registry.organisations.load_territories": _("loaded the territories"),
    "spine.registry.organisations.open_groups": _("opened classes"),
    "spine.registry.organisations.register_organisations": _("registered organisations"),
    "spine.registry.people.register_people": _("registered people"),
    "spine.registry.people.set_guardians": _("entered guardians"),
    "spine.registry.people.end_guardianship": _("ended a guardianship"),
    "spine.registry.staff.employ": _("employed staff"),
    "spine.registry.staff.end_employment": _("ended an employment"),
    "spine.registry.staff.assign_loads": _("assigned teaching loads"),
}


def name_act(act: str, words: Words) -> None:
    """The history shows these words for this act. Called once, when a module starts."""
    _acts[act] = words


def words_of(act: str) -> str:
    """The words of an act; an act nobody has named is shown as an entry, never by its code."""
    return str(_acts.get(act, _("made an entry")))


@dataclass(frozen=True, slots=True)
class ActRow:
    at: dt.datetime
    actor: str
    words: str
    reason: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    acts: tuple[ActRow, ...]
    of_organisation: bool
    may_see_organisation: bool
    older_before: dt.datetime | None


def history_of(scope: Scope, *, of_organisation: bool, before: dt.datetime | None = None) -> HistoryPage:
    """The own acts, or those of the organisations the reader heads. Two queries."""
    heads = scope.at(*HEADS)
    rows = HistoryEntry.objects.order_by("-at")
    if of_organisation and heads:
        rows = rows.filter(organisation_id__in=heads)
    else:
        rows = rows.filter(actor_id=scope.actor_id)
    found = list((rows.filter(at__lt=before) if before else rows)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    names = registry.names_of({entry.actor_id for entry in shown if entry.actor_id})
    return HistoryPage(
        acts=tuple(_row(entry, names, scope) for entry in shown),
        of_organisation=bool(of_organisation and heads),
        may_see_organisation=bool(heads),
        older_before=shown[-1].at if len(found) > PAGE_SIZE else None,
    )


def _row(entry: HistoryEntry, names: dict[uuid.UUID, str], scope: Scope) -> ActRow:
    return ActRow(
        at=entry.at,
        actor=names.get(entry.actor_id, "") if entry.actor_id else _of_nobody(entry.actor_kind),
        words=words_of(entry.act),
        reason=entry.reason,
        is_own=entry.actor_id is not None and entry.actor_id == scope.actor_id,
    )


def _of_nobody(kind: str) -> str:
    return {
        ActorKind.SYSTEM.value: str(_("the system")),
        ActorKind.DEVICE.value: str(_("a device")),
    }.get(kind, str(_("an invited person")))
