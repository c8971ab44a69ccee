"""Devices come in by a short way, and nobody else does."""

from django.conf import settings
from django.test import Client

from shanyraq.kernel.pages.checks import every_pattern


def test_every_device_endpoint_stands_on_the_short_way():
    endpoints = [
        route.lstrip("^").replace("(?:iclock/){1,2}", "iclock/")
        for route, pattern in every_pattern()
        if getattr(getattr(pattern.callback, "page_access", None), "device_reason", "") and route != "metrics"
    ]
    assert [route for route in endpoints if not f"/{route}".startswith(settings.DEVICE_PATHS)] == []


def test_a_device_gets_no_cookie_and_no_page(db):
    answer = Client().post("/iclock/cdata?SN=NOBODY-1&table=ATTLOG", data=b"x", content_type="text/plain")
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (403, b"not registered", {})
    assert not answer.headers.get("Vary")


def test_what_stands_beside_the_devices_goes_the_usual_way(db):
    assert Client().get("/iclock/nothing-of-ours").status_code == 404
    assert Client().get("/gates/passages/of-people").status_code == 404
