from django.urls import path

from shanyraq.portals.school.pages import correcting, families, groups, guardians, home, lending, lists, people

urlpatterns = [
    path("school/", home.home, name="school"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<uuid:group_id>/", groups.group, name="group"),
    path("groups/<uuid:group_id>/list/", lists.class_list, name="class_list"),
    path("staff/", lists.staff, name="staff"),
    path("organisations/<uuid:organisation_id>/", lists.organisation, name="organisation"),
    path("delegations/", lending.delegations, name="delegations"),
    path("delegations/<uuid:delegation_id>/withdraw/", lending.withdraw, name="withdraw_delegation"),
    path("people/papers/", families.papers, name="family_papers"),
    path("people/<uuid:person_id>/correct/", correcting.person_correct, name="person_correct"),
    path("people/<uuid:person_id>/guardians/", guardians.person_guardians, name="person_guardians"),
    path("people/<uuid:person_id>/family/", families.person_family, name="person_family"),
    path("people/", people.people, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
]
