from django.urls import path

from shanyraq.portals.school.pages import groups, home, people

urlpatterns = [
    path("school/", home.home, name="school"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<uuid:group_id>/", groups.group, name="group"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
]
