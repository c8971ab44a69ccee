from django.urls import path

from shanyraq.spine.exchange.pages.desk import exchange, exchange_of_office, exchange_template
from shanyraq.spine.exchange.pages.exports import export_of_person, exports, take_export
from shanyraq.spine.exchange.pages.headings import exchange_headings
from shanyraq.spine.exchange.pages.merging import merge_ask_again, merge_desk, merge_pair, merge_undo
from shanyraq.spine.exchange.pages.run import exchange_refused, exchange_run

urlpatterns = [
    path("exchange/", exchange, name="exchange"),
    path("exchange/office/", exchange_of_office, name="exchange_of_office"),
    path("exchange/template/", exchange_template, name="exchange_template"),
    path("exchange/headings/", exchange_headings, name="exchange_headings"),
    path("exchange/runs/<uuid:run_id>/", exchange_run, name="exchange_run"),
    path("exchange/runs/<uuid:run_id>/refused/", exchange_refused, name="exchange_refused"),
    path("exports/", exports, name="exports"),
    path("exports/people/<uuid:person_id>/", export_of_person, name="person_export"),
    path("exports/<uuid:export_id>/file/", take_export, name="take_export"),
    path("exchange/merging/", merge_desk, name="merge_desk"),
    path("exchange/merging/<uuid:person_id>/<uuid:other_id>/", merge_pair, name="merge_pair"),
    path("exchange/merging/<uuid:apart_id>/again/", merge_ask_again, name="merge_ask_again"),
    path("exchange/merging/<uuid:merge_id>/undo/", merge_undo, name="merge_undo"),
]
