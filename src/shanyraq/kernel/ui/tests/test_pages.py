"""The style guide, the shell, the pages of bad days: in three languages, without a fault."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel.scope import NOBODY, use_scope
from shanyraq.kernel.ui import navigation
from shanyraq.kernel.ui.context import Shell
from shanyraq.kernel.ui.navigation import NavItem

SAID = {
    "kk": "Ержан мектепте. 07:52-де №28 лицейге кірді.",
    "ru": "Ержан в школе.",
    "en": "Erzhan is at school.",
}


@pytest.fixture(autouse=True)
def _static_root(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # the static middleware warns of a folder that is not there


@pytest.fixture
def asked():
    request = RequestFactory().get("/style/")
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_guide_speaks_each_language_in_light_and_dark(client, language, theme):
    client.cookies["django_language"] = language
    page = client.get(reverse("style"), {"theme": theme}).content.decode()
    assert SAID[language] in page
    assert f'<html lang="{language}" data-bs-theme="{theme}"' in page
    assert "⟪unknown" not in page


@pytest.mark.django_db
def test_a_figures_panel_is_a_fragment_for_the_panel_and_a_page_without_javascript(client):
    address = reverse("style_part", args=["figure"])
    assert client.get(address, headers={"HX-Request": "true"}).content.decode().startswith("<h2>")
    assert "<!doctype html>" in client.get(address).content.decode()
    assert client.get(reverse("style_part", args=["passwords"])).status_code == 404


@pytest.mark.django_db
def test_the_theme_is_kept_and_nobody_is_led_astray(client):
    answer = client.post(reverse("set_theme"), {"theme": "dark", "next": "/style/"})
    assert (answer.url, answer.cookies["theme"].value) == ("/style/", "dark")
    answer = client.post(reverse("set_theme"), {"theme": "purple", "next": "//elsewhere.example/"})
    assert (answer.url, "theme" in answer.cookies) == ("/", False)
    assert client.get(reverse("set_theme")).status_code == 405


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_a_refusal_says_what_to_do(asked, language, name):
    with translation.override(language):
        page = render_to_string(name, request=asked)
    assert f'<html lang="{language}"' in page
    assert "<h1" in page
    assert 'href="/"' in page


def test_our_own_failure_is_told_in_three_languages_without_any_machinery():
    page = render_to_string("500.html")
    assert all(f'<section lang="{language}">' in page for language in SAID)


def test_a_refused_act_shows_its_words_and_the_way_onward(asked):
    words = {"words": "<b>The term is closed</b>", "way": "Ask the deputy head"}
    for name in ("ui/refused.html", "ui/refused_part.html"):
        page = render_to_string(name, words, request=asked)
        assert "&lt;b&gt;The term is closed" in page
        assert "Ask the deputy head" in page


def test_the_bar_marks_where_we_are_and_what_waits(asked):
    navigation.register(
        "test", [NavItem("Here", "style", "home", badge=lambda request: 3), NavItem("<b>", "set_theme", "x")]
    )
    asked.audience = "test"
    with use_scope(NOBODY):
        here, there = Shell(asked).places
    assert 'aria-current="page"' in here
    assert "3<span" in here
    assert "aria-current" not in there
    assert "&lt;b&gt;" in there


def test_a_form_names_the_fault_at_the_field(asked):
    from shanyraq.kernel.ui import samples
    from shanyraq.kernel.ui.forms import Renderer

    form = samples.Request({"subject": "<script>"}, renderer=Renderer())
    with translation.override("en"):
        page = str(form)
    assert 'aria-invalid="true"' in page
    assert 'id="id_text_error"' in page
    assert 'aria-describedby="id_text_error"' in page
    assert "<script>" not in page
    assert "optional" in page
