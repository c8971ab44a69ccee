from django.urls import path

from shanyraq.spine.presence.pages import absences, cases

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case_id>/", cases.case_page, name="case"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<uuid:absence_id>/paper/", absences.paper, name="absence_paper"),
]
