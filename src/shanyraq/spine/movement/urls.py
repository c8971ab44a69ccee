from django.urls import path

from shanyraq.spine.movement.pages import children, desk, rollover, searches, transfers

urlpatterns = [
    path("movement/", desk.movement, name="movement"),
    path("movement/classes/", desk.class_size_page, name="class_sizes"),
    path("movement/missing/", desk.missing_children, name="missing_children"),
    path("movement/admission/", children.admission, name="admission"),
    path("movement/children/<uuid:person_id>/", children.moving_child, name="moving_child"),
    path("movement/transfers/new/", transfers.new_transfer, name="new_transfer"),
    path("movement/transfers/<uuid:transfer_id>/", transfers.transfer_page, name="transfer"),
    path("movement/transfers/<uuid:transfer_id>/family/", transfers.family_transfer, name="family_transfer"),
    path(
        "movement/receipts/<str:day>/<uuid:fact_id>/receipt.json", transfers.transfer_receipt, name="transfer_receipt"
    ),
    path("movement/brought/", transfers.brought_marks, name="brought_marks"),
    path("movement/rollover/", rollover.rollover, name="rollover"),
    path("movement/rollover/<uuid:group_id>/", rollover.rollover_class, name="rollover_class"),
    path("movement/searches/", searches.search_list, name="searches"),
    path("movement/searches/<uuid:search_id>/", searches.search_page, name="search"),
]
