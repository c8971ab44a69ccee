from django.urls import path

from shanyraq.spine.notices.pages.choices import choices
from shanyraq.spine.notices.pages.notices import notices
from shanyraq.spine.notices.pages.ticket import ticket

urlpatterns = [
    path("notices/", notices, name="notices"),
    path("notices/choices/", choices, name="notice_choices"),
    path("live/ticket", ticket, name="live_ticket"),
]
