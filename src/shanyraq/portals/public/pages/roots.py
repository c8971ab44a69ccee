"""Published roots and the stand-alone checker: what anybody may keep to prove a later rewrite."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from shanyraq.kernel import sealing as sealing_package
from shanyraq.kernel.pages import public_page
from shanyraq.kernel.sealing import api as sealing

CHECKER = Path(sealing_package.__file__).parent / "standalone" / "check_receipt.py"


@public_page(reason="published roots are for everybody to keep")
def roots(request: HttpRequest) -> HttpResponse:
    return render(request, "public/roots.html", {"roots": sealing.roots(60)})


@public_page(reason="the same roots as lines for programs")
@cache_control(max_age=300, public=True)
def roots_text(request: HttpRequest) -> HttpResponse:
    lines = "".join(f"{root.day} {root.code}\n" for root in sealing.roots(10_000))
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@public_page(reason="the checker of receipts must be had without an account")
@cache_control(max_age=3600, public=True)
def checker(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(CHECKER.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="check_receipt.py"'
    return answer
