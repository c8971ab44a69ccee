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
from shanyraq.spine.access.rules import HEADS, masked
from shanyraq.spine.registry.models import Employment, Group, Guardianship, Person


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


def _valid(day: dt.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def place_of(person_id: uuid.UUID, *, child_id: uuid.UUID | None, day: dt.date) -> Place:
    """The person's place. Asked by the inviting act, which then compares it with the actor's own rights."""
    posts = list(
        Employment.objects.filter(_valid(day), person=person_id)
        .seen_by_system()
        .values_list("organisation_id", "position")
    )
    appointed = Appointment.objects.filter(_valid(day), person=person_id).seen_by_system().exists()
    organisation, group = _through(person_id, child_id, day)
    user = User.objects.filter(person=person_id).first()
    return Place(
        organisation_id=organisation,
        group_id=group,
        workplaces=frozenset(at for at, _position in posts),
        is_head=any(position in HEADS for _at, position in posts),
        is_staff=bool(posts) or appointed,
        locked_by_a_head=bool(user and user.locked_by and user.locked_by != person_id),
    )


def _through(person_id: uuid.UUID, child_id: uuid.UUID | None, day: dt.date) -> tuple[uuid.UUID | None, ...]:
    """Organisation and group of the child in the person's right, or of the pupil."""
    if child_id is None:
        rows = Person.objects.filter(id=person_id, is_learner=True).seen_by_system()
        return rows.values_list("organisation_id", "group_id").first() or (None, None)
    wards = Guardianship.objects.filter(_valid(day), guardian=person_id, child=child_id).seen_by_system()
    return wards.values_list("child__organisation_id", "child__group_id").first() or (None, None)


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
    day = clock.today()
    rows = list(
        Guardianship.objects.filter(_valid(day), child__group=group_id)
        .select_related("child", "guardian")
        .order_by("child__sort_key", "child_id", "relation", "id")
    )
    states = _states({row.guardian_id for row in rows}, day)
    children: dict[uuid.UUID, list[Guardianship]] = {}
    for row in rows:
        children.setdefault(row.child_id, []).append(row)
    return [
        Family(
            child_id=child,
            child=str(of_child[0].child),
            organisation_id=of_child[0].child.organisation_id,
            guardians=tuple(
                GuardianRow(row.guardian_id, str(row.guardian), row.get_relation_display(), states[row.guardian_id])
                for row in of_child
            ),
        )
        for child, of_child in children.items()
    ]


def _states(person_ids: set[uuid.UUID], day: dt.date) -> dict[uuid.UUID, str]:
    """How each of these people stands with the house. The caller has shown that they may be asked about."""
    state = dict.fromkeys(person_ids, "none")
    invited_now = Invitation.objects.filter(person__in=person_ids, used_at=None, cancelled_at=None)
    for person in invited_now.filter(expires_at__gt=clock.now()).seen_by_system().values_list("person_id", flat=True):
        state[person] = "invited"
    posts = Employment.objects.filter(_valid(day), person__in=person_ids).seen_by_system()
    for person in posts.values_list("person_id", flat=True):
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
    day = clock.today()
    posts = list(
        Employment.objects.filter(_valid(day), organisation__in=organisation_ids)
        .select_related("person")
        .order_by("person__sort_key", "person_id", "valid_from")
    )
    first = {post.person_id: post for post in reversed(posts)}
    states = _states(set(first), day)
    return [
        StaffRow(
            person_id=person,
            name=str(post.person),
            position=post.get_position_display(),
            state=_of_staff(states[person]),
            is_self=person == current_scope().person_id,
        )
        for person, post in reversed(first.items())
    ]


def _of_staff(state: str) -> str:
    """Everybody on this list works here, so only the account itself is news."""
    return "none" if state == "works" else state


def group_name(group_id: uuid.UUID) -> str:
    """The name of a group the scope sees; empty where it sees none."""
    return Group.objects.filter(id=group_id).values_list("name", flat=True).first() or ""
