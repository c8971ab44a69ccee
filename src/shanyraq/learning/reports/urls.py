"""Addresses of the reports. The seal's address stands on paper: it never changes."""

from django.urls import path

from shanyraq.learning.reports.pages.cards import card_paper, child_cards, class_cards, class_cards_paper
from shanyraq.learning.reports.pages.desk import reports
from shanyraq.learning.reports.pages.lists import report_lists
from shanyraq.learning.reports.pages.moves import report_moves
from shanyraq.learning.reports.pages.rates import report_rates
from shanyraq.learning.reports.pages.register import class_register, register_paper
from shanyraq.learning.reports.pages.seal import card_seal

urlpatterns = [
    path("seals/card/<uuid:paper_id>/<str:code>/", card_seal, name="card_seal"),
    path("reports/", reports, name="reports"),
    path("reports/cards/<uuid:group_id>/<int:year>/<slug:period>/", class_cards, name="class_cards"),
    path("reports/cards/<uuid:group_id>/<int:year>/<slug:period>/paper/", class_cards_paper, name="class_cards_paper"),
    path("reports/children/<uuid:person_id>/", child_cards, name="child_cards"),
    path("reports/children/<uuid:person_id>/<int:year>/<slug:period>/", card_paper, name="card_paper"),
    path("reports/register/<uuid:group_id>/", class_register, name="class_register"),
    path(
        "reports/register/<uuid:group_id>/<slug:subject>/<int:year>/<int:month>/",
        register_paper,
        name="register_paper",
    ),
    path("reports/rates/", report_rates, name="report_rates"),
    path("reports/lists/", report_lists, name="report_lists"),
    path("reports/moves/", report_moves, name="report_moves"),
]
