"""The door of notices."""

from shanyraq.spine.notices.actions.digests import make_digests
from shanyraq.spine.notices.actions.live import changed
from shanyraq.spine.notices.actions.sending import Letter, choose, mark_read, send
from shanyraq.spine.notices.messages import Category, Message, Words, message
from shanyraq.spine.notices.queries.reading import NoticeRow, notices_of, unread, unread_badge

__all__ = [
    "Category",
    "Letter",
    "Message",
    "NoticeRow",
    "Words",
    "changed",
    "choose",
    "make_digests",
    "mark_read",
    "message",
    "notices_of",
    "send",
    "unread",
    "unread_badge",
]
