"""A parent tells of a child's days, takes it back, brings a document."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.actions.papers import drop_paper, keep_paper
from shanyraq.spine.presence.drafts import Telling
from shanyraq.spine.presence.events import AbsenceTold, AbsenceWithdrawn
from shanyraq.spine.presence.models import Absence, AbsenceDay, ParentWord
from shanyraq.spine.presence.policies import may_change_word, may_tell_of, only_the_machine
from shanyraq.spine.presence.queries.absences import FAULTS, fault_words, limits_on, taught_days, told_already
from shanyraq.spine.presence.rules import SAYS, fault_of_word, paper_from
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.family import setting

REASON_LENGTH = 500


@action(may=may_tell_of, facts_are_history=True)
def tell_absence(*, person_id: uuid.UUID, telling: Telling) -> uuid.UUID:
    """The parent's word about these days is a sealed fact; each school day among them is told. Announces AbsenceTold.

    Raises Denied in words for days upside down, past, too far ahead, too many, without lessons, or told already.
    """
    now = clock.now()
    place, group = registry.places_of([person_id]).get(person_id, (None, None))
    if place is None:
        raise Denied(_("The child is on no class list today."), way=_("Ask the school's secretary."))
    days = taught_days(telling.first, telling.last)
    _refuse_faulty(telling, len(days), today=now.date())
    if standing := told_already(person_id, days):
        raise Denied(_("Somebody of the family has told of %(day)s already.") % standing, way=FAULTS["way_told"])
    word = _absence(person_id, place, group, telling, days=days, now=now)
    (fact,) = facts.record(
        [_fact(word, ParentWord.Move.TOLD, at=now)],
        payloads=[{"reason": telling.reason.strip()} if telling.reason.strip() else {}],
    )
    word.fact_day, word.fact_id = fact.day, fact.id
    word.save(force_insert=True)
    _take_days(word, days)
    announce(
        AbsenceTold(
            absence_id=word.id,
            person_id=person_id,
            organisation_id=place,
            group_id=group,
            kind=word.kind,
            says=str(SAYS[word.kind]),
            days=tuple(days),
            source=fact.id,
            told_at=now,
        )
    )
    return word.id


def _refuse_faulty(telling: Telling, taught: int, *, today: dt.date) -> None:
    if telling.kind not in SAYS:
        raise Denied(_("Choose what you tell the school."), field="kind")
    if len(telling.reason) > REASON_LENGTH:
        raise Denied(_("The reason is longer than 500 characters."), field="reason")
    fault = fault_of_word(
        telling.kind,
        telling.first,
        telling.last,
        at=telling.at,
        today=today,
        taught=taught,
        limits=limits_on(today),
    )
    if fault:
        words, way, field = fault_words(fault, today=today)
        raise Denied(words, way=way, field=field)


def _absence(
    person_id: uuid.UUID,
    place: uuid.UUID,
    group: uuid.UUID | None,
    telling: Telling,
    *,
    days: Sequence[dt.date],
    now: dt.datetime,
) -> Absence:
    teller = current_scope().person_id
    if teller is None:
        raise Hidden(_("There is no such child."))
    return Absence(
        id=new_id(),
        person_id=person_id,
        organisation_id=place,
        group_id=group,
        kind=telling.kind,
        first=telling.first,
        last=telling.last,
        at=telling.at,
        told_by=teller,
        told_at=now,
        paper_from=paper_from(telling.kind, days, after=setting("paper_after_days", telling.first)),
    )


def _take_days(word: Absence, days: Sequence[dt.date]) -> None:
    """Each day is taken once, also by two parents at the same instant."""
    rows = [
        AbsenceDay(
            absence=word,
            person_id=word.person_id,
            organisation_id=word.organisation_id,
            group_id=word.group_id,
            day=day,
            kind=word.kind,
        )
        for day in days
    ]
    try:
        with transaction.atomic():
            AbsenceDay.objects.bulk_create(rows)
    except IntegrityError as error:
        words = _("Somebody of the family has told of one of these days a moment ago.")
        raise Denied(words, way=FAULTS["way_told"]) from error


def _fact(word: Absence, move: str, *, at: dt.datetime) -> ParentWord:
    return ParentWord(
        day=clock.local_day(at),
        happened_at=at,
        organisation_id=word.organisation_id,
        absence_id=word.id,
        person_id=word.person_id,
        group_id=word.group_id,
        move=move,
        kind=word.kind,
        first=word.first,
        last=word.last,
        minute=word.at.hour * 60 + word.at.minute if word.at else None,
    )


@action(may=may_change_word, facts_are_history=True)
def withdraw_absence(*, absence_id: uuid.UUID) -> None:
    """The parent's word holds no more from today on; what was told of days gone by stays. Announces AbsenceWithdrawn.

    Raises Denied where every day of it lies in the past, or it was withdrawn before.
    """
    now = clock.now()
    word = Absence.objects.select_for_update().get(id=absence_id)
    rows = AbsenceDay.objects.filter(absence=word, day__gte=now.date())
    days = tuple(sorted(rows.values_list("day", flat=True)))
    if not days:
        raise Denied(_("These days are over, so they stay as they were told."), way=_("Write to the class teacher."))
    fact = _fact(word, ParentWord.Move.WITHDRAWN, at=now)
    fact.first, fact.last = days[0], days[-1]
    facts.record([fact])
    rows.delete()
    kept = sorted(AbsenceDay.objects.filter(absence=word).values_list("day", flat=True))
    if kept:
        word.last = kept[-1]
        word.paper_from = paper_from(word.kind, kept, after=setting("paper_after_days", word.first))
    else:
        word.withdrawn_at = now
    word.save(update_fields=["last", "withdrawn_at", "paper_from"])
    announce(
        AbsenceWithdrawn(
            absence_id=word.id,
            person_id=word.person_id,
            organisation_id=word.organisation_id,
            group_id=word.group_id,
            days=days,
            source=word.fact_id,
            at=now,
        )
    )


@action(may=may_change_word, facts_are_history=True)
def bring_paper(*, absence_id: uuid.UUID, data: bytes) -> None:
    """The picture of a document stands beside the word; a newer one takes the place of the older. Its digest is a fact.

    Raises Denied for a withdrawn word, a file that is too large, or one that is no picture and no PDF.
    """
    word = Absence.objects.select_for_update().get(id=absence_id)
    if word.withdrawn_at:
        raise Denied(_("This word was withdrawn."), way=_("Tell the school anew."))
    now = clock.now()
    path, digest = keep_paper(data, organisation_id=word.organisation_id)
    facts.record([_fact(word, ParentWord.Move.PAPER, at=now)], payloads=[{"sha256": digest}])
    before, word.paper_path, word.paper_at = word.paper_path, path, now
    word.save(update_fields=["paper_path", "paper_at"])
    if before:
        transaction.on_commit(lambda: drop_paper(before))


@action(may=only_the_machine)
def forget_old_papers() -> int:
    """Pictures that were kept as long as the setting says are gone; that there was one is still known."""
    now = clock.now()
    kept = dt.timedelta(days=setting("paper_kept_days", now.date()))
    old = list(Absence.objects.filter(last__lt=now.date() - kept).exclude(paper_path=""))
    for word in old:
        drop_paper(word.paper_path)
    Absence.objects.filter(id__in=[word.id for word in old]).update(paper_path="")
    return len(old)
