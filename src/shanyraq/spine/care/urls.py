from django.urls import path

from shanyraq.spine.care.pages import families, health, needs

urlpatterns = [
    path("care/health/", health.health_sheets, name="health_sheets"),
    path("care/health/<uuid:person_id>/", health.health_sheet, name="health_sheet"),
    path("care/classes/<uuid:group_id>/", health.class_care, name="class_care"),
    path("care/needs/", needs.needs_list, name="needs"),
    path("care/needs/<uuid:person_id>/", needs.child_needs, name="child_needs"),
    path("care/receipts/<str:day>/<uuid:fact_id>/receipt.json", families.care_receipt, name="care_receipt"),
    path("family/care/<uuid:child_id>/", families.family_care, name="family_care"),
]
