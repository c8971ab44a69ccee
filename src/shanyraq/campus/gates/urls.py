from django.urls import path, re_path

from shanyraq.campus.gates.endpoints.open import open_endpoint
from shanyraq.campus.gates.endpoints.zkteco import zkteco_endpoint
from shanyraq.campus.gates.gateways.zkteco import PATH
from shanyraq.campus.gates.pages.board import gates
from shanyraq.campus.gates.pages.card import card
from shanyraq.campus.gates.pages.device import gate, new_gate, replace_gate

urlpatterns = [
    re_path(PATH, zkteco_endpoint, name="gate_zkteco"),
    path("gates/passages", open_endpoint, name="gate_open"),
    path("gates/", gates, name="gates"),
    path("gates/cards/<uuid:card_id>/", card, name="gate_card"),
    path("gates/devices/new/", new_gate, name="new_gate"),
    path("gates/devices/<uuid:device_id>/", gate, name="gate"),
    path("gates/devices/<uuid:device_id>/replace/", replace_gate, name="replace_gate"),
]
