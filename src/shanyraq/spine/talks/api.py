"""The door of talks."""

from shanyraq.spine.talks.actions.bulletins import deliver_bulletins, mark_bulletin_read, tell_class
from shanyraq.spine.talks.actions.talking import (
    close_thread,
    deliver_due,
    read_thread,
    report_thread,
    say,
    start_thread,
)
from shanyraq.spine.talks.queries.bulletins import BulletinRow, bulletins_seen
from shanyraq.spine.talks.queries.contacts import Circle, Contact, circle_of
from shanyraq.spine.talks.queries.hours import delivered_at
from shanyraq.spine.talks.queries.threads import ThreadPage, ThreadRow, readers_of, thread_page, threads_seen

__all__ = [
    "BulletinRow",
    "Circle",
    "Contact",
    "ThreadPage",
    "ThreadRow",
    "bulletins_seen",
    "circle_of",
    "close_thread",
    "deliver_bulletins",
    "deliver_due",
    "delivered_at",
    "mark_bulletin_read",
    "read_thread",
    "readers_of",
    "report_thread",
    "say",
    "start_thread",
    "tell_class",
    "thread_page",
    "threads_seen",
]
