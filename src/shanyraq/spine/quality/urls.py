from django.urls import path

from shanyraq.spine.quality.pages import office, questions, register, snapshots

urlpatterns = [
    path("quality/", questions.questions, name="quality"),
    path("quality/again/", questions.again, name="quality_again"),
    path("quality/schools/", office.schools, name="quality_schools"),
    path("quality/<uuid:finding_id>/", questions.question, name="finding"),
    path("snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/<uuid:snapshot_id>/", snapshots.snapshot, name="snapshot"),
    path("register/", register.register, name="register_on"),
]
