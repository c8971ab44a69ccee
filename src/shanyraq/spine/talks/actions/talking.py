"""A conversation begins, goes on, is read, reported and closed; what waited for school hours is delivered."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.family import setting
from shanyraq.spine.talks.events import LineDelivered, ThreadReported
from shanyraq.spine.talks.models import Line, LineFact, Seat, Thread
from shanyraq.spine.talks.policies import has_seat, may_close, may_talk, only_the_machine
from shanyraq.spine.talks.queries.contacts import Circle, Contact, circle_of
from shanyraq.spine.talks.queries.hours import delivered_at
from shanyraq.spine.talks.queries.threads import begun_today, said_today
from shanyraq.spine.talks.rules import LONGEST, Role

NO_THREAD = _("There is no such conversation.")


@action(may=may_talk, facts_are_history=True)
def start_thread(*, child_id: uuid.UUID, with_id: uuid.UUID, words: str) -> uuid.UUID:
    """A conversation about the child stands with its first line; its readers are the two and the class teacher.

    Raises Hidden for a child that is not the actor's to talk about, Denied for somebody who may not be written to, for
    too many conversations or lines a day, for no words and too many.
    """
    now = clock.now()
    circle, me = circle_of(child_id, day=now.date()), current_scope().person_id
    contact = circle.contact(with_id) if circle else None
    if circle is None or me is None:
        raise Hidden(NO_THREAD)
    if contact is None:
        raise Denied(_("This person may not be written to about this child."), way=_("Choose somebody of the list."))
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if begun_today(me, since=since) >= setting("talks_threads_a_day", now.date()):
        raise Denied(_("You have begun as many conversations as a day allows."), way=_("Go on in one of them."))
    thread = _thread(circle, contact, me, now)
    thread.save(force_insert=True)
    Seat.objects.bulk_create(_seats(thread, circle, now))
    _say(thread, words, now)
    return thread.id


def _thread(circle: Circle, contact: Contact, me: uuid.UUID, now: dt.datetime) -> Thread:
    of_family = contact.role is not Role.GUARDIAN
    return Thread(
        id=new_id(),
        child_id=circle.child_id,
        guardian_id=me if of_family else contact.person_id,
        staff_id=contact.person_id if of_family else me,
        organisation_id=circle.organisation_id,
        group_id=circle.group_id,
        started_at=now,
        last_at=now,
    )


def _seats(thread: Thread, circle: Circle, now: dt.datetime) -> list[Seat]:
    head = circle.class_teacher_id
    people = {thread.guardian_id: Role.GUARDIAN, thread.staff_id: Role.TEACHER}
    if head:
        people[head] = Role.CLASS_TEACHER
    return [Seat(thread=thread, person_id=person, role=role) for person, role in people.items()]


@action(may=has_seat, facts_are_history=True)
def say(*, thread_id: uuid.UUID, words: str) -> None:
    """The line stands in the conversation; outside school hours it waits until they begin. Announces LineDelivered.

    Raises Denied for a closed conversation, for staff who teach the child no more, for no words and too many, and past
    the day's limit.
    """
    thread = Thread.objects.select_for_update(of=("self",)).get(id=thread_id)
    if thread.closed_at:
        raise Denied(_("This conversation is closed."), way=_("Begin a new one."))
    scope = current_scope()
    if scope.person_id != thread.guardian_id:
        place = registry.places_of([thread.child_id]).get(thread.child_id, (None, None))
        if place[1] not in scope.groups:
            raise Denied(_("The child is in no class that you teach any more."), way=_("Close the conversation."))
    _say(thread, words, clock.now())


def _say(thread: Thread, words: str, now: dt.datetime) -> None:
    author = current_scope().person_id
    if author is None:
        raise Hidden(NO_THREAD)
    said = checked(words, author=author, now=now)
    fact = LineFact(
        day=clock.local_day(now),
        happened_at=now,
        organisation_id=thread.organisation_id,
        thread_id=thread.id,
        child_id=thread.child_id,
        group_id=thread.group_id,
        guardian_id=thread.guardian_id,
    )
    (fact,) = facts.record([fact], payloads=[{"words": said}])
    when = delivered_at(now)
    line = Line(
        id=new_id(),
        thread=thread,
        organisation_id=thread.organisation_id,
        author_id=author,
        said_at=now,
        deliver_at=when,
        told_at=now if when <= now else None,
        fact_day=fact.day,
        fact_id=fact.id,
    )
    line.save(force_insert=True)
    Thread.objects.filter(id=thread.id).update(last_at=now)
    Seat.objects.filter(thread=thread, person_id=author).update(read_at=now)
    if line.told_at:
        announce(_delivered(line, thread, now))


def checked(words: str, *, author: uuid.UUID, now: dt.datetime) -> str:
    """The words without blanks at their ends. Raises Denied for none, too many, and past the day's limit."""
    said = words.strip()
    if not said:
        raise Denied(_("Write what you want to say."), field="words")
    if len(said) > LONGEST:
        raise Denied(_("The text is longer than 2000 characters."), way=_("Shorten it, please."), field="words")
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if said_today(author, since=since) >= setting("talks_a_day", now.date()):
        raise Denied(_("You have written as much as a day allows."), way=_("Call the school, or go on tomorrow."))
    return said


def _delivered(line: Line, thread: Thread, at: dt.datetime) -> LineDelivered:
    return LineDelivered(
        line_id=line.id,
        thread_id=thread.id,
        child_id=thread.child_id,
        organisation_id=thread.organisation_id,
        author_id=line.author_id,
        at=at,
    )


@action(may=only_the_machine, facts_are_history=True)
def deliver_due(*, limit: int = 500) -> int:
    """Lines whose hour has come may be read from now on. Announces LineDelivered for each."""
    now = clock.now()
    due = Line.objects.select_for_update(of=("self",)).filter(told_at=None, deliver_at__lte=now)
    rows = list(due.select_related("thread").order_by("said_at", "id")[:limit])
    Line.objects.filter(id__in=[row.id for row in rows]).update(told_at=now)
    announce(*(_delivered(row, row.thread, now) for row in rows))
    return len(rows)


@action(may=has_seat, facts_are_history=True)
def read_thread(*, thread_id: uuid.UUID) -> None:
    """Everything in the conversation counts as read by the actor."""
    Seat.objects.filter(thread=thread_id, person_id=current_scope().person_id).update(read_at=clock.now())


@action(may=has_seat)
def report_thread(*, thread_id: uuid.UUID, reason: str) -> None:
    """The heads of the school read the conversation from now on. Announces ThreadReported.

    Raises Denied without a reason, and where they were asked before.
    """
    if not reason.strip():
        raise Denied(_("Say in a few words why the heads should look."), field="reason")
    thread = Thread.objects.select_for_update(of=("self",)).get(id=thread_id)
    if thread.reported_at:
        raise Denied(_("The heads have been asked already."))
    thread.reported_at, thread.reported_by = clock.now(), current_scope().person_id
    thread.save(update_fields=["reported_at", "reported_by"])
    announce(ThreadReported(thread_id=thread.id, child_id=thread.child_id, organisation_id=thread.organisation_id))


@action(may=may_close)
def close_thread(*, thread_id: uuid.UUID) -> None:
    """The conversation takes no more lines; it can still be read. Raises Denied where it is closed already."""
    thread = Thread.objects.select_for_update(of=("self",)).get(id=thread_id)
    if thread.closed_at:
        raise Denied(_("This conversation is closed."))
    thread.closed_at, thread.closed_by = clock.now(), current_scope().person_id
    thread.save(update_fields=["closed_at", "closed_by"])
