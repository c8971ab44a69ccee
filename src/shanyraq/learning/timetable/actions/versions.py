"""A version of the timetable is begun, filled, published or thrown away."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Sequence

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.inserts import insert_rows
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.events import WeekPublished
from shanyraq.learning.timetable.models import Search, Slot, Timetable, TimetablePublished
from shanyraq.learning.timetable.policies import may_edit, may_plan
from shanyraq.learning.timetable.queries.judging import week
from shanyraq.learning.timetable.queries.rows import SlotRow
from shanyraq.learning.timetable.rules.edits import SlotDraft
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import school_year as reference_year

NOT_A_DRAFT = _("This version is published: it does not change any more.")
BEGIN_ANEW = _("Begin a new version from it, change that and publish it.")


@action(may=may_plan)
def begin_timetable(
    *, organisation_id: uuid.UUID, school_year: int, name: str, based_on: uuid.UUID | None = None
) -> uuid.UUID:
    """A draft stands, empty or with every lesson of another version. Returns its id."""
    name = name.strip()
    if not name:
        raise Denied(_("Give the version a name."), field="name")
    if based_on is not None and not Timetable.objects.filter(id=based_on, organisation=organisation_id).exists():
        raise Hidden(_("There is no such version."))
    row = Timetable(
        organisation_id=organisation_id,
        school_year=school_year,
        name=name[:120],
        based_on_id=based_on,
        created_at=clock.now(),
        created_by=current_scope().actor_id,
    )
    insert_rows([row])
    if based_on is not None:
        copied = list(Slot.objects.filter(timetable=based_on, organisation_id=organisation_id))
        for slot in copied:
            slot.id, slot.timetable_id, slot.revision = facts.new_id(), row.id, 1
        insert_rows(copied)
    return row.id


@action(may=may_edit)
def put_slots(*, timetable_id: uuid.UUID, drafts: Sequence[SlotDraft], keep_locked: bool = True) -> int:
    """The draft holds these lessons, and of those it had only the locked ones (none, unless `keep_locked`).

    For searches, imports and the machine. Raises Denied where the version is published or a class is of another
    school. Returns how many lessons were put.
    """
    row = lock_draft(timetable_id)
    ours = {group.id for group in registry.groups_of(row.organisation_id, school_year=row.school_year)}
    if not {draft.group_id for draft in drafts} <= ours:
        raise Denied(_("This class does not belong to the school."), field="group")
    old = Slot.objects.filter(timetable=row)
    (old.filter(locked=False) if keep_locked else old).delete()
    insert_rows([_slot(row, draft) for draft in drafts])
    touch(row.id)
    return len(drafts)


def _slot(row: Timetable, draft: SlotDraft) -> Slot:
    return Slot(
        timetable_id=row.id,
        organisation_id=row.organisation_id,
        demand_id=draft.demand_id,
        group_id=draft.group_id,
        subgroup_id=draft.subgroup_id,
        subject=draft.subject,
        teacher_id=draft.teacher_id,
        room_id=draft.room_id,
        shift=draft.shift,
        weekday=draft.weekday,
        number=draft.number,
        weeks=draft.weeks,
        locked=draft.locked,
    )


@action(may=may_edit)
def discard_timetable(*, timetable_id: uuid.UUID) -> None:
    """The draft, its lessons and its searches are gone. Raises Denied for a published version: the year holds it."""
    row = lock_draft(timetable_id)
    Timetable.objects.filter(based_on=row).update(based_on=None)
    Slot.objects.filter(timetable=row).delete()
    Search.objects.filter(timetable=row).delete()
    row.delete()


@action(may=may_edit, facts_are_history=True)
def publish_timetable(*, timetable_id: uuid.UUID, valid_from: dt.date, despite: str = "") -> uuid.UUID:
    """From this day on the school lives by this week; the version before it holds until the day before. A version that
    was to begin on this day or later is archived. Announces WeekPublished. Returns the id of the fact.

    Raises Denied for a day that is past or outside the school year, an empty week, and for a week in which something
    cannot be lived, unless `despite` says in words why it is published all the same.
    """
    row = lock_draft(timetable_id)
    _refuse_day(row, valid_from)
    judged = week(row.id)
    slots = judged.slots if judged else ()
    if judged is None or not slots:
        raise Denied(_("There is no lesson in this week yet."), way=_("Place lessons, bring a file or start a search."))
    must = sum(each.is_must for each in judged.conflicts)
    if must and not despite.strip():
        words = ngettext("%(count)s conflict cannot be lived.", "%(count)s conflicts cannot be lived.", must)
        raise Denied(
            words % {"count": must},
            way=_("Mend them, or say in a few words why you publish all the same."),
            field="despite",
        )
    _end_earlier(row, valid_from)
    fact = TimetablePublished(
        organisation_id=row.organisation_id,
        happened_at=clock.now(),
        timetable_id=row.id,
        valid_from=valid_from,
        lessons=len(slots),
        content=content_of(judged.slots),
    )
    payload = {"despite": despite.strip()} if despite.strip() else {}
    (written,) = facts.record([fact], payloads=[payload])
    row.state, row.valid_from, row.valid_to = Timetable.State.PUBLISHED, valid_from, None
    row.published_at, row.fact_id = clock.now(), written.id
    row.save()
    announce(WeekPublished(organisation_id=row.organisation_id, timetable_id=row.id, valid_from=valid_from))
    return written.id


def _refuse_day(row: Timetable, valid_from: dt.date) -> None:
    year = reference_year(row.school_year)
    if not year.lessons_from <= valid_from <= year.lessons_to:
        raise Denied(_("On this day there are no lessons in the school year of this version."), field="valid_from")
    if valid_from < clock.today() and not current_scope().is_system:
        raise Denied(
            _("A timetable cannot begin in the past: those lessons were held by the version before."),
            way=_("Choose today or a later day."),
            field="valid_from",
        )


def _end_earlier(row: Timetable, valid_from: dt.date) -> None:
    """One published version a day."""
    others = Timetable.objects.select_for_update().filter(
        organisation=row.organisation_id, state=Timetable.State.PUBLISHED
    )
    others.filter(valid_from__gte=valid_from).update(state=Timetable.State.ARCHIVED)
    for other in others.filter(valid_from__lt=valid_from):
        if other.valid_to is None or other.valid_to >= valid_from:
            other.valid_to = valid_from - dt.timedelta(days=1)
            other.save(update_fields=["valid_to"])


def content_of(slots: Iterable[SlotRow]) -> str:
    """The digest of a week: its lessons, whatever their order and ids."""
    parts = ("group_id", "subgroup_id", "subject_code", "teacher_id", "room_id", "shift", "weekday", "number", "weeks")
    lines = sorted("|".join(str(getattr(slot, part)) for part in parts) for slot in slots)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=20).hexdigest()


def lock_draft(timetable_id: uuid.UUID) -> Timetable:
    """The version, held until the act ends. Raises Denied where it is no draft."""
    row = Timetable.objects.select_for_update().get(id=timetable_id)
    if row.state != Timetable.State.DRAFT:
        raise Denied(NOT_A_DRAFT, way=BEGIN_ANEW)
    return row


def touch(timetable_id: uuid.UUID) -> None:
    """Pages that show this version know that it is another now."""
    Timetable.objects.filter(id=timetable_id).update(edits=F("edits") + 1)
