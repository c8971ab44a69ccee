from django.urls import path

from shanyraq.spine.presence.pages import cases

urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case_id>/", cases.case_page, name="case"),
]
