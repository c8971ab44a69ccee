from django.urls import path

from shanyraq.spine.talks.pages import talks

urlpatterns = [
    path("talks/", talks.talks, name="talks"),
    path("talks/about/<uuid:child_id>/", talks.new_talk, name="new_talk"),
    path("talks/class/<uuid:group_id>/", talks.class_talk, name="class_talk"),
    path("talks/notices/<uuid:bulletin_id>/read/", talks.read_bulletin, name="read_bulletin"),
    path("talks/<uuid:thread_id>/", talks.talk, name="talk"),
    path("talks/<uuid:thread_id>/report/", talks.report, name="report_talk"),
    path("talks/<uuid:thread_id>/close/", talks.close, name="close_talk"),
]
