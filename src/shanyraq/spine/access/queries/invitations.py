"""Invitations: the one behind a token, the place a person is invited from, the families of a class."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.models import Appointment, Invitation, User
from shanyraq.spine.access.models.invitation import ATTEMPTS
from shanyraq.spine.access.policies import keeps_accounts_of
from shanyraq.spine.access.rules import HEADS, age_on, masked
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.api import WardRow, employed_among, employees_of, wards_of_group
from shanyraq.spine.registry.reference.family import setting


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def open_invitation(token: str, *, now: dt.datetime) -> Invitation:
    """The invitation of this token. Raises Denied in words that say how it ended; unknown looks expired."""
    rows = Invitation.objects.filter(token_digest=digest_of(token)).seen_by_system()
    found: Invitation | None = rows.select_related("person", "child", "organisation").first()
    way = _("Ask the class teacher or the school office for a new one.")
    if found is None or (now >= found.expires_at and not found.used_at):
        raise Denied(_("This invitation is not valid any more."), way=way)
    if found.used_at:
        raise Denied(
            _("This invitation has been used already."),
            way=_("Sign in with your username. If it was not you, ask for a new invitation at once."),
        )
    if found.cancelled_at:
        raise Denied(_("A newer invitation has replaced this one."), way=_("Use the newer sheet."))
    if found.attempts >= ATTEMPTS:
        raise Denied(_("There were too many wrong answers, so this invitation is closed."), way=way)
    return found


@dataclass(frozen=True, slots=True)
class Answer:
    """What the invited person knows: a birth date or the last four digits of the own IIN."""

    birth_date: dt.date | None = None
    iin_tail: str = ""


def answers_of(invitation: Invitation) -> Answer:
    """What is right: the child's birth date for a guardian, the own for others; the own IIN for all."""
    asked = invitation.child or invitation.person
    return Answer(birth_date=asked.birth_date, iin_tail=(invitation.person.iin or "")[-4:])


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """What the accepting page may show before the second question is answered: nothing about the child."""

    invitation_id: uuid.UUID
    organisation_id: uuid.UUID
    masked_name: str
    initials: str
    organisation: str
    asks_for_child: bool
    asks_birth_date: bool
    asks_iin: bool
    username: str


