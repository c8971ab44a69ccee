from django.urls import path, re_path

from shanyraq.campus.gates.endpoints.open import open_endpoint
from shanyraq.campus.gates.endpoints.zkteco import zkteco_endpoint
from shanyraq.campus.gates.gateways.zkteco import PATH

urlpatterns = [
    re_path(PATH, zkteco_endpoint, name="gate_zkteco"),
    path("gates/passages", open_endpoint, name="gate_open"),
]
