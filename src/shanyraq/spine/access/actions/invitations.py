"""Invitations: issued, answered, accepted."""

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.access.actions.accounts import AccountDraft, make_accounts_now
from shanyraq.spine.access.actions.sessions import end_all_of
from shanyraq.spine.access.models import Invitation, User
from shanyraq.spine.access.models.invitation import ATTEMPTS
from shanyraq.spine.access.policies import (
    anybody,
    keeps_accounts_of,
    may_invite_families,
    may_invite_somebody,
)
from shanyraq.spine.access.queries.invitations import (
    Answer,
    Place,
    answers_of,
    digest_of,
    families_of,
    open_invitation,
    place_of,
    pupils_of,
)
from shanyraq.spine.access.rules import HEADS, INVITATION_LASTS, KEEPERS, age_on, username_stem
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.family import setting


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh invitation. The token is known here and on the sheet, and nowhere else."""

    id: uuid.UUID
    person_id: uuid.UUID
    child_id: uuid.UUID | None
    token: str
    expires_at: dt.datetime


@action(may=may_invite_somebody)
def invite(*, person_id: uuid.UUID, child_id: uuid.UUID | None = None) -> Issued:
    """A way in stands for this person for 14 days; an older one is cancelled.

    A guardian is invited through a child, by the class teacher or the keepers of the child's organisation; a
    pupil by the same; a member of staff by the keepers, a head by heads only. Raises Denied otherwise.
    """
    return _issue([(person_id, child_id, _may_invite(person_id, child_id))])[0]


@action(may=may_invite_families)
def invite_families(*, group_id: uuid.UUID) -> list[Issued]:
    """Every guardian in right of this group who has no account yet holds a fresh invitation."""
    wanted = [
        (guardian.person_id, family.child_id, family.organisation_id)
        for family in families_of(group_id)
        for guardian in family.guardians
        if guardian.may_be_invited and family.organisation_id
    ]
    # A guardian of twins gets one invitation, on the first child's sheet.
    first = {person: (person, child, at) for person, child, at in reversed(wanted)}
    return _issue([one for one in wanted if first[one[0]] == one])


@action(may=may_invite_families)
def invite_pupils(*, group_id: uuid.UUID) -> list[Issued]:
    """Every pupil of this group who is old enough and has no account yet holds a fresh invitation."""
    group = next(iter(registry.groups([group_id])), None)
    rows = [row for row in pupils_of(group_id) if row.may_be_invited]
    return _issue([(row.person_id, None, group.organisation_id) for row in rows if group])


def _refuse_young(place: Place, *, day: dt.date) -> None:
    """A pupil signs in from the age that the setting says. Raises Denied for a younger one."""
    least = setting("pupil_age", day)
    if place.birth_date is None:
        raise Denied(
            _("The birth date of this pupil is not in the register."), way=_("The school's secretary enters it.")
        )
    if age_on(day, birth_date=place.birth_date) < least:
        words = ngettext(
            "A pupil has an own sign-in from the age of %(number)s year.",
            "A pupil has an own sign-in from the age of %(number)s years.",
            least,
        )
        raise Denied(words % {"number": least}, way=_("Until then the parents read the diary."))


def _may_invite(person_id: uuid.UUID, child_id: uuid.UUID | None) -> uuid.UUID:
    """The organisation in whose name the actor invites this person. Raises Denied where there is none."""
    scope = current_scope()
    if person_id == scope.person_id:
        raise Denied(_("Nobody invites themself."), way=_("Ask another head, or change your password."))
    place = place_of(person_id, child_id=child_id, day=clock.today())
    if place.locked_by_a_head and not scope.has(*HEADS):
        raise Denied(_("A director has locked this account."), way=_("Only a head can invite this person again."))
    if place.is_staff:
        # An invitation opens the whole account: nobody must reach a colleague's posts through a child.
        return _of_staff(scope, place.workplaces, place.is_head)
    if place.organisation_id is None:
        raise Denied(_("This person has no right here today."), way=_("Enter the guardianship or the post first."))
    if keeps_accounts_of(scope, organisation_id=place.organisation_id, group_id=place.group_id):
        if place.is_pupil:
            _refuse_young(place, day=clock.today())
        return place.organisation_id
    raise Denied(_("Only the class teacher or the school office invites this person."))


def _of_staff(scope: Scope, workplaces: frozenset[uuid.UUID], is_head: bool) -> uuid.UUID:
    inviters = HEADS if is_head else KEEPERS
    mine = workplaces if scope.is_system else workplaces & scope.at(*inviters)
    if not mine:
        raise Denied(
            _("This person works at an organisation, so its head invites them."),
            way=_("Ask the head of the organisation where they work."),
        )
    return min(mine)


def _issue(wanted: Sequence[tuple[uuid.UUID, uuid.UUID | None, uuid.UUID]]) -> list[Issued]:
    now = clock.now()
    people = [person for person, _child, _at in wanted]
    cancel_open(people)
    issued, rows = [], []
    for person, child, organisation in wanted:
        one = Issued(new_id(), person, child, secrets.token_urlsafe(16), now + INVITATION_LASTS)
        issued.append(one)
        rows.append(
            Invitation(
                id=one.id,
                person_id=person,
                child_id=child,
                organisation_id=organisation,
                invited_by_id=current_scope().person_id,
                token_digest=digest_of(one.token),
                created_at=now,
                expires_at=one.expires_at,
            )
        )
    Invitation.objects.bulk_create(rows)
    return issued


def cancel_open(person_ids: Iterable[uuid.UUID]) -> None:
    """No open invitation of these people is left, whoever had issued it."""
    rows = Invitation.objects.filter(person__in=list(person_ids), used_at=None, cancelled_at=None)
    rows.seen_by_system().update(cancelled_at=clock.now())


@action(may=anybody, facts_are_history=True)
def answer_invitation(*, token: str, answer: Answer) -> bool:
    """The answer to the second question is weighed. A wrong one is counted; the fifth closes the invitation.

    The count is taken before the comparison, so that answers sent at the same instant cannot exceed it.
    Raises Denied where the invitation is not open.
    """
    invitation = open_invitation(token, now=clock.now())
    counted = Invitation.objects.filter(id=invitation.id, attempts__lt=ATTEMPTS).seen_by_system()
    if not counted.update(attempts=F("attempts") + 1):
        return False
    if not _is_right(invitation, answer):
        return False
    Invitation.objects.filter(id=invitation.id).seen_by_system().update(attempts=F("attempts") - 1)
    return True


def _is_right(invitation: Invitation, answer: Answer) -> bool:
    known = answers_of(invitation)
    if answer.birth_date and known.birth_date:
        return answer.birth_date == known.birth_date
    return bool(known.iin_tail) and secrets.compare_digest(answer.iin_tail, known.iin_tail)


@action(may=anybody)
def accept_invitation(
    *, token: str, answer: Answer, password: str | None, invitation_id: uuid.UUID, organisation_id: uuid.UUID
) -> uuid.UUID:
    """The person has an account, unlocked, with this password (or none: a passkey follows).

    An account that stood before is recovered: its sessions end, its second steps and passkeys go, what was
    lost may be in other hands. Raises Denied where the invitation has ended or the answer is wrong.
    """
    invitation = open_invitation(token, now=clock.now())
    named = (invitation.id, invitation.organisation_id) == (invitation_id, organisation_id)
    if not named or not _is_right(invitation, answer):
        raise Denied(_("The answer does not fit this invitation."))
    open_still = Q(used_at=None, cancelled_at=None, attempts__lt=ATTEMPTS)
    mine = Invitation.objects.filter(open_still, id=invitation.id).seen_by_system()
    if not mine.update(used_at=clock.now()):
        raise Denied(_("This invitation has been used already."), way=_("Ask for a new one."))
    return _recover(invitation, password) or _begin(invitation, password)


def _recover(invitation: Invitation, password: str | None) -> uuid.UUID | None:
    user = User.objects.select_for_update().filter(person=invitation.person_id).first()
    if user is None:
        return None
    end_all_of(user.id)
    Authenticator.objects.filter(user=user.id).delete()
    User.objects.filter(id=user.id).update(
        password=make_password(password),
        locked_at=None,
        locked_by=None,
        access_version=F("access_version") + 1,
    )
    return user.id


def _begin(invitation: Invitation, password: str | None) -> uuid.UUID:
    stem = username_stem(invitation.person.family, invitation.person.given)
    draft = AccountDraft(person_id=invitation.person_id, username=_free_username(stem), password=password)
    return make_accounts_now([draft])[0].id


def _free_username(stem: str) -> str:
    """The stem and four digits; more digits where a name is so common that many are taken."""
    for digits in (4, 4, 5, 6, 8):
        name = f"{stem}-{10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))}"
        if not User.objects.filter(username=name).exists():
            return name
    raise Denied(_("No free username was found."), way=_("Try again."))