def invited(token: str) -> InvitedRow:
    """Who is invited by this token. Raises Denied where the invitation is not open."""
    found = open_invitation(token, now=clock.now())
    known = answers_of(found)
    user = User.objects.filter(person=found.person_id).first()
    return InvitedRow(
        invitation_id=found.id,
        organisation_id=found.organisation_id,
        masked_name=masked(found.person.family, found.person.given),
        initials=(found.person.family[:1] + found.person.given[:1]).upper(),
        organisation=str(found.organisation),
        asks_for_child=found.child_id is not None,
        asks_birth_date=known.birth_date is not None,
        asks_iin=bool(known.iin_tail),
        username=user.username if user else "",
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person may be invited from today."""

    organisation_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None
    workplaces: frozenset[uuid.UUID] = field(default_factory=frozenset)
    is_head: bool = False
    is_staff: bool = False
    locked_by_a_head: bool = False
    is_pupil: bool = False
    birth_date: dt.date | None = None


def place_of(person_id: uuid.UUID, *, child_id: uuid.UUID | None, day: dt.date) -> Place:
    """The person's place. Asked by the inviting act, which then compares it with the actor's own rights."""
    posts = registry.posts_of(person_id, day=day)
    organisation, group = _through(person_id, child_id, day)
    user = User.objects.filter(person=person_id).first()
    own = registry.card(person_id) if child_id is None and group else None
    return Place(
        organisation_id=organisation,
        group_id=group,
        workplaces=frozenset(post.organisation_id for post in posts),
        is_head=any(post.position in HEADS for post in posts),
        is_staff=bool(posts) or _is_appointed(person_id, day),
        locked_by_a_head=bool(user and user.locked_by and user.locked_by != person_id),
        is_pupil=own is not None,
        birth_date=own.birth_date if own else None,
    )


def _is_appointed(person_id: uuid.UUID, day: dt.date) -> bool:
    in_force = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    return bool(Appointment.objects.filter(in_force, person=person_id).seen_by_system().exists())


def _through(
    person_id: uuid.UUID, child_id: uuid.UUID | None, day: dt.date
) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    """Organisation and group of the child in the person's right, or of the pupil; nothing for others."""
    if child_id is not None:
        in_right = child_id in registry.wards_of(person_id, day=day)
        return registry.places_of([child_id])[child_id] if in_right else (None, None)
    pupil = next(iter(registry.learners([person_id])), None)
    return (pupil.organisation_id, pupil.group_id) if pupil and pupil.group_id else (None, None)


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian on the page of sign-in sheets."""

    person_id: uuid.UUID
    name: str
    relation: str
    state: str
    """account, locked, invited, works (invited by their own head), none"""

    @property
    def may_be_invited(self) -> bool:
        return self.state in ("none", "invited")


@dataclass(frozen=True, slots=True)
class Family:
    """A child of the class with the guardians in right."""

    child_id: uuid.UUID
    child: str
    organisation_id: uuid.UUID | None
    guardians: tuple[GuardianRow, ...]


def families_of(group_id: uuid.UUID) -> list[Family]:
    """The families of a class as the scope sees them, in the order of the alphabet. Four queries."""
    # A parent sees the guardians of the own child, in another school too; that is no right to invite them.
    rows = [
        row
        for row in wards_of_group(group_id, day=clock.today())
        if keeps_accounts_of(current_scope(), organisation_id=row.organisation_id, group_id=group_id)
    ]
    states = _states({row.guardian_id for row in rows})
    children: dict[uuid.UUID, list[WardRow]] = {}
    for row in rows:
        children.setdefault(row.child_id, []).append(row)
    return [
        Family(
            child_id=child,
            child=of_child[0].child,
            organisation_id=of_child[0].organisation_id,
            guardians=tuple(
                GuardianRow(row.guardian_id, row.guardian, row.relation, states[row.guardian_id]) for row in of_child
            ),
        )
        for child, of_child in children.items()
    ]


def _states(person_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """How each of these people stands with the house. The caller has shown that they may be asked about."""
    state = dict.fromkeys(person_ids, "none")
    invited_now = Invitation.objects.filter(person__in=person_ids, used_at=None, cancelled_at=None)
    for person in invited_now.filter(expires_at__gt=clock.now()).seen_by_system().values_list("person_id", flat=True):
        state[person] = "invited"
    for person in employed_among(person_ids, day=clock.today()):
        state[person] = "works"
    for person, locked in User.objects.filter(person__in=person_ids).values_list("person_id", "locked_at"):
        state[person] = "locked" if locked else "account"
    return state


@dataclass(frozen=True, slots=True)
class StaffRow:
    person_id: uuid.UUID
    name: str
    position: str
    state: str
    """account, locked, invited, none"""
    is_self: bool


def staff_of(organisation_ids: frozenset[uuid.UUID]) -> list[StaffRow]:
    """The staff of these organisations with the state of their accounts, in the order of the alphabet."""
    rows = employees_of(organisation_ids, day=clock.today())
    states = _states({row.person_id for row in rows})
    me = current_scope().person_id
    return [
        StaffRow(row.person_id, row.name, row.position, _of_staff(states[row.person_id]), row.person_id == me)
        for row in rows
    ]


def _of_staff(state: str) -> str:
    """Everybody on this list works here, so only the account itself is news."""
    return "none" if state == "works" else state


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil of the class on the page of sign-in sheets."""

    person_id: uuid.UUID
    name: str
    state: str
    """account, locked, invited, none, young (not of age yet), unknown (no birth date is entered)"""

    @property
    def may_be_invited(self) -> bool:
        return self.state in ("none", "invited")


def pupils_of(group_id: uuid.UUID) -> list[PupilRow]:
    """The pupils of a class the actor answers for, in the order of the alphabet. Five queries."""
    day = clock.today()
    group = next(iter(registry.groups([group_id])), None)
    scope = current_scope()
    if group is None or not keeps_accounts_of(scope, organisation_id=group.organisation_id, group_id=group_id):
        return []
    roster = registry.roster(group_id, day=day)
    states = _states({learner.id for learner in roster})
    born = registry.birth_dates([learner.id for learner in roster])
    return [
        PupilRow(learner.id, learner.name, _of_pupil(states[learner.id], born.get(learner.id), day))
        for learner in roster
    ]


def _of_pupil(state: str, born: dt.date | None, day: dt.date) -> str:
    if state in ("account", "locked"):
        return state
    if born is None:
        return "unknown"
    return state if age_on(day, birth_date=born) >= setting("pupil_age", day) else "young"


def group_name(group_id: uuid.UUID) -> str:
    """The name of a group the scope sees; empty where it sees none."""
    return next((group.name for group in registry.groups([group_id])), "")
